"""Open work that is past a limit, the longest waiting first."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bureau.supervision import queries as supervision
from bureau.supervision.definitions import NUMERATOR
from bureau.supervision.queries import Row
from bureau.supervision.rules import PeriodKind, period_of
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import StaffRequest, staff_page
from desks.supervisor import reach
from desks.supervisor.reach import Reach, reach_of
from desks.supervisor.tabs import tabs

LIMITS = (("promise", "overdue-promise", "超过承诺"), ("law", "overdue-law", "超过法定"))
KEYS = {limit: key for limit, key, _ in LIMITS}


@require_safe
@staff_page(*reach.FIGURES)
def overdue(request: StaffRequest) -> HttpResponse:
    """What is late now, of every unit or of one."""
    now = clock.now()
    today = period_of(PeriodKind.DAYS, now.date())
    seen = reach_of(request.duties, on=today.last)
    limit = request.GET.get("limit", "promise")
    if limit not in KEYS:
        raise Http404
    try:
        place = seen.narrowed(request.GET.get("unit", ""), on=today.last)
    except LookupError as outside:
        raise Http404 from outside
    board = supervision.figures(today, at=now, place=seen.place, keys=list(KEYS.values()))
    page = supervision.cases_behind(
        KEYS[limit],
        NUMERATOR,
        today,
        at=now,
        place=place,
        after=request.GET.get("after", ""),
    )
    names = {unit.area: unit.name for unit in supervision.places()}
    asked = {"limit": limit} | ({"unit": place.area} if place else {})
    context = {
        "nav": "supervisor",
        "tabs": tabs(request.duties, here="overdue"),
        "fresh": formats.hour(now),
        "limits": [
            (f"?{urlencode({'limit': one})}", name, board.figure(key).rows_behind(NUMERATOR), one)
            for one, key, name in LIMITS
        ],
        "limit": limit,
        "light": "bad" if limit == "law" else "over",
        "units": [
            (unit.area, unit.name, board.figure(KEYS[limit], unit.area).rows_behind(NUMERATOR))
            for unit in board.units
        ],
        "unit": place.area if place else "",
        "one_unit": seen.place is not None,
        "rows": [_row(row, names, seen) for row in page.rows],
        "first": f"?{urlencode(asked)}" if "after" in request.GET else "",
        "older": f"?{urlencode(asked | {'after': page.next_after})}" if page.next_after else "",
    }
    return render(request, "supervisor/overdue.html", context)


def _row(row: Row, names: dict[str, str], seen: Reach) -> dict[str, Any]:
    return {
        "number": row.ref,
        "url": reverse("supervisor:case", args=[row.ref]) if seen.opens_cases else "",
        "item": row.title,
        "party": row.party,
        "unit": names.get(row.area, row.area),
        "state": row.state,
        "received": formats.iso_day(row.event_at) if row.event_at else "",
        "note": row.note,
    }
