"""实施清单: who carries an item out where; what is left open, and whose it is to close."""

from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bureau.catalogue import operations
from bureau.catalogue import queries as catalogue
from bureau.catalogue.operations import Claim
from bureau.guides.coverage import coverage
from bureau.offices import queries as offices
from bureau.offices.queries import OfficeInfo
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import StaffRequest
from desks.design.messages import say
from desks.design.responses import or_404
from desks.steward import local
from desks.steward.access import actor_of, readers, writers
from desks.steward.views.publishing import day_typed


@require_safe
@readers
def listings(request: StaffRequest) -> HttpResponse:
    """The gaps by kind and unit, with their owners, and the two figures."""
    now = clock.now()
    area = request.GET.get("area", "")
    kind = request.GET.get("kind", "") or "unclaimed"
    found = coverage(at=now, area=area)
    rows = [one for one in found.gaps if one.kind == kind]
    context = {
        "nav": "steward",
        "kinds": [(key, words, found.count(key)) for key, words in local.KINDS],
        "kind": kind,
        "words": local.WORDS.get(kind, ""),
        "area": area,
        "units": [("", "全市"), *((one.area, one.name) for one in offices.units())],
        "rows": rows[: local.MOST],
        "more": max(0, len(rows) - local.MOST),
        "figures": local.figures(found),
        "own": [(one.office_key, one.office_name) for one in request.duties.posts],
    }
    return render(request, "steward/listings.html", context)


@require_safe
@readers
def office(request: StaffRequest, office: str) -> HttpResponse:
    """Every item an office of this level may carry out: claimed, confirmed, not yet."""
    now = clock.now()
    info = or_404(offices.office(office))
    context = {
        "nav": "steward",
        "office": info,
        "rows": local.office_rows(info, day=now.date()),
        "may_claim": _may_claim(request, office),
    }
    return render(request, "steward/office.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@readers
def listing(request: StaffRequest, office: str, item: str) -> HttpResponse:
    """One item at one office: only where, when and who, and what is better for people."""
    info = or_404(offices.office(office))
    or_404(catalogue.editions_of(item) or None)
    if request.method != "POST":
        return _page(request, info, item)
    now = clock.now()
    typed = request.POST.dict()
    chosen = {name: request.POST.getlist(name) for name in ("halls", "waived")}
    try:
        operations.claim_listing(
            _claim(info, item, typed, chosen), by=actor_of(request, now), at=now
        )
    except Refusal as refusal:
        return _page(request, info, item, refusal=refusal, typed=typed, chosen=chosen)
    say(request, "已经认领，等市局核定。指南从起始日起按这里写的显示。", good=True)
    return redirect("steward:listing", office, item)


def _claim(
    info: OfficeInfo, item: str, typed: Mapping[str, str], chosen: Mapping[str, list[str]]
) -> Claim:
    value = typed.get("promise_value", "").strip()
    if value and not (value.isdecimal() and len(value) < 5):
        raise Refusal("承诺的天数要写整数；不比全市短的，空着。", field="promise_value")
    handlers = {
        key.removeprefix("step-"): office
        for key, office in typed.items()
        if key.startswith("step-") and office and office != info.key
    }
    known = {one.key for one in offices.halls()}
    if strange := sorted(set(chosen["halls"]) - known):
        raise Refusal(f"没有这个大厅：{'、'.join(strange)}。", field="halls")
    if strange := sorted(one for one in handlers.values() if offices.office(one) is None):
        raise Refusal(f"没有这个单位：{'、'.join(strange)}。", field="steps")
    phones = {name: typed.get(name, "").strip() for name in ("consult", "complain")}
    return Claim(
        item=item,
        authority_code=info.authority_code,
        office_key=info.key,
        valid_from=day_typed(typed.get("valid_from", ""), field="valid_from"),
        halls=tuple(chosen["halls"]),
        phones={name: local.a_phone(told, name) for name, told in phones.items() if told},
        step_handlers=handlers,
        promise_value=int(value) if value else None,
        promise_unit=typed.get("promise_unit", "") if value else "",
        waived=tuple(chosen["waived"]),
    )


def _page(
    request: StaffRequest,
    info: OfficeInfo,
    item: str,
    *,
    refusal: Refusal | None = None,
    typed: Mapping[str, str] | None = None,
    chosen: Mapping[str, list[str]] | None = None,
) -> HttpResponse:
    now = clock.now()
    day = now.date()
    edition = catalogue.edition_in_force(item, on=day) or catalogue.editions_of(item)[0]
    found = catalogue.listing_for(item, info.key, on=day)
    context = {
        "nav": "steward",
        "office": info,
        "e": edition,
        "found": found,
        "since": formats.full_day(found.valid_from) if found else "",
        "fields": local.local_fields(info, edition, found, day=day, typed=typed, chosen=chosen),
        "may_claim": _may_claim(request, info.key, item),
        "may_confirm": catalogue.may_publish(str(request.user.pk), item, at=now),
        "today": day.isoformat(),
        "refusal": refusal,
    }
    return render(request, "steward/listing.html", context, status=422 if refusal else 200)


def _may_claim(request: StaffRequest, office: str, item: str = "*") -> bool:
    return catalogue.may_claim(str(request.user.pk), office, item, at=clock.now())


@require_POST
@writers
def confirm_listing(request: StaffRequest, office: str, item: str) -> HttpResponse:
    """核定, by the city."""
    return _acted(
        request,
        office,
        item,
        lambda by, now: operations.confirm_listing(item, office, by=by, at=now),
        "已经核定。",
    )


@require_POST
@writers
def except_from_hall(request: StaffRequest, office: str, item: str) -> HttpResponse:
    """A listing that need not be in a hall: approved, with the reason."""
    words = request.POST.get("words", "")
    return _acted(
        request,
        office,
        item,
        lambda by, now: operations.except_from_hall(item, office, reason=words, by=by, at=now),
        "例外清单已经改好。",
    )


@require_POST
@writers
def end_listing(request: StaffRequest, office: str, item: str) -> HttpResponse:
    """After its last day the office no longer carries it out."""
    return _acted(
        request,
        office,
        item,
        lambda by, now: operations.end_listing(
            item,
            office,
            last_day=day_typed(request.POST.get("last_day", ""), field="last_day"),
            by=by,
            at=now,
        ),
        "最后一天过后，这里不再办这个事项。",
    )


def _acted(
    request: StaffRequest, office: str, item: str, act: Callable[..., object], done: str
) -> HttpResponse:
    now = clock.now()
    info = or_404(offices.office(office))
    or_404(catalogue.editions_of(item) or None)
    try:
        act(actor_of(request, now), now)
    except Refusal as refusal:
        return _page(request, info, item, refusal=refusal)
    say(request, done, good=True)
    return redirect("steward:listing", office, item)
