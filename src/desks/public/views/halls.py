"""Where to go: halls with their hours today, their windows, and how many wait."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bureau.catalogue import queries as catalogue
from bureau.offices import queries as offices
from bureau.offices.queries import HallInfo
from bureau.offices.words import WindowKind
from bureau.visits import queries as visits
from bureau.workdays import clock
from desks.design import formats
from desks.design.responses import or_404
from desks.public.opening import Opening, openings
from desks.public.place import chosen_office


@require_safe
def halls(request: HttpRequest) -> HttpResponse:
    """Every hall, by district; one's own district first."""
    now = clock.now()
    units = offices.units()
    asked = request.GET.get("area", "")
    area = asked if asked in {unit.area for unit in units} else ""
    chosen = chosen_office(request)
    own = chosen.area if chosen and not asked else area
    known = offices.halls(area=area)
    doors = openings([one.key for one in known], at=now)
    waiting = visits.waiting_counts(now.date())
    groups = [
        (unit.name, [_row(one, doors[one.key], waiting) for one in known if one.area == unit.area])
        for unit in sorted(units, key=lambda unit: (unit.area != own, unit.order))
    ]
    context = {
        "nav": "halls",
        "area": area,
        "units": [(unit.area, unit.name) for unit in units],
        "groups": [(name, rows) for name, rows in groups if rows],
        "updated": formats.moment(now),
    }
    return render(request, "public/halls.html", context)


@require_safe
def hall(request: HttpRequest, key: str) -> HttpResponse:
    """One hall: open now or not, how to get there, what can be done at which window."""
    now = clock.now()
    found = or_404(offices.hall(key))
    timetable = offices.timetable_of(key)
    items = catalogue.items_at_hall(key, on=now.date())
    context = {
        "nav": "halls",
        "hall": found,
        "door": openings([key], at=now)[key],
        "seasons": [
            (
                f"{_month_day(season.from_month_day)}至{_month_day(season.to_month_day)}",
                "、".join(f"{one.start:%H:%M}–{one.end:%H:%M}" for one in season.hours.sessions),
                season.covers(now.date()),
            )
            for season in timetable.seasons
        ],
        "windows": [
            (window.number, window.name, WindowKind(window.kind).label, window.is_open)
            for window in offices.windows_of(key)
        ],
        "queue": _queue(key, now),
        "items": [
            (reverse("public:guide", args=[one.item]), one.name)
            for one in sorted(items, key=lambda one: (one.stage, one.name))
        ],
        "updated": formats.moment(now),
    }
    return render(request, "public/hall.html", context)


def _row(one: HallInfo, door: Opening, waiting: dict[str, int]) -> dict[str, Any]:
    return {
        "url": reverse("public:hall", args=[one.key]),
        "name": one.name,
        "address": one.address,
        "phone": one.phone,
        "open": door.open,
        "words": door.words,
        "today": door.today,
        "waiting": waiting.get(one.key, 0),
    }


def _queue(key: str, at: datetime) -> list[tuple[str, int, int]]:
    """Who would wait how long: kind of ticket, how many before, about how many minutes."""
    board = visits.board(key, at)
    if board is None or board.closed or not board.windows:
        return []
    return [(line.label, line.waiting, line.minutes) for line in board.lines]


def _month_day(text: str) -> str:
    month, day = text.split("-")
    return f"{int(month)} 月 {int(day)} 日"
