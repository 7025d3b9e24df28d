"""Where the clerk sits, whom they serve, and what the call bar offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bureau.people import queries as people
from bureau.visits import queries as visits
from bureau.visits.queries import Desk, QueueEntry, VisitView
from bureau.visits.rules import CALLS_BEFORE_PASSING_OVER
from bureau.visits.states import State
from desks.design import formats
from desks.design.access import StaffRequest
from desks.design.pieces import Act, Call


@dataclass(frozen=True, slots=True)
class Seat:
    """The window of the one who is signed in, with the line in front of it."""

    desk: Desk | None
    line: tuple[QueueEntry, ...]

    @property
    def sits(self) -> bool:
        return bool(self.desk and self.desk.window)

    @property
    def current(self) -> VisitView | None:
        return self.desk.current if self.desk else None

    @property
    def next_ticket(self) -> str:
        return next((one.ticket_no for one in self.line if one.mine), "")


def seat_of(request: StaffRequest, now: datetime) -> Seat:
    """Look once where this clerk sits; the frame then shows it on every page."""
    account = request.user.pk
    desk = visits.my_current(account)
    if desk is None or not desk.window:
        return Seat(desk, ())
    request.place = f"{desk.hall_name} {desk.window} 号窗口"
    line = visits.queue(desk.hall_key, now, window=desk.window, account_id=account)
    return Seat(desk, line)


def call_of(seat: Seat, *, now: datetime) -> Call | None:
    """The call bar: who is here and what can be done; nothing without a window."""
    if not seat.sits:
        return None
    waiting = sum(one.mine for one in seat.line)
    current = seat.current
    if current is None:
        return Call(
            label="现在",
            words=f"等候 {waiting} 人" if waiting else "没有人等候",
            acts=(Act("next", _next_words("叫下一位", seat), key="F2", main=True),),
        )
    since = current.serving_at or current.called_at or now
    return Call(
        ticket=current.ticket_no,
        label=current.state_label,
        who=name_of(current.party_uid),
        lane=f"绿色通道 · {current.need_label}" if current.need else "",
        since=f"已办 {formats.duration(now - since)}"
        if current.state == State.SERVING
        else f"叫了 {current.calls} 次",
        words=current.subject or ("请放慢语速、念给来人听" if current.need else ""),
        acts=_acts(current, seat),
    )


def _acts(current: VisitView, seat: Seat) -> tuple[Act, ...]:
    called = current.state == State.CALLED
    early = f"叫满 {CALLS_BEFORE_PASSING_OVER} 次才能过号"
    return (
        Act("recall", "重呼", key="F3", off="" if called else "已经在办，不用重呼"),
        Act(
            "pass",
            "过号",
            key="F4",
            off=""
            if called and current.calls >= CALLS_BEFORE_PASSING_OVER
            else (early if called else "已经在办，不能过号"),
        ),
        Act("hold", "暂停", key="F6", off="先核对是谁来办，再暂停" if called else ""),
        Act("next", _next_words("办完，叫下一位", seat), key="F2", main=True),
    )


def _next_words(words: str, seat: Seat) -> str:
    return f"{words} {seat.next_ticket}".strip()


def name_of(party_uid: str) -> str:
    """The name of who is at the window; empty while it is not known."""
    party = people.find_party(party_uid) if party_uid else None
    return party.name if party else ""


@dataclass(frozen=True, slots=True)
class LineRow:
    ticket: str
    words: str
    waited: str
    green: bool
    now: bool = False


def line_rows(seat: Seat, *, most: int = 12) -> list[LineRow]:
    """Today's line, whoever is being served first."""
    rows = []
    if seat.current is not None:
        current = seat.current
        rows.append(
            LineRow(
                current.ticket_no, name_of(current.party_uid), "办理中", bool(current.need), True
            )
        )
    for one in seat.line[:most]:
        directed = f"转 {one.for_window} 号窗口" if one.for_window else one.for_clerk
        words = " · ".join(part for part in (one.need_label, one.subject, directed) if part)
        waited = f"{one.waited_minutes} 分钟" if one.mine else "转别处"
        rows.append(LineRow(one.ticket_no, words, waited, bool(one.need_label)))
    return rows


def waiting_words(rows: Sequence[QueueEntry]) -> str:
    """等 7 人"""
    return f"等 {len(rows)} 人" if rows else "没有人等候"
