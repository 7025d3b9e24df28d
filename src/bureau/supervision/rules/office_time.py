"""The same office time as ``workdays.rules.working_duration``, for very many cases at once.

A day's part of office time is added up once for a stretch of days; a duration is then the
difference of two places on it. A property test holds both to the same answer.
"""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from math import lcm

from bureau.workdays.rules import CHINA, Calendar, Hours


class OfficeTime:
    """The office time of one hall from one day to another, both included."""

    def __init__(self, *, calendar: Calendar, hours: Hours, first: dt.date, last: dt.date) -> None:
        days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
        sessions = [tuple(_seconds(hours, day)) if calendar.is_workday(day) else () for day in days]
        whole = [sum(closes - opens for opens, closes in one) for one in sessions]
        self._first = first.toordinal()
        self._unit = lcm(*{length for length in whole if length}, 1)
        self._sessions = sessions
        self._weight = [self._unit // length if length else 0 for length in whole]
        self._before = [0]
        for length in whole:
            self._before.append(self._before[-1] + (self._unit if length else 0))

    def days(self, start: dt.datetime, end: dt.datetime) -> Fraction:
        """Working days from start to end, each day measured by its own hours."""
        used = self._place(end) - self._place(start)
        return Fraction(max(used, 0), self._unit)

    def _place(self, moment: dt.datetime) -> int:
        local = moment.astimezone(CHINA)
        number = local.date().toordinal() - self._first
        second = local.hour * 3600 + local.minute * 60 + local.second
        used = 0
        for opens, closes in self._sessions[number]:
            used += min(max(second - opens, 0), closes - opens)
        return self._before[number] + used * self._weight[number]


def _seconds(hours: Hours, day: dt.date) -> Iterator[tuple[int, int]]:
    for session in hours.on(day).sessions:
        yield _since_midnight(session.start), _since_midnight(session.end)


def _since_midnight(time: dt.time) -> int:
    return time.hour * 3600 + time.minute * 60 + time.second
