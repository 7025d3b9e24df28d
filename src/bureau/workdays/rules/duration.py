"""How much office time lies between two moments: for figures, never for a due date."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from bureau.workdays.rules.calendar import Calendar, date_of
from bureau.workdays.rules.counting import event_session
from bureau.workdays.rules.ending import local_time
from bureau.workdays.rules.hours import STANDARD_HOURS, Hours
from bureau.workdays.rules.pauses import Pause, paused_days


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Office time used.

    ``minutes`` are whole minutes inside office hours. ``days`` is the same as working days,
    each day measured by its own hours. ``half_days`` is the smallest number of sessions
    within whose limit the end still was: 0 in the session of the start, 1 up to the end of
    the next one.
    """

    minutes: int
    days: Fraction
    half_days: int


NOTHING = Elapsed(0, Fraction(0), 0)


def working_duration(
    start: dt.datetime,
    end: dt.datetime,
    *,
    calendar: Calendar,
    hours: Hours = STANDARD_HOURS,
    pauses: Iterable[Pause] = (),
) -> Elapsed:
    """The office time from start to end, without the days of a pause.

    An open pause is taken to last until the end.
    """
    since, until = _local(start), _local(end)
    if until <= since:
        return NOTHING
    paused = paused_days(pauses, today=until.date())
    own = event_session(since, calendar=calendar, hours=hours)
    own_close = hours.on(date_of(own[0])).sessions[own[1]].end
    seconds = 0
    half_days = int(dt.datetime.combine(date_of(own[0]), own_close) < until)
    days = Fraction(0)
    for ordinal in range(since.date().toordinal(), until.date().toordinal() + 1):
        if not calendar.works(ordinal) or ordinal in paused:
            continue
        date = date_of(ordinal)
        used, whole = 0, 0
        for place, session in enumerate(hours.on(date).sessions):
            opens = dt.datetime.combine(date, session.start)
            closes = dt.datetime.combine(date, session.end)
            whole += _seconds(opens, closes)
            used += max(0, _seconds(max(opens, since), min(closes, until)))
            half_days += (ordinal, place) > own and closes < until
        seconds += used
        days += Fraction(used, whole)
    return Elapsed(seconds // 60, days, half_days)


def _local(moment: dt.datetime) -> dt.datetime:
    return local_time(moment) or moment


def _seconds(start: dt.datetime, end: dt.datetime) -> int:
    return round((end - start).total_seconds())
