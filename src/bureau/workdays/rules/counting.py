"""How the units are counted. Days are ordinals here: counting builds no dates."""

import calendar as months
import datetime as dt
from dataclasses import dataclass

from bureau.refusal import Refusal
from bureau.workdays.rules.calendar import OUT_OF_RANGE, Calendar, date_of
from bureau.workdays.rules.hours import Hours, Session
from bureau.workdays.rules.pauses import PausedDays


def count_days(
    event: int, value: int, *, step: int, calendar: Calendar | None, paused: PausedDays
) -> int:
    """The day on which the ``value``-th day that counts falls; the event's own is not one.

    With a calendar only its working days count (行政许可法第八十二条), without one every
    day does; paused days never do. The day of the event is not counted (民法典第二百零一条).
    """
    day = event
    if calendar is None:
        while value:
            day += step
            value -= day not in paused
        return day
    works = calendar.works
    if not paused.spans:
        while value:
            day += step
            value -= works(day)
        return day
    while value:
        day += step
        value -= works(day) and day not in paused
    return day


def add_months(day: dt.date, number: int) -> dt.date:
    """The corresponding day of that month; none there, its last day (民法典第二百零二条)."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise Refusal(OUT_OF_RANGE, field="value")
    last = months.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


@dataclass(frozen=True, slots=True)
class Spell:
    """One session of one working day, and the part of it that counted."""

    day: int
    session: Session
    counted: Session | None


def event_session(event: dt.datetime, *, calendar: Calendar, hours: Hours) -> tuple[int, int]:
    """The day and the place in it of the session in which an event counts as happening.

    Sessions are [start, end). An event outside hours happens in the next session: before
    opening this morning, at lunch this afternoon, later or on a day that does not work the
    next working morning (design: time limits, section 2, rule 10).
    """
    day = event.date().toordinal()
    time: dt.time | None = event.time()
    while True:
        if calendar.works(day):
            for place, session in enumerate(hours.on(date_of(day)).sessions):
                if time is None or time < session.end:
                    return day, place
        day += 1
        time = None


def count_sessions(
    event: dt.datetime,
    value: int,
    *,
    step: int,
    calendar: Calendar,
    hours: Hours,
    paused: PausedDays,
) -> tuple[dt.datetime, list[Spell]]:
    """When the ``value``-th session after (before) that of the event ends; what was passed."""
    day, place = event_session(event, calendar=calendar, hours=hours)
    sessions = _halves(hours, day)
    spells = [Spell(day, sessions[place], None)]
    while True:
        place += step
        if not 0 <= place < len(sessions):
            day = count_days(day, 1, step=step, calendar=calendar, paused=paused)
            sessions = _halves(hours, day)
            place = 0 if step > 0 else len(sessions) - 1
        if day in paused:
            continue  # only the rest of the event's own day can be
        value -= 1
        spells.append(Spell(day, sessions[place], sessions[place]))
        if not value:
            return dt.datetime.combine(date_of(day), sessions[place].end), spells


def _halves(hours: Hours, day: int) -> tuple[Session, ...]:
    sessions = hours.on(date_of(day)).sessions
    if len(sessions) != 2:
        raise Refusal("按半天计算需要上午、下午两段办公时间。", field="hours")
    return sessions


def count_hours(
    event: dt.datetime,
    seconds: int,
    *,
    step: int,
    calendar: Calendar,
    hours: Hours,
    paused: PausedDays,
) -> tuple[dt.datetime, list[Spell]]:
    """When that much office time has passed since the event; what was passed."""
    day, place = event_session(event, calendar=calendar, hours=hours)
    date = date_of(day)
    sessions = hours.on(date).sessions
    moment = event if event > dt.datetime.combine(date, sessions[place].start) else None
    left = dt.timedelta(seconds=seconds)
    spells: list[Spell] = []
    while True:
        session = sessions[place]
        start = dt.datetime.combine(date, session.start)
        end = dt.datetime.combine(date, session.end)
        if moment is not None:
            start, end = (moment, end) if step > 0 else (start, moment)
        elif not spells and step < 0:
            end = start  # the event counts as the first moment of its session
        moment = None
        if day not in paused:
            reached = left <= end - start
            if reached:
                start, end = (start, start + left) if step > 0 else (end - left, end)
            spells.append(Spell(day, session, Session(start.time(), end.time())))
            if reached:
                return (end if step > 0 else start), spells
            left -= end - start
        else:
            spells.append(Spell(day, session, None))
        place += step
        if not 0 <= place < len(sessions):
            day = count_days(day, 1, step=step, calendar=calendar, paused=paused)
            date = date_of(day)
            sessions = hours.on(date).sessions
            place = 0 if step > 0 else len(sessions) - 1
