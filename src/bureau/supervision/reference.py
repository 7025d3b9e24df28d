"""Reading ``reference/targets.csv`` and ``reference/indicator_groups.yaml``."""

import csv
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from bureau.audit.actors import Actor
from bureau.refusal import Refusal
from bureau.supervision import operations
from bureau.supervision.operations import TargetFacts
from bureau.supervision.rules import Comparison

TARGETS = "targets.csv"
GROUPS = "indicator_groups.yaml"


class _Group(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    items: tuple[str, ...]
    note: str = ""


class BadReference(Refusal):
    """The file cannot be read; nothing of it was loaded."""


def load(folder: Path, *, by: Actor, at: datetime) -> tuple[int, int]:
    """Load targets and groups of a reference folder; how many of each were new or changed."""
    targets = read_targets(folder / TARGETS)
    groups = read_groups(folder / GROUPS)
    return (
        operations.load_targets(targets, by=by, at=at),
        operations.load_groups(groups, by=by, at=at),
    )


def read_targets(file: Path) -> list[TargetFacts]:
    """The targets of a file; a sentence with the line's number when one cannot be read."""
    targets = []
    for number, row in enumerate(_rows(file), 2):
        try:
            targets.append(
                TargetFacts(
                    indicator=row["indicator"],
                    value=Fraction(int(row["numerator"]), int(row["denominator"])),
                    comparison=Comparison(row["comparison"]),
                    valid_from=date.fromisoformat(row["valid_from"]),
                    source=row["source"],
                )
            )
        except (KeyError, ValueError, ZeroDivisionError) as trouble:
            raise BadReference(f"{file.name} 第 {number} 行读不出来，请核对各列。") from trouble
    return targets


def read_groups(file: Path) -> dict[str, tuple[str, ...]]:
    """Which items belong to which group."""
    try:
        raw = yaml.safe_load(file.read_text("utf-8"))
        groups = TypeAdapter(dict[str, _Group]).validate_python(raw)
    except (OSError, yaml.YAMLError, ValidationError) as trouble:
        raise BadReference(f"{file.name} 读不出来：每组要有 name 和 items。") from trouble
    return {key: group.items for key, group in groups.items()}


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError) as trouble:
        raise BadReference(f"读不到 {file.name}。") from trouble
