"""A small city with something of everything that figures count, made by the operations."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from bureau.audit.actors import Actor
from bureau.cases.facts import Channel, Confirmation, Device, TypedBy, Verdict
from bureau.cases.models import Case
from bureau.cases.operations import applicant, counter, delivery, review
from bureau.cases.tests.factories import (
    MORNING,
    REGISTRATION_ITEM,
    a_case,
    a_clerk,
    a_file,
    a_registration_item,
    an_accepted_case,
    an_applicant,
    an_approver,
    an_examined_case,
    an_item,
    judged,
)
from bureau.catalogue import operations as catalogue
from bureau.catalogue.elements import Limit, Mark, Procedure, Separation
from bureau.catalogue.operations import Claim
from bureau.catalogue.tests.factories import keeper as item_keeper
from bureau.feedback import operations as feedback
from bureau.feedback.models import Invitation
from bureau.offices.tests.factories import AREAS, CITY, CODES, COUNTY, a_competent
from bureau.people.models import Account
from bureau.supervision import operations
from bureau.supervision.operations import TargetFacts
from bureau.supervision.rules import Comparison, Period, PeriodKind, period_of

CITY_UNIT, COUNTY_UNIT = AREAS[CITY], AREAS[COUNTY]
BEGINNING_OF_ITEMS = date(2026, 1, 1)
HOUSE = Actor.system("测试")
MARCH = period_of(PeriodKind.MONTH, MORNING.date())
LATER = MORNING + timedelta(days=40)
"""When the figures are read: everything that happens has happened."""

FOUNDING = "workshop-founding"
CLOSING = "workshop-closing"


def day(number: int, hour: int = 10) -> datetime:
    """A moment in the March of these tests; the 18th is a Wednesday."""
    return MORNING.replace(day=number, hour=hour)


def some_groups(*, individual: Sequence[str] = ()) -> None:
    """Which items the start-up and exit indicators speak of here."""
    exits = [] if individual else [CLOSING]
    groups = {"start_up": [FOUNDING], "exits": exits, "exits_individual": individual}
    operations.load_groups(groups, by=HOUSE, at=MORNING)


@contextmanager
def at_the_city() -> Iterator[None]:
    """What is submitted inside is submitted at the city's own office, by its own people."""
    before = _place.get()
    token = _place.set((CITY, "CITYCLERK"))
    try:
        yield
    finally:
        _place.reset(token)
        assert _place.get() == before


_place: ContextVar[tuple[str, str]] = ContextVar("place", default=(COUNTY, "CLERK1"))


def a_target(
    indicator: str,
    value: Fraction = Fraction(98, 100),
    *,
    comparison: Comparison = Comparison.AT_LEAST,
    valid_from: datetime = datetime(2023, 4, 4, tzinfo=MORNING.tzinfo),
) -> None:
    target = TargetFacts(indicator, value, comparison, valid_from.date(), "测试方案")
    operations.load_targets([target], by=HOUSE, at=MORNING)


def a_registration(key: str, name: str) -> None:
    an_item(
        key,
        name=name,
        procedure=Procedure.REGISTRATION,
        separation=Separation.NONE,
        on_the_spot=True,
        statutory_limit=Limit(value=3, unit="working_day", mark=Mark.CONFIRMED),
        promised_limit=Limit(value=1, unit="session", mark=Mark.CONFIRMED),
    )


def a_founding(*, online: bool = True, at: datetime = MORNING, item: str = FOUNDING) -> Case:
    """The founding of an enterprise, registered on the spot."""
    a_registration(item, "作坊设立登记" if item == FOUNDING else "作坊注销登记")
    office, number = _place.get()
    clerk = a_clerk() if office == COUNTY else _a_clerk_of(office, number, item)
    case = a_case(at=at, item_key=item, office_key=office, **(ONLINE if online else AT_THE_WINDOW))
    counter.judge_materials(
        case.number,
        [
            counter.Judgement(key=one.key, verdict=Verdict.GOOD)
            for one in counter.materials_of(case)
        ],
        by=clerk,
        at=at,
    )
    return counter.grant_at_once(case.number, by=clerk, at=at)


def _a_clerk_of(office: str, number: str, item: str) -> Account:
    """A clerk of another office, which carries the item out too."""
    known = Account.objects.filter(staff_number=number).first()
    if known is not None:
        return known
    claim = Claim(
        item=item,
        office_key=office,
        authority_code=CODES[office],
        valid_from=BEGINNING_OF_ITEMS,
        halls=("h-city",),
    )
    catalogue.claim_listing(claim, by=item_keeper(office=office), at=MORNING)
    return a_competent(number, "clerk", "accept", "decide", "deliver", office=office)


ONLINE: dict[str, Any] = {"channel": Channel.WEB, "typed_by": TypedBy.APPLICANT}
AT_THE_WINDOW: dict[str, Any] = {
    "channel": Channel.WINDOW,
    "typed_by": TypedBy.STAFF,
    "device": Device.HALL,
    "confirmation": Confirmation.READ_ALOUD,
}


def a_decided_case(*, accepted: datetime, decided: datetime, decision: str = "grant") -> Case:
    case = an_examined_case(at=accepted, proposal=decision)
    return review.decide(case.number, decision, by=an_approver(), at=decided)


def a_noticed_case(*, at: datetime, times: int = 1) -> Case:
    """Asked for the plan so many times, and waiting for it."""
    person = an_applicant()
    case = a_case(at=at, by=person)
    for turn in range(times):
        judged(case, at=at + timedelta(hours=turn), plan="defective")
        counter.ask_correction(case.number, by=a_clerk(), at=at + timedelta(hours=turn))
        if turn + 1 < times:
            applicant.supplement(
                case.number,
                {"plan": a_file()},
                by=person,
                actor=person.as_actor(),
                at=at + timedelta(hours=turn, minutes=30),
            )
    case.refresh_from_db()
    return case


@dataclass(frozen=True, slots=True)
class Rated:
    """A service event and what was said of it."""

    case: Case
    token: str


def a_rated_case(grade: str, *, at: datetime = MORNING, rated_at: datetime | None = None) -> Rated:
    case = judged(a_case(at=at), at=at)
    counter.accept(case.number, by=a_clerk(), at=at)
    feedback.invite_raters(by=HOUSE, at=at)
    token = Invitation.objects.get(case=case).token
    feedback.rate(token, grade, channel="web", by=Actor.nobody(), at=rated_at or at)
    return Rated(case, token)


def a_busy_month() -> Period:
    """Something of every kind in March; what is late was never looked at again."""
    some_groups()
    an_item()
    a_registration_item()
    a_decided_case(accepted=day(2), decided=day(4))
    a_decided_case(accepted=day(2), decided=day(12))  # after the promise
    a_decided_case(accepted=day(2), decided=day(20))  # after the law's limit
    a_decided_case(accepted=day(9), decided=day(10), decision="refuse")
    an_accepted_case(at=day(3))  # overdue by both limits
    an_accepted_case(at=day(24))
    a_case(at=day(5))  # silence accepts it
    a_noticed_case(at=day(10))
    a_noticed_case(at=day(11), times=2)
    counter.tell_not_needed(a_case(at=day(6)).number, reason="自用", by=a_clerk(), at=day(6))
    counter.tell_not_ours(
        a_case(at=day(6)).number, reason="在省里", who_is="省局", by=a_clerk(), at=day(6)
    )
    _a_returned_registration(at=day(16))
    _a_withdrawn_case(at=day(17))
    for online in (True, True, False):
        a_founding(online=online, at=day(18))
    a_founding(item=CLOSING, at=day(19))
    done = a_founding(item=CLOSING, online=False, at=day(19))
    delivery.deliver(done.number, proof="本人签收", by=a_clerk(), at=day(19, 11))
    for grade in ("very_satisfied", "basically_satisfied", "dissatisfied"):
        a_rated_case(grade, at=day(23))
    return MARCH


def _a_returned_registration(*, at: datetime) -> Case:
    case = judged(a_case(at=at, item_key=REGISTRATION_ITEM), at=at, plan="missing")
    return counter.send_back(case.number, by=a_clerk(), at=at)


def _a_withdrawn_case(*, at: datetime) -> Case:
    person = an_applicant()
    case = a_case(at=at, by=person)
    return applicant.withdraw(case.number, by=person, actor=person.as_actor(), at=at)
