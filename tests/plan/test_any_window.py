"""一窗通办: a ticket is for the hall, and every comprehensive window takes every item of it."""

from dataclasses import fields
from datetime import datetime, timedelta

import pytest

from bureau.cases.facts import Channel, Confirmation, Device, TypedBy
from bureau.cases.operations import counter
from bureau.cases.operations.window import receive_at_window
from bureau.cases.tests.factories import (
    CHINA,
    LICENCE_ITEM,
    REGISTRATION_ITEM,
    a_file,
    a_person,
    a_registration_item,
    a_submission,
    an_item,
    judged,
)
from bureau.offices.queries import actor_for
from bureau.offices.tests.factories import COUNTY, a_competent, some_offices
from bureau.people.models import Account
from bureau.visits import operations as visits
from bureau.visits.models import Visit
from bureau.visits.queries import Follow
from bureau.visits.tests.factories import HALL, KIOSK
from tests.clauses import clause

pytestmark = pytest.mark.django_db

TEN = datetime(2026, 3, 18, 10, 0, tzinfo=CHINA)
WINDOWS = ("01", "02", "03")


def at_window(number: str) -> Account:
    clerk = a_competent(f"AT{number}", "clerk", "accept", "decide", office=COUNTY)
    visits.sit_down(HALL, number, by=clerk.as_actor(), at=TEN)
    return clerk


@clause("3.3.1-a")
class TestATicket:
    def test_asks_for_nothing_and_belongs_to_no_department(self) -> None:
        some_offices()

        ticket = visits.take_ticket(HALL, by=KIOSK, at=TEN)

        assert (ticket.subject, ticket.party_uid) == ("", "")
        assert ticket.window is None
        named = {field.name for field in Visit._meta.get_fields()} | {
            field.name for field in fields(Follow)
        }
        assert {"item", "item_key", "office", "office_key", "department"}.isdisjoint(named)

    @pytest.mark.parametrize("window", WINDOWS)
    def test_is_called_by_whichever_window_is_free(self, window: str) -> None:
        some_offices()
        ticket = visits.take_ticket(HALL, by=KIOSK, at=TEN)
        clerk = at_window(window)

        called = visits.call_next(by=clerk.as_actor(), at=TEN + timedelta(minutes=1))

        assert called.uid == ticket.uid


@clause("3.3.1-a")
class TestEveryWindow:
    @pytest.mark.parametrize("window", WINDOWS)
    def test_takes_in_every_item_of_its_hall(self, window: str) -> None:
        an_item()
        a_registration_item()
        visit = visits.take_ticket(HALL, by=KIOSK, at=TEN)
        clerk = at_window(window)
        visits.call_next(by=clerk.as_actor(), at=TEN)
        visits.start_serving(visit.uid, by=clerk.as_actor(), at=TEN)

        received = [
            receive_at_window(
                a_submission(
                    item_key=item,
                    party_id=a_person("王示例").pk,
                    channel=Channel.WINDOW,
                    typed_by=TypedBy.STAFF,
                    device=Device.HALL,
                    confirmation=Confirmation.SIGNATURE,
                    materials={"plan": a_file()},
                    visit_uid=visit.uid,
                ),
                by=clerk,
                actor=actor_for(clerk, TEN),
                at=TEN,
            )
            for item in (LICENCE_ITEM, REGISTRATION_ITEM)
        ]

        states = [
            counter.accept(judged(one.cases.get(), at=TEN).number, by=clerk, at=TEN).state
            for one in received
        ]
        assert states == ["accepted", "accepted"]
        visit.refresh_from_db()
        assert visit.results == [one.number for one in received]
