"""A case of another office: opened by its exact number, with a reason that is recorded."""

from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bureau.cases.numbers import normalise_number
from bureau.cases.operations.applicant import note_look
from bureau.cases.queries.pages import CasePage
from bureau.cases.queries.review import find_review, looked_at
from bureau.offices import queries as offices
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design import formats, pieces
from desks.design.access import StaffRequest
from desks.design.responses import or_404
from desks.reviewer.access import reviewers

LOOKS = "looked_at"
LASTS = timedelta(minutes=30)
"""How long one reason lasts."""


@require_http_methods(["GET", "HEAD", "POST"])
@reviewers
def ask(request: StaffRequest) -> HttpResponse:
    """Number and reason. One's own case opens at once; whether another number exists is
    said only to who gave a reason."""
    now = clock.now()
    sent = request.POST if request.method == "POST" else request.GET
    typed = sent.get("number") or sent.get("q", "")
    number = normalise_number(typed)
    reason = sent.get("reason", "")
    if number and find_review(number, viewer=request.user, duties=request.duties, at=now):
        return redirect("reviewer:case", number)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            note_look(number, reason=reason, actor=offices.actor_for(request.user, now), at=now)
        except Refusal as said:
            refusal = said
        else:
            request.session[LOOKS] = {**_looks(request, now), number: now.isoformat()}
            return redirect("reviewer:looked", number)
    context = {
        "nav": "reviewer",
        "number": typed,
        "reason": reason,
        "refusal": refusal,
    }
    return render(request, "reviewer/look.html", context, status=422 if refusal else 200)


def _looks(request: StaffRequest, now: datetime) -> dict[str, str]:
    """The numbers for which this session gave a reason that still lasts."""
    known: dict[str, str] = request.session.get(LOOKS, {})
    return {
        number: given
        for number, given in known.items()
        if now - datetime.fromisoformat(given) < LASTS
    }


@require_safe
@reviewers
def looked(request: StaffRequest, number: str) -> HttpResponse:
    """What one may know of a foreign case: its course, without persons and without files."""
    now = clock.now()
    or_404(_looks(request, now).get(number))
    page = or_404(looked_at(number, at=now))
    response = render(request, "reviewer/looked.html", {"nav": "reviewer", **_masked(page)})
    response["Cache-Control"] = "private, no-store"
    return response


def _masked(page: CasePage) -> dict[str, object]:
    office = offices.office(page.office_key)
    facts = [
        ("事项", page.item_name),
        ("申请人", formats.mask_name(page.party_name)),
        ("受理单位", office.name if office else ""),
        ("现在", page.now.state.label),
        ("收件", formats.stamp(page.received_at)),
        ("受理", formats.stamp(page.now.accepted_at) if page.now.accepted_at else ""),
        ("期限", formats.stamp(page.now.due_at) if page.now.due_at else ""),
        ("决定", formats.stamp(page.decided_at) if page.decided_at else ""),
    ]
    return {
        "number": page.number,
        "facts": [(name, value) for name, value in facts if value],
        "events": [
            pieces.Event(
                title=act.label,
                state="done",
                when=formats.stamp(act.at),
                iso=act.at.isoformat(),
                words=act.office,
            )
            for act in page.acts
        ],
        "materials": [(m.name, m.state.value != "absent") for m in page.materials],
    }
