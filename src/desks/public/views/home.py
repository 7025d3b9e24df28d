"""The first page: say what you want, or find it by the part of business life it belongs to."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bureau.cases.queries.demand import most_applied_for
from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import Stage
from bureau.catalogue.queries import FoundItem
from bureau.catalogue.words import STAGE_HINTS, STAGES
from bureau.offices import queries as offices
from bureau.offices.words import Level
from bureau.visits import queries as visits
from bureau.workdays import clock
from desks.design import formats
from desks.public.items import item_row
from desks.public.opening import openings
from desks.public.place import chosen_office

OFTEN = 6
A_STAGE = 4
HALLS = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    found = catalogue.browse(on=now.date())
    chosen = chosen_office(request)
    context = {
        "nav": "home",
        "often": [item_row(one) for one in _often(found, now)],
        "stages": [_stage(stage, found) for stage in Stage],
        "figures": _figures(found),
        "halls": _halls(chosen.area if chosen else "", at=now),
        "updated": formats.moment(now),
        "place": chosen.name if chosen else "",
    }
    return render(request, "public/home.html", context)


def _often(found: tuple[FoundItem, ...], now: datetime) -> list[FoundItem]:
    """What most people came for lately; before anybody came, what is written out."""
    wanted = most_applied_for(on=now.date(), limit=OFTEN)
    known = {one.key: one for one in found}
    first = [known[key] for key in wanted if key in known]
    return [*first, *(one for one in found if one.written_out and one not in first)][:OFTEN]


def _stage(stage: Stage, found: tuple[FoundItem, ...]) -> dict[str, Any]:
    items = [one for one in found if one.stage is stage]
    return {
        "name": STAGES[stage],
        "hint": STAGE_HINTS[stage].partition("：")[2],
        "items": [item_row(one) for one in items[:A_STAGE]],
        "count": len(items),
        "url": f"{reverse('public:guides')}?stage={stage}",
    }


def _figures(found: tuple[FoundItem, ...]) -> list[tuple[str, str, str]]:
    """What can be counted without anybody's release: the catalogue itself."""
    if not found:
        return []
    counted = (
        (_("公开的事项"), len(found), _("件")),
        (_("网上能办"), sum(one.online and one.takes_cases for one in found), _("件")),
        (_("当场办结"), sum(one.promise == "当场" for one in found), _("件")),
    )
    return [(label, formats.number(count), unit) for label, count, unit in counted]


def _halls(area: str, *, at: datetime) -> list[dict[str, Any]]:
    """Those of one's own district first, then the city's and the districts'."""
    known = offices.halls()
    near = [one for one in known if area and one.area == area]
    rest = [one for one in known if one.level != Level.TOWNSHIP and one not in near]
    shown = [*near, *rest][:HALLS]
    keys = [one.key for one in shown]
    waiting = visits.waiting_counts(at.date(), keys)
    doors = openings(keys, at=at)
    return [
        {
            "url": reverse("public:hall", args=[one.key]),
            "name": one.name,
            "address": one.address,
            "open": doors[one.key].open,
            "words": doors[one.key].words,
            "waiting": waiting.get(one.key, 0),
        }
        for one in shown
    ]
