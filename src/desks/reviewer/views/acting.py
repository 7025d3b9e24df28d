"""What reviewers do with a case: each act one operation, then back to the page."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bureau.cases.operations import review
from bureau.cases.operations.review import PointFinding
from bureau.cases.queries.review import UnderReview, refusal_preview
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design.access import StaffRequest
from desks.design.messages import say
from desks.design.responses import or_404
from desks.reviewer.access import ensure_own, own_case, reviewers
from desks.reviewer.views.case import bar_of, case_response, frame_of

NO_VERSION = -1


def _version(request: StaffRequest) -> int:
    """The version the page showed; without one the act is refused as outdated."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else NO_VERSION


def _refused(
    request: StaffRequest, number: str, now: datetime, refusal: Refusal, **typed: str
) -> HttpResponse:
    """The case as it is now, with the sentence and what was typed."""
    found = own_case(request, number, at=now)
    return case_response(request, found, now, refusal=refusal, typed=typed)


@require_POST
@reviewers
def find(request: StaffRequest, number: str) -> HttpResponse:
    """Write down what was found for one point; the row, the counts and the bar come back."""
    now = clock.now()
    ensure_own(request, number, at=now)
    key, note = request.POST.get("point", ""), request.POST.get("note", "")
    refusal: Refusal | None = None
    verdict = request.POST.get("verdict", "")
    if verdict not in ("pass", "fail", "na"):
        refusal = Refusal("请按“通过”“不通过”或“不适用”，批注才会记下。", field=key)
    else:
        try:
            review.find(number, [PointFinding(key, verdict, note)], by=request.user, at=now)
        except Refusal as said:
            refusal = said
    found = own_case(request, number, at=now)
    or_404(next((line for line in found.page.points if line.point.key == key), None))
    if request.headers.get("HX-Request") == "true":
        return _found(request, found, now, key, note, refusal)
    if refusal is not None:
        typed = {"point": key, "note": note}
        return case_response(request, found, now, refusal=refusal, typed=typed)
    following = _after(found, key)
    return redirect(f"{reverse('reviewer:case', args=[number])}#point-{following}")


def _found(
    request: StaffRequest,
    found: UnderReview,
    now: datetime,
    key: str,
    note: str,
    refusal: Refusal | None,
) -> HttpResponse:
    context = {**frame_of(found, now), **bar_of(found, now), "out_of_band": True}
    rows = context["points"]
    assert isinstance(rows, list)
    context["p"] = next(row for row in rows if row.key == key)
    if refusal is not None:
        context |= {"refusal": refusal, "typed": {"point": key, "note": note}}
    return render(
        request, "reviewer/found.html", context, status=422 if refusal is not None else 200
    )


def _after(found: UnderReview, key: str) -> str:
    """The next point without a finding, or this one."""
    keys = [line.point.key for line in found.page.points if not line.verdict]
    every = [line.point.key for line in found.page.points]
    later = [one for one in keys if every.index(one) > every.index(key)]
    return (later or keys or [key])[0]


@require_POST
@reviewers
def propose(request: StaffRequest, number: str) -> HttpResponse:
    """建议准予 or 建议不予: the examination is over."""
    now = clock.now()
    ensure_own(request, number, at=now)
    text = request.POST.get("text", "")
    try:
        case = review.propose(
            number,
            request.POST.get("proposal", ""),
            text=text,
            by=request.user,
            at=now,
            version=_version(request),
        )
    except Refusal as refusal:
        return _refused(request, number, now, refusal, text=text)
    say(request, f"{case.party_name}的审查意见已经提交，等待决定。", good=True)
    return redirect("reviewer:home")


@require_POST
@reviewers
def grant(request: StaffRequest, number: str) -> HttpResponse:
    """准予: the decision, its letter and the entry in the register."""
    now = clock.now()
    ensure_own(request, number, at=now)
    text = request.POST.get("text", "")
    try:
        case = review.decide(
            number, "grant", text=text, by=request.user, at=now, version=_version(request)
        )
    except Refusal as refusal:
        return _refused(request, number, now, refusal, text=text)
    say(request, f"{case.party_name}：已经作出决定，文书已生成。", good=True)
    return redirect("reviewer:case", number)


@require_http_methods(["GET", "HEAD", "POST"])
@reviewers
def refuse(request: StaffRequest, number: str) -> HttpResponse:
    """不予: first read what it will say, with points, basis and remedies; then confirm."""
    now = clock.now()
    found = own_case(request, number, at=now)
    or_404(found if found.offers.step == "decide" and found.offers.competent else None)
    text = request.POST.get("text", "")
    refusal = found.offers.barred
    if request.method == "POST":
        try:
            review.decide(
                number, "refuse", text=text, by=request.user, at=now, version=_version(request)
            )
        except Refusal as said:
            refusal = said
        else:
            say(request, f"{found.page.party_name}：不予决定已经作出，决定书已生成。", good=True)
            return redirect("reviewer:case", number)
    context = {
        "nav": "reviewer",
        "page": found.page,
        "offers": found.offers,
        "preview": refusal_preview(number),
        "refusal": refusal,
        "text": text,
    }
    response = render(request, "reviewer/refuse.html", context)
    response.status_code = 422 if refusal is not None and request.method == "POST" else 200
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@reviewers
def return_proposal(request: StaffRequest, number: str) -> HttpResponse:
    """退回重新审查, with the reason."""
    now = clock.now()
    ensure_own(request, number, at=now)
    reason = request.POST.get("reason", "")
    try:
        case = review.return_proposal(
            number, reason=reason, by=request.user, at=now, version=_version(request)
        )
    except Refusal as refusal:
        return _refused(request, number, now, refusal, reason=reason)
    say(request, f"{case.party_name}：已经退回重新审查。", good=True)
    return redirect("reviewer:home")
