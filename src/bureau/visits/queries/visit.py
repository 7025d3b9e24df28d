"""One visit: for the staff of its hall, for the phone that follows it, for the case it brings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from bureau.offices import queries as offices
from bureau.visits.models import Visit, VisitPeriod
from bureau.visits.queries.board import average_minutes, open_windows
from bureau.visits.rules import call_order, wait_minutes
from bureau.visits.states import ENDED, IN_LINE, State
from bureau.visits.words import Leaving, Need, Outcome, VisitKind
from bureau.workdays.clock import day_of


@dataclass(frozen=True, slots=True)
class VisitView:
    uid: str
    version: int
    hall_key: str
    hall_name: str
    area: str
    day: date
    kind: str
    ticket_no: str
    series: str
    need: str
    need_label: str
    party_uid: str
    subject: str
    state: str
    state_label: str
    planned_at: datetime | None
    arrived_at: datetime | None
    called_at: datetime | None
    serving_at: datetime | None
    ended_at: datetime | None
    calls: int
    window: str
    clerk_id: str
    clerk: str
    first_clerk_id: str
    outcome: str
    outcome_label: str
    outcome_ref: str
    results: tuple[str, ...]
    leaving_label: str
    handed_to_id: str

    @property
    def is_appointment(self) -> bool:
        return self.kind == VisitKind.APPOINTMENT


@dataclass(frozen=True, slots=True)
class Follow:
    """A place in line, for the phone: no name, no matter."""

    ticket_no: str
    hall_name: str
    hall_key: str
    day: date
    state: str
    state_label: str
    ahead: int | None
    """How many are called before; None when not in line."""
    minutes: int | None
    window: str
    called_at: datetime | None
    planned_at: datetime | None
    may_come_back: bool
    """Missed the calls today: the same ticket is good again at the desk or kiosk."""


@dataclass(frozen=True, slots=True)
class Period:
    kind: str
    label: str
    act: str
    from_at: datetime
    window: str
    clerk_id: str


def find_visit(uid: str, *, viewer: int | str, at: datetime) -> VisitView | None:
    """A visit for a member of staff of its hall; for anybody else it does not exist."""
    visit = _rows().filter(uid=uid).first()
    if visit is None:
        return None
    involved = {visit.clerk_id, visit.handed_to_id, visit.for_clerk_id, visit.first_clerk_id}
    mine = str(viewer).isdecimal() and int(viewer) in involved
    if not mine and visit.hall.key not in offices.duties(viewer, at).halls:
        return None
    return view(visit)


def visit_facts(uid: str) -> VisitView | None:
    """What an application keeps of its visit; who asks has been let in before."""
    visit = _rows().filter(uid=uid).first()
    return None if visit is None else view(visit)


def follow(uid: str, at: datetime) -> Follow | None:
    """Where somebody stands in line; whoever holds the ticket knows its long number."""
    visit = _rows().filter(uid=uid).first()
    if visit is None:
        return None
    ahead = _ahead(visit, at=at)
    minutes = (
        None
        if ahead is None
        else wait_minutes(
            ahead,
            windows=open_windows(visit.hall_id),
            average=average_minutes(visit.hall_id, visit.day),
        )
    )
    return Follow(
        ticket_no=visit.ticket_no,
        hall_name=visit.hall.name,
        hall_key=visit.hall.key,
        day=visit.day,
        state=visit.state,
        state_label=State(visit.state).label,
        ahead=ahead,
        minutes=minutes,
        window=visit.window.number if visit.window else "",
        called_at=visit.called_at,
        planned_at=visit.planned_at,
        may_come_back=visit.leaving == Leaving.NO_SHOW and visit.day == day_of(at),
    )


@dataclass(frozen=True, slots=True)
class AnsweredVisit:
    """A visit that ended at a window, for who asks how it was: no name, no matter."""

    uid: str
    ticket_no: str
    area: str
    office_key: str
    office_name: str
    clerk_id: str
    ended_at: datetime


def answered(
    *, outcomes: Sequence[str], since: datetime, until: datetime | None = None, limit: int = 10_000
) -> list[AnsweredVisit]:
    """Visits that ended in one of these ways from a moment on, in the order they ended."""
    ends = VisitPeriod.objects.filter(kind=State.FINISHED, from_at__gte=since)
    if until is not None:
        ends = ends.filter(from_at__lt=until)
    found = (
        Visit.objects.filter(pk__in=ends.values("visit_id"), outcome__in=outcomes)
        .select_related("window__office")
        .order_by("ended_at", "pk")[:limit]
    )
    return [
        AnsweredVisit(
            uid=visit.uid,
            ticket_no=visit.ticket_no,
            area=visit.area,
            office_key=visit.window.office.key if visit.window else "",
            office_name=visit.window.office.name if visit.window else "",
            clerk_id=str(visit.clerk_id or ""),
            ended_at=visit.ended_at,
        )
        for visit in found
        if visit.ended_at is not None
    ]


def past_visits(party_uid: str, *, besides: str = "", most: int = 4) -> tuple[VisitView, ...]:
    """How somebody was served before, the latest first: 首问 stays known."""
    if not party_uid:
        return ()
    ended = _rows().filter(party_uid=party_uid, state__in=ENDED).exclude(uid=besides)
    return tuple(view(visit) for visit in ended.order_by("-day", "-ended_at")[:most])


def periods_of(uid: str) -> tuple[Period, ...]:
    """The whole past of a visit, in order."""
    rows = VisitPeriod.objects.filter(visit__uid=uid).order_by("seq")
    return tuple(
        Period(
            kind=row.kind,
            label=State(row.kind).label,
            act=row.act,
            from_at=row.from_at,
            window=row.window,
            clerk_id=row.clerk_id,
        )
        for row in rows
    )


def view(visit: Visit) -> VisitView:
    return VisitView(
        uid=visit.uid,
        version=visit.lock_version,
        hall_key=visit.hall.key,
        hall_name=visit.hall.name,
        area=visit.area,
        day=visit.day,
        kind=visit.kind,
        ticket_no=visit.ticket_no,
        series=visit.series,
        need=visit.need,
        need_label=Need(visit.need).label if visit.need else "",
        party_uid=visit.party_uid,
        subject=visit.subject,
        state=visit.state,
        state_label=State(visit.state).label,
        planned_at=visit.planned_at,
        arrived_at=visit.arrived_at,
        called_at=visit.called_at,
        serving_at=visit.serving_at,
        ended_at=visit.ended_at,
        calls=visit.calls,
        window=visit.window.number if visit.window else "",
        clerk_id=str(visit.clerk_id or ""),
        clerk=visit.clerk.name if visit.clerk else "",
        first_clerk_id=str(visit.first_clerk_id or ""),
        outcome=visit.outcome,
        outcome_label=Outcome(visit.outcome).label if visit.outcome else "",
        outcome_ref=visit.outcome_ref,
        results=tuple(visit.results),
        leaving_label=Leaving(visit.leaving).label if visit.leaving else "",
        handed_to_id=str(visit.handed_to_id or ""),
    )


def _rows() -> QuerySet[Visit]:
    return Visit.objects.select_related("hall", "window", "clerk")


def _ahead(visit: Visit, *, at: datetime) -> int | None:
    if visit.state not in IN_LINE:
        return None
    line = list(
        Visit.objects.filter(hall_id=visit.hall_id, day=visit.day, state__in=IN_LINE)
        .select_related("for_window")
        .order_by("in_line_since")
    )
    told = visit.in_line()
    book = visit.hall.days.filter(day=visit.day).first()
    order = call_order(
        [one.in_line() for one in line],
        window=told.for_window,
        clerk=told.for_clerk,
        others_since_preferred=book.others_since_preferred if book else 0,
        at=at,
    )
    return order.index(visit.uid) if visit.uid in order else None
