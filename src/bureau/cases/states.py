"""Where a case can be, and which acts move it: one table per procedure, and it is the truth."""

from collections.abc import Mapping
from enum import StrEnum

from bureau.catalogue.elements import Procedure
from bureau.refusal import Refusal


class State(StrEnum):
    """Where a case stands. ``paused`` and ``owed`` are facts of an accepted case, not states."""

    RECEIVED = "received"
    AWAITING_CORRECTION = "awaiting_correction"
    RETURNED = "returned"
    NOT_NEEDED = "not_needed"
    NOT_OURS = "not_ours"
    ACCEPTED = "accepted"
    EXAMINED = "examined"
    GRANTED = "granted"
    REFUSED = "refused"
    DELIVERED = "delivered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"

    @property
    def label(self) -> str:
        """The name an applicant understands."""
        return LABELS[self]


S = State

LABELS: Mapping[State, str] = {
    S.RECEIVED: "已收件",
    S.AWAITING_CORRECTION: "待补正",
    S.RETURNED: "已退回",
    S.NOT_NEEDED: "不需要办理",
    S.NOT_OURS: "不归本机关办理",
    S.ACCEPTED: "已受理",
    S.EXAMINED: "已审查",
    S.GRANTED: "已准予",
    S.REFUSED: "不予许可",
    S.DELIVERED: "已送出",
    S.CLOSED: "已办结",
    S.WITHDRAWN: "已撤回",
    S.TERMINATED: "已终止",
}

OPEN = frozenset({S.RECEIVED, S.AWAITING_CORRECTION, S.ACCEPTED, S.EXAMINED})
"""Somebody still owes the applicant an answer, or the applicant a supplement."""

UNDELIVERED = frozenset({S.GRANTED, S.REFUSED, S.DELIVERED})
FINAL = frozenset({S.RETURNED, S.NOT_NEEDED, S.NOT_OURS, S.CLOSED, S.WITHDRAWN, S.TERMINATED})

Moves = Mapping[str, tuple[frozenset[State], State]]


class NotAllowedNow(Refusal):
    """The act does not fit the state the case is in."""


_BEFORE_DECISION = frozenset({S.RECEIVED, S.AWAITING_CORRECTION, S.ACCEPTED, S.EXAMINED})

_COMMON: Moves = {
    "not_needed": (frozenset({S.RECEIVED}), S.NOT_NEEDED),
    # The approval itself was abolished; what waits for a supplement need not be supplemented.
    "no_longer_needed": (frozenset({S.RECEIVED, S.AWAITING_CORRECTION}), S.NOT_NEEDED),
    "not_ours": (frozenset({S.RECEIVED}), S.NOT_OURS),
    "accept": (frozenset({S.RECEIVED}), S.ACCEPTED),
    "examine": (frozenset({S.ACCEPTED}), S.EXAMINED),
    "return_proposal": (frozenset({S.EXAMINED}), S.ACCEPTED),
    "grant": (frozenset({S.EXAMINED}), S.GRANTED),
    "send": (frozenset({S.GRANTED, S.REFUSED}), S.DELIVERED),
    "deliver": (frozenset({S.GRANTED, S.REFUSED, S.DELIVERED}), S.CLOSED),
    "withdraw": (_BEFORE_DECISION, S.WITHDRAWN),
    "terminate": (frozenset({S.ACCEPTED, S.EXAMINED}), S.TERMINATED),
}

_NOTICE_AND_SUPPLEMENT: Moves = {
    "ask_correction": (frozenset({S.RECEIVED}), S.AWAITING_CORRECTION),
    "supplement": (frozenset({S.AWAITING_CORRECTION}), S.RECEIVED),
    "send_back": (frozenset({S.AWAITING_CORRECTION}), S.RETURNED),
}

_RETURN_AT_ONCE: Moves = {"send_back": (frozenset({S.RECEIVED}), S.RETURNED)}

_REFUSABLE: Moves = {"refuse": (frozenset({S.EXAMINED}), S.REFUSED)}

_AT_ONCE: Moves = {"grant_at_once": (frozenset({S.RECEIVED}), S.GRANTED)}

LICENCE: Moves = {
    **_COMMON,
    **_NOTICE_AND_SUPPLEMENT,
    **_REFUSABLE,
    **_AT_ONCE,
    # 行政许可法第三十二条第一款第四项: silence accepts, also what waits for a late notice.
    "accept_by_silence": (frozenset({S.RECEIVED, S.AWAITING_CORRECTION}), S.ACCEPTED),
}
REGISTRATION: Moves = {**_COMMON, **_RETURN_AT_ONCE, **_REFUSABLE, **_AT_ONCE}
FILING: Moves = {**_COMMON, **_RETURN_AT_ONCE, **_AT_ONCE}
PUBLIC_SERVICE: Moves = {**_COMMON, **_RETURN_AT_ONCE, **_AT_ONCE}

MOVES: Mapping[Procedure, Moves] = {
    Procedure.LICENCE: LICENCE,
    Procedure.REGISTRATION: REGISTRATION,
    Procedure.FILING: FILING,
    Procedure.PUBLIC_SERVICE: PUBLIC_SERVICE,
}
"""The procedures that have a chain; the others have their guide and a sentence how and where."""


def moves_of(procedure: Procedure) -> Moves:
    """The table of a procedure; a procedure without a chain has no moves."""
    return MOVES.get(procedure, {})


def after(act: str, state: State, moves: Moves) -> State:
    """The state ``act`` leads to; NotAllowedNow names the state when it does not fit."""
    if act not in moves:
        raise NotAllowedNow("这类事项没有这一步，请刷新页面后按页面上的按钮办理。")
    allowed, target = moves[act]
    if state not in allowed:
        raise NotAllowedNow(f"办件现在是“{state.label}”，不能这样处理。请刷新页面看最新情况。")
    return target


def offered(state: State, moves: Moves) -> tuple[str, ...]:
    """The acts a page may offer now: exactly those the verbs accept."""
    return tuple(act for act, (allowed, _) in moves.items() if state in allowed)
