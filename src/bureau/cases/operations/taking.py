"""Who has a case on the table: exactly one person, and it can always be handed on."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F

from bureau.audit.operations import operation
from bureau.cases.models import Case
from bureau.cases.operations.frame import Change, competent, content_of, kept_words, locked
from bureau.cases.separation import SecondPersonNeeded, ensure_may_decide, ensure_may_examine
from bureau.cases.states import NotAllowedNow, State
from bureau.offices.refusals import NotCompetent
from bureau.people.models import Account
from bureau.refusal import Refusal

LOOKED_AT = 50
"""How many of the most urgent cases are tried before we say that there is none."""

STEPS = {State.ACCEPTED: "examine", State.EXAMINED: "decide"}
"""What a case waits for, by its state."""


class NothingToTake(Refusal):
    """No case waits that this person may do."""


def ensure_free_for(case: Case, by: Account) -> None:
    """Refuse whoever meddles with what a colleague has on the table."""
    if case.holder_account_id is not None and case.holder_account_id != by.pk:
        raise NotAllowedNow(
            f"这个办件由{case.holder_account}领取。请先请他放回，或者写明理由接手。"
        )


@operation
def take(number: str, *, by: Account, at: datetime) -> Case:
    """领取: exactly one person has the case; taking what somebody else has is refused."""
    case = locked(number)
    change = _taking(case, "take", "case.taken", by, at)
    if case.holder_account_id == by.pk:
        return case
    if case.holder_account_id is not None:
        raise NotAllowedNow(
            f"这个办件已经由{case.holder_account}领取。请选别的办件，或者写明理由接手。"
        )
    return change.stay(holder_account=by)


@operation
def take_next(*, offices: Collection[str], step: str, by: Account, at: datetime) -> Case:
    """取下一件: the most urgent case of these offices that nobody has and this person may do.

    Of two people who press at once each gets another one.
    """
    state = next(state for state, waits_for in STEPS.items() if waits_for == step)
    waiting = (
        Case.objects.filter(
            state=state, holder_office__in=sorted(offices), holder_account__isnull=True
        )
        .order_by(F("promise_due_at").asc(nulls_last=True), "id")
        .values_list("number", flat=True)[:LOOKED_AT]
    )
    for number in list(waiting):
        case = (
            Case.objects.select_related("application")
            .select_for_update(of=("self",), no_key=True, skip_locked=True)
            .filter(number=number, state=state, holder_account__isnull=True)
            .first()
        )
        if case is None:
            continue
        try:
            change = _taking(case, "take", "case.taken", by, at)
        except (NotCompetent, SecondPersonNeeded):
            continue
        return change.stay(holder_account=by)
    raise NothingToTake("现在没有等着您办的办件。有新的会出现在清单里。")


@operation
def put_back(number: str, *, by: Account, at: datetime) -> Case:
    """放回: whoever has the case lets others take it; what was found stays."""
    case = locked(number)
    if case.holder_account_id != by.pk:
        raise NotAllowedNow("这个办件不在您手上，不用放回。请刷新页面看最新情况。")
    change = _taking(case, "put_back", "case.put_back", by, at)
    return change.stay(holder_account=None)


@operation
def take_over(number: str, *, reason: str, by: Account, at: datetime) -> Case:
    """接手: somebody is away and the clock runs; with a reason, and the record names both."""
    case = locked(number)
    change = _taking(case, "take_over", "case.taken_over", by, at)
    if case.holder_account_id == by.pk:
        return case
    why = kept_words(reason, field="reason")
    if len(why) < 2:
        raise Refusal("请写明为什么接手，比如“同事休假”。理由会记入留痕。", field="reason")
    change.text = why
    change.facts = {"earlier": str(case.holder_account_id or "")}
    return change.stay(holder_account=by)


def _taking(case: Case, act: str, code: str, by: Account, at: datetime) -> Change:
    """An act on who has the case, for somebody who may do what it waits for."""
    step = STEPS.get(State(case.state))
    if step is None:
        raise NotAllowedNow(
            f"办件现在是“{State(case.state).label}”，不用领取。请刷新页面看最新情况。"
        )
    actor = competent(by, step, case, at=at)
    ensure = ensure_may_examine if step == "examine" else ensure_may_decide
    ensure(case, content_of(case), by)
    return Change(case, act, code, by, actor, at)
