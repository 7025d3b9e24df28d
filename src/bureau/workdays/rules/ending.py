"""When a term ends: a pure function of facts that can also explain itself day by day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bureau.refusal import Refusal
from bureau.workdays.rules import explanation
from bureau.workdays.rules.calendar import Calendar, date_of
from bureau.workdays.rules.counting import (
    add_months,
    count_days,
    count_hours,
    count_sessions,
    event_session,
)
from bureau.workdays.rules.explanation import DayCount
from bureau.workdays.rules.hours import STANDARD_HOURS, Hours
from bureau.workdays.rules.pauses import NO_PAUSES, Pause, PausedDays, paused_days
from bureau.workdays.rules.terms import Term, Unit, largest

CHINA = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")  # no summer time since 1991
END_OF_DAY = dt.time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Due:
    """The last moment still in time, with its offset, and how it came about.

    ``provisional`` says that it may move: a year without a published notice was counted,
    or a pause is still open. ``days`` is the explanation in the order of counting.
    """

    due: dt.datetime
    provisional: bool
    days: tuple[DayCount, ...]


def due(
    start: dt.date | dt.datetime,
    term: Term,
    *,
    calendar: Calendar,
    hours: Hours = STANDARD_HOURS,
    pauses: Iterable[Pause] = (),
    extend: int = 0,
    before: bool = False,
    online: bool = False,
    roll: bool = True,
    today: dt.date | None = None,
    late_receipt_next_day: bool = False,
    explain: bool = True,
) -> Due:
    """The last moment in time of a term that begins with the event at ``start``.

    The day of the event is not counted (民法典第二百零一条). Working days are those of the
    calendar (行政许可法第八十二条); natural days, months and years whose last day is a
    holiday or a weekend end on the first working day after it (民法典第二百零三条) unless
    ``roll`` is off or the count goes backwards. Days of a pause do not count
    (行政许可法第四十五条); with an open pause the result is the earliest possible end,
    as if it ended ``today``.

    ``extend`` adds to the value in the same unit. ``before`` counts backwards. Working days
    end at the close of business, or at the end of the day for acts done ``online``; natural
    days, months and years at the end of the day. Days keep the calendar day of the event;
    with ``late_receipt_next_day`` a working-day term takes an event after closing, or on a
    day that does not work, as of the next working day (the milder of the two readings).
    A start without zone is Asia/Shanghai. ``explain=False`` leaves ``days`` empty, for bulk.
    """
    if extend < 0 or term.value + extend > largest(term.unit):
        raise Refusal(
            f"延长的数值不能小于 0，连同期限最多为 {largest(term.unit)}。", field="extend"
        )
    paused = paused_days(pauses, today=today) if pauses else NO_PAUSES
    moment = local_time(start)
    if term.unit is Unit.WORKING_DAY and late_receipt_next_day and moment is not None:
        first = date_of(event_session(moment, calendar=calendar, hours=hours)[0])
    else:
        first = moment.date() if moment is not None else start
    count = _Count(
        first, moment, term.unit, term.value + extend, calendar, hours, paused, before, online
    )
    if term.unit is Unit.WORKING_DAY:
        return count.in_working_days(explain)
    if term.unit is Unit.ON_THE_SPOT:
        return count.on_the_spot(extend, explain)
    if term.unit.needs_time:
        return count.in_office_time(explain)
    return count.in_natural_time(roll and not before, explain)


def local_time(start: dt.date | dt.datetime) -> dt.datetime | None:
    """The moment in Asia/Shanghai, without zone, to the second; ``None`` for a bare date."""
    if not isinstance(start, dt.datetime):
        return None
    if start.tzinfo is not None:
        try:
            start = start.astimezone(CHINA)
        except OverflowError:
            raise Refusal("起点的日期超出了可以计算的范围。", field="start") from None
    return start.replace(microsecond=0, tzinfo=None)


def is_past(limit: dt.datetime | None, at: dt.datetime) -> bool:
    """Whether a limit is over. Its last second is still in time, whole."""
    return limit is not None and at >= limit + dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Count:
    """One question put to the clock."""

    first: dt.date
    moment: dt.datetime | None
    unit: Unit
    value: int
    calendar: Calendar
    hours: Hours
    paused: PausedDays
    before: bool
    online: bool

    @property
    def step(self) -> int:
        return -1 if self.before else 1

    def in_working_days(self, explain: bool) -> Due:
        event = self.first.toordinal()
        last = count_days(
            event, self.value, step=self.step, calendar=self.calendar, paused=self.paused
        )
        counted_from = date_of(event + self.step)
        return self._due(
            date_of(last),
            looked_at=(counted_from, date_of(last)),
            days=explanation.working_days(
                event, last, step=self.step, calendar=self.calendar, paused=self.paused
            )
            if explain
            else (),
        )

    def on_the_spot(self, extend: int, explain: bool) -> Due:
        """The close of the working day of acceptance (design: time limits, 2, rule 11)."""
        if extend or self.before:
            raise Refusal("当场办结不能延长，也不能倒推。", field="extend" if extend else "before")
        event = self.first.toordinal()
        late = (
            self.moment is not None
            and not self.online
            and self.moment.time() >= self.hours.on(self.first).close
        )
        last = count_days(
            event if late else event - 1, 1, step=1, calendar=self.calendar, paused=self.paused
        )
        return self._due(
            date_of(last),
            looked_at=(self.first, date_of(last)),
            days=explanation.on_the_spot(event, last, calendar=self.calendar, paused=self.paused)
            if explain
            else (),
        )

    def in_office_time(self, explain: bool) -> Due:
        if self.moment is None:
            raise Refusal(
                "按小时或半天计算的期限，起点要写明时刻，例如 2026-09-29T10:00。", field="start"
            )
        if self.unit is Unit.SESSION:
            end, spells = count_sessions(
                self.moment,
                self.value,
                step=self.step,
                calendar=self.calendar,
                hours=self.hours,
                paused=self.paused,
            )
        else:
            end, spells = count_hours(
                self.moment,
                self.value * 3600,
                step=self.step,
                calendar=self.calendar,
                hours=self.hours,
                paused=self.paused,
            )
        days = (
            explanation.office_time(
                self.first.toordinal(),
                spells,
                step=self.step,
                calendar=self.calendar,
                paused=self.paused,
            )
            if explain
            else ()
        )
        provisional = self.calendar.is_provisional(self.first, end.date())
        return Due(end.replace(tzinfo=CHINA), provisional or self.paused.is_open, days)

    def in_natural_time(self, rolls: bool, explain: bool) -> Due:
        event = self.first.toordinal()
        value = self.value
        if self.unit is not Unit.NATURAL_DAY:
            number = value * 12 if self.unit is Unit.YEAR else value
            value = abs(add_months(self.first, self.step * number).toordinal() - event)
        raw = count_days(event, value, step=self.step, calendar=None, paused=self.paused)
        last = self.calendar.next_workday(date_of(raw)) if rolls else date_of(raw)
        return self._due(
            last,
            looked_at=(date_of(raw), last) if rolls else None,
            ends_at=END_OF_DAY,
            days=explanation.natural_days(
                event,
                raw,
                last.toordinal(),
                step=self.step,
                calendar=self.calendar,
                paused=self.paused,
            )
            if explain
            else (),
        )

    def _due(
        self,
        last: dt.date,
        *,
        looked_at: tuple[dt.date, dt.date] | None,
        days: tuple[DayCount, ...],
        ends_at: dt.time | None = None,
    ) -> Due:
        if ends_at is None:
            ends_at = END_OF_DAY if self.online else self.hours.on(last).close
        provisional = self.paused.is_open or (
            looked_at is not None and self.calendar.is_provisional(*looked_at)
        )
        return Due(dt.datetime.combine(last, ends_at, CHINA), provisional, days)
