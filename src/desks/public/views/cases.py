"""The applicant's own applications: what is happening, what they must do, what they got."""

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bureau.cases.operations import applicant, papers
from bureau.cases.queries.access import find_case
from bureau.cases.queries.lists import own_applications, own_drafts
from bureau.cases.queries.pages import CasePage, case_page
from bureau.cases.queries.status import NEXT_STEPS, code_of
from bureau.cases.states import State
from bureau.cases.submission import HandedIn
from bureau.feedback import queries as feedback
from bureau.feedback.queries import InvitationPage
from bureau.files import operations as files_operations
from bureau.files import queries as files
from bureau.notices import operations as notices
from bureau.notices.queries import serve_letter
from bureau.offices import queries as offices
from bureau.offices.queries import Duties
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import PersonRequest
from desks.design.clocks import clock_ruler, due_words
from desks.design.drafts import stored
from desks.design.messages import say
from desks.design.rating import grade_choices
from desks.design.responses import or_404
from desks.public import case_rows
from desks.public.guards import own_page
from desks.public.materials import ACCEPT, limit_words


def _page(request: PersonRequest, number: str) -> CasePage:
    now = clock.now()
    nobody = Duties(account_id=request.user.pk)
    return case_page(or_404(find_case(number, viewer=request.user, duties=nobody, at=now)), at=now)


@require_safe
@own_page
def mine(request: PersonRequest) -> HttpResponse:
    """Drafts first, then applications; what needs the applicant stands on top."""
    now = clock.now()
    rows = [
        {
            "number": row.number,
            "item": row.item_name,
            "party": row.party_name,
            "state": row.state_label,
            "kind": "warn" if row.needs_you else ("info" if row.is_open else "ok"),
            "icon": "alert-triangle"
            if row.needs_you
            else ("clock" if row.is_open else "circle-check"),
            "due": f"{formats.moment(row.due_at, today=now.date())} 前"
            if row.is_open and row.due_at
            else "",
            "when": formats.day(row.at, today=now.date()),
            "needs_you": row.needs_you,
        }
        for row in own_applications(request.user, at=now)
    ]
    drafts = [
        {
            "uid": row.uid,
            "item": row.item_name,
            "party": row.party_name,
            "when": formats.stamp(row.saved_at),
        }
        for row in own_drafts(request.user)
    ]
    rows.sort(key=lambda row: not row["needs_you"])
    context = {
        "nav": "mine",
        "rows": rows,
        "drafts": drafts,
        "known": request.user.party_id is not None,
    }
    return render(request, "public/mine.html", context)


@require_safe
@own_page
def receipt(request: PersonRequest, number: str) -> HttpResponse:
    """The receipt: number, query code, what happens next; to print or to photograph.

    The query code is shown here and nowhere else.
    """
    page = _page(request, number)
    follow = reverse("public:follow")
    office = offices.office(page.office_key)
    context = {
        "nav": "mine",
        "page": page,
        "code": code_of(page.application_uid),
        "received": formats.stamp(page.acts[0].at if page.acts else page.received_at),
        "office": office.name if office else "",
        "phone": office.phone if office else "",
        "missing": case_rows.wanting_names(page),
        "provisional": page.now.provisional,
        "notice_due": formats.moment(page.now.due_at)
        if page.now.due_at and page.now.state == State.RECEIVED
        else "",
        "follow_url": request.build_absolute_uri(f"{follow}?number={page.application_number}"),
        "follow_shown": request.build_absolute_uri(follow),
        "letters": [(one.uid, one.title) for one in page.letters if one.kind == "receipt"][:1],
    }
    return render(request, "public/receipt.html", context)


@require_safe
@own_page
def case(request: PersonRequest, number: str) -> HttpResponse:
    """When is it done, do I have to do something: the answer first, the reasons below."""
    return _case(request, _page(request, number))


def _case(
    request: PersonRequest,
    page: CasePage,
    *,
    refusal: Refusal | None = None,
    wrong: dict[str, list[str]] | None = None,
    kept: dict[str, list[str]] | None = None,
) -> HttpResponse:
    now = clock.now()
    today = now.date()
    office = offices.office(page.office_key)
    kind, icon = case_rows.state_sign(page.now.state)
    invitations = feedback.invitations_of_case(page.number)
    context = {
        "nav": "mine",
        "page": page,
        "refusal": refusal,
        "state": page.now.state.label,
        "kind": kind,
        "icon": icon,
        "next_step": NEXT_STEPS[page.now.state],
        "due": due_words(page, now),
        "left": case_rows.time_left(page, now),
        "ruler": clock_ruler(page, now),
        "reasons": case_rows.reasons(page),
        "days": case_rows.day_rows(page),
        "office": office.name if office else "",
        "phone": office.phone if office else "",
        "wanting": _wanting(page, wrong or {}, kept or {}),
        "supplement_due": formats.moment(page.supplement_due_at, today=today)
        if page.supplement_due_at
        else "",
        "may_supplement": "supplement" in page.offered,
        "may_withdraw": "withdraw" in page.offered,
        "returned": page.now.state == State.RETURNED,
        "refused": page.now.state == State.REFUSED,
        "events": case_rows.events(page, letter_url=_letter_urls(page), today=today),
        "letters": [_letter_row(page, one) for one in page.letters],
        "licences": _licences(page),
        "to_rate": next((_to_rate(one) for one in invitations if not one.ratings), None),
        "rated": [(one.token, one.kind_label) for one in invitations if one.ratings],
        "grades": grade_choices(),
        "accept": ACCEPT,
        "limit_words": limit_words(),
    }
    return render(request, "public/case.html", context, status=422 if refusal or wrong else 200)


def _wanting(
    page: CasePage, wrong: dict[str, list[str]], kept: dict[str, list[str]]
) -> list[dict[str, Any]]:
    return [
        {
            "key": one.key,
            "name": one.name,
            "defect": one.defect or "没有提交",
            "standard": one.standard,
            "errors": wrong.get(one.key, []),
            "kept": [(file.uid, file.name) for file in files.find_uploads(kept.get(one.key, []))],
        }
        for one in page.materials
        if one.is_wanting
    ]


def _to_rate(one: InvitationPage) -> dict[str, Any]:
    return {"token": one.token, "label": one.kind_label}


def _letter_urls(page: CasePage) -> dict[str, str]:
    return {
        one.uid: reverse("public:letter", args=[page.number, one.uid]) + "?show"
        for one in page.letters
    }


def _letter_row(page: CasePage, one: Any) -> dict[str, str]:
    return {
        "url": reverse("public:letter", args=[page.number, one.uid]),
        "title": one.title,
        "number": one.number,
        "when": formats.short_day(one.written_at),
    }


def _licences(page: CasePage) -> list[dict[str, str]]:
    """What the case gave, with its paper and the way to verify it."""
    return [
        {
            "kind": one.kind,
            "number": one.number,
            "valid": _validity(one.valid_from, one.valid_to),
            "verify": reverse("public:verify_code", args=[one.token]),
            "paper": reverse("public:licence", args=[page.number, one.token]),
        }
        for one in page.licences
    ]


def _validity(start: Any, end: Any) -> str:
    return (
        f"{formats.iso_day(start)} 至 {formats.iso_day(end)}"
        if end
        else f"{formats.iso_day(start)} 起长期有效"
    )


@require_POST
@own_page
def supplement(request: PersonRequest, number: str) -> HttpResponse:
    """Hand in what the one-time notice asked for. A file that cannot be kept says why at its
    place; what could be kept need not be chosen again."""
    page = _page(request, number)
    now = clock.now()
    kept: dict[str, list[str]] = {}
    wrong: dict[str, list[str]] = {}
    for material in page.materials:
        uids = _kept_before(request, page, material.key)
        for sent in request.FILES.getlist(f"file-{material.key}"):
            try:
                found = files_operations.keep(
                    sent,
                    sent.name or "文件",
                    owner=str(request.user.pk),
                    purpose=_purpose(page, material.key),
                    declared_size=sent.size,
                    by=request.user.as_actor(),
                    at=now,
                )
                uids.append(str(found.uid))
            except Refusal as refusal:
                wrong.setdefault(material.key, []).append(f"“{sent.name}”没有收下：{refusal}")
        if uids:
            kept[material.key] = list(dict.fromkeys(uids))
    if wrong:
        return _case(request, page, wrong=wrong, kept=kept)
    handed_in = {key: HandedIn(files=stored(uids)) for key, uids in kept.items()}
    try:
        applicant.supplement(
            page.number, handed_in, by=request.user, actor=request.user.as_actor(), at=now
        )
    except Refusal as refusal:
        return _case(request, page, refusal=refusal, kept=kept)
    say(request, "补交的材料已经收到，我们接着核对。", good=True)
    return redirect("public:case", number)


def _purpose(page: CasePage, material: str) -> str:
    return f"case:{page.number}:{material}"


def _kept_before(request: PersonRequest, page: CasePage, material: str) -> list[str]:
    """Files of an earlier press that said what was wrong with another one."""
    named = request.POST.getlist(f"kept-{material}")[:20]
    return [
        one.uid
        for one in files.find_uploads(named)
        if one.owner == str(request.user.pk) and one.purpose == _purpose(page, material)
    ]


@require_POST
@own_page
def withdraw(request: PersonRequest, number: str) -> HttpResponse:
    """Take the application back before the decision."""
    page = _page(request, number)
    try:
        applicant.withdraw(
            page.number, by=request.user, actor=request.user.as_actor(), at=clock.now()
        )
    except Refusal as refusal:
        return _case(request, page, refusal=refusal)
    say(request, "已经撤回。以后要办，可以重新申请。", good=True)
    return redirect("public:case", number)


@require_safe
@own_page
def letter(request: PersonRequest, number: str, uid: str) -> StreamingHttpResponse:
    """A letter of one's own case as PDF; ``?large`` in large print."""
    page = _page(request, number)
    or_404(next((one for one in page.letters if one.uid == uid), None))
    found = notices.have_letter_bytes(
        uid, large="large" in request.GET, by=request.user.as_actor(), at=clock.now()
    )
    served = serve_letter(or_404(found), shown="show" in request.GET)
    return StreamingHttpResponse(served.pieces, headers=served.headers)


@require_safe
@own_page
def licence(request: PersonRequest, number: str, token: str) -> StreamingHttpResponse:
    """The electronic licence of one's own case as PDF."""
    page = _page(request, number)
    or_404(next((one for one in page.licences if one.token == token), None))
    by, now = request.user.as_actor(), clock.now()
    uid = or_404(papers.have_licence_paper(token, by=by, at=now))
    found = notices.have_letter_bytes(uid, large="large" in request.GET, by=by, at=now)
    served = serve_letter(or_404(found), shown="show" in request.GET)
    return StreamingHttpResponse(served.pieces, headers=served.headers)
