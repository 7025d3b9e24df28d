"""One case for who watches over the work: the party masked, until opened with a reason."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bureau.audit.actors import Actor
from bureau.cases import words
from bureau.cases.operations.applicant import note_look
from bureau.cases.queries.access import find_case
from bureau.cases.queries.pages import CasePage, case_page
from bureau.offices import queries as offices
from bureau.people.names import mask_name
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import StaffRequest, staff_page
from desks.design.responses import or_404, refusal_response
from desks.supervisor import reach
from desks.supervisor.forms import ReasonForm
from desks.supervisor.tabs import tabs

APPLICANT = Actor.applicant("", "").post
OPENED = "opened_cases"
OPEN_FOR = 30 * 60
"""Seconds for which a case stays open to who gave a reason."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*reach.CASES)
def case(request: StaffRequest, number: str) -> HttpResponse:
    """Facts and acts; names and answers only after a reason, which is an audit line."""
    now = clock.now()
    found = or_404(find_case(number, viewer=request.user, duties=request.duties, at=now))
    page = case_page(found, at=now)
    if request.method != "POST":
        opened = _is_opened(request, number)
        return render(request, "supervisor/case.html", _context(request, page, opened))
    form = ReasonForm(request.POST)
    form.is_valid()
    reason = form.cleaned_data.get("reason", "")
    try:
        actor = offices.actor_for(request.user, now)
        note_look(number, reason=reason, actor=actor, at=now)
    except Refusal as refusal:
        context = _context(request, page, opened=False) | {"reason": reason}
        return refusal_response(request, "supervisor/case.html", (), context, refusal)
    request.session[OPENED] = {**_opened(request), number: now.timestamp() + OPEN_FOR}
    return redirect("supervisor:case", number)


def _opened(request: StaffRequest) -> dict[str, float]:
    """What this person opened in the last half hour."""
    now = clock.now().timestamp()
    kept: dict[str, float] = request.session.get(OPENED, {})
    return {number: until for number, until in kept.items() if until > now}


def _is_opened(request: StaffRequest, number: str) -> bool:
    return number in _opened(request)


def _context(request: StaffRequest, page: CasePage, opened: bool) -> dict[str, Any]:
    party = page.party_name if opened else mask_name(page.party_name)
    return {
        "nav": "supervisor",
        "tabs": tabs(request.duties, here=""),
        "number": page.number,
        "item": page.item_name,
        "opened": opened,
        "state": page.now.state.label,
        "facts": _facts(page, party),
        "answers": [(one.label, one.value) for one in page.answers] if opened else [],
        "materials": [
            (one.name, "缺或不合格" if one.is_wanting else "齐", one.defect)
            for one in page.materials
        ],
        "acts": [
            {
                "label": act.label,
                "at": formats.stamp(act.at),
                "who": _who(act.office, act.post, act.person, opened=opened),
                "text": act.text if opened else "",
                "basis": act.basis,
            }
            for act in page.acts
        ],
        "reason": "",
    }


def _who(office: str, post: str, person: str, *, opened: bool) -> str:
    """Staff by name; the applicant's side masked."""
    is_staff = bool(post) and post != APPLICANT
    name = person if opened or is_staff else mask_name(person)
    return " ".join(part for part in (office, post, name) if part)


def _facts(page: CasePage, party: str) -> list[tuple[str, str]]:
    dues = page.dues
    statutory = dues.statutory.due if dues and dues.statutory else None
    promise = dues.promise.due if dues and dues.promise else None
    lines = [
        ("申请人", party),
        ("收到", formats.stamp(page.received_at)),
        ("受理", formats.stamp(page.now.accepted_at) if page.now.accepted_at else ""),
        ("承诺期限", words.until(promise) if promise else ""),
        ("法定期限", words.until(statutory) if statutory else ""),
        ("决定", formats.stamp(page.decided_at) if page.decided_at else ""),
        ("办结", formats.stamp(page.closed_at) if page.closed_at else ""),
        ("怎样来的", f"{page.channel.label}{'（算网上）' if page.online else '（不算网上）'}"),
    ]
    return [(name, text) for name, text in lines if text]
