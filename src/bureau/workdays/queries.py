"""Which calendar holds."""

import datetime as dt
from dataclasses import dataclass

from bureau.kept import kept, kept_for_good
from bureau.workdays.models import CalendarEdition
from bureau.workdays.reference import calendar_on_file
from bureau.workdays.rules import Arrangement, Calendar, arrangements_as_calendar


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """An edition of the calendar as a page shows it."""

    key: str
    number: int
    years: tuple[int, ...]
    published_on: dt.date | None
    source: str
    note: str
    in_force_at: dt.datetime | None


def current_calendar() -> Calendar:
    """The calendar in force now; what the program brought along while none was loaded.

    A process which runs for weeks learns of a new edition within a minute; the days
    themselves are read once per process and edition.
    """
    edition = current_edition()
    return calendar_on_file() if edition is None else calendar_of(edition)


def calendar_by_key(key: str) -> Calendar | None:
    """Any edition, in force or not: what would it change?"""
    edition = CalendarEdition.objects.filter(key=key).first()
    return None if edition is None else calendar_of(edition)


def editions() -> list[EditionFacts]:
    """All editions, the newest first."""
    return [
        EditionFacts(
            key=edition.key,
            number=edition.number,
            years=tuple(edition.years),
            published_on=edition.published_on,
            source=edition.source,
            note=edition.note,
            in_force_at=edition.in_force_at,
        )
        for edition in CalendarEdition.objects.order_by("-number")
    ]


@kept
def current_edition() -> CalendarEdition | None:
    return CalendarEdition.objects.filter(in_force_at__isnull=False).order_by("-number").first()


@kept_for_good
def calendar_of(edition: CalendarEdition) -> Calendar:
    """Its days never change."""
    return arrangements_as_calendar(arrangements_of(edition), key=edition.key)


def arrangements_of(edition: CalendarEdition) -> list[Arrangement]:
    rows = edition.days.order_by("day").values_list("notice_year", "day", "kind", "festival")
    return [Arrangement(*row) for row in rows]
