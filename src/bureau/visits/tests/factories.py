"""Halls with people at windows and people in line, as the bureau brings them there."""

from datetime import datetime, timedelta

from bureau.audit.actors import Actor
from bureau.offices.tests.factories import COUNTY, NOON, a_posted, some_offices
from bureau.people.models import Account
from bureau.visits import operations
from bureau.visits.models import Visit

HALL = "h-county"
DAY = NOON.date()
KIOSK = Actor.device("kiosk-1", "取号机", "county 局")

__all__ = ["COUNTY", "DAY", "HALL", "KIOSK", "NOON"]


def a_clerk(staff_number: str = "clerk", *, role: str = "clerk", at: datetime = NOON) -> Account:
    return a_posted(staff_number, role, office=COUNTY, at=at)


def a_clerk_at(
    window: str, staff_number: str = "", *, role: str = "clerk", at: datetime = NOON
) -> Actor:
    """A clerk who sits at a window."""
    by = a_clerk(staff_number or f"clerk{window}", role=role, at=at).as_actor()
    operations.sit_down(HALL, window, by=by, at=at)
    return by


def a_ticket(*, need: str = "", at: datetime = NOON) -> Visit:
    """Somebody pressed the button."""
    some_offices(at=at)
    return operations.take_ticket(HALL, need=need, by=KIOSK, at=at)


def some_tickets(number: int, *, need: str = "", at: datetime = NOON) -> list[Visit]:
    """People who came one second after another."""
    return [a_ticket(need=need, at=at + timedelta(seconds=second)) for second in range(number)]


def a_called_visit(by: Actor, *, at: datetime = NOON) -> Visit:
    a_ticket(at=at)
    return operations.call_next(by=by, at=at)


def a_served_visit(by: Actor, *, at: datetime = NOON) -> Visit:
    visit = a_called_visit(by, at=at)
    return operations.start_serving(visit.uid, by=by, at=at)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)
