"""What a clerk may do with what was received: exactly the lawful answers, and no others.

Accept · one-time notice (licence) or return with notice (registration, filing, public
service) · corrected on the spot · not needed, 行政许可法第三十二条第一款第一项 · not ours,
第二项. There is no refusal before acceptance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bureau.audit.operations import operation, record
from bureau.cases import letters
from bureau.cases.clock import (
    Ruler,
    accepted_from,
    decision_dues,
    is_deemed_accepted,
    is_shorter,
    supplement_due_at,
)
from bureau.cases.facts import MaterialState, Verdict
from bureau.cases.models import Case, SubmittedMaterial
from bureau.cases.operations.frame import (
    Change,
    chain_of,
    competent,
    content_of,
    handler_of,
    kept_words,
    locked,
)
from bureau.cases.operations.granting import give_result
from bureau.cases.states import NotAllowedNow, State
from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import Procedure, Separation
from bureau.people.models import Account
from bureau.refusal import Refusal
from bureau.workdays.clock import day_of


class MaterialsMissing(Refusal):
    """Something the list calls for is missing or defective; the message names all of it."""


class NothingMissing(Refusal):
    """A notice was to ask for what is not missing."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The clerk's verdict on one material; a defect says what is wrong with it."""

    key: str
    verdict: Verdict
    defect: str = ""
    copies: int = 0


@operation
def judge_materials(
    number: str,
    judgements: Sequence[Judgement],
    *,
    by: Account,
    at: datetime,
    version: int | None = None,
) -> Case:
    """Write down what was found of each material; may be repeated until acceptance.

    A paper original handed in at the window counts as handed in (``copies``).
    """
    case = locked(number, version=version)
    actor = competent(by, "accept", case, at=at)
    if State(case.state) not in (State.RECEIVED, State.AWAITING_CORRECTION):
        raise NotAllowedNow(f"办件现在是“{State(case.state).label}”，材料不能再改判。")
    materials = {m.key: m for m in SubmittedMaterial.objects.filter(application=case.application)}
    changed = []
    for judgement in judgements:
        material = materials.get(judgement.key)
        if material is None:
            raise MaterialsMissing(
                f"“{judgement.key}”不在这个办件的材料清单里，不能要求申请人提交。",
                basis="优化营商环境条例第三十五条",
            )
        if material.state in (MaterialState.HELD, MaterialState.GENERATED, MaterialState.WAIVED):
            continue
        defect = kept_words(judgement.defect, field=f"defect-{judgement.key}")
        if judgement.verdict == Verdict.DEFECTIVE and not defect:
            raise MaterialsMissing(f"“{material.name}”判为不合格时，请写清哪里不合格、怎么改。")
        if judgement.verdict == Verdict.GOOD and material.state == MaterialState.ABSENT:
            # Found good though nothing was uploaded: the original lies on the counter.
            material.state = MaterialState.PAPER
            material.copies = max(judgement.copies, 1)
            material.handed_in_at = at
        material.verdict = judgement.verdict
        material.defect = defect
        material.judged_by = by
        material.judged_at = at
        changed.append(material)
    SubmittedMaterial.objects.bulk_update(
        changed,
        ["state", "copies", "handed_in_at", "verdict", "defect", "judged_by", "judged_at"],
    )
    record(
        "case.materials_judged",
        "case",
        case.number,
        by=actor,
        at=at,
        chain=chain_of(case),
        facts={m.key: str(m.verdict) for m in changed},
    )
    return case


@operation
def accept(number: str, *, by: Account, at: datetime, version: int | None = None) -> Case:
    """受理: the request is complete and in form, so both limits start to run: from now, or
    from the receipt of what completed it.

    Acceptance fixes the edition that governs limits, steps and points. Everything that is
    still missing is named at once (行政许可法第三十二条).
    """
    case = locked(number, version=version)
    actor = competent(by, "accept", case, at=at)
    _ensure_complete(case)
    edition_id = _govern(case, at=at)
    accepted_at = accepted_from(case, at=at)
    dues = decision_dues(case, accepted_at=accepted_at, ruler=Ruler())
    change = Change(case, "accept", "case.accepted", by, actor, at)
    content = catalogue.edition_content(edition_id)
    change.letter_uid = letters.acceptance(
        case, content, dues, accepted_at=accepted_at, by=actor, at=at
    )
    change.office_key = case.office_key
    return change.move(
        accepted_at=accepted_at,
        accepted_by_silence=is_deemed_accepted(case, at=at),
        accepted_under_id=edition_id,
        promise_value=case.promise_value,
        promise_unit=case.promise_unit,
        holder_office=handler_of(case, "examine", at=at),
        holder_account=None,
        **dues.columns(),
    )


def _govern(case: Case, *, at: datetime) -> int:
    """The edition that governs from acceptance on; its promise is copied onto the case,
    which the act saves.

    The newer edition may shorten a limit at once; it never lengthens one that was
    promised at receipt.
    """
    edition = catalogue.edition_in_force(case.item_key, on=day_of(at))
    if edition is None or edition.id == case.received_under_id:
        return case.received_under_id
    newer = edition.content.promised_limit
    if newer is not None and is_shorter(newer, case.promise_value, case.promise_unit):
        case.promise_value, case.promise_unit = newer.value, newer.unit
    return edition.id


@operation
def ask_correction(number: str, *, by: Account, at: datetime, version: int | None = None) -> Case:
    """一次性告知: everything missing or defective, said once, with basis and how to mend it.

    The applicant then has the edition's supplement term. When five working days have
    passed the law has already accepted the application, and this is refused
    (行政许可法第三十二条第一款第四项).
    """
    case = locked(number, version=version)
    actor = competent(by, "accept", case, at=at)
    _ensure_not_silent(case, "不能再发补正告知", at=at)
    content = content_of(case)
    wanting = wanting_of(materials_of(case))
    if not wanting:
        raise NothingMissing("没有一件材料判为“缺”或“不合格”，不需要补正，可以直接受理。")
    due = supplement_due_at(content, noticed_at=at, ruler=Ruler())
    change = Change(case, "ask_correction", "case.correction_asked", by, actor, at)
    change.letter_uid = letters.one_time_notice(case, content, wanting, due_at=due, by=actor, at=at)
    change.facts = {"wanting": [material.key for material in wanting]}
    return change.move(
        notice_at=at, notices=case.notices + 1, supplement_due_at=due, notice_due_at=None
    )


@operation
def send_back(number: str, *, by: Account, at: datetime, version: int | None = None) -> Case:
    """退回: a registration that is incomplete goes back with a one-time notice and is
    submitted anew (市场主体登记管理条例实施细则第十八条); a licence only when its supplement
    term is over."""
    case = locked(number, version=version)
    actor = competent(by, "accept", case, at=at)
    if case.procedure == Procedure.LICENCE and (
        case.supplement_due_at is None or at <= case.supplement_due_at
    ):
        raise NotAllowedNow("补正期限还没到，不能退回。请等申请人补交，或者期满后再退回。")
    wanting = wanting_of(materials_of(case))
    if not wanting:
        raise NothingMissing("没有一件材料判为“缺”或“不合格”，不能退回。请先核对材料。")
    change = Change(case, "send_back", "case.sent_back", by, actor, at)
    change.letter_uid = letters.return_notice(case, content_of(case), wanting, by=actor, at=at)
    change.facts = {"wanting": [material.key for material in wanting]}
    return change.move(closed_at=at, notices=case.notices + 1, notice_at=at, notice_due_at=None)


@operation
def tell_not_needed(
    number: str, *, reason: str, by: Account, at: datetime, version: int | None = None
) -> Case:
    """不需要办理: the matter needs no such licence; told immediately
    (行政许可法第三十二条第一款第一项)."""
    return _turn_away("not_needed", number, reason=reason, by=by, at=at, version=version)


@operation
def tell_not_ours(
    number: str,
    *,
    reason: str,
    who_is: str,
    by: Account,
    at: datetime,
    version: int | None = None,
) -> Case:
    """不属本机关: an immediate decision that names the right authority
    (行政许可法第三十二条第一款第二项)."""
    theirs = kept_words(who_is, field="who_is")
    if not theirs:
        raise Refusal(
            "请写明应该向哪个机关申请。", basis="行政许可法第三十二条第一款第二项", field="who_is"
        )
    return _turn_away(
        "not_ours", number, reason=reason, by=by, at=at, version=version, who_is=theirs
    )


def _turn_away(
    act: str,
    number: str,
    *,
    reason: str,
    by: Account,
    at: datetime,
    version: int | None,
    who_is: str = "",
) -> Case:
    why = kept_words(reason, field="reason")
    if not why:
        raise Refusal("请写明理由，申请人要凭它知道为什么。", field="reason")
    case = locked(number, version=version)
    actor = competent(by, "accept", case, at=at)
    _ensure_not_silent(case, "不能再这样答复", at=at)
    change = Change(case, act, f"case.{act}", by, actor, at, text=why)
    change.facts = {"who_is": who_is} if who_is else {}
    change.letter_uid = letters.turned_away(case, act, reason=why, who_is=who_is, by=actor, at=at)
    return change.move(closed_at=at, notice_due_at=None)


@operation
def correct_on_the_spot(
    number: str, *, what: str, by: Account, at: datetime, version: int | None = None
) -> Case:
    """当场更正: a small error was mended at the counter; a mark on the receipt, no state
    (行政许可法第三十二条第一款第三项)."""
    mended = kept_words(what, field="what")
    if not mended:
        raise Refusal("请写明更正了什么。", field="what")
    case = locked(number, version=version)
    actor = competent(by, "accept", case, at=at)
    if State(case.state) != State.RECEIVED:
        raise NotAllowedNow(f"办件现在是“{State(case.state).label}”，不能再当场更正。")
    case.application.corrected_on_the_spot = True
    case.application.save(update_fields=["corrected_on_the_spot"])
    change = Change(
        case, "correct_on_the_spot", "case.corrected_on_the_spot", by, actor, at, text=mended
    )
    return change.stay()


@operation
def grant_at_once(number: str, *, by: Account, at: datetime, version: int | None = None) -> Case:
    """当场决定: complete, in form and decidable, so it is registered, filed or decided now
    (市场主体登记管理条例第十九条, 行政许可法第三十四条).

    One act passes acceptance and examination; both are recorded in it.
    """
    case = locked(number, version=version)
    edition_id = _govern(case, at=at)
    content = catalogue.edition_content(edition_id)
    if not content.on_the_spot:
        raise NotAllowedNow("这个事项不能当场决定。请先受理，再按步骤审查。")
    if content.separation != Separation.NONE:
        raise NotAllowedNow("这个事项受理和决定不能是同一个人。请先受理，由审批人员决定。")
    actor = competent(by, ("accept", "decide"), case, at=at)
    _ensure_complete(case)
    accepted_at = accepted_from(case, at=at)
    dues = decision_dues(case, accepted_at=accepted_at, ruler=Ruler())
    change = Change(case, "grant_at_once", "case.granted", by, actor, at)
    result = give_result(case, content, by=actor, at=at)
    change.letter_uid = result.letter_uid
    return change.move(
        accepted_at=accepted_at,
        accepted_under_id=edition_id,
        promise_value=case.promise_value,
        promise_unit=case.promise_unit,
        examined_at=at,
        decided_at=at,
        at_once=True,
        notice_due_at=None,
        licence_number=result.licence_number,
        **dues.columns(),
    )


def materials_of(case: Case) -> list[SubmittedMaterial]:
    """The materials of a case's application, in the list's order."""
    return list(
        SubmittedMaterial.objects.filter(application_id=case.application_id).order_by("position")
    )


def wanting_of(materials: Sequence[SubmittedMaterial]) -> list[SubmittedMaterial]:
    """Called-for materials that are absent, missing or defective."""
    return [
        material
        for material in materials
        if material.verdict in (Verdict.MISSING, Verdict.DEFECTIVE)
        or (
            material.necessary
            and material.state == MaterialState.ABSENT
            and material.verdict != Verdict.GOOD
        )
    ]


def _ensure_not_silent(case: Case, sentence: str, *, at: datetime) -> None:
    if is_deemed_accepted(case, at=at):
        raise NotAllowedNow(
            f"收到材料已满五个工作日没有告知，依法从收到之日起即为受理，{sentence}。"
            "请按已受理继续办理。",
            basis="行政许可法第三十二条第一款第四项",
        )


def _ensure_complete(case: Case) -> None:
    materials = materials_of(case)
    if wanting := wanting_of(materials):
        names = "、".join(material.name for material in wanting)
        raise MaterialsMissing(
            f"还缺少或不合格：{names}。请一次性告知申请人，补齐后再受理。",
            basis="行政许可法第三十二条",
        )
    if unjudged := [m for m in materials if m.verdict == Verdict.UNJUDGED and m.necessary]:
        names = "、".join(material.name for material in unjudged)
        raise MaterialsMissing(f"还没有核对：{names}。请逐件判定后再受理。")
