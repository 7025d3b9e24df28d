"""A draft and its places: written one by one, saved while typing, undone without fear."""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bureau.catalogue import operations
from bureau.catalogue import queries as catalogue
from bureau.catalogue.comparison import compare
from bureau.catalogue.labels import place_words, title_of
from bureau.catalogue.places import INSIDE, NoSuchPlace, kind_of, list_of, mark_of, value_at
from bureau.catalogue.queries import Writing, edition_content
from bureau.guides.checking import check_edition
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import StaffRequest
from desks.design.messages import say
from desks.design.responses import draft_saved, or_404
from desks.steward import drafts
from desks.steward.access import actor_of, may, own_draft, readers, writers
from desks.steward.inputs import inputs, read
from desks.steward.reach import reach_of

TEXT_OF = {"faq": "question", "sections": "title", "fields": "label", "columns": "label"}
NAMED = ("materials", "forms", "steps", "fees")


@require_POST
@writers
def open_draft(request: StaffRequest, item: str) -> HttpResponse:
    """另起新版, with all the words of the newest edition."""
    now = clock.now()
    or_404(catalogue.editions_of(item) or None)
    try:
        draft = operations.open_draft(item, by=actor_of(request, now), at=now)
    except Refusal as refusal:
        say(request, str(refusal))
        return redirect("steward:item", item)
    return redirect("steward:draft", item, draft.pk)


@require_safe
@readers
def draft(request: StaffRequest, item: str, edition: int) -> HttpResponse:
    """Every place of the draft, what is wrong, whom it reaches, who else writes."""
    return draft_response(request, own_draft(item, edition))


def draft_response(
    request: StaffRequest, found: Writing, *, refusal: Refusal | None = None
) -> HttpResponse:
    """The draft as it is now; with the sentence if something was refused."""
    now = clock.now()
    facts = found.edition
    checked = check_edition(facts, on=now.date())
    permitted = may(request, facts.item, now)
    context = {
        "nav": "steward",
        "d": found,
        "e": facts,
        "base": catalogue.edition_by_id(found.based_on) if found.based_on else None,
        "sections": drafts.sections(found, checked),
        "findings": drafts.finding_rows(found, checked),
        "checked": checked,
        "reach": reach_of(facts),
        "unconfirmed": drafts.unconfirmed_rows(found),
        "changes": drafts.change_rows(found.changes[:12], now=now),
        "changed": len(drafts.differences(found)),
        "others": _others(request, found, now),
        "may_write": permitted["may_keep"] and not found.proposed,
        **permitted,
        "refusal": refusal,
    }
    return render(request, "steward/draft.html", context, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@readers
def element(request: StaffRequest, item: str, edition: int, place: str) -> HttpResponse:
    """One place as a form; sent while typing (``X-Draft``) or by the button."""
    found = own_draft(item, edition)
    _known(found, place)
    if request.method != "POST":
        return _element_page(request, found, place)
    now = clock.now()
    typed = read(place, request.POST.dict())
    seen = request.POST.get("seen") or None
    by_itself = request.headers.get("X-Draft") == "autosave"
    refusal: Refusal | None = None
    try:
        operations.change_element(
            edition, place, typed.values, by=actor_of(request, now), at=now, seen=seen
        )
    except operations.ChangedElsewhere as changed:
        if by_itself:
            return HttpResponse(str(changed), status=409, content_type="text/plain; charset=utf-8")
        refusal = changed
    except Refusal as said:
        refusal = said
    if by_itself:
        return _saved(found, place, now, typed.errors, refusal)
    if refusal is None and not typed.errors:
        following = request.POST.get("then", "")
        if following and following == drafts.around(found.plain, place)[1]:
            return redirect("steward:element", item, edition, following)
        home = reverse("steward:draft", args=[item, edition])
        return redirect(f"{home}#{drafts.heading_of(place)}")
    errors = dict(typed.errors)
    if refusal is not None and refusal.field:
        errors.setdefault(refusal.field, refusal.message)
    return _element_page(
        request, found, place, typed=request.POST.dict(), errors=errors, refusal=refusal
    )


def _saved(
    found: Writing, place: str, now: datetime, errors: Mapping[str, str], refusal: Refusal | None
) -> HttpResponse:
    """The answer to an autosave: what could be read is kept, what could not is named."""
    if refusal is not None or errors:
        words = refusal.message if refusal else next(iter(errors.values()))
        response = HttpResponse(
            f"还有没存上的：{words}"[:38], content_type="text/plain; charset=utf-8"
        )
    else:
        response = draft_saved(now)
    after = catalogue.writing(found.edition.id)
    try:
        response["X-Draft-Version"] = mark_of(value_at(after.plain, place)) if after else ""
    except NoSuchPlace:
        response["X-Draft-Version"] = ""
    return response


def _element_page(
    request: StaffRequest,
    found: Writing,
    place: str,
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    now = clock.now()
    facts = found.edition
    value = value_at(found.plain, place)
    kind = kind_of(place)
    before, after = drafts.around(found.plain, place)
    checked = check_edition(facts, on=now.date())
    found_here = [one for one in drafts.finding_rows(found, checked) if one.place == place]
    permitted = may(request, facts.item, now)
    base = edition_content(found.based_on) if found.based_on else None
    here = [one for one in compare(base, facts.content) if one.place == place] if base else []
    context = {
        "nav": "steward",
        "d": found,
        "e": facts,
        "place": place,
        "heading": place_words(place),
        "title": title_of(value or {}, place=place) if "." in place else place_words(place),
        "inputs": inputs(place, value, plain=found.plain, typed=typed, errors=errors),
        "seen": (typed or {}).get("seen") or mark_of(value),
        "parts": _parts(found, place) if kind else [],
        "diff": drafts.diff_rows(here),
        "base": catalogue.edition_by_id(found.based_on) if found.based_on else None,
        "findings": found_here,
        "before": before,
        "after": after,
        "up": list_of(list_of(place)) if place.count(".") > 1 else "",
        "moves": drafts.siblings(found.plain, place),
        "back": drafts.heading_of(place),
        "removable": "." in place,
        "others": _others(request, found, now),
        "may_write": permitted["may_keep"] and not found.proposed,
        "refusal": refusal,
        "errors": errors,
    }
    status = 422 if refusal or errors else 200
    return render(request, "steward/element.html", context, status=status)


def _parts(found: Writing, place: str) -> list[dict[str, object]]:
    """The lists inside an element: sections of a form, fields of a section, columns of a field."""
    kind = kind_of(place)
    value = value_at(found.plain, place) or {}
    if kind is None:
        return []
    return [
        {
            "list": f"{place}.{name}",
            "title": place_words(f"{place}.{name}.x"),
            "rows": [
                (f"{place}.{name}.{one['key']}", title_of(one), one["key"])
                for one in value.get(name, ())
            ],
        }
        for name in INSIDE.get(kind, {})
        if name != "columns" or value.get("kind") in ("rows", "people") or value.get(name)
    ]


def _known(found: Writing, place: str) -> None:
    try:
        value_at(found.plain, place)
    except NoSuchPlace:
        or_404(None)


def _others(request: StaffRequest, found: Writing, now: datetime) -> list[str]:
    """Who else has this draft open, and where."""
    told = catalogue.others_present(found.edition.id, besides=str(request.user.pk), at=now)
    return [f"{name}在看{_where(found, place)}" for name, place in told]


def _where(found: Writing, place: str) -> str:
    try:
        value = value_at(found.plain, place)
    except NoSuchPlace:
        return "草稿"
    return f"“{title_of(value or {}, place=place)}”" if place else "草稿"


@require_POST
@writers
def present(request: StaffRequest, item: str, edition: int) -> HttpResponse:
    """Asked every few seconds by an open page: I am here; who else is?"""
    now = clock.now()
    found = own_draft(item, edition)
    if catalogue.may_keep(str(request.user.pk), item, at=now):
        place = request.POST.get("place", "")
        operations.note_presence(edition, place, by=actor_of(request, now), at=now)
    context = {"others": _others(request, found, now)}
    return render(request, "steward/_others.html", context)


@require_POST
@writers
def add(request: StaffRequest, item: str, edition: int) -> HttpResponse:
    """One more element of a list; its page opens."""
    now = clock.now()
    found = own_draft(item, edition)
    name = request.POST.get("list", "")
    last = name.rpartition(".")[2]
    field = TEXT_OF.get(
        last, "name" if last in NAMED else "document" if last == "bases" else "text"
    )
    told = request.POST.get("text", "").strip()
    try:
        if not told:
            raise Refusal("请先写要加的这一条叫什么。", field=name)
        place = operations.add_element(
            edition,
            name,
            {field: told},
            key=request.POST.get("key", ""),
            by=actor_of(request, now),
            at=now,
        )
    except Refusal as refusal:
        return draft_response(request, found, refusal=refusal)
    return redirect("steward:element", item, edition, place)


@require_POST
@writers
def remove(request: StaffRequest, item: str, edition: int, place: str) -> HttpResponse:
    """Take an element out; it can be undone."""
    now = clock.now()
    found = own_draft(item, edition)
    try:
        operations.clear_element(edition, place, by=actor_of(request, now), at=now)
    except Refusal as refusal:
        return draft_response(request, found, refusal=refusal)
    say(request, "删掉了。删错了可以撤销上一步。", good=True)
    return redirect("steward:draft", item, edition)


@require_POST
@writers
def move(request: StaffRequest, item: str, edition: int, place: str) -> HttpResponse:
    """One place up or down."""
    now = clock.now()
    found = own_draft(item, edition)
    up = request.POST.get("to") == "up"
    try:
        operations.move_element(edition, place, up=up, by=actor_of(request, now), at=now)
    except Refusal as refusal:
        return draft_response(request, found, refusal=refusal)
    return redirect("steward:element", item, edition, place)


@require_POST
@writers
def undo(request: StaffRequest, item: str, edition: int) -> HttpResponse:
    """撤销上一步."""
    now = clock.now()
    found = own_draft(item, edition)
    try:
        taken = operations.undo_change(edition, by=actor_of(request, now), at=now)
    except Refusal as refusal:
        return draft_response(request, found, refusal=refusal)
    when = formats.ago(taken.at, now=now)
    say(request, f"撤销了{taken.by_name}{when}对“{taken.title}”的改动。", good=True)
    return redirect("steward:draft", item, edition)


@require_POST
@writers
def discard(request: StaffRequest, item: str, edition: int) -> HttpResponse:
    """作废草稿."""
    now = clock.now()
    found = own_draft(item, edition)
    try:
        if request.POST.get("sure") != "yes":
            raise Refusal("要作废整份草稿，请先勾选“确定作废”。")
        operations.discard_draft(edition, by=actor_of(request, now), at=now)
    except Refusal as refusal:
        return draft_response(request, found, refusal=refusal)
    say(request, f"第{found.edition.number}版草稿已经作废，在用的版本没有变。", good=True)
    return redirect("steward:item", item)


@require_POST
@writers
def confirm(request: StaffRequest, item: str, edition: int) -> HttpResponse:
    """核实: the keeper vouches for what was only an example."""
    now = clock.now()
    found = own_draft(item, edition)
    places = request.POST.getlist("at")
    try:
        if not places:
            raise Refusal("请勾选您核实过的地方。")
        operations.confirm(edition, places, by=actor_of(request, now), at=now)
    except Refusal as refusal:
        return draft_response(request, found, refusal=refusal)
    say(request, f"{len(places)}处已经核实。", good=True)
    return redirect("steward:draft", item, edition)
