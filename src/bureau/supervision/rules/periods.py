"""The periods of a bulletin: month, quarter, year to date, or any days."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bureau.workdays.rules import CHINA

FIRST_YEAR, LAST_YEAR = 2000, 2100
_MONTH = re.compile(r"(2[0-9]{3})-(0[1-9]|1[0-2])")
_QUARTER = re.compile(r"(2[0-9]{3})-?[Qq]([1-4])")
_YEAR = re.compile(r"(2[0-9]{3})")
_QUARTERS = "一二三四"
A_DAY = timedelta(days=1)


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DAYS = "days"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    PeriodKind.MONTH: "按月",
    PeriodKind.QUARTER: "按季",
    PeriodKind.YEAR: "本年累计",
    PeriodKind.DAYS: "任意天",
}


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included; a day is one of Asia/Shanghai."""

    first: date
    last: date
    kind: PeriodKind = PeriodKind.DAYS

    @property
    def since(self) -> datetime:
        """The first moment that belongs to it."""
        return datetime.combine(self.first, time.min, tzinfo=CHINA)

    @property
    def until(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + A_DAY, time.min, tzinfo=CHINA)

    @property
    def key(self) -> str:
        """As it stands in an address: 2026-03, 2026-Q1, 2026, 2026-03-01..2026-03-18."""
        if self.kind is PeriodKind.MONTH:
            return f"{self.first:%Y-%m}"
        if self.kind is PeriodKind.QUARTER:
            return f"{self.first:%Y}-Q{_quarter(self.first)}"
        if self.kind is PeriodKind.YEAR:
            return f"{self.first:%Y}"
        return f"{self.first}..{self.last}"

    @property
    def label(self) -> str:
        """As people say it."""
        if self.kind is PeriodKind.MONTH:
            return f"{self.first.year} 年 {self.first.month} 月"
        if self.kind is PeriodKind.QUARTER:
            return f"{self.first.year} 年第{_QUARTERS[_quarter(self.first) - 1]}季度"
        if self.kind is PeriodKind.YEAR:
            return f"{self.first.year} 年累计"
        return f"{self.first} 至 {self.last}"


def period_of(kind: PeriodKind, day: date) -> Period:
    """The month, quarter or year that holds a day."""
    if kind is PeriodKind.DAYS:
        return Period(day, day)
    if kind is PeriodKind.MONTH:
        first = day.replace(day=1)
        return Period(first, _month_after(first) - A_DAY, kind)
    if kind is PeriodKind.QUARTER:
        first = date(day.year, 3 * (_quarter(day) - 1) + 1, 1)
        last = _month_after(_month_after(_month_after(first))) - A_DAY
        return Period(first, last, kind)
    return Period(date(day.year, 1, 1), date(day.year, 12, 31), kind)


def previous_period(period: Period) -> Period:
    """The one of the same kind that ended the day before."""
    if period.kind is PeriodKind.DAYS:
        length = period.last - period.first
        last = period.first - A_DAY
        return Period(last - length, last)
    return period_of(period.kind, period.first - A_DAY)


def next_period(period: Period) -> Period:
    """The one of the same kind that begins the day after."""
    if period.kind is PeriodKind.DAYS:
        length = period.last - period.first
        first = period.last + A_DAY
        return Period(first, first + length)
    return period_of(period.kind, period.last + A_DAY)


def read_period(text: str) -> Period | None:
    """The period of an address; ``None`` when there is no such period."""
    try:
        period = _read(text)
    except ValueError:
        return None
    if period is None or not FIRST_YEAR <= period.first.year <= period.last.year <= LAST_YEAR:
        return None
    return period if period.first <= period.last else None


def _read(text: str) -> Period | None:
    if found := _MONTH.fullmatch(text):
        return period_of(PeriodKind.MONTH, date(int(found[1]), int(found[2]), 1))
    if found := _QUARTER.fullmatch(text):
        return period_of(PeriodKind.QUARTER, date(int(found[1]), 3 * int(found[2]), 1))
    if found := _YEAR.fullmatch(text):
        return period_of(PeriodKind.YEAR, date(int(found[1]), 1, 1))
    first, dots, last = text.partition("..")
    return Period(date.fromisoformat(first), date.fromisoformat(last)) if dots else None


def _quarter(day: date) -> int:
    return (day.month - 1) // 3 + 1


def _month_after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
