"""About the site: who can use it and how, what is kept of people, and the daily seals."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bureau.audit import queries as audit
from bureau.guides import plan
from bureau.workdays import clock
from desks.design import formats


@require_safe
def access(request: HttpRequest) -> HttpResponse:
    return render(request, "public/access.html", {"nav": "access"})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "public/privacy.html", {"nav": "privacy"})


@require_safe
def roots(request: HttpRequest) -> HttpResponse:
    """The seal of each day: whoever notes one today can prove tomorrow that nothing before
    it was changed."""
    rows = [
        (formats.iso_day(one.day), formats.stamp(one.closed_at), one.lines, one.root, one.hash)
        for one in audit.daily_roots()
    ]
    return render(request, "public/roots.html", {"nav": "roots", "rows": rows})


@require_safe
def plan_kept(request: HttpRequest) -> HttpResponse:
    """方案落实: every clause of the founding plan, and what keeps or measures it."""
    clauses = plan.clauses(settings.REFERENCE_FOLDER)
    asked = request.GET.get("state", "")
    state = next((one for one in plan.State if one.name.lower() == asked), None)
    context = {
        "nav": "plan",
        "counts": [
            (one.name.lower(), one.value, number) for one, number in plan.counts(clauses).items()
        ],
        "state": asked if state else "",
        "total": len(clauses),
        "clauses": [
            (one, KINDS[one.state]) for one in clauses if state is None or one.state is state
        ],
        "today": formats.full_day(clock.now()),
    }
    return render(request, "public/plan.html", context)


KINDS = {
    plan.State.KEPT: "ok",
    plan.State.MEASURED: "info",
    plan.State.PARTLY: "warn",
    plan.State.NOT_YET: "hold",
}
