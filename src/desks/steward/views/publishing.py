"""From draft to in force: one proposes with day, reason and ground; a second one publishes."""

from collections.abc import Callable, Mapping
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from bureau.catalogue import operations as catalogue_operations
from bureau.catalogue import queries as catalogue
from bureau.catalogue.queries import Writing
from bureau.guides import operations as guides
from bureau.guides.checking import check_edition
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import StaffRequest
from desks.design.messages import say
from desks.design.responses import or_404
from desks.steward import drafts
from desks.steward.access import actor_of, may, own_draft, readers, writers
from desks.steward.reach import reach_of


@require_safe
@readers
def publication(request: StaffRequest, item: str, edition: int) -> HttpResponse:
    """What changes, what is wrong, whom it reaches; and what the reader may do with it."""
    return _page(request, own_draft(item, edition))


def _page(
    request: StaffRequest,
    found: Writing,
    *,
    refusal: Refusal | None = None,
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    now = clock.now()
    facts = found.edition
    checked = check_edition(facts, on=now.date())
    permitted = may(request, facts.item, now)
    first_day = max(facts.valid_from, now.date())
    known = {
        "valid_from": first_day.isoformat(),
        "reason": found.reason,
        "document": found.document,
        "article": found.article,
        "words": "",
    }
    wrote = str(request.user.pk) in found.writers
    context = {
        "nav": "steward",
        "d": found,
        "e": facts,
        "first_day": formats.full_day(facts.valid_from),
        "base": catalogue.edition_by_id(found.based_on) if found.based_on else None,
        "diff": drafts.diff_rows(drafts.differences(found)),
        "findings": drafts.finding_rows(found, checked),
        "checked": checked,
        "reach": reach_of(facts),
        "documents": catalogue.document_names(),
        "typed": {**known, **(typed or {})},
        "today": now.date().isoformat(),
        **permitted,
        "may_propose": permitted["may_keep"] and not found.proposed,
        "is_proposer": found.proposed and str(request.user.pk) == found.proposed_by,
        "wrote": wrote,
        "refusal": refusal,
    }
    return render(request, "steward/publication.html", context, status=422 if refusal else 200)


@require_POST
@writers
def propose(request: StaffRequest, item: str, edition: int) -> HttpResponse:
    """送复核."""
    now = clock.now()
    found = own_draft(item, edition)
    sent = {name: request.POST.get(name, "") for name in ("valid_from", "reason")}
    sent |= {name: request.POST.get(name, "") for name in ("document", "article")}
    try:
        guides.propose(
            edition,
            valid_from=day_typed(sent["valid_from"], field="valid_from"),
            reason=sent["reason"],
            document=sent["document"],
            article=sent["article"],
            by=actor_of(request, now),
            at=now,
            version=_version(request),
        )
    except Refusal as refusal:
        return _page(request, found, refusal=refusal, typed=sent)
    say(request, "已经送复核。另一个人发布以后，从启用日起各单位都按这一版办。", good=True)
    return redirect("steward:draft", item, edition)


@require_POST
@writers
def send_back(request: StaffRequest, item: str, edition: int) -> HttpResponse:
    """收回 by who proposed it, 退回 by the second person."""
    now = clock.now()
    found = own_draft(item, edition)
    words = request.POST.get("words", "")
    try:
        catalogue_operations.return_draft(edition, reason=words, by=actor_of(request, now), at=now)
    except Refusal as refusal:
        return _page(request, found, refusal=refusal, typed={"words": words})
    say(request, "草稿又可以改了。", good=True)
    return redirect("steward:draft", item, edition)


@require_POST
@writers
def publish(request: StaffRequest, item: str, edition: int) -> HttpResponse:
    """发布, by the second person."""
    now = clock.now()
    found = catalogue.writing(edition)
    if found is None:
        known = or_404(catalogue.edition_by_id(edition))
        or_404(known if known.item == item else None)
        say(request, "这一版已经发布过了，可能是别人刚刚发布的。")
        return redirect("steward:edition", item, edition)
    or_404(found if found.edition.item == item else None)
    try:
        published = guides.publish(
            edition, by=actor_of(request, now), at=now, version=_version(request)
        )
    except Refusal as refusal:
        return _page(request, catalogue.writing(edition) or found, refusal=refusal)
    day = formats.full_day(published.valid_from)
    say(request, f"第{published.number}版已经发布，自{day}起执行。已受理的办件不变。", good=True)
    return redirect("steward:edition", item, edition)


@require_POST
@writers
def suspend(request: StaffRequest, item: str, edition: int) -> HttpResponse:
    """暂停: nothing new comes in; what was received goes on."""
    words = request.POST.get("words", "")
    return _turned(
        request,
        item,
        edition,
        lambda by, now: catalogue_operations.suspend(edition, reason=words, by=by, at=now),
        "已经暂停：不再收新的申请，已收的照常办。",
    )


@require_POST
@writers
def resume(request: StaffRequest, item: str, edition: int) -> HttpResponse:
    """恢复."""
    return _turned(
        request,
        item,
        edition,
        lambda by, now: catalogue_operations.resume(edition, by=by, at=now),
        "已经恢复办理。",
    )


@require_POST
@writers
def recall(request: StaffRequest, item: str, edition: int) -> HttpResponse:
    """撤下 what is published and has not begun."""
    words = request.POST.get("words", "")
    return _turned(
        request,
        item,
        edition,
        lambda by, now: catalogue_operations.recall(edition, reason=words, by=by, at=now),
        "已经撤下，从来没有执行过；原来的版本接着用。",
    )


def _turned(
    request: StaffRequest, item: str, edition: int, act: Callable[..., object], done: str
) -> HttpResponse:
    now = clock.now()
    found = or_404(catalogue.edition_by_id(edition))
    or_404(found if found.item == item else None)
    try:
        act(actor_of(request, now), now)
    except Refusal as refusal:
        say(request, str(refusal))
    else:
        say(request, done, good=True)
    return redirect("steward:edition", item, edition)


def day_typed(text: str, *, field: str) -> date:
    """A day as a date field sends it, or a refusal that shows how to write it."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise Refusal("日期要写成 2026-05-06 这样。", field=field) from error


def _version(request: StaffRequest) -> int | None:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else None
