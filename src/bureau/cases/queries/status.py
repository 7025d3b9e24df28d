"""Status without signing in: number and query code show state, next step and dates; no
names, no files."""

import hmac
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from bureau.cases.clock import Ruler, standing
from bureau.cases.models import Application, Case
from bureau.cases.numbers import grouped, normalise_code, normalise_number, query_code
from bureau.cases.states import State

NEXT_STEPS = {
    State.RECEIVED: "我们正在核对材料。",
    State.AWAITING_CORRECTION: "请按一次性告知书补齐材料。",
    State.RETURNED: "材料已退回。请按告知书改好后重新提交。",
    State.NOT_NEEDED: "这件事不需要办理，原因见告知书。",
    State.NOT_OURS: "这件事不归本机关办理，告知书写明了该找谁。",
    State.ACCEPTED: "我们正在审查。",
    State.EXAMINED: "审查已完成，等待决定。",
    State.GRANTED: "已经办好。请按您选的方式领取结果。",
    State.REFUSED: "没有准予。理由和不服怎么办，见决定书。",
    State.DELIVERED: "结果已寄出。",
    State.CLOSED: "已经办结。",
    State.WITHDRAWN: "您已撤回这份申请。",
    State.TERMINATED: "已经终止办理，理由见决定书。",
}


@dataclass(frozen=True, slots=True)
class PublicStatus:
    """What anybody with number and query code may know."""

    number: str
    item_name: str
    state_label: str
    next_step: str
    received_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    provisional: bool
    decided_at: datetime | None
    closed_at: datetime | None


def code_of(application_uid: str) -> str:
    """The query code of an application, as it is printed: two groups of four."""
    return grouped(query_code(application_uid, key=settings.BLIND_INDEX_KEY))


def statuses(number: str, code: str, *, at: datetime) -> list[PublicStatus]:
    """The cases of an application for whoever holds its number and code; empty otherwise.

    How often one may guess is counted by ``operations.look_up_status``.
    """
    plain = normalise_number(number).partition("/")[0]
    application = Application.objects.filter(number=plain).only("id", "uid").first()
    uid = application.uid if application else ""
    expected = query_code(uid, key=settings.BLIND_INDEX_KEY)
    if not hmac.compare_digest(expected.encode(), normalise_code(code).encode()):
        return []
    if application is None:
        return []
    return [
        _status(case, at=at)
        for case in Case.objects.filter(application=application).order_by("position")
    ]


def _status(case: Case, *, at: datetime) -> PublicStatus:
    now = standing(case, at=at, ruler=Ruler())
    return PublicStatus(
        number=case.number,
        item_name=case.item_name,
        state_label=now.state.label,
        next_step=NEXT_STEPS[now.state],
        received_at=case.received_at,
        accepted_at=now.accepted_at,
        due_at=now.due_at,
        provisional=now.provisional,
        decided_at=case.decided_at,
        closed_at=case.closed_at,
    )
