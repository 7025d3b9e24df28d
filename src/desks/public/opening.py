"""Is a hall open now, and if not, when: one sentence for people on their way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bureau.offices import queries as offices
from bureau.offices.rules import HallTimetable
from bureau.workdays import queries as workdays
from bureau.workdays.rules import CHINA, Calendar
from desks.design import formats


@dataclass(frozen=True, slots=True)
class Opening:
    """``open`` now or not; ``words`` until when, or from when on; ``today`` its hours."""

    open: bool
    words: str
    today: str


def openings(hall_keys: Iterable[str], *, at: datetime) -> dict[str, Opening]:
    """The openings of several halls at one moment."""
    moment = at.astimezone(CHINA)
    calendar = workdays.current_calendar()
    known = offices.timetables()
    return {
        key: opening(known.get(key, HallTimetable(())), calendar, at=moment) for key in hall_keys
    }


def opening(timetable: HallTimetable, calendar: Calendar, *, at: datetime) -> Opening:
    """The sessions of a day are [start, end): at the stroke of the end it is closed."""
    today, now = at.date(), at.time()
    if not calendar.is_workday(today):
        why = calendar.day(today).why
        return Opening(False, f"今天休息（{why}），{_next(timetable, calendar, today)}", "休息")
    sessions = timetable.on(today).sessions
    hours = "、".join(f"{_clock(one.start)}–{_clock(one.end)}" for one in sessions)
    for session in sessions:
        if session.start <= now < session.end:
            later = [one for one in sessions if one.start >= session.end]
            again = f"，{_clock(later[0].start)} 再开" if later else ""
            return Opening(True, f"{_clock(session.end)} 前都开着{again}", hours)
    coming = [one for one in sessions if now < one.start]
    if coming:
        word = "午休" if len(coming) < len(sessions) else "还没开门"
        return Opening(False, f"{word}，{_clock(coming[0].start)} 开门", hours)
    return Opening(False, f"今天下班了，{_next(timetable, calendar, today)}", hours)


def _next(timetable: HallTimetable, calendar: Calendar, today: date) -> str:
    day = calendar.next_workday(today + timedelta(days=1))
    sessions = timetable.on(day).sessions
    return f"{formats.day(day, today=today)}{_clock(sessions[0].start)} 开门"


def _clock(value: time) -> str:
    return f"{value:%H:%M}"
