"""取消, 拆分 and 合并 of an item: one proposes, a second one confirms."""

from collections.abc import Mapping
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bureau.catalogue import operations
from bureau.catalogue import queries as catalogue
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import StaffRequest
from desks.design.messages import say
from desks.design.responses import or_404
from desks.steward.access import actor_of, may, readers, writers
from desks.steward.reach import reach_of
from desks.steward.views.publishing import day_typed

TYPED = ("last_day", "reason", "document", "article", "successors")


@require_http_methods(["GET", "HEAD", "POST"])
@readers
def closing(request: StaffRequest, item: str) -> HttpResponse:
    """How an item ends: propose it, or read what was proposed."""
    or_404(catalogue.editions_of(item) or None)
    if request.method != "POST":
        return _page(request, item)
    now = clock.now()
    typed = {name: request.POST.get(name, "") for name in TYPED}
    try:
        operations.propose_closing(
            item,
            last_day=day_typed(typed["last_day"], field="last_day"),
            reason=typed["reason"],
            document=typed["document"],
            article=typed["article"],
            successors=typed["successors"].replace("、", " ").replace("，", " ").split(),
            by=actor_of(request, now),
            at=now,
        )
    except Refusal as refusal:
        return _page(request, item, refusal=refusal, typed=typed)
    say(request, "已经送复核。另一个人确认以后，到最后一天为止照常收件。", good=True)
    return redirect("steward:closing", item)


def _page(
    request: StaffRequest,
    item: str,
    *,
    refusal: Refusal | None = None,
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    now = clock.now()
    editions = catalogue.editions_of(item)
    edition = catalogue.edition_in_force(item, on=now.date()) or editions[0]
    found = catalogue.closing_of(item)
    tomorrow = (now + timedelta(days=1)).date().isoformat()
    known = {**dict.fromkeys(TYPED, ""), "last_day": tomorrow}
    context = {
        "nav": "steward",
        "item": item,
        "e": edition,
        "c": found,
        "last_day": formats.full_day(found.last_day) if found else "",
        "followers": [_named(key) for key in found.successors] if found else [],
        "reach": reach_of(edition),
        "documents": catalogue.document_names(),
        "items": [(one.item, one.name) for one in catalogue.in_force(now.date())],
        "typed": {**known, **(typed or {})},
        "today": now.date().isoformat(),
        "is_proposer": bool(found and found.proposed_by == str(request.user.pk)),
        **may(request, item, now),
        "refusal": refusal,
    }
    return render(request, "steward/closing.html", context, status=422 if refusal else 200)


def _named(key: str) -> tuple[str, str]:
    editions = catalogue.editions_of(key)
    return key, editions[0].name if editions else key


@require_POST
@writers
def confirm_closing(request: StaffRequest, item: str) -> HttpResponse:
    """确认取消, by the second person."""
    now = clock.now()
    or_404(catalogue.editions_of(item) or None)
    try:
        operations.confirm_closing(item, by=actor_of(request, now), at=now)
    except Refusal as refusal:
        return _page(request, item, refusal=refusal)
    say(
        request, "已经确认。最后一天过后不再收件；取消审批的，在办的会依法终止并出文书。", good=True
    )
    return redirect("steward:item", item)


@require_POST
@writers
def drop_closing(request: StaffRequest, item: str) -> HttpResponse:
    """收回 or 不同意: the item goes on."""
    now = clock.now()
    or_404(catalogue.editions_of(item) or None)
    try:
        operations.drop_closing(item, by=actor_of(request, now), at=now)
    except Refusal as refusal:
        return _page(request, item, refusal=refusal)
    say(request, "这个事项照常办，不取消了。", good=True)
    return redirect("steward:item", item)
