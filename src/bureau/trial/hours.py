"""Working time of the trial city, forward from a moment."""

from datetime import date, datetime, time, timedelta

from bureau.workdays.rules import CHINA, Calendar

_OPENS, _LUNCH, _AFTER, _CLOSES = time(9, 5), time(11, 50), time(13, 5), time(16, 50)


def during(moment: datetime, calendar: Calendar) -> datetime:
    """The moment itself when somebody works then, else the next moment somebody does."""
    local = moment.astimezone(CHINA)
    if not calendar.is_workday(local.date()) or local.time() > _CLOSES:
        day = calendar.next_workday(local.date() + timedelta(days=1))
        return _at(day, _OPENS)
    if local.time() < _OPENS:
        return _at(local.date(), _OPENS)
    if _LUNCH < local.time() < _AFTER:
        return _at(local.date(), _AFTER)
    return local


def later(moment: datetime, *, days: float, calendar: Calendar) -> datetime:
    """That many working days later, at a moment somebody works."""
    whole = int(days)
    day = moment.astimezone(CHINA).date()
    for _ in range(whole):
        day = calendar.next_workday(day + timedelta(days=1))
    base = _at(day, moment.astimezone(CHINA).time())
    return during(base + timedelta(hours=(days - whole) * 8), calendar)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, CHINA)
