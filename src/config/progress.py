"""How far the trial city has come, told by the command that builds it to whoever waits.

A small file, because the web's doors open before the city is complete and because the
teller may be killed: a half-written note is never read.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Progress:
    """``doors_open``: enough is there for the first visitor; the rest arrives behind it."""

    done: int
    of: int
    doors_open: bool


def note_place(data: Path) -> Path:
    return data / "run" / "city.json"


def report(done: int, *, of: int, doors_open: bool) -> None:
    """Called by the command ``city`` as often as it likes."""
    place = note_place(settings.DATA_FOLDER)
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(f"{place.name}.{os.getpid()}")
    unfinished.write_text(json.dumps(asdict(Progress(done, of, doors_open))), encoding="utf-8")
    unfinished.replace(place)


def read(data: Path) -> Progress | None:
    try:
        return Progress(**json.loads(note_place(data).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def forget(data: Path) -> None:
    note_place(data).unlink(missing_ok=True)
