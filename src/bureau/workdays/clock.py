"""What time it is. Views, tasks and commands ask here; nothing deeper reads a clock.

In a real bureau it is the world's time. A trial city runs ahead of it by an offset that
stands in the database, so that there are people at the windows whenever it is started.
"""

import datetime as dt
import time

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from bureau.workdays.models import CityClock
from bureau.workdays.rules import CHINA

_FRESH_FOR = 5.0  # seconds; the offset changes only when the program is started


class _Known:
    """The offset as last read by this process."""

    offset: dt.timedelta | None = None
    until = 0.0


def now() -> dt.datetime:
    """The moment of the city, in Asia/Shanghai."""
    moment = timezone.now().astimezone(CHINA)
    return moment if settings.REAL else moment + ahead()


def today() -> dt.date:
    return now().date()


def day_of(moment: dt.datetime) -> dt.date:
    """The calendar day of a moment, as it is in Asia/Shanghai."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(CHINA).date()


def ahead() -> dt.timedelta:
    """How far the city runs ahead of the world; nothing in a real bureau."""
    if settings.REAL:
        return dt.timedelta()
    if connection.in_atomic_block:
        return _read()  # what this transaction sees, and may yet take back
    if _Known.offset is None or time.monotonic() >= _Known.until:
        try:
            _Known.offset = _read()
        except DatabaseError:
            if _Known.offset is None:
                raise
        _Known.until = time.monotonic() + _FRESH_FOR
    return _Known.offset


def forget() -> None:
    """The offset has changed: read it again."""
    _Known.offset = None


def _read() -> dt.timedelta:
    seconds = CityClock.objects.values_list("offset_seconds", flat=True).first()
    return dt.timedelta(seconds=seconds or 0)
