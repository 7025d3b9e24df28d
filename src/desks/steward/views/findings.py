"""每一处问题: what is wrong with the guides in force, each beside its mend and its place."""

from collections import Counter
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bureau.catalogue import operations
from bureau.catalogue import queries as catalogue
from bureau.catalogue.labels import PLACES, place_words
from bureau.catalogue.places import nearest
from bureau.guides.checking import check_guides
from bureau.guides.lint import Finding, Level
from bureau.guides.nightly import last_checks
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import StaffRequest
from desks.design.messages import say
from desks.design.responses import or_404
from desks.steward.access import actor_of, may, readers, writers

MOST = 200


@dataclass(frozen=True, slots=True)
class FindingLine:
    item: str
    name: str
    bad: bool
    place: str
    where: str
    message: str
    mend: str
    rule: str


@require_safe
@readers
def findings(request: StaffRequest) -> HttpResponse:
    """Errors first; narrowed by kind or to one item."""
    now = clock.now()
    rule, item = request.GET.get("rule", ""), request.GET.get("item", "")
    checked = check_guides(on=now.date())
    every = [(one, finding) for one in checked for finding in one.findings]
    wanted = [
        (one, finding)
        for one, finding in every
        if rule in ("", finding.rule) and item in ("", one.item)
    ]
    wanted.sort(key=lambda pair: pair[1].level is not Level.ERROR)
    rules = Counter(finding.rule for _one, finding in every)
    newest, before = last_checks()
    context = {
        "nav": "steward",
        "rows": [_line(one.item, one.name, finding) for one, finding in wanted[:MOST]],
        "all": len(wanted),
        "most": MOST,
        "rules": sorted(rules.items(), key=lambda pair: -pair[1]),
        "items": [(one.item, one.name) for one in checked if one.findings],
        "rule": rule,
        "item": item,
        "counts": [
            ("错误", str(sum(one.errors for one in checked)), "处"),
            ("提醒", str(sum(one.warnings for one in checked)), "处"),
            ("有错误的事项", str(sum(bool(one.errors) for one in checked)), "项"),
        ],
        "newest": newest,
        "night": formats.stamp(newest.at) if newest else "",
        "before": before,
        "may_keep": any(may(request, one.item, now)["may_keep"] for one in checked[:1]),
    }
    return render(request, "steward/findings.html", context)


def _line(item: str, name: str, found: Finding) -> FindingLine:
    head = found.place.split(".")[0]
    return FindingLine(
        item=item,
        name=name,
        bad=found.level is Level.ERROR,
        place=found.place,
        where=place_words(found.place) if "." in found.place else PLACES.get(head, "全部"),
        message=found.message,
        mend=found.mend,
        rule=found.rule,
    )


@require_POST
@writers
def mend(request: StaffRequest, item: str) -> HttpResponse:
    """去改: the draft at the place of a finding; the one being written, else a new one."""
    now = clock.now()
    editions = or_404(catalogue.editions_of(item) or None)
    draft = next((one.id for one in editions if one.status == "draft"), None)
    try:
        draft = draft or operations.open_draft(item, by=actor_of(request, now), at=now).pk
    except Refusal as refusal:
        say(request, str(refusal))
        return redirect("steward:item", item)
    writing = or_404(catalogue.writing(draft))
    place = nearest(writing.plain, request.POST.get("place", ""))
    if not place:
        return redirect("steward:draft", item, draft)
    return redirect(reverse("steward:element", args=[item, draft, place]))
