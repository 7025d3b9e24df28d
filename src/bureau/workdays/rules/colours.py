"""The colour of a clock: it follows from facts, and nobody sets it."""

import datetime as dt
from enum import StrEnum

from bureau.workdays.rules.calendar import Calendar, date_of
from bureau.workdays.rules.counting import count_days, count_hours
from bureau.workdays.rules.duration import working_duration
from bureau.workdays.rules.ending import CHINA, is_past, local_time
from bureau.workdays.rules.hours import STANDARD_HOURS, Hours
from bureau.workdays.rules.pauses import NO_PAUSES
from bureau.workdays.rules.terms import Unit


class Colour(StrEnum):
    """绿、黄、橙、红、灰 (design: time limits, section 8)."""

    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    GREY = "grey"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Colour.GREEN: "时间充裕",
    Colour.YELLOW: "即将到期",
    Colour.ORANGE: "已超承诺时限",
    Colour.RED: "已超法定时限",
    Colour.GREY: "依法暂停计时",
}


def colour_of(
    *,
    at: dt.datetime,
    promise_due: dt.datetime | None,
    statutory_due: dt.datetime | None,
    promise_unit: Unit | None,
    paused: bool = False,
    notice_late: bool = False,
    calendar: Calendar,
    hours: Hours = STANDARD_HOURS,
) -> Colour:
    """The colour at a moment; a limit that was passed shows before anything else.

    ``notice_late`` says that the five-day notice was missed, so the case counts as accepted,
    which is red. A pause makes grey only what was still in time. Without a promise the
    statutory limit takes its place.
    """
    if notice_late or is_past(statutory_due, at):
        return Colour.RED
    if is_past(promise_due, at):
        return Colour.ORANGE
    if paused:
        return Colour.GREY
    limit = promise_due or statutory_due
    if limit is None:
        return Colour.GREEN
    unit = promise_unit if promise_due and promise_unit else Unit.WORKING_DAY
    return Colour.YELLOW if is_near(at, unit, limit, calendar, hours) else Colour.GREEN


def is_near(
    at: dt.datetime, unit: Unit, due: dt.datetime, calendar: Calendar, hours: Hours
) -> bool:
    """Whether a limit that has not passed is nearly used up; on the spot it always is."""
    return unit is Unit.ON_THE_SPOT or at >= yellow_from(
        unit, due=due, calendar=calendar, hours=hours
    )


def yellow_from(
    unit: Unit,
    *,
    due: dt.datetime,
    calendar: Calendar,
    hours: Hours = STANDARD_HOURS,
    lead: int = 1,
) -> dt.datetime:
    """From when a limit is nearly used up (not for on the spot, which is so at once).

    In hours or sessions: ``lead`` office hours before the end. Otherwise from the morning
    of the day after which ``lead`` working days are left.
    """
    end = local_time(due) or due
    if unit.needs_time:
        moment, _ = count_hours(
            end, lead * 3600, step=-1, calendar=calendar, hours=hours, paused=NO_PAUSES
        )
    else:
        last = count_days(
            end.date().toordinal() + 1, lead + 1, step=-1, calendar=calendar, paused=NO_PAUSES
        )
        moment = dt.datetime.combine(date_of(last), dt.time.min)
    return moment.replace(tzinfo=CHINA)


def half_used_at(
    *,
    started_at: dt.datetime,
    due: dt.datetime,
    calendar: Calendar,
    hours: Hours = STANDARD_HOURS,
) -> dt.datetime:
    """When half of the office time up to the limit is used: a reminder, not a colour."""
    used = working_duration(started_at, due, calendar=calendar, hours=hours)
    moment, _ = count_hours(
        local_time(started_at) or started_at,
        used.minutes * 30,
        step=1,
        calendar=calendar,
        hours=hours,
        paused=NO_PAUSES,
    )
    return moment.replace(tzinfo=CHINA)
