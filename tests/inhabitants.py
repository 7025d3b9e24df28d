"""A small bureau with people of every kind, for tests of the whole house.

Everything is made by the operations, a few minutes ago by the clock of the pages.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from bureau.audit.actors import Actor
from bureau.cases.tests.factories import a_clerk, an_applicant, an_approver, an_examiner
from bureau.offices import queries as offices
from bureau.offices.tests.factories import CITY, COUNTY, TOWN, a_competent, a_head, a_posted
from bureau.people.models import Account, AccountKind
from bureau.people.operations import open_account
from bureau.visits import operations as visits
from bureau.visits.operations.devices import Opened
from bureau.visits.words import DeviceKind
from bureau.workdays import clock
from tests.belongings import HALL, WINDOW, an_item_with_everything, belongings

NOBODY = "nobody"
HOUSE = Actor.system("测试")


@dataclass(frozen=True)
class Inhabitants:
    """Who lives in the house, by what they are, and what can stand in an address."""

    people: Mapping[str, Account | None]
    things: Mapping[str, str]
    secrets: Mapping[str, str]
    """What an enrolled device holds."""
    browsers: dict[str, Client] = field(default_factory=dict)
    """Of each of them one that is signed in from the start."""

    def account(self, who: str) -> Account:
        account = self.people[who]
        assert account is not None
        return account

    def browser(self, who: str) -> Client:
        """The browser of one of them; a test that signs out or in takes a new one."""
        return self.browsers[who]

    def new_browser(self, who: str, *, checks_forms: bool = False) -> Client:
        """Another browser of one of them."""
        client = Client(raise_request_exception=False, enforce_csrf_checks=checks_forms)
        if self.people[who] is not None:
            client.force_login(self.account(who))
        if who in self.secrets:
            client.cookies[f"device_{who}"] = self.secrets[who]
        return client


@contextmanager
def moved_in(blocker: DjangoDbBlocker, files: Path) -> Iterator[Inhabitants]:
    """The bureau with everybody in it, taken back at the end."""
    with blocker.unblock(), override_settings(MEDIA_ROOT=files), transaction.atomic():
        house = inhabitants(clock.now() - timedelta(minutes=5))
        house.browsers.update((who, house.new_browser(who)) for who in house.people)
        yield house
        transaction.set_rollback(True)


def inhabitants(at: datetime) -> Inhabitants:
    """Everybody with what belongs to them, in the transaction of the caller."""
    an_item_with_everything()
    people: dict[str, Account | None] = {
        NOBODY: None,
        "owner": an_applicant("李示例"),
        "other": an_applicant("王示例"),
        "clerk": a_clerk(),
        "neighbour": a_competent("NEIGHBOUR1", "clerk", "accept", "decide", "deliver"),
        "clerk_elsewhere": a_competent("CLERKCITY", "clerk", "accept", "deliver", office=CITY),
        "clerk_below": a_competent("CLERKTOWN", "clerk", "accept", "deliver", office=TOWN),
        "guide": a_posted("GUIDE1", "guide"),
        "hall_manager": a_posted("HALL1", "hall_manager"),
        "examiner": an_examiner(),
        "approver": an_approver(),
        "head": a_head(COUNTY),
        "item_keeper": a_posted("ITEMS1", "item_keeper"),
        "supervisor": a_posted("SUPER1", "supervisor", office=CITY),
        "statistics": a_posted("STATS1", "statistics", office=CITY),
        "review_officer": a_posted("REVIEW1", "review_officer", office=CITY),
        "discipline": a_posted("DISC1", "discipline", office=CITY),
        "administrator": a_posted("ADMIN1", "administrator", office=CITY),
        "device": open_account(kind=AccountKind.DEVICE, name="取号机", by=HOUSE, at=at),
    }
    owner, clerk, manager = people["owner"], people["clerk"], people["hall_manager"]
    assert owner is not None
    assert clerk is not None
    assert manager is not None
    devices = enrolled(manager, at=at)
    return Inhabitants(
        people=people | dict.fromkeys(devices),
        things={
            **belongings(owner, clerk, at=at),
            "device": devices["kiosk"].uid,
            "invitation": invited(manager, "board", at=at),
        },
        secrets={kind: f"{one.uid}.{one.secret}" for kind, one in devices.items()},
    )


def enrolled(manager: Account, *, at: datetime) -> dict[str, Opened]:
    """One device of each kind, opened on itself."""
    return {
        kind: visits.open_device(invited(manager, kind, at=at), at=at) for kind in DeviceKind.values
    }


def invited(manager: Account, kind: str, *, at: datetime) -> str:
    """The words of a link that makes a browser a device."""
    link = visits.invite_device(
        HALL, kind, name="", window=WINDOW, by=offices.actor_for(manager, at), at=at
    )
    return link.invitation
