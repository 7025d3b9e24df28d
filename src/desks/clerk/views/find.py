"""Finding a case: by its exact number; one of other offices only with a reason."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from bureau.cases.numbers import normalise_number
from bureau.cases.queries import lists
from bureau.cases.queries.access import exists, find_case
from bureau.people import queries as people
from bureau.people.models import IdentifierKind
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.clerk.opening import look as open_with_reason
from desks.clerk.roles import HALL, WINDOW
from desks.clerk.seat import seat_of
from desks.clerk.work import WorkLine, work_lines
from desks.design.access import StaffRequest, staff_page


@require_safe
@staff_page(*HALL)
def find(request: StaffRequest) -> HttpResponse:
    """To the case of that number; else what is known, and why it may not be opened."""
    now = clock.now()
    seat_of(request, now)
    words = request.GET.get("q", "").strip()
    number = normalise_number(words)
    if number and find_case(number, viewer=request.user, duties=request.duties, at=now):
        return redirect("clerk:case", number)
    context = {
        "nav": "clerk",
        "query": words,
        "number": number,
        "elsewhere": bool(number) and exists(number),
        "rows": [] if number else _of_parties(request, words, now),
    }
    return render(request, "clerk/find.html", context)


def _of_parties(request: StaffRequest, words: str, now: datetime) -> list[WorkLine]:
    """Cases this clerk may see, of whom the words name: by credit code or by name."""
    code = people.party_with_number(IdentifierKind.USCC, words) if len(words) >= 15 else None
    parties = [code] if code else people.search_parties(words, limit=50)
    if not parties:
        return []
    found = lists.of_parties(
        [party.pk for party in parties], request.user, duties=request.duties, at=now
    )
    return work_lines(found, now=now)


@require_POST
@staff_page(*WINDOW)
def look(request: StaffRequest) -> HttpResponse:
    """Open a case of other offices with a reason; the reason is on record."""
    number = normalise_number(request.POST.get("number", ""))
    try:
        open_with_reason(request, number, request.POST.get("reason", ""), clock.now())
    except Refusal as refusal:
        context = {
            "nav": "clerk",
            "query": number,
            "number": number,
            "elsewhere": exists(number),
            "refusal": refusal,
            "reason": request.POST.get("reason", ""),
        }
        return render(request, "clerk/find.html", context, status=422)
    return redirect("clerk:case", number)
