"""Office hours: when a hall works, and the halves of its day."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, Self

from bureau.refusal import Refusal


@dataclass(frozen=True, slots=True, order=True)
class Session:
    """半天: the interval [start, end) of a morning or an afternoon."""

    start: dt.time
    end: dt.time

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """办公时间 of one day: its sessions, in order and without overlap."""

    sessions: tuple[Session, ...]

    def __post_init__(self) -> None:
        if not self.sessions:
            raise Refusal("办公时间至少要有一段。", field="hours")
        end = dt.time.min
        for session in self.sessions:
            if session.start >= session.end:
                raise Refusal(f"办公时间 {session} 的结束应晚于开始。", field="hours")
            if session.start < end:
                raise Refusal(f"办公时间 {session} 与前一段重叠或次序颠倒。", field="hours")
            end = session.end

    @property
    def close(self) -> dt.time:
        return self.sessions[-1].end

    @property
    def opening(self) -> dt.time:
        return self.sessions[0].start

    def on(self, day: dt.date) -> Self:
        """The same every day; see ``Timetable`` for seasons."""
        return self

    def __str__(self) -> str:
        return ",".join(str(session) for session in self.sessions)


class Hours(Protocol):
    """Whatever can say which hours hold on a day."""

    def on(self, day: dt.date) -> OfficeHours: ...


@dataclass(frozen=True, slots=True)
class Season:
    """Hours that hold from one day to another, both included (夏令、冬令作息)."""

    first: dt.date
    last: dt.date
    hours: OfficeHours


@dataclass(frozen=True, slots=True)
class Timetable:
    """The hours of a hall over the year: seasons, and what holds outside them."""

    otherwise: OfficeHours
    seasons: tuple[Season, ...] = ()

    def on(self, day: dt.date) -> OfficeHours:
        for season in self.seasons:
            if season.first <= day <= season.last:
                return season.hours
        return self.otherwise


STANDARD_HOURS = OfficeHours(
    (Session(dt.time(9), dt.time(12)), Session(dt.time(13), dt.time(17)))
)  # where nothing is set (design: time limits, section 2, rule 9)

_SESSION = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])")


def read_hours(text: object) -> OfficeHours:
    """Hours as ``09:00-12:00,13:00-17:00``; else a sentence."""
    return OfficeHours(tuple(_read_sessions(text)))


def _read_sessions(text: object) -> Iterator[Session]:
    for part in text.split(",") if isinstance(text, str) else [""]:
        found = _SESSION.fullmatch(part.strip())
        if not found:
            raise Refusal("办公时间请用半角写成 09:00-12:00,13:00-17:00 的样子。", field="hours")
        hour, minute, end_hour, end_minute = map(int, found.groups())
        yield Session(dt.time(hour, minute), dt.time(end_hour, end_minute))
