"""Pure rules of the queue: numbers, whose turn it is, how long it may take."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

CALLS_BEFORE_PASSING_OVER = 3

PREFERRED_EVERY = 2
"""At most every second call goes to somebody preferred, so that nobody else is starved."""

COMES_BACK_AFTER = 2
"""Who missed the calls and returns is called after so many others."""

USUAL_MINUTES = 8
"""How long a service takes while the day has not shown it yet."""


def ticket_no(series: str, number: int) -> str:
    """``A001``; after 999 it goes on with four places."""
    return f"{series}{number:03}"


@dataclass(frozen=True, slots=True)
class InLine:
    """What decides whose turn it is."""

    uid: str
    since: datetime
    """When they took their place; decides among equals."""
    need: bool = False
    planned_at: datetime | None = None
    for_window: str = ""
    for_clerk: str = ""

    def is_preferred(self, at: datetime) -> bool:
        """Green channel, or an appointment whose time has come (到点即叫)."""
        return self.need or (self.planned_at is not None and self.planned_at <= at)

    def is_directed(self) -> bool:
        return bool(self.for_window or self.for_clerk)


def call_order(
    line: Sequence[InLine],
    *,
    window: str,
    clerk: str,
    others_since_preferred: int,
    at: datetime,
) -> list[str]:
    """Whom this window calls, first to last.

    First who was moved to this very window or clerk; then a preferred one, if at least
    ``PREFERRED_EVERY`` − 1 others were called since the last; then the longest waiting.
    Who was moved to another window or clerk is not called here. An appointment before
    its time keeps its place among the others, so it is never worse off for having one.
    """
    mine = [one for one in line if one.for_window in ("", window) and one.for_clerk in ("", clerk)]
    directed = sorted((one for one in mine if one.is_directed()), key=_place)
    free = [one for one in mine if not one.is_directed()]
    preferred = sorted((one for one in free if one.is_preferred(at)), key=_place)
    others = sorted((one for one in free if not one.is_preferred(at)), key=_place)
    return [one.uid for one in (*directed, *_woven(preferred, others, others_since_preferred))]


def _woven(
    preferred: list[InLine], others: list[InLine], others_since_preferred: int
) -> list[InLine]:
    order: list[InLine] = []
    since = others_since_preferred
    first, second = list(preferred), list(others)
    while first or second:
        if first and (since >= PREFERRED_EVERY - 1 or not second):
            order.append(first.pop(0))
            since = 0
        else:
            order.append(second.pop(0))
            since += 1
    return order


def _place(one: InLine) -> tuple[datetime, str]:
    return one.since, one.uid


def place_for_return(line: Sequence[datetime], *, at: datetime) -> datetime:
    """Where somebody who missed the calls comes back in: after a few of those waiting."""
    places = sorted(line)
    if len(places) <= COMES_BACK_AFTER:
        return at
    return places[COMES_BACK_AFTER - 1] + timedelta(microseconds=1)


def wait_minutes(ahead: int, *, windows: int, average: float | None) -> int:
    """About how long somebody waits with so many ahead; whole minutes, rounded up."""
    return math.ceil(ahead * (average or USUAL_MINUTES) / max(windows, 1))
