"""What the letters of a case say: frozen data, drafted inside the act's transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bureau.audit.actors import Actor
from bureau.cases import words
from bureau.cases.clock import Dues, Ruler, is_provisional
from bureau.cases.facts import MaterialState
from bureau.cases.models import Application, Case, SubmittedMaterial
from bureau.cases.submission import Standing
from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import EditionContent, Point, Procedure
from bureau.notices import operations as notices
from bureau.notices.sender import Sender
from bureau.offices import queries as offices
from bureau.refusal import Refusal

PROVISIONAL = "（该年放假安排尚未公布，暂定）"
ARTICLE_32 = "《行政许可法》第三十二条"
_RECEIPT_BASIS = {
    Procedure.LICENCE: "《行政许可法》第三十二条",
    Procedure.REGISTRATION: "《市场主体登记管理条例实施细则》第十八条",
}


def receipt(
    application: Application, case: Case, standings: Sequence[Standing], *, by: Actor, at: datetime
) -> str:
    """收件凭证: what came in, when, and what happens next."""
    received = [
        {
            "name": s.material.name,
            "form": "电子" if s.state == MaterialState.UPLOADED else "纸质",
            "copies": str(len(s.handed_in.files) or s.handed_in.copies),
        }
        for s in standings
        if s.state in (MaterialState.UPLOADED, MaterialState.PAPER)
    ]
    following = ["我们核对材料。材料不齐的，会一次性告诉您全部要补的内容。"]
    if case.notice_due_at is not None:
        moves = is_provisional(case.received_at, case.notice_due_at, ruler=Ruler())
        following.append(
            f"{words.until(case.notice_due_at)}{PROVISIONAL if moves else ''}"
            "没有告诉您补正的，从收到材料之日起即为受理。"
        )
    return _draft(
        "receipt",
        case,
        {
            "received_on": words.day(at),
            "materials": received,
            "next": following,
            "promise": promise_sentence(case),
            "clerk": by.name if application.received_by_id else "网上收件",
            "basis": _basis_line(case),
        },
        by=by,
        at=at,
    )


def supplement_receipt(
    case: Case,
    came: Sequence[SubmittedMaterial],
    still: Sequence[SubmittedMaterial],
    *,
    by: Actor,
    at: datetime,
) -> str:
    """补交材料的收件凭证: a receipt of its own."""
    following = (
        [f"还差：{'、'.join(m.name for m in still)}。请在补正期限内补齐。"]
        if still
        else ["补正内容已经收齐，我们接着核对。"]
    )
    data = {
        "received_on": words.day(at),
        "materials": [{"name": m.name, "copies": str(m.copies or len(m.files))} for m in came],
        "next": following,
        "basis": _basis_line(case),
    }
    return _draft("receipt", case, data, by=by, at=at)


def acceptance(
    case: Case,
    content: EditionContent,
    dues: Dues,
    *,
    accepted_at: datetime,
    by: Actor,
    at: datetime,
) -> str:
    """受理通知书, with the day from which it counts and both limits as days."""
    data: dict[str, Any] = {
        "accepted_on": words.day(accepted_at),
        "promise": due_words(case.promise_value, case.promise_unit, dues.promise),
        "statutory": due_words(case.statutory_value, case.statutory_unit, dues.statutory),
        "excluded": list(content.excluded_time),
        "next": words.steps(content),
        "basis": _basis_line(case),
    }
    if case.procedure == Procedure.LICENCE and case.notice_due_at and at > case.notice_due_at:
        data["deemed"] = "收到材料之日起五个工作日内没有告知，依法从收到之日起即为受理。"
    return _draft("acceptance", case, data, by=by, at=at)


def one_time_notice(
    case: Case,
    content: EditionContent,
    wanting: Sequence[SubmittedMaterial],
    *,
    due_at: datetime,
    by: Actor,
    at: datetime,
) -> str:
    """一次性告知书: all of it at once, with basis and how to mend it."""
    data = {
        **said_once(case, content, wanting, at=at),
        "until": f"请在{words.until(due_at)}补齐。",
        "where": "可以在网上补交，也可以交到原来的窗口或邮寄，不用重新取号。",
    }
    return _draft("one_time_notice", case, data, by=by, at=at)


def return_notice(
    case: Case,
    content: EditionContent,
    wanting: Sequence[SubmittedMaterial],
    *,
    by: Actor,
    at: datetime,
) -> str:
    """退回并一次性告知书: the applicant submits anew."""
    return _draft("return_notice", case, said_once(case, content, wanting, at=at), by=by, at=at)


def turned_away(case: Case, act: str, *, reason: str, who_is: str, by: Actor, at: datetime) -> str:
    """不需要办理 (第三十二条第一项) or 不属本机关职权 (第二项)."""
    data: dict[str, Any] = {
        "received_on": words.day(case.received_at),
        "reason": reason,
        "basis": [f"{ARTICLE_32}第一款第{'一' if act == 'not_needed' else '二'}项"],
    }
    if who_is:
        data["competent"] = {"name": who_is}
    return _draft(act, case, data, by=by, at=at)


def grant(
    case: Case,
    content: EditionContent,
    *,
    licence_number: str,
    register: Sequence[list[str]] = (),
    by: Actor,
    at: datetime,
) -> str:
    """准予许可决定书, 准予登记通知书 or 备案凭证, by procedure, and what the register says now."""
    verb = {
        Procedure.REGISTRATION: "符合登记条件，准予登记",
        Procedure.FILING: "材料齐全、符合形式要求，予以备案",
        Procedure.PUBLIC_SERVICE: "已经办结",
    }.get(Procedure(case.procedure), "符合法定条件，准予许可")
    rows = [["证照编号", licence_number]] if licence_number else []
    rows += register
    if content.result is not None:
        rows = [["办理结果", content.result.name], *rows]
        if content.result.validity:
            rows.append(["有效期", content.result.validity])
    data = {
        "decision": f"您申请的“{case.item_name}”，经审查，{verb}。",
        "content": rows,
        "collect": _collect_words(case),
        "basis": words.basis_of(content),
    }
    return _draft("grant", case, data, by=by, at=at)


def refusal(
    case: Case,
    content: EditionContent,
    failed: Sequence[tuple[Point, str]],
    *,
    text: str,
    by: Actor,
    at: datetime,
) -> str:
    """不予许可 or 不予登记: points, basis and remedies (行政许可法第三十八条)."""
    return _draft("refusal", case, refusal_words(case, content, failed, text), by=by, at=at)


def refusal_words(
    case: Case, content: EditionContent, failed: Sequence[tuple[Point, str]], text: str
) -> dict[str, Any]:
    """What a refusal says, for the letter and for who reads it before signing."""
    verb = "不予登记" if case.procedure == Procedure.REGISTRATION else "不予许可"
    return {
        "decision": f"您申请的“{case.item_name}”，经审查，不符合下列要求，决定{verb}。{text}",
        "points": [
            {
                "text": point.text,
                "finding": note or point.defect,
                "basis": words.point_basis(point, content),
            }
            for point, note in failed
        ],
        "advice": [point.mend for point, _ in failed if point.mend],
        "basis": words.basis_of(content),
    }


def delivery(case: Case, *, proof: str, by: Actor, at: datetime) -> str:
    """送达回证."""
    items = [{"name": f"“{case.item_name}”办理结果", "number": case.licence_number, "copies": "1"}]
    data = {
        "receiver": case.party_name,
        "method": {"post": "邮寄", "electronic": "电子送达"}.get(
            case.application.delivery_wish, "直接送达"
        ),
        "items": items,
        "note": proof,
    }
    return _draft("delivery", case, data, by=by, at=at)


def withdrawal(case: Case, *, by: Actor, at: datetime) -> str:
    """撤回申请确认书."""
    return _draft("withdrawal", case, {"requested_on": words.day(at)}, by=by, at=at)


def termination(case: Case, *, reason: str, basis: Sequence[str], by: Actor, at: datetime) -> str:
    """终止办理决定书."""
    return _draft("termination", case, {"reason": reason, "basis": list(basis)}, by=by, at=at)


def _draft(kind: str, case: Case, data: Mapping[str, Any], *, by: Actor, at: datetime) -> str:
    authority = sender(case.authority_code)
    about = {"addressee": case.party_name, "item": case.item_name, "case_number": case.number}
    return notices.draft_letter(
        kind,
        authority=authority,
        data={**about, **data},
        procedure=str(case.procedure),
        object_kind="case",
        object_id=case.number,
        by=by,
        at=at,
    )


def sender(authority_code: str) -> Sender:
    """Who signs: the authority's name, phones and where to appeal, as of today."""
    authority = offices.authority(authority_code)
    if authority is None:
        raise Refusal("办件所属机关的资料缺失，不能出文书。请联系系统管理员。")
    return Sender(
        code=authority.code,
        name=authority.name,
        short=authority.short_name,
        phone=authority.supervision_phone,
        appeal_to=authority.reconsideration,
        court=authority.court,
    )


def said_once(
    case: Case, content: EditionContent, wanting: Sequence[SubmittedMaterial], *, at: datetime
) -> dict[str, Any]:
    """What a one-time notice or a return says; the preview at the counter says the same."""
    given = {**case.application.answers, **case.application.situation}
    return {
        "received_on": words.day(case.received_at),
        "points": [_wanting_line(content, material) for material in wanting],
        "steps": words.step_lines(content),
        "materials": [words.material_line(m) for m in content.materials_for(given)],
        "promise": promise_sentence(case),
        "basis": _basis_line(case),
    }


def _wanting_line(content: EditionContent, submitted: SubmittedMaterial) -> dict[str, str]:
    material = content.material(submitted.key)
    point = next((p for p in content.points if p.material == submitted.key), None)
    problem = submitted.defect or "没有提交"
    fix = (point.mend if point else "") or (material.standard if material else "")
    basis = words.point_basis(point, content) if point else ""
    return {
        "material": submitted.name,
        "problem": problem,
        "fix": fix or f"请补交{submitted.name}",
        "basis": basis or next(iter(words.basis_of(content)), ARTICLE_32),
    }


def _basis_line(case: Case) -> list[str]:
    own = _RECEIPT_BASIS.get(Procedure(case.procedure))
    if own:
        return [own]
    return words.basis_of(catalogue.edition_content(case.received_under_id))


def promise_sentence(case: Case) -> str:
    """Both limits in one sentence."""
    promise = words.copied_term(case.promise_value, case.promise_unit)
    statutory = words.copied_term(case.statutory_value, case.statutory_unit)
    if not promise and not statutory:
        return "当场答复；不能当场答复的，会告诉您什么时候有结果。"
    parts = []
    if promise:
        parts.append("我们承诺当场办结" if promise == "当场" else f"我们承诺受理后{promise}内办结")
    if statutory and statutory != "当场":
        parts.append(f"法律规定最长{statutory}")
    return "，".join(parts) + "。"


def due_words(value: int | None, unit: str, due: Any) -> str:
    """A limit as the moment it ends, with its length."""
    spoken = words.copied_term(value, unit)
    if due is None:
        return spoken
    return f"{words.until(due.due)}（{spoken}）{PROVISIONAL if due.provisional else ''}"


def _collect_words(case: Case) -> str:
    wish = case.application.delivery_wish
    if wish == "post":
        return "我们把结果寄到您留的地址。"
    if wish == "electronic":
        return "请凭申请编号和查询码在网上下载；电子证照和纸质的效力相同。"
    return "请凭本人证件到窗口领取。"
