"""Rows of work lists in words: what is due, for whom, in which colour."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bureau.cases.queries.lists import WorkRow
from bureau.cases.states import UNDELIVERED, State
from bureau.workdays.rules.colours import Colour
from desks.design import formats


@dataclass(frozen=True, slots=True)
class WorkLine:
    number: str
    party: str
    words: str
    light: str
    due: str


def work_lines(rows: Iterable[WorkRow], *, now: datetime) -> list[WorkLine]:
    """One line per case: the party, the item, and when something is due."""
    return [
        WorkLine(
            number=row.number,
            party=row.party_name,
            words=" · ".join((row.item_name, _state_words(row))),
            light=str(row.colour) if row.colour else "ok",
            due=_due_words(row, now=now),
        )
        for row in rows
    ]


def _state_words(row: WorkRow) -> str:
    return f"{row.state.label}（逾期未告知）" if row.deemed_accepted else row.state.label


def _due_words(row: WorkRow, *, now: datetime) -> str:
    if row.colour == Colour.GREY:
        return "停表"
    if row.state in UNDELIVERED:
        return "待领取" if row.state != State.DELIVERED else "已寄出"
    if row.due_at is None:
        return row.state.label
    when = _when(row.due_at, now=now)
    return f"已过 {when}" if row.due_at < now else f"{when} 前"


def _when(due_at: datetime, *, now: datetime) -> str:
    """今天 17:30, 3-23 17:30: with the day and the hour, never only a count."""
    if formats.local(due_at).date() == formats.local(now).date():
        return f"今天 {formats.hour(due_at)}"
    return f"{formats.short_day(due_at)} {formats.hour(due_at)}"
