"""The same clock counted the slow way: day by day, minute by minute, from plain sets.

It shares nothing with the rules but the units' names, so that a slip there shows here.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field

ONE = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


@dataclass
class Naive:
    off: set[dt.date]
    on: set[dt.date]
    years: set[int]
    sessions: list[tuple[dt.time, dt.time]]
    pauses: list[tuple[dt.date, dt.date]] = field(default_factory=list)

    def works(self, day: dt.date) -> bool:
        if day in self.on:
            return True
        return day not in self.off and day.isoweekday() <= 5

    def is_paused(self, day: dt.date) -> bool:
        return any(first <= day <= last for first, last in self.pauses)

    def working_day(self, start: dt.date, value: int, step: int) -> dt.date:
        day, left = start, value
        while left > 0:
            day += step * ONE
            if self.works(day) and not self.is_paused(day):
                left -= 1
        return day

    def natural_day(self, start: dt.date, value: int, step: int, *, roll: bool) -> dt.date:
        day, left = start, value
        while left > 0:
            day += step * ONE
            if not self.is_paused(day):
                left -= 1
        while roll and step > 0 and not self.works(day):
            day += ONE
        return day

    def month(self, start: dt.date, value: int, step: int, *, roll: bool) -> dt.date:
        year, month = start.year, start.month
        for _ in range(value):
            month += step
            if month == 13:
                year, month = year + 1, 1
            if month == 0:
                year, month = year - 1, 12
        target = dt.date(year, month, min(start.day, monthrange(year, month)[1]))
        length = 0
        day = start
        while day != target:
            day += step * ONE
            length += 1
        return self.natural_day(start, length, step, roll=roll)

    def session(self, start: dt.datetime, value: int, step: int) -> dt.datetime:
        around = [
            (dt.datetime.combine(day, a), dt.datetime.combine(day, b))
            for day in _days(start.date(), 200)
            if self.works(day)
            for a, b in self.sessions
        ]
        own = next(place for place, (_, end) in enumerate(around) if start < end)
        other = around[own + 1 :] if step > 0 else around[:own][::-1]
        return [end for _, end in other if not self.is_paused(end.date())][value - 1]

    def working_hour(self, start: dt.datetime, value: int, step: int) -> dt.datetime:
        left = value * 60
        moment = start
        while True:
            # the minute that begins (or, backwards, ends) at this moment
            begin = moment if step > 0 else moment - MINUTE
            moment += step * MINUTE
            left -= self.is_open(begin)
            if not left:
                return moment

    def is_open(self, moment: dt.datetime) -> bool:
        day = moment.date()
        if not self.works(day) or self.is_paused(day):
            return False
        return any(a <= moment.time() < b for a, b in self.sessions)


def _days(middle: dt.date, reach: int) -> Iterator[dt.date]:
    for number in range(-reach, reach + 1):
        yield middle + number * ONE
