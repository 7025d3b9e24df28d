"""The end of a hall's day: no called ticket without an outcome."""

from datetime import date, datetime

from django.db import connection
from django.db.models import QuerySet

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.visits.models import HallDay, Sitting, Visit, VisitPeriod
from bureau.visits.operations.steps import clerk_of, find_hall, lock_day, show
from bureau.visits.operations.windows import ensure_serves
from bureau.visits.refusals import StillOpen
from bureau.visits.states import WITHOUT_OUTCOME, State
from bureau.visits.words import Leaving, Outcome


@operation
def close_day(hall_key: str, day: date, *, by: Actor, at: datetime) -> HallDay:
    """Close a day of a hall; again is harmless.

    Refused while a ticket that was called has no outcome; all of them are named. Who was
    never called, and appointments that did not come, are set down as left. Everybody's
    window is left.
    """
    hall = find_hall(hall_key)
    ensure_serves(clerk_of(by), hall_key, at=at)
    book = lock_day(hall, day, must_be_open=False)
    if book.closed_at is not None:
        return book
    todays = Visit.objects.filter(hall=hall, day=day)
    still_open = todays.filter(state__in=WITHOUT_OUTCOME).order_by("called_at", "pk")
    if tickets := tuple(still_open.values_list("ticket_no", flat=True)):
        raise StillOpen(tickets)
    not_called = _set_left(todays.filter(state=State.WAITING), Leaving.NOT_CALLED, at=at)
    not_arrived = _set_left(todays.filter(state=State.PLANNED), Leaving.NOT_ARRIVED, at=at)
    Sitting.objects.filter(window__hall=hall, until__isnull=True, since__lte=at).update(until=at)
    book.closed_at = at
    show(book, "closed_at")
    record(
        "hall.day_closed",
        "hall",
        hall_key,
        by=by,
        at=at,
        chain=f"{hall_key}/{day.isoformat()}",
        facts={
            "day": day.isoformat(),
            "not_called": not_called,
            "not_arrived": not_arrived,
        },
    )
    return book


@operation
def make_room(months: int, *, by: Actor, at: datetime) -> int:
    """Add the partitions of the coming months; the number of those added."""
    with connection.cursor() as cursor:
        cursor.execute("select visits_add_months(%s)", [months])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _set_left(visits: QuerySet[Visit], leaving: Leaving, *, at: datetime) -> int:
    left = list(visits.select_for_update(no_key=True, of=("self",)).order_by("pk"))
    for visit in left:
        visit.state, visit.outcome, visit.leaving = State.LEFT, Outcome.LEFT, leaving
        visit.ended_at = at
        visit.lock_version += 1
    Visit.objects.bulk_update(left, ["state", "outcome", "leaving", "ended_at", "lock_version"])
    VisitPeriod.objects.bulk_create(
        VisitPeriod(
            visit=visit, seq=visit.lock_version, kind=State.LEFT, from_at=at, act="close_day"
        )
        for visit in left
    )
    return len(left)
