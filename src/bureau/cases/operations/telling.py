"""Tell applicants what happened: read from the acts, left in the outbox once per act.

The acts themselves wait for no message; what is still to be told is a question to the
table, so a night without this job only tells later.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.cases import words
from bureau.cases.models import Case, CaseAct, ToldUpTo
from bureau.notices.outbox import tell
from bureau.notices.queries import keys_left

REREAD = 500
AT_ONCE = 500


def tell_applicants(*, by: Actor, at: datetime) -> int:
    """Leave a message for every act the applicant should know of; how many were looked at.

    Reading some acts again is harmless: a message has the act as its key.
    """
    place = ToldUpTo.objects.filter(name="case_acts").first()
    since = max(0, place.last_id - REREAD) if place else 0
    acts = list(
        CaseAct.objects.filter(id__gt=since, act__in=sorted(_TOLD))
        .select_related("case__application__contact")
        .order_by("id")[: AT_ONCE + REREAD]
    )
    told = keys_left(_key(act) for act in acts)
    for act in acts:
        if act.case.application.contact is not None and _key(act) not in told:
            _tell(act, by=by, at=at)
    if acts:
        _note_place(acts[-1].id)
    return len(acts)


def _key(act: CaseAct) -> str:
    return f"case-act-{act.pk}"


def begin_here(*, at: datetime) -> None:
    """Tell only of what happens from now on: for data that come from elsewhere."""
    last = CaseAct.objects.filter(at__lte=at).order_by("-id").values_list("id", flat=True).first()
    if last is not None:
        _note_place(last + REREAD)


@operation
def _note_place(last_id: int) -> None:
    ToldUpTo.objects.update_or_create(name="case_acts", defaults={"last_id": last_id})


def _tell(act: CaseAct, *, by: Actor, at: datetime) -> None:
    template, params = _TOLD[act.act]
    case = act.case
    contact = case.application.contact
    assert contact is not None
    tell(
        _key(act),
        contact=contact.uid,
        template=template,
        params={"item": case.item_name, "number": case.number} | dict(params(case, act)),
        object_kind="case",
        object_id=case.number,
        by=by,
        at=at,
    )


Params = Callable[[Case, CaseAct], Mapping[str, str]]


def _nothing(case: Case, act: CaseAct) -> Mapping[str, str]:
    return {}


def _due(case: Case, act: CaseAct) -> Mapping[str, str]:
    due = case.promise_due_at or case.statutory_due_at
    return {"due": words.until(due).removesuffix("前") if due else "近期"}


def _until(case: Case, act: CaseAct) -> Mapping[str, str]:
    due = case.supplement_due_at
    return {"until": words.until(due).removesuffix("前") if due else "告知书写明的日期"}


def _competent(case: Case, act: CaseAct) -> Mapping[str, str]:
    return {"competent": str(act.facts.get("who_is", "主管机关"))}


def _result(case: Case, act: CaseAct) -> Mapping[str, str]:
    collect = {
        "post": "结果会寄到您留的地址。",
        "electronic": "可以在网上下载。",
    }.get(case.application.delivery_wish, "请带证件到窗口领取。")
    return {"result": case.licence_number or case.item_name, "collect": collect}


_TOLD: Mapping[str, tuple[str, Params]] = {
    "submit": ("received", _nothing),
    "accept": ("accepted", _due),
    "accept_by_silence": ("deemed_accepted", _due),
    "ask_correction": ("correction", _until),
    "send_back": ("returned", _nothing),
    "not_needed": ("not_needed", _nothing),
    "no_longer_needed": ("not_needed", _nothing),
    "not_ours": ("not_ours", _competent),
    "terminate": ("terminated", _nothing),
    "grant": ("granted", _result),
    "grant_at_once": ("granted", _result),
    "refuse": ("refused", _nothing),
    "withdraw": ("withdrawn", _nothing),
    "deliver": ("delivered", _nothing),
}
