"""方案落实: every clause of the founding plan, and what keeps or measures it.

Read from two committed files: the clauses in our own words with their state, and which
tests are named by which clause. A state is a person's judgement that the named tests
together do what the clause asks for; a test of the house checks that the two agree.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path


class State(StrEnum):
    """How far a clause is kept."""

    KEPT = "已由测试保证"
    MEASURED = "已由指标衡量"
    PARTLY = "部分落实"
    NOT_YET = "未落实"


@dataclass(frozen=True, slots=True)
class Clause:
    """One atomic requirement of the plan."""

    id: str
    part: str
    summary: str
    verification: str
    indicator: str
    state: State
    tests: tuple[str, ...]


def read_clauses(folder: Path) -> tuple[Clause, ...]:
    """The clauses of ``plan_clauses.csv`` with their tests, in the order of the plan."""
    tests: dict[str, list[str]] = {}
    for row in _rows(folder / "clause_tests.csv"):
        tests.setdefault(row["clause"], []).append(row["test"])
    return tuple(
        Clause(
            id=row["id"],
            part=row["part"],
            summary=row["summary"],
            verification=row["verification"],
            indicator=row["indicator"],
            state=State(row["state"]),
            tests=tuple(tests.get(row["id"], ())),
        )
        for row in _rows(folder / "plan_clauses.csv")
    )


@lru_cache(maxsize=4)
def clauses(folder: Path) -> tuple[Clause, ...]:
    """The same, read once: the files come with the program."""
    return read_clauses(folder)


def counts(found: Iterable[Clause]) -> dict[State, int]:
    """How many clauses are in each state."""
    states = [one.state for one in found]
    return {state: states.count(state) for state in State}


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
