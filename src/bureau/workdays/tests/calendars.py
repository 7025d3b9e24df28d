"""Calendars the tests count with."""

import datetime as dt
from collections.abc import Callable

from bureau.workdays.reference import arrangements_on_file
from bureau.workdays.rules import CHINA, Calendar, arrangements_as_calendar

ARRANGEMENTS = arrangements_on_file()
CALENDAR: Calendar = arrangements_as_calendar(ARRANGEMENTS)


def at(text: str) -> dt.datetime:
    """A moment in Asia/Shanghai."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=CHINA)


day: Callable[[str], dt.date] = dt.date.fromisoformat
