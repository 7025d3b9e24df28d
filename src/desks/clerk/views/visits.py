"""Somebody at the window: who they are, for whom, what it is about, and how it ended."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bureau.cases.operations import drafts, sheets
from bureau.cases.queries import lists
from bureau.cases.states import OPEN, UNDELIVERED
from bureau.catalogue import queries as catalogue
from bureau.notices import queries as notices
from bureau.offices import queries as offices
from bureau.people import queries as people
from bureau.people.models import Party
from bureau.refusal import Refusal
from bureau.visits import operations
from bureau.visits import queries as visits
from bureau.visits.queries import VisitView
from bureau.visits.states import ENDED
from bureau.visits.words import Outcome
from bureau.workdays import clock
from desks.clerk.forms import HOW, PERSON_NUMBERS, EndForm, PersonForm, PrincipalForm, Typed
from desks.clerk.persons import found_person, new_principal, person_of, see_original
from desks.clerk.roles import HALL, WINDOW
from desks.clerk.seat import call_of, line_rows, seat_of, waiting_words
from desks.clerk.views.home import KEYS
from desks.clerk.work import WorkLine, work_lines
from desks.design import formats
from desks.design.access import StaffRequest, staff_page
from desks.design.messages import say
from desks.design.responses import or_404, page_or_part

MOST_ITEMS = 12


def _visit(request: StaffRequest, uid: str, now: datetime) -> VisitView:
    return or_404(visits.find_visit(uid, viewer=request.user.pk, at=now))


@require_safe
@staff_page(*HALL)
def visit(request: StaffRequest, uid: str) -> HttpResponse:
    """Everything about this person's coming, and what can be done for them."""
    now = clock.now()
    return _shown(request, _visit(request, uid, now), now)


def _shown(
    request: StaffRequest,
    found: VisitView,
    now: datetime,
    *,
    refusal: Refusal | None = None,
    typed: Typed | None = None,
) -> HttpResponse:
    seat = seat_of(request, now)
    person = person_of(found.party_uid)
    mine = found.clerk_id == str(request.user.pk)
    context: dict[str, Any] = {
        "nav": "clerk",
        "page_keys": KEYS,
        "refusal": refusal,
        "typed": typed or Typed(),
        "call": call_of(seat, now=now),
        "current": seat.current,
        "line": line_rows(seat),
        "waiting": waiting_words(seat.line),
        "visit": found,
        "mine": mine,
        "open": mine and found.state not in ENDED,
        "ended": formats.stamp(found.ended_at) if found.ended_at else "",
        "person": person,
        "number_kinds": PERSON_NUMBERS,
        "grounds": HOW,
        "principals": _principals(person.uid, now) if person else [],
        "for_whom": request.GET.get("for", person.uid if person else ""),
        "query": request.GET.get("q", ""),
        "items": _items(found.hall_key, request.GET.get("q", ""), now) if person and mine else [],
        "drafts": lists.drafts_of_visit(found.uid, viewer=request.user),
        "theirs": _theirs(request, person.uid, now) if person else [],
        "past": [
            (formats.day(one.day, today=now.date()), one.outcome_label, one.outcome_ref, one.clerk)
            for one in visits.past_visits(found.party_uid, besides=found.uid)
        ],
        "letters": notices.letters_about("visit", found.uid),
        "colleagues": _colleagues(request, found, now),
        "windows": [
            one.number
            for one in offices.windows_of(found.hall_key, only_open=True)
            if one.number != found.window
        ],
    }
    return page_or_part(
        request, "clerk/visit.html", "items", context, status=422 if refusal else 200
    )


def _principals(party_uid: str, now: datetime) -> list[tuple[str, str, str]]:
    party = people.find_party(party_uid)
    if party is None:
        return []
    return [
        (str(one.party_uid), one.name, "本人" if one.is_self else "受托办理")
        for one in people.principals_of(party, at=now)
    ]


def _theirs(request: StaffRequest, party_uid: str, now: datetime) -> list[WorkLine]:
    """What this person, or whom they act for, has in hand here: to fetch, to supplement."""
    party = people.find_party(party_uid)
    if party is None:
        return []
    ids = [one.party_id for one in people.principals_of(party, at=now)]
    rows = lists.of_parties(ids, request.user, duties=request.duties, at=now)
    return work_lines([row for row in rows if row.state in OPEN | UNDELIVERED], now=now)


def _items(hall_key: str, words: str, now: datetime) -> list[dict[str, object]]:
    """What can be asked for at this hall and answers these words; the best first."""
    if not words.strip():
        return []
    here = {one.item for one in catalogue.items_at_hall(hall_key, on=now.date())}
    return [
        {
            "key": one.key,
            "name": one.name,
            "label": one.procedure_label,
            "promise": one.promise,
            "takes_cases": one.takes_cases and one.key in here,
            "where": "" if one.key in here else "不在这个大厅办，可以给办事清单",
        }
        for one in catalogue.find_items(words, on=now.date())[:MOST_ITEMS]
    ]


def _colleagues(request: StaffRequest, found: VisitView, now: datetime) -> list[tuple[int, str]]:
    posts = offices.staff_at_hall(found.hall_key, now)
    named = {post.account_id: f"{post.person}（{post.post}）" for post in posts}
    return [(number, name) for number, name in named.items() if number != request.user.pk]


@require_POST
@staff_page(*HALL)
def person(request: StaffRequest, uid: str) -> HttpResponse:
    """Who it is: found by the document or registered; the original seen, where it was."""
    now = clock.now()
    found = _visit(request, uid, now)
    form = PersonForm(request.POST)
    form.is_valid()
    given = form.cleaned_data
    by = offices.actor_for(request.user, now)
    seen = request.POST.get("seen") == "yes"
    try:
        party = found_person(
            kind=given.get("number_kind", ""),
            number=given.get("number", ""),
            name=given.get("name", ""),
            seen=seen,
            here=people.find_party(found.party_uid) if found.party_uid else None,
            by=by,
            at=now,
        )
        if seen:
            see_original(party, by=by, at=now)
        operations.note_party(uid, str(party.uid), by=by, at=now)
    except Refusal as refusal:
        typed = Typed(
            number_kind=given.get("number_kind", ""),
            number=given.get("number", ""),
            name=given.get("name", ""),
        )
        return _shown(request, found, now, refusal=refusal, typed=typed)
    return redirect("clerk:visit", uid)


@require_POST
@staff_page(*HALL)
def principal(request: StaffRequest, uid: str) -> HttpResponse:
    """For whom somebody acts: registered with the mandate that was seen at the window."""
    now = clock.now()
    found = _visit(request, uid, now)
    agent = or_404(people.find_party(found.party_uid))
    form = PrincipalForm(request.POST)
    form.is_valid()
    given = {name: form.cleaned_data.get(name, "") for name in form.fields}
    try:
        party = new_principal(agent, by=offices.actor_for(request.user, now), at=now, **given)
    except Refusal as refusal:
        return _shown(request, found, now, refusal=refusal, typed=Typed(**given))
    return redirect(f"{reverse('clerk:visit', args=[uid])}?for={party.uid}")


@require_POST
@staff_page(*WINDOW)
def begin(request: StaffRequest, uid: str) -> HttpResponse:
    """Begin to take in an application for this person or whom they act for."""
    now = clock.now()
    found = _visit(request, uid, now)
    item = request.POST.get("item", "")
    agent = people.find_party(found.party_uid)
    try:
        if agent is None:
            raise Refusal("请先核对是谁来办。")
        party = _for_whom(agent, request.POST.get("for", ""), item, now)
        uid_of_draft = _begun(request, found, item, party)
        if not uid_of_draft:
            uid_of_draft = drafts.start_draft(
                item_key=item,
                office_key=_office(request, item, found.hall_key, now),
                party_id=party,
                by=request.user,
                at=now,
                visit_uid=uid,
                content={"agent": str(agent.uid)} if party != agent.pk else {},
            ).uid
    except Refusal as refusal:
        return _shown(request, found, now, refusal=refusal)
    return redirect("clerk:receive", uid_of_draft)


def _begun(request: StaffRequest, found: VisitView, item: str, party: int) -> str:
    """What was begun already in this visit for the same: pressed twice, it is one."""
    begun = lists.drafts_of_visit(found.uid, viewer=request.user)
    same = (one for one in begun if one.mine and (one.item_key, one.party_id) == (item, party))
    return next((one.uid for one in same), "")


def _for_whom(agent: Party, uid: str, item: str, now: datetime) -> int:
    if not uid:
        return agent.pk
    for one in people.principals_of(agent, at=now):
        if str(one.party_uid) == uid and one.covers(item):
            return one.party_id
    raise Refusal("来的人没有替他办理的授权。请先登记委托，再办。", field="for")


def _office(request: StaffRequest, item: str, hall_key: str, now: datetime) -> str:
    """The office that carries the item out in this hall; the clerk's own one first."""
    listings = [
        one for one in catalogue.listings_of_item(item, on=now.date()) if hall_key in one.halls
    ]
    own = [one for one in listings if one.office_key in request.duties.covered]
    if not listings:
        raise Refusal("这个事项不在这个大厅办。可以给办事清单，写明到哪里办。")
    return (own or listings)[0].office_key


@require_POST
@staff_page(*HALL)
def sheet(request: StaffRequest, uid: str) -> HttpResponse:
    """Give the 办事清单 of an item, to print."""
    now = clock.now()
    found = _visit(request, uid, now)
    try:
        letter = _given_sheet(found, request.POST.get("item", ""), now) or sheets.give_sheet(
            request.POST.get("item", ""),
            hall_key=found.hall_key,
            visit_uid=uid,
            by=offices.actor_for(request.user, now),
            at=now,
        )
    except Refusal as refusal:
        return _shown(request, found, now, refusal=refusal)
    say(request, "办事清单已经写好，打印一份给来人。", good=True)
    return redirect(f"{reverse('clerk:visit', args=[uid])}#letter-{letter}")


def _given_sheet(found: VisitView, item: str, now: datetime) -> str:
    """The sheet of this item given in this visit already, if any."""
    edition = catalogue.edition_in_force(item, on=now.date())
    name = edition.name if edition else ""
    given = (one for one in notices.letters_about("visit", found.uid) if one.data["item"] == name)
    return next((one.uid for one in given), "")


@require_POST
@staff_page(*HALL)
def end(request: StaffRequest, uid: str) -> HttpResponse:
    """End a visit with what came of it, or lead the person to a colleague."""
    now = clock.now()
    found = _visit(request, uid, now)
    by = offices.actor_for(request.user, now)
    form = EndForm(request.POST)
    form.is_valid()
    given = {name: form.cleaned_data.get(name, "") for name in form.fields}
    try:
        if given["outcome"] == "move":
            operations.move(
                uid,
                to_window=given["to_window"],
                to_clerk=given["handed_to"] if not given["to_window"] else "",
                ground=given["ref"],
                by=by,
                at=now,
            )
        else:
            operations.finish(
                uid,
                outcome=given["outcome"],
                ref=given["ref"] or _sheet_numbers(found, given["outcome"]),
                handed_to=given["handed_to"] if given["outcome"] == Outcome.HANDOVER else "",
                by=by,
                at=now,
            )
    except Refusal as refusal:
        return _shown(request, found, now, refusal=refusal, typed=Typed(ref=given["ref"]))
    say(request, f"{found.ticket_no} 已结束。", good=True)
    return redirect("clerk:home")


def _sheet_numbers(found: VisitView, outcome: str) -> str:
    """A sheet given is named by its number, so that it can be found again."""
    letters = notices.letters_about("visit", found.uid)
    if outcome != Outcome.SHEET:
        return ""
    if not letters:
        raise Refusal("还没有给办事清单。请先找到事项，按“给办事清单”，再结束。")
    return "、".join(one.number for one in letters)
