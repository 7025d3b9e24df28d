"""Why each day counts or not, in words for the applicant and the officer."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bureau.workdays.rules.calendar import Calendar, date_of
from bureau.workdays.rules.counting import Spell
from bureau.workdays.rules.pauses import PausedDays

EVENT_DAY = "起算当日不计入"
_TO_BE_ANNOUNCED = "（该年放假安排尚未公布，暂定）"


@dataclass(frozen=True, slots=True)
class DayCount:
    """One day of the count. Of a term in sessions or hours, any part of it may count."""

    date: dt.date
    counts: bool
    why: str


def working_days(
    event: int, last: int, *, step: int, calendar: Calendar, paused: PausedDays
) -> tuple[DayCount, ...]:
    lines = [DayCount(date_of(event), False, EVENT_DAY)]
    for ordinal in range(event + step, last + step, step):
        counts = calendar.works(ordinal) and ordinal not in paused
        lines.append(DayCount(date_of(ordinal), counts, _why(ordinal, calendar, paused)))
    return tuple(lines)


def natural_days(
    event: int, raw: int, last: int, *, step: int, calendar: Calendar, paused: PausedDays
) -> tuple[DayCount, ...]:
    lines = [DayCount(date_of(event), False, EVENT_DAY)]
    for ordinal in range(event + step, raw + step, step):
        stop = _stopped(ordinal, paused)
        lines.append(DayCount(date_of(ordinal), not stop, stop or "自然日，计入"))
    if last != raw:
        why = f"自然日，计入；最后一日逢{_why(raw, calendar, None)}，顺延"
        lines[-1] = DayCount(date_of(raw), True, why)
    for ordinal in range(raw + 1, last + 1):
        why = _why(ordinal, calendar, None)
        day = f"{why}，顺延至此日" if ordinal == last else f"{why}，顺延"
        lines.append(DayCount(date_of(ordinal), False, day))
    return tuple(lines)


def on_the_spot(
    event: int, last: int, *, calendar: Calendar, paused: PausedDays
) -> tuple[DayCount, ...]:
    lines = []
    for ordinal in range(event, last):
        closed = calendar.works(ordinal) and ordinal not in paused
        why = "已过下班时间" if closed else _why(ordinal, calendar, paused)
        lines.append(DayCount(date_of(ordinal), False, why))
    why = f"{_why(last, calendar, paused)}，当场办结"
    return (*lines, DayCount(date_of(last), True, why))


def office_time(
    event: int, spells: Iterable[Spell], *, step: int, calendar: Calendar, paused: PausedDays
) -> tuple[DayCount, ...]:
    by_day: dict[int, list[Spell]] = {}
    for spell in spells:
        by_day.setdefault(spell.day, []).append(spell)
    lines = []
    # An event after closing belongs to a later day, also when the count goes backwards.
    for ordinal in (
        range(event, max(by_day) + 1) if step > 0 else range(max(by_day), min(by_day) - 1, -1)
    ):
        counted = [spell.counted for spell in by_day.get(ordinal, ()) if spell.counted]
        why = _why(ordinal, calendar, paused)
        if counted:
            why = f"{why}，计入 {'、'.join(map(str, counted))}"
        elif calendar.works(ordinal) and ordinal not in paused:
            why = "起算所在的半天不计入" if ordinal in by_day else "已过下班时间"
        lines.append(DayCount(date_of(ordinal), bool(counted), why))
    return tuple(lines)


def _why(ordinal: int, calendar: Calendar, paused: PausedDays | None) -> str:
    if paused and (stop := _stopped(ordinal, paused)):
        return stop
    day = calendar.day(date_of(ordinal))
    return f"{day.why}{_TO_BE_ANNOUNCED}" if day.provisional else day.why


def _stopped(ordinal: int, paused: PausedDays) -> str:
    ground = paused.ground(ordinal)
    if ground is None:
        return ""
    return f"暂停（{ground}），不计入" if ground else "暂停，不计入"
