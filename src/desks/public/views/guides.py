"""办事指南: find an item, read its guide, answer what narrows it to one's own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import Stage
from bureau.catalogue.words import STAGE_HINTS, STAGES
from bureau.guides import queries as guides_queries
from bureau.guides.parts import Guide, Place
from bureau.guides.queries import find_guide, find_sheet
from bureau.guides.situations import MyGuide
from bureau.visits import queries as visits
from bureau.workdays import clock
from desks.design import formats
from desks.design.flows import draw_flow
from desks.design.responses import asked_part, or_404, page_or_part
from desks.design.situations import PREFIX
from desks.public import guide_rows
from desks.public.items import item_row
from desks.public.opening import openings
from desks.public.place import choices, chosen_office, office_carrying_out

LONGEST_QUESTION = 60
MANY_PLACES = 20


@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """What answers the words, or all of one stage; nothing found says what to do then."""
    day = clock.now().date()
    words = " ".join(request.GET.get("q", "").split())[:LONGEST_QUESTION]
    asked = request.GET.get("stage", "")
    stage = Stage(asked) if asked in set(Stage) else None
    found = catalogue.find_items(words, on=day) if words else catalogue.browse(on=day, stage=stage)
    if words and stage:
        found = tuple(one for one in found if one.stage is stage)
    depths = catalogue.shares_by_depth(on=day)
    context = {
        "nav": "guides",
        "words": words,
        "stage": stage or "",
        "stage_hint": STAGE_HINTS[stage] if stage else "",
        "stages": [
            (value, STAGES[value], _address("public:guides", q=words, stage=value))
            for value in Stage
        ],
        "all_url": _address("public:guides", q=words),
        "rows": [item_row(one) for one in found],
        "depths": [(one.label, one.items) for one in depths if one.items],
        "all_items": depths[0].out_of,
    }
    return page_or_part(request, "public/guides.html", "found", context)


@require_safe
def guide(request: HttpRequest, item: str) -> HttpResponse:
    """One guide: everything, or only what these answers call for."""
    now = clock.now()
    answers = answers_in(request.GET)
    places = guides_queries.places_of(item, at=now)
    office = _office(request, places)
    mine = or_404(find_guide(item, at=now, office=office, answers=answers))
    context = {
        **_whole(request, mine, answers, at=now),
        "nav": "guides",
        "places": choices(places, day=now.date()),
        "office": office,
        "near": _near(mine.guide, at=now),
        # The links outside the part carry the situation too.
        "oob": bool(asked_part(request, ("mine",))),
    }
    return page_or_part(request, "public/guide.html", "mine", context)


@require_safe
def guide_print(request: HttpRequest, item: str) -> HttpResponse:
    """The guide on paper: every chapter, only the chosen situation, edition and day."""
    now = clock.now()
    answers = answers_in(request.GET)
    office = _office(request, guides_queries.places_of(item, at=now))
    mine = or_404(find_guide(item, at=now, office=office, answers=answers))
    context = {
        **_whole(request, mine, answers, at=now),
        "printed": formats.full_day(now),
    }
    return render(request, "public/guide_print.html", context)


@require_safe
def guide_form(request: HttpRequest, item: str, form: str, *, filled: bool = False) -> HttpResponse:
    """The blank form or the filled example, to print."""
    now = clock.now()
    found = or_404(find_guide(item, at=now))
    sheet = or_404(find_sheet(item, form, at=now, filled=filled))
    context = {
        "guide": found.guide,
        "sheet": sheet,
        "guide_url": reverse("public:guide", args=[item]),
        "absolute_url": request.build_absolute_uri(reverse("public:guide", args=[item])),
        "printed": formats.full_day(now),
    }
    return render(request, "public/guide_form.html", context)


def answers_in(given: Mapping[str, str]) -> dict[str, str]:
    """Answers to situational questions among what a request carries."""
    return {
        key[len(PREFIX) :]: value
        for key, value in given.items()
        if key.startswith(PREFIX) and value
    }


def _office(request: HttpRequest, places: tuple[Place, ...]) -> str:
    """The office asked for in the address, else the one chosen before; none is fine."""
    asked = request.GET.get("office", "")
    if asked and any(place.office_key == asked for place in places):
        return asked
    return office_carrying_out(places, chosen_office(request))


def _whole(
    request: HttpRequest, mine: MyGuide, answers: dict[str, str], *, at: datetime
) -> dict[str, Any]:
    whole = mine.guide
    kept = {PREFIX + key: value for key, value in answers.items()}
    office = whole.place.office_key if whole.place else ""
    return {
        "guide": whole,
        "mine": mine,
        "facts": guide_rows.fact_cells(whole),
        "ruler": guide_rows.promise_ruler(whole),
        "questions": guide_rows.question_rows(whole, answers),
        "materials": guide_rows.material_rows(whole),
        "count": guide_rows.count_words(whole),
        "points": guide_rows.point_groups(whole),
        "flow": draw_flow(whole.flow),
        "flags": guide_rows.flag_hints(whole),
        "conditions": [one for one in whole.conditions if not one.forbids],
        "forbidden": [one for one in whole.conditions if one.forbids],
        "may_apply": whole.takes_cases and whole.online,
        "apply_url": _address("public:begin", whole.item, office=office, **kept),
        "print_url": _address("public:guide_print", whole.item, office=office, **kept),
        "short_url": _address("public:guide_paper", whole.item, "short", office=office),
        "here_url": request.build_absolute_uri(_address("public:guide", whole.item, **kept)),
        "back_here": _address("public:guide", whole.item, **kept),
        "stage_url": _address("public:guides", stage=whole.stage),
    }


def _near(whole: Guide, *, at: datetime) -> list[dict[str, Any]]:
    """The halls of the chosen office: open or not, and how many wait."""
    if whole.place is None:
        return []
    keys = [hall.key for hall in whole.place.halls]
    waiting = visits.waiting_counts(at.date(), keys)
    doors = openings(keys, at=at)
    return [
        {
            "hall": hall,
            "url": reverse("public:hall", args=[hall.key]),
            "open": doors[hall.key].open,
            "words": doors[hall.key].words,
            "waiting": waiting.get(hall.key, 0),
        }
        for hall in whole.place.halls
    ]


def _address(name: str, *args: str, **query: str) -> str:
    told = {key: str(value) for key, value in query.items() if value}
    tail = f"?{urlencode(told)}" if told else ""
    return reverse(name, args=args) + tail
