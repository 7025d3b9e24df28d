"""Time that does not count, because the law excludes it (行政许可法第四十五条)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bureau.refusal import Refusal

LONGEST = dt.timedelta(days=36_600)


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count, first and last included; no ``last`` while it is open."""

    first: dt.date
    last: dt.date | None = None
    ground: str = ""

    def __post_init__(self) -> None:
        if self.last is None:
            return
        if self.last - self.first > LONGEST:
            raise Refusal("暂停区间过长，请核对年份。", field="pauses")
        if self.last < self.first:
            raise Refusal(f"暂停的结束日 {self.last} 早于开始日 {self.first}。", field="pauses")


def pause_of(
    *, ordered_on: dt.date, ended_on: dt.date | None = None, ground: str = ""
) -> Pause | None:
    """The days a suspension takes out: from the day after the order to the day it ended.

    The day of the order still counts as used. A suspension that ended on the day it was
    ordered takes out nothing.
    """
    if ended_on is not None and ended_on <= ordered_on:
        return None
    return Pause(ordered_on + dt.timedelta(days=1), ended_on, ground)


@dataclass(frozen=True, slots=True)
class PausedDays:
    """All pauses of one clock, as of ``today`` where one is still open."""

    spans: tuple[tuple[int, int, str], ...]
    is_open: bool

    def ground(self, ordinal: int) -> str | None:
        """Why that day is paused; ``None`` when it is not."""
        for first, last, ground in self.spans:
            if first <= ordinal <= last:
                return ground
        return None

    def __contains__(self, ordinal: int) -> bool:
        return any(first <= ordinal <= last for first, last, _ in self.spans)


NO_PAUSES = PausedDays((), is_open=False)


def paused_days(pauses: Iterable[Pause], *, today: dt.date | None) -> PausedDays:
    """An open pause is taken as if it ended today, which gives the earliest possible end."""
    spans = []
    is_open = False
    for pause in pauses:
        last = pause.last
        if last is None:
            if today is None:
                raise ValueError("an open pause needs to know what day it is")
            is_open = True
            last = today
        if pause.first <= last:
            spans.append((pause.first.toordinal(), last.toordinal(), pause.ground))
    return PausedDays(tuple(sorted(spans)), is_open) if spans or is_open else NO_PAUSES
