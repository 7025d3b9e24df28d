"""Items, their editions and listings as they stand, and what is wrong with them."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from bureau.catalogue import queries as catalogue
from bureau.catalogue.comparison import compare
from bureau.catalogue.queries import EditionFacts
from bureau.catalogue.words import SEPARATIONS, STAGES
from bureau.guides.checking import Checked, check_edition, check_guides
from bureau.guides.keeping import units_keeping
from bureau.guides.queries import guide_of_edition
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import StaffRequest
from desks.design.responses import or_404
from desks.steward import drafts, lines
from desks.steward.access import may, readers
from desks.steward.reach import reach_of

SHOWS = (
    ("", "全部"),
    ("unwritten", "待梳理"),
    ("written", "已写全"),
    ("trial", "有示例值"),
    ("errors", "有错误"),
)


@require_safe
@readers
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
        "drafts": [lines.draft_row(one, now=now) for one in catalogue.draft_lines()],
        "closings": [(one.item, one.proposer) for one in catalogue.closings_open()],
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
@readers
def item(request: StaffRequest, item: str) -> HttpResponse:
    """The edition in force, else the newest one."""
    day = clock.today()
    found = catalogue.edition_in_force(item, on=day)
    if found is None:
        found = next(iter(catalogue.editions_of(item)), None)
    return _edition(request, or_404(found))


@require_safe
@readers
def edition(request: StaffRequest, item: str, edition: int) -> HttpResponse:
    """Any edition of an item, also a draft or one no longer in force."""
    found = or_404(catalogue.edition_by_id(edition))
    return _edition(request, or_404(found if found.item == item else None))


@require_safe
@readers
def comparison(request: StaffRequest, item: str) -> HttpResponse:
    """Any two editions side by side, by the keys of their elements."""
    editions = or_404(catalogue.editions_of(item) or None)
    by_id = {str(one.id): one for one in editions}
    after = by_id.get(request.GET.get("b", ""), editions[0])
    before = by_id.get(request.GET.get("a", ""), editions[min(1, len(editions) - 1)])
    whole = request.GET.get("show") == "whole"
    found = compare(before.content, after.content, whole=whole)
    context = {
        "nav": "steward",
        "item": item,
        "name": after.name,
        "before": before,
        "after": after,
        "whole": whole,
        "rows": drafts.diff_rows(found),
        "changed": sum(one.kind != "same" for one in found),
        "choices": [(one.id, lines.edition_words(one)) for one in editions],
        "before_words": lines.edition_words(before),
        "after_words": lines.edition_words(after),
    }
    return render(request, "steward/comparison.html", context)


def _edition(request: StaffRequest, found: EditionFacts) -> HttpResponse:
    if found.status == "draft":
        return redirect("steward:draft", found.item, found.id)
    now = clock.now()
    day = now.date()
    listings = catalogue.listings_of_item(found.item, on=day)
    checked: Checked = check_edition(found, on=day, listings=listings)
    guide = or_404(guide_of_edition(found.id, at=now))
    editions = catalogue.editions_of(found.item)
    closing = catalogue.closing_of(found.item)
    reason, document, article, ended = catalogue.publication_of(found.id)
    context = {
        "nav": "steward",
        "g": guide,
        "reason": reason,
        "ground": lines.ground_words(document, article),
        "ended": ended,
        "standing": lines.standing(found, day=day),
        "begins_later": found.status == "in_force" and found.valid_from > day,
        "draft": next((one for one in editions if one.status == "draft"), None),
        "reach": reach_of(found),
        "closing": closing,
        "closing_day": formats.full_day(closing.last_day) if closing else "",
        "predecessors": catalogue.predecessors_of(found.item),
        **may(request, found.item, now),
        "sections": lines.sections(guide, found.content),
        "found": found,
        "separation": SEPARATIONS[found.content.separation],
        "from": formats.full_day(found.valid_from),
        "to": formats.full_day(found.valid_to) if found.valid_to else "",
        "editions": [
            (one.id, one.number, lines.standing(one, day=day)[1], formats.iso_day(one.valid_from))
            for one in editions
        ],
        "checked": checked,
        "findings": [
            (one.level == "error", one.place, one.message, one.rule) for one in checked.findings
        ],
        "listings": lines.listing_rows(listings, day=day),
    }
    return render(request, "steward/edition.html", context)
