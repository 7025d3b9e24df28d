"""The holiday arrangements that come with the program, read without a database."""

from functools import cache
from pathlib import Path

from django.conf import settings

from bureau.workdays.rules import (
    Arrangement,
    Calendar,
    arrangements_as_calendar,
    read_arrangements,
)


def arrangements_on_file(folder: Path | None = None) -> list[Arrangement]:
    """Every row of every table in ``reference/calendar/``; a new notice is one more file."""
    place = folder or Path(settings.REFERENCE_FOLDER) / "calendar"
    rows: list[Arrangement] = []
    for file in sorted(place.glob("*.csv")):
        rows += read_arrangements(file.read_text(encoding="utf-8-sig").splitlines())
    return rows


@cache
def calendar_on_file() -> Calendar:
    """The newest calendar we ship: for commands without a database, and until one is loaded."""
    return arrangements_as_calendar(arrangements_on_file(), key="reference")
