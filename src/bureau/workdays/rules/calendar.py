"""Which days are working days: plain data of the yearly notice, and the answer per day."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from bureau.refusal import Refusal

WEEKEND = "周末"
WORKDAY = "工作日"
OUT_OF_RANGE = "算出的日期超出了公历 1 年到 9999 年，请核对起点和期限。"

_WEEKEND = frozenset({6, 0})
_FIRST, _LAST = dt.date.min.toordinal(), dt.date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar: does it work, why, and may a later notice change it?"""

    working: bool
    why: str
    provisional: bool


@dataclass(frozen=True)
class Calendar:
    """The working days as of one edition of the holiday arrangements.

    ``years`` are those whose State Council notice is known; every other year is Monday to
    Friday and provisional (行政许可法第八十二条: 法定节假日 do not count, and which days
    they are is published year by year). ``holidays`` and ``make_up_days`` name the festival;
    ``key`` is that of the edition.
    """

    years: frozenset[int]
    holidays: Mapping[dt.date, str]
    make_up_days: Mapping[dt.date, str]
    key: str = ""
    _off: frozenset[int] = field(init=False, repr=False, compare=False)
    _on: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_off", frozenset(d.toordinal() for d in self.holidays))
        object.__setattr__(self, "_on", frozenset(d.toordinal() for d in self.make_up_days))

    def is_workday(self, day: dt.date) -> bool:
        return self.works(day.toordinal())

    def works(self, ordinal: int) -> bool:
        """``is_workday`` for a proleptic ordinal, so that counting need not build dates."""
        # Ordinal 1 was a Monday, so 6 and 0 are Saturday and Sunday.
        return ordinal in self._on or (ordinal % 7 not in _WEEKEND and ordinal not in self._off)

    def is_provisional(self, first: dt.date, last: dt.date) -> bool:
        """Whether an answer that looked at these days may change with a later notice."""
        low, high = (first, last) if first <= last else (last, first)
        return any(year not in self.years for year in range(low.year, high.year + 1))

    def day(self, day: dt.date) -> Day:
        """The day with its reason in Chinese, for explanations."""
        working = self.is_workday(day)
        if day in self.make_up_days:
            why = f"调休上班（{self.make_up_days[day]}）"
        elif day in self.holidays:
            why = f"{self.holidays[day]}放假"
        else:
            why = WORKDAY if working else WEEKEND
        return Day(working, why, day.year not in self.years)

    def next_workday(self, day: dt.date) -> dt.date:
        """The day itself when it works, else the first working day after it."""
        ordinal = day.toordinal()
        while not self.works(ordinal):
            ordinal += 1
        return date_of(ordinal)


def date_of(ordinal: int) -> dt.date:
    """The day of a proleptic ordinal; a sentence when no calendar reaches that far."""
    if not _FIRST <= ordinal <= _LAST:
        raise Refusal(OUT_OF_RANGE, field="value")
    return dt.date.fromordinal(ordinal)


MONDAY_TO_FRIDAY = Calendar(frozenset(), {}, {})
