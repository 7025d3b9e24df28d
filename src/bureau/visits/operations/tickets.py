"""Coming: a ticket by one press, an appointment that arrives, a return after missed calls."""

from datetime import datetime

from django.utils import timezone

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.people.names import without_numbers
from bureau.refusal import Refusal
from bureau.visits import rules
from bureau.visits.models import HallDay, Visit, new_uid
from bureau.visits.operations.steps import (
    find_hall,
    line,
    lock_day,
    lock_visit,
    show,
    step,
    write_period,
)
from bureau.visits.refusals import NotPossibleNow
from bureau.visits.states import IN_LINE, State
from bureau.visits.words import Leaving, Need, Series, VisitKind
from bureau.workdays.clock import day_of

LONGEST_SUBJECT = 60


@operation
def take_ticket(
    hall_key: str,
    *,
    need: str = "",
    kind: str = VisitKind.WALK_IN,
    party_uid: str = "",
    subject: str = "",
    key: str = "",
    by: Actor,
    at: datetime,
) -> Visit:
    """Join the line by one press: no item, no name, no appointment, no online form asked.

    ``need`` puts somebody into the green channel. ``key`` is made by the kiosk or page for
    each press; sent again after a cut in the network it gives the same ticket.
    """
    hall = find_hall(hall_key)
    book = lock_day(hall, day_of(at))
    if key and (known := Visit.objects.filter(request_key=key).first()):
        return known
    visit = Visit(
        uid=new_uid(),
        hall=hall,
        area=hall.area,
        day=book.day,
        kind=VisitKind(kind),
        need=_need(need),
        party_uid=party_uid,
        subject=without_numbers(subject, field="subject", longest=LONGEST_SUBJECT),
        state=State.WAITING,
        request_key=key,
        arrived_at=at,
        in_line_since=at,
    )
    _number(visit, book, Series.GREEN if visit.need else Series.GENERAL)
    visit.save()
    write_period(visit, "take_ticket", at=at)
    show(book, "numbers")
    line("visit.ticket_taken", visit, by=by, at=at)
    return visit


@operation
def plan_visit(
    hall_key: str,
    *,
    planned_at: datetime,
    need: str = "",
    party_uid: str = "",
    subject: str = "",
    key: str = "",
    by: Actor,
    at: datetime,
) -> Visit:
    """Plan to come at a time. It is an offer, never a condition of being served."""
    hall = find_hall(hall_key)
    if planned_at <= at:
        raise Refusal("预约的时间已经过了，请选以后的时间。", field="planned_at")
    book = lock_day(hall, day_of(planned_at))
    if key and (known := Visit.objects.filter(request_key=key).first()):
        return known
    planned = Visit.objects.filter(hall=hall, day=book.day, state=State.PLANNED)
    if party_uid and planned.filter(party_uid=party_uid).exists():
        raise Refusal("您这一天在这个大厅已经有预约，不用再约。", field="planned_at")
    visit = Visit(
        uid=new_uid(),
        hall=hall,
        area=hall.area,
        day=book.day,
        kind=VisitKind.APPOINTMENT,
        need=_need(need),
        party_uid=party_uid,
        subject=without_numbers(subject, field="subject", longest=LONGEST_SUBJECT),
        state=State.PLANNED,
        request_key=key,
        planned_at=planned_at,
    )
    visit.save()
    write_period(visit, "plan", at=at)
    line(
        "visit.planned", visit, by=by, at=at, planned_at=timezone.localtime(planned_at).isoformat()
    )
    return visit


@operation
def arrive(uid: str, *, by: Actor, at: datetime) -> Visit:
    """An appointment has come to the hall and gets its ticket; twice is once."""
    visit, book = lock_visit(uid, must_be_open=True)
    if visit.state in IN_LINE:
        return visit
    if visit.day != day_of(at):
        raise NotPossibleNow("预约的不是今天。您可以直接取号，今天也能办。")
    _number(visit, book, Series.BOOKED)
    visit.arrived_at = visit.in_line_since = at
    step(
        visit,
        book,
        "arrive",
        at=at,
        changed=("series", "ticket_no", "arrived_at", "in_line_since"),
        book_changed=("numbers",),
    )
    line("visit.arrived", visit, by=by, at=at)
    return visit


@operation
def come_back(uid: str, *, by: Actor, at: datetime) -> Visit:
    """Who missed the calls is back the same day: same ticket, called after a few others."""
    visit, book = lock_visit(uid, must_be_open=True)
    if visit.leaving != Leaving.NO_SHOW or visit.day != day_of(at):
        raise NotPossibleNow("这张号已经作废，请重新取号，今天照样能办。")
    waiting = Visit.objects.filter(
        hall=visit.hall, day=visit.day, state__in=IN_LINE, in_line_since__isnull=False
    ).values_list("in_line_since", flat=True)
    visit.in_line_since = rules.place_for_return([one for one in waiting if one], at=at)
    visit.leaving = visit.outcome = ""
    visit.calls = 0
    visit.ended_at = visit.window = visit.clerk = None
    changed = ("in_line_since", "leaving", "outcome", "calls", "ended_at", "window", "clerk")
    step(visit, book, "come_back", at=at, changed=changed)
    line("visit.came_back", visit, by=by, at=at)
    return visit


def _need(need: str) -> str:
    if need and need not in Need.values:
        raise Refusal("优先的原因不认识，请在列表里选。", field="need")
    return need


def _number(visit: Visit, book: HallDay, series: Series) -> None:
    number = int(book.numbers.get(series.value, 0)) + 1
    book.numbers = {**book.numbers, series.value: number}
    visit.series = series
    visit.ticket_no = rules.ticket_no(series.value, number)
