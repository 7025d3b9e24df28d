"""Which acts are a service somebody may rate, and why the others are not.

有服务就有评价: from receipt and acceptance over the handling and the result to the handing
over (GB/T 39734-2020: one rating per service event). What is new among the acts of a case
must be put here, on one side or the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

ACCEPTANCE: Final = "acceptance"
PROCESS: Final = "process"
RESULT: Final = "result"
DELIVERY: Final = "delivery"
ENQUIRY: Final = "enquiry"

KINDS: Mapping[str, str] = {
    ACCEPTANCE: "收件受理",
    PROCESS: "办理过程",
    RESULT: "办理结果",
    DELIVERY: "送达",
    ENQUIRY: "窗口咨询",
}

EVENTS: Mapping[str, str] = {
    "accept": ACCEPTANCE,
    "ask_correction": ACCEPTANCE,
    "send_back": ACCEPTANCE,
    "not_needed": ACCEPTANCE,
    "not_ours": ACCEPTANCE,
    "examine": PROCESS,
    "grant": RESULT,
    "grant_at_once": RESULT,
    "refuse": RESULT,
    "terminate": RESULT,
    "deliver": DELIVERY,
}
"""Acts of a case that are a service event, and of which kind."""

WITHOUT: Mapping[str, str] = {
    "submit": "收件之后的答复可以评价",
    "supplement": "申请人自己补交，之后的答复可以评价",
    "correct_on_the_spot": "和受理一起评价",
    "accept_by_silence": "没有人答复，没有可以评价的服务",
    "take": "内部流转",
    "put_back": "内部流转",
    "take_over": "内部流转",
    "return_proposal": "内部流转",
    "send": "收到以后，送达可以评价",
    "withdraw": "申请人自己撤回",
    "no_longer_needed": "审批被取消，由程序告知，没有人提供服务",
}
"""Acts of a case that are none, each with the reason."""

ENQUIRIES: Mapping[str, str] = {
    "answer": "已答复",
    "sheet": "已给告知单",
    "handover": "已移交",
}
"""Outcomes of a visit that are an answer of their own; the others are rated with the case,
or nobody was served."""


def event_of_act(case_id: int, act_id: int) -> str:
    """The number of the service event that an act of a case is."""
    return f"{case_id}:{act_id}"


def event_of_visit(visit_uid: str) -> str:
    """The number of the service event that an answer at a window is."""
    return f"visit:{visit_uid}"


@dataclass(frozen=True, slots=True)
class EventReport:
    """All service events of a period beside their invitations."""

    events: int
    invited: int
    missing: tuple[str, ...]
    """Events of which nobody was asked: none, or something is broken."""
    without: tuple[tuple[str, int], ...]
    """Why acts have no invitation of their own, and how many."""
