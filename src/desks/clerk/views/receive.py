"""Take an application in for somebody at the window: written down, looked at, read aloud."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bureau.cases.facts import Channel, Confirmation, DeliveryWish, Device, TypedBy
from bureau.cases.operations import drafts
from bureau.cases.operations.answers import keep_answers
from bureau.cases.operations.window import receive_at_window
from bureau.cases.queries.pages import shown
from bureau.cases.submission import Submission
from bureau.catalogue.elements import FormField
from bureau.files import operations as files
from bureau.offices import queries as offices
from bureau.people import operations as people_operations
from bureau.people import queries as people
from bureau.people.models import CareNeed, Contact
from bureau.refusal import Refusal
from bureau.registry import queries as registry
from bureau.visits import queries as visits
from bureau.workdays import clock
from desks.clerk.judging import (
    CHOICES,
    draft_rows,
    first_asked,
    handed_in,
    judged_in,
    without_words,
)
from desks.clerk.roles import WINDOW
from desks.clerk.seat import call_of, seat_of
from desks.clerk.views.home import KEYS
from desks.design.access import StaffRequest, staff_page
from desks.design.drafts import OpenDraft, open_draft, purpose_of
from desks.design.forms import ErrorLine
from desks.design.messages import say
from desks.design.responses import draft_saved, or_404, page_or_part
from desks.design.situations import every

MOST_PER_MATERIAL = 20
WISHES = (
    ("none", "不用通知", "自己来窗口、打电话问，没有手机选这个"),
    ("sms", "发短信", "有结果发短信"),
    ("letter", "寄信", "寄到写的地址"),
)
DELIVERIES = (
    ("pick_up", "到窗口领", "凭证件领取"),
    ("post", "邮寄", "寄到写的地址"),
    ("electronic", "网上下载", "凭编号和查询码下载"),
)
CONFIRMATIONS = (
    (Confirmation.READ_ALOUD.value, "念给本人听，本人确认", "不会写字、看不清的也能办"),
    (Confirmation.SIGNATURE.value, "本人看过，签字", "在打印出来的申请书上签"),
)
RECEIVE_KEYS = [*KEYS, ("1 2 3", "材料判定：已核验、缺、不合格"), ("F10", "主按钮"), ("F7", "取消")]


def _open(request: StaffRequest, uid: str, now: datetime) -> OpenDraft:
    return or_404(open_draft(uid, viewer=request.user, on=now.date(), own_data=False))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*WINDOW)
def form(request: StaffRequest, uid: str) -> HttpResponse:
    """The form of the edition and the materials; whichever button, all of it is kept."""
    now = clock.now()
    draft = _open(request, uid, now)
    if draft.submitted_number:
        return redirect("clerk:case", draft.submitted_number)
    if request.method != "POST":
        return _shown(request, draft, now, errors=_errors(draft) if "check" in request.GET else ())
    draft = draft.retyped(request.POST)
    try:
        draft = _with_files(request, draft, now)
        drafts.save_draft(uid, draft.kept(), by=request.user, at=now)
    except Refusal as refusal:
        return _shown(request, draft, now, refusal=refusal)
    if request.headers.get("HX-Request") == "true":
        return _shown(request, draft, now)
    if request.POST.get("go") != "check":
        return redirect("clerk:receive", uid)
    if errors := _errors(draft):
        return _shown(request, draft, now, errors=errors)
    return redirect("clerk:receive_check", uid)


def _errors(draft: OpenDraft) -> list[ErrorLine]:
    """Everything that keeps it from being read aloud, in the order of the page."""
    filled, contact = draft.typed, draft.contact
    filled.is_valid()
    contact.is_valid()
    lines = [*filled.error_lines]
    lines += [ErrorLine(one.target, one.label, one.text) for one in contact.error_lines]
    lines += [
        ErrorLine(f"defect-{row.key}", row.name, "判为不合格的，写清哪里不合格、怎么改。")
        for row in without_words(draft_rows(draft))
    ]
    return lines


def _shown(
    request: StaffRequest,
    draft: OpenDraft,
    now: datetime,
    *,
    refusal: Refusal | None = None,
    errors: Sequence[ErrorLine] = (),
) -> HttpResponse:
    seat = seat_of(request, now)
    typed = draft.typed.draft if draft.posted else {}
    unchecked = draft.form_class(initial={**_prefill(draft, now), **typed})
    filled = draft.typed if errors else unchecked
    rows = draft_rows(draft)
    context = {
        **_frame(request, draft, now),
        "call": call_of(seat, now=now),
        "current": seat.current,
        "refusal": refusal,
        "errors": errors,
        "questions": every(draft.content, draft.data),
        "sections": filled.grouped(draft.sections),
        "told": {name: draft.data.get(name, "") for name in draft.contact.fields},
        "wishes": WISHES,
        "deliveries": DELIVERIES,
        "needs": [(need.value, need.label) for need in CareNeed.Kind],
        "care": draft.data.get("care_need", ""),
        "rows": rows,
        "first": first_asked(rows),
        "choices": CHOICES,
        "save_url": reverse("clerk:receive_save", args=[draft.uid]),
    }
    status = 422 if refusal or errors else 200
    return page_or_part(request, "clerk/receive.html", "parts", context, status=status)


def _frame(request: StaffRequest, draft: OpenDraft, now: datetime) -> dict[str, object]:
    agent = people.find_party(draft.agent) if draft.agent else None
    office = offices.office(draft.office)
    return {
        "nav": "clerk",
        "page_keys": RECEIVE_KEYS,
        "draft": draft,
        "title": draft.content.name,
        "party": draft.party_name,
        "agent": agent.name if agent else "",
        "office": office.name if office else "",
        "visit": visits.find_visit(draft.visit_uid, viewer=request.user.pk, at=now),
    }


def _prefill(draft: OpenDraft, now: datetime) -> dict[str, str]:
    """What we already know of the party is not asked again; free to change."""
    party = people.find_party_by_id(draft.party_id)
    if party is None:
        return {}
    known = {"party.name": party.name}
    if not party.is_person:
        code = registry.credit_code_of(party.id, on=now.date())
        known["party.uscc"] = party.number or code
    return {field.key: known[field.prefill] for field in draft.fields if field.prefill in known}


def _with_files(request: StaffRequest, draft: OpenDraft, now: datetime) -> OpenDraft:
    """Keep what was photographed or chosen, and leave out what was dropped."""
    dropped, _, gone = request.POST.get("drop", "").partition(":")
    if dropped:
        draft = draft.with_uploads(
            dropped, [one for one in draft.uploads.get(dropped, ()) if one != gone]
        )
    by = offices.actor_for(request.user, now)
    for material in draft.content.materials:
        kept = list(draft.uploads.get(material.key, ()))
        for sent in request.FILES.getlist(f"file-{material.key}"):
            try:
                if len(kept) >= MOST_PER_MATERIAL:
                    raise Refusal(f"一件材料最多 {MOST_PER_MATERIAL} 个文件，请合并后再传。")
                found = files.keep(
                    sent,
                    sent.name or "文件",
                    owner=str(request.user.pk),
                    purpose=purpose_of(draft.uid, material.key),
                    for_party=str(draft.party_id or ""),
                    declared_size=sent.size,
                    by=by,
                    at=now,
                )
            except Refusal as refusal:
                say(request, f"“{sent.name}”没有收下：{refusal}")
                continue
            if str(found.uid) not in kept:
                kept.append(str(found.uid))
        if kept != list(draft.uploads.get(material.key, ())):
            draft = draft.with_uploads(material.key, kept)
    return draft


@require_POST
@staff_page(*WINDOW)
def save(request: StaffRequest, uid: str) -> HttpResponse:
    """Autosave: what was typed stays through a cut, a lock and a hand-over."""
    now = clock.now()
    draft = _open(request, uid, now)
    try:
        drafts.save_draft(uid, draft.retyped(request.POST).kept(), by=request.user, at=now)
    except Refusal as refusal:
        return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")
    return draft_saved(now)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*WINDOW)
def check(request: StaffRequest, uid: str) -> HttpResponse:
    """Everything that was written down, to be read aloud and confirmed; then it is received."""
    now = clock.now()
    draft = _open(request, uid, now)
    if draft.submitted_number:
        return redirect("clerk:case", draft.submitted_number)
    if errors := _errors(draft):
        if request.method == "POST":
            return _shown(request, draft, now, errors=errors)
        return redirect(f"{reverse('clerk:receive', args=[uid])}?check")
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            return redirect("clerk:case", _receive(request, draft, now))
        except Refusal as said:
            refusal = said
    seat = seat_of(request, now)
    rows = draft_rows(draft)
    context = {
        **_frame(request, draft, now),
        "call": call_of(seat, now=now),
        "current": seat.current,
        "refusal": refusal,
        "spoken": _spoken(draft),
        "contact_lines": draft.contact.spoken(),
        "rows": rows,
        "missing": [row.name for row in rows if row.asks and row.necessary and not row.verdict],
        "confirmations": CONFIRMATIONS,
        "confirmation": request.POST.get("confirmation", Confirmation.READ_ALOUD.value),
    }
    return render(request, "clerk/check.html", context, status=422 if refusal else 200)


def _spoken(draft: OpenDraft) -> list[tuple[str, str]]:
    """What is read aloud: every answer, in the words of the form."""
    values = draft.typed.values
    lines = [
        (question.text, label)
        for question in draft.content.questions
        for label in [
            next(
                (o.label for o in question.options if o.key == draft.situation.get(question.key)),
                "",
            )
        ]
        if label
    ]
    lines += [
        (field.label, _said(field, values[field.key]))
        for field in draft.fields
        if field.key in values
    ]
    return lines


def _said(field: FormField, value: object) -> str:
    """An answer as it is read aloud in a hall: of a document only the last four signs."""
    if field.kind == "person" and isinstance(value, Mapping):
        return _person_said(value)
    if field.kind == "people" and isinstance(value, list):
        return "；".join(_person_said(one) for one in value if isinstance(one, Mapping))
    return shown(field, value)


def _person_said(value: Mapping[str, str]) -> str:
    parts = [value.get("name", "")]
    if number := value.get("id_number", ""):
        parts.append(f"证件尾号 {number[-4:]}")
    if phone := value.get("phone", ""):
        parts.append(f"电话 {phone}")
    return "，".join(part for part in parts if part)


def _receive(request: StaffRequest, draft: OpenDraft, now: datetime) -> str:
    by = offices.actor_for(request.user, now)
    answers = keep_answers(draft.content, draft.typed.values, by=by, at=now)
    told = draft.contact.cleaned_data
    contact = people_operations.note_contact(
        name=told["contact_name"] or draft.party_name,
        wish=Contact.Wish(told["contact_wish"]),
        phone=told["contact_phone"],
        address=told["contact_address"],
        by=by,
        at=now,
    )
    agent = people.find_party(draft.agent) if draft.agent else None
    visit = visits.find_visit(draft.visit_uid, viewer=request.user.pk, at=now)
    given = handed_in(draft)
    submission = Submission(
        # One draft is one application, whichever page sends it.
        idempotency_key=f"draft-{draft.uid}",
        item_key=draft.item,
        office_key=draft.office,
        party_id=draft.party_id or 0,
        agent_id=agent.pk if agent else None,
        channel=Channel.WINDOW,
        typed_by=TypedBy.STAFF,
        device=Device.HALL,
        confirmation=_confirmation(request.POST.get("confirmation", "")),
        answers=answers,
        situation=draft.situation,
        materials=given,
        contact_id=contact.pk,
        delivery_wish=DeliveryWish(told["delivery_wish"]),
        by_appointment=bool(visit and visit.is_appointment),
        visit_uid=draft.visit_uid,
        hall_key=visit.hall_key if visit else "",
        care_need=draft.data.get("care_need", "")[:40],
        draft_uid=draft.uid,
    )
    judgements = judged_in(draft.data, [row.key for row in draft_rows(draft) if row.asks])
    received = receive_at_window(submission, judgements, by=request.user, actor=by, at=now)
    return received.number


def _confirmation(value: str) -> Confirmation:
    if value not in (Confirmation.READ_ALOUD, Confirmation.SIGNATURE):
        raise Refusal("请选本人是怎么确认的：听您念过，还是看过签了字。", field="confirmation")
    return Confirmation(value)


@require_POST
@staff_page(*WINDOW)
def go_on(request: StaffRequest, uid: str) -> HttpResponse:
    """Go on with what was begun here, by oneself or by the colleague before."""
    drafts.take_over_draft(uid, by=request.user, at=clock.now())
    return redirect("clerk:receive", uid)


@require_POST
@staff_page(*WINDOW)
def discard(request: StaffRequest, uid: str) -> HttpResponse:
    """Leave off: what was typed is deleted, nothing was received."""
    now = clock.now()
    draft = _open(request, uid, now)
    actor = offices.actor_for(request.user, now)
    drafts.discard_draft(uid, by=request.user, actor=actor, at=now)
    return redirect("clerk:visit", draft.visit_uid) if draft.visit_uid else redirect("clerk:home")
