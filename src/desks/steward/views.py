"""Items, their editions and listings as they stand, and what is wrong with them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bureau.catalogue import queries as catalogue
from bureau.catalogue.queries import EditionFacts
from bureau.catalogue.words import SEPARATIONS, STAGES
from bureau.guides.checking import Checked, check_edition, check_guides
from bureau.guides.keeping import units_keeping
from bureau.guides.queries import guide_of_edition
from bureau.offices.words import Role
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import StaffRequest, staff_page
from desks.design.responses import or_404
from desks.steward import lines

ROLES = (Role.ITEM_KEEPER, Role.PUBLISHER, Role.HEAD, Role.SUPERVISOR)
SHOWS = (
    ("", "全部"),
    ("unwritten", "待梳理"),
    ("written", "已写全"),
    ("trial", "有示例值"),
    ("errors", "有错误"),
)


@require_safe
@staff_page(*ROLES)
def home(request: StaffRequest) -> HttpResponse:
    """Every item in force with what is wrong with it; every unit with who keeps it."""
    now = clock.now()
    day = now.date()
    editions = {one.item: one for one in catalogue.in_force(day)}
    checked = check_guides(on=day)
    listed: dict[str, int] = {}
    for one in catalogue.listings(on=day):
        listed[one.item] = listed.get(one.item, 0) + 1
    rows = [lines.item_row(editions[c.item], c, listed.get(c.item, 0)) for c in checked]
    shown = request.GET.get("show", "")
    stage = request.GET.get("stage", "")
    words = request.GET.get("q", "").strip()
    counts = catalogue.counts(on=day)
    units = units_keeping(at=now)
    context = {
        "nav": "steward",
        "counts": [
            ("事项", str(counts.items), "项"),
            ("已写全", str(counts.written_out), "项"),
            ("待梳理", str(counts.not_written_out), "项"),
            ("还有示例值", str(counts.trial), "项"),
        ],
        "errors": sum(one.errors for one in checked),
        "warnings": sum(one.warnings for one in checked),
        "rows": [row for row in rows if lines.fits(row, shown=shown, stage=stage, words=words)],
        "units": units,
        "unkept": [one.name for one in units if not one.keepers],
        "shows": SHOWS,
        "stages": [("", "准入、准营、退出"), *((str(k), v) for k, v in STAGES.items())],
        "shown": shown,
        "stage": stage,
        "words": words,
    }
    return render(request, "steward/home.html", context)


@require_safe
@staff_page(*ROLES)
def item(request: StaffRequest, item: str) -> HttpResponse:
    """The edition in force, else the newest one."""
    day = clock.today()
    found = catalogue.edition_in_force(item, on=day)
    if found is None:
        found = next(iter(catalogue.editions_of(item)), None)
    return _edition(request, or_404(found))


@require_safe
@staff_page(*ROLES)
def edition(request: StaffRequest, item: str, edition: int) -> HttpResponse:
    """Any edition of an item, also a draft or one no longer in force."""
    found = or_404(catalogue.edition_by_id(edition))
    return _edition(request, or_404(found if found.item == item else None))


def _edition(request: StaffRequest, found: EditionFacts) -> HttpResponse:
    now = clock.now()
    day = now.date()
    listings = catalogue.listings_of_item(found.item, on=day)
    checked: Checked = check_edition(found, on=day, listings=listings)
    guide = or_404(guide_of_edition(found.id, at=now))
    context = {
        "nav": "steward",
        "g": guide,
        "sections": lines.sections(guide, found.content),
        "found": found,
        "separation": SEPARATIONS[found.content.separation],
        "from": formats.full_day(found.valid_from),
        "to": formats.full_day(found.valid_to) if found.valid_to else "",
        "editions": [
            (one.id, one.number, one.status_label, formats.iso_day(one.valid_from))
            for one in catalogue.editions_of(found.item)
        ],
        "checked": checked,
        "findings": [
            (one.level == "error", one.place, one.message, one.rule) for one in checked.findings
        ],
        "listings": lines.listing_rows(listings, day=day),
    }
    return render(request, "steward/edition.html", context)
