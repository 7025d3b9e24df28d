"""What a clerk sees: their window, whom they serve, who waits."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from bureau.offices.models import Window
from bureau.visits.models import HallDay, Sitting, Visit
from bureau.visits.queries.visit import VisitView, view
from bureau.visits.rules import call_order
from bureau.visits.states import AT_WINDOW, IN_LINE, WITHOUT_OUTCOME, State
from bureau.visits.words import Leaving, Need
from bureau.workdays.clock import day_of


@dataclass(frozen=True, slots=True)
class Desk:
    """A clerk's window and all they have in hand, also from an earlier day."""

    hall_key: str
    hall_name: str
    window: str
    since: datetime | None
    locked: bool
    current: VisitView | None
    held: tuple[VisitView, ...]


@dataclass(frozen=True, slots=True)
class QueueEntry:
    uid: str
    ticket_no: str
    series: str
    kind: str
    need_label: str
    subject: str
    since: datetime
    waited_minutes: int
    planned_at: datetime | None
    for_window: str
    for_clerk: str
    mine: bool
    """Would be called by this clerk."""


def my_current(account_id: int | str) -> Desk | None:
    """Where somebody sits and whom they serve; None when neither."""
    number = int(account_id) if str(account_id).isdecimal() else -1
    sitting = (
        Sitting.objects.select_related("window__hall")
        .filter(clerk_id=number, until__isnull=True)
        .first()
    )
    in_hand = [
        view(visit)
        for visit in Visit.objects.select_related("hall", "window", "clerk")
        .filter(clerk_id=number, state__in=[*AT_WINDOW, State.HELD])
        .order_by("called_at")
    ]
    if sitting is None and not in_hand:
        return None
    current = next((one for one in in_hand if one.state in AT_WINDOW), None)
    return Desk(
        hall_key=sitting.window.hall.key if sitting else in_hand[0].hall_key,
        hall_name=sitting.window.hall.name if sitting else in_hand[0].hall_name,
        window=sitting.window.number if sitting else "",
        since=sitting.since if sitting else None,
        locked=bool(sitting and sitting.locked_at),
        current=current,
        held=tuple(one for one in in_hand if one is not current),
    )


def queue(
    hall_key: str, at: datetime, *, window: str = "", account_id: int | str = ""
) -> tuple[QueueEntry, ...]:
    """Who waits, in the order this window calls them; those for others come last."""
    day = day_of(at)
    rows = {
        visit.uid: visit
        for visit in Visit.objects.filter(hall__key=hall_key, day=day, state__in=IN_LINE)
        .select_related("for_window", "for_clerk")
        .order_by("in_line_since")
    }
    turn = (
        HallDay.objects.filter(hall__key=hall_key, day=day)
        .values_list("others_since_preferred", flat=True)
        .first()
    )
    order = call_order(
        [visit.in_line() for visit in rows.values()],
        window=window,
        clerk=str(account_id),
        others_since_preferred=turn or 0,
        at=at,
    )
    others = [uid for uid in rows if uid not in set(order)]
    return tuple(
        _entry(rows[uid], at=at, mine=position < len(order))
        for position, uid in enumerate((*order, *others))
    )


@dataclass(frozen=True, slots=True)
class Seat:
    """One window of a hall as it is now."""

    window: str
    name: str
    is_open: bool
    clerk: str
    since: datetime | None
    locked: bool
    ticket_no: str


def seats(hall_key: str) -> tuple[Seat, ...]:
    """The windows of a hall: who sits there, and which ticket is in hand. Three statements."""
    sitting = {
        one.window_id: one
        for one in Sitting.objects.filter(
            window__hall__key=hall_key, until__isnull=True
        ).select_related("clerk")
    }
    tickets = dict(
        Visit.objects.filter(hall__key=hall_key, state__in=AT_WINDOW).values_list(
            "window_id", "ticket_no"
        )
    )
    return tuple(
        Seat(
            window=window.number,
            name=window.name,
            is_open=window.is_open,
            clerk=sitting[window.pk].clerk.name if window.pk in sitting else "",
            since=sitting[window.pk].since if window.pk in sitting else None,
            locked=window.pk in sitting and sitting[window.pk].locked_at is not None,
            ticket_no=tickets.get(window.pk, ""),
        )
        for window in Window.objects.filter(hall__key=hall_key).order_by("number")
    )


def expected(hall_key: str, at: datetime) -> tuple[VisitView, ...]:
    """Who may still come today: appointments not yet arrived, and who missed the calls and
    whose ticket is good again when they are back."""
    rows = Visit.objects.select_related("hall", "window", "clerk").filter(
        Q(state=State.PLANNED) | Q(state=State.LEFT, leaving=Leaving.NO_SHOW),
        hall__key=hall_key,
        day=day_of(at),
    )
    return tuple(view(visit) for visit in rows.order_by("planned_at", "ended_at", "pk"))


def without_outcome(hall_key: str, day: date) -> tuple[VisitView, ...]:
    """The called tickets that still keep a day from being closed."""
    return tuple(
        view(visit)
        for visit in Visit.objects.select_related("hall", "window", "clerk")
        .filter(Q(state__in=WITHOUT_OUTCOME), hall__key=hall_key, day=day)
        .order_by("called_at", "pk")
    )


def _entry(visit: Visit, *, at: datetime, mine: bool) -> QueueEntry:
    since = visit.arrived_at or visit.in_line_since or at
    return QueueEntry(
        uid=visit.uid,
        ticket_no=visit.ticket_no,
        series=visit.series,
        kind=visit.kind,
        need_label=Need(visit.need).label if visit.need else "",
        subject=visit.subject,
        since=since,
        waited_minutes=max(int((at - since).total_seconds() // 60), 0),
        planned_at=visit.planned_at,
        for_window=visit.for_window.number if visit.for_window else "",
        for_clerk=visit.for_clerk.name if visit.for_clerk else "",
        mine=mine,
    )
