"""What an applicant may still do: supplement what the notice asked for, or withdraw."""

from collections.abc import Mapping
from datetime import datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.cases import letters
from bureau.cases.clock import Ruler, notice_due_at
from bureau.cases.facts import MaterialState, Verdict
from bureau.cases.models import Case, SubmittedMaterial
from bureau.cases.operations.counter import materials_of, wanting_of
from bureau.cases.operations.frame import Change, chain_of, kept_words, locked
from bureau.cases.states import NotAllowedNow, State
from bureau.cases.submission import HandedIn, NotOnTheList
from bureau.people.models import Account


@operation
def supplement(
    number: str,
    handed_in: Mapping[str, HandedIn],
    *,
    by: Account,
    actor: Actor,
    at: datetime,
) -> Case:
    """补交: what the one-time notice asked for comes in; a receipt of its own, with its own
    time, from which acceptance (also by silence) counts when it completes the list.

    Only what the notice named can be supplemented. What is still missing stays asked for.
    """
    case = locked(number)
    if State(case.state) != State.AWAITING_CORRECTION:
        raise NotAllowedNow(f"办件现在是“{State(case.state).label}”，不需要补交材料。")
    if case.supplement_due_at is not None and at > case.supplement_due_at:
        raise NotAllowedNow("补正期限已经过了。请到窗口说明情况，或者重新提交申请。")
    materials = materials_of(case)
    asked = {material.key: material for material in wanting_of(materials)}
    if foreign := sorted(set(handed_in) - set(asked)):
        raise NotOnTheList(f"补正告知里没有要这些材料：{'、'.join(foreign)}。请只交告知里写的。")
    changed = []
    for key, own in handed_in.items():
        material = asked[key]
        if own.files:
            # What came first stays on record beside what came later.
            material.files = [*material.files, *(file.as_json() for file in own.files)]
            material.state = MaterialState.UPLOADED
        elif own.copies:
            material.state, material.copies = MaterialState.PAPER, own.copies
        else:
            continue
        material.verdict, material.defect, material.handed_in_at = Verdict.UNJUDGED, "", at
        changed.append(material)
    if not changed:
        raise NotOnTheList("还没有选择要补交的文件。请上传告知里要的材料再提交。")
    SubmittedMaterial.objects.bulk_update(
        changed, ["files", "state", "copies", "verdict", "defect", "handed_in_at"]
    )
    still = [m for m in wanting_of(materials) if m.key not in {c.key for c in changed}]
    change = Change(case, "supplement", "application.supplemented", by, actor, at)
    change.facts = {"materials": [m.key for m in changed], "still": [m.key for m in still]}
    change.office_key = case.office_key
    change.letter_uid = letters.supplement_receipt(case, changed, still, by=actor, at=at)
    if still:
        return change.stay()
    return change.move(
        received_at=at,
        supplement_due_at=None,
        notice_due_at=notice_due_at(
            case.procedure, received_at=at, hall_key=case.hall_key, ruler=Ruler()
        ),
    )


@operation
def withdraw(number: str, *, by: Account, actor: Actor, at: datetime) -> Case:
    """撤回: the applicant takes the application back before the decision."""
    case = locked(number)
    change = Change(case, "withdraw", "case.withdrawn", by, actor, at)
    change.letter_uid = letters.withdrawal(case, by=actor, at=at)
    return change.move(closed_at=at, notice_due_at=None)


@operation
def note_look(number: str, *, reason: str, actor: Actor, at: datetime) -> Case:
    """Somebody outside the offices of a case opens it by its exact number: with a reason,
    which is an audit line."""
    why = kept_words(reason, field="reason")
    if len(why) < 4:
        raise NotAllowedNow("请写明为什么要看这个办件（至少 4 个字），理由会记入留痕。")
    case = locked(number)
    record(
        "case.looked",
        "case",
        case.number,
        by=actor,
        at=at,
        chain=chain_of(case),
        facts={"reason": why[:200]},
    )
    return case
