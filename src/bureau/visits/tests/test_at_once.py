"""Several people press at the same moment: real threads, real transactions."""

from collections import Counter
from datetime import timedelta

import pytest

from bureau.audit.actors import Actor
from bureau.offices import operations as offices
from bureau.offices.facts import WindowFacts
from bureau.offices.tests.factories import COUNTY, HOUSE, some_offices
from bureau.refusal import Refusal
from bureau.visits import operations
from bureau.visits.models import Visit, VisitPeriod
from bureau.visits.refusals import NobodyWaiting
from bureau.visits.states import State
from bureau.visits.tests.at_once import at_once
from bureau.visits.tests.factories import HALL, KIOSK, NOON, a_clerk_at, a_ticket, some_tickets

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 8


def clerks(number: int) -> list[Actor]:
    some_offices()
    for window in range(4, number + 1):
        facts = WindowFacts(
            number=f"{window:02}", name="综合窗口", kind="comprehensive", office=COUNTY
        )
        offices.put_window(HALL, facts, by=HOUSE, at=NOON)
    return [a_clerk_at(f"{window:02}") for window in range(1, number + 1)]


class TestAtTheSameMoment:
    def test_two_clerks_never_call_one_person(self) -> None:
        one, two = clerks(2)
        only = a_ticket()

        results = at_once(
            lambda: operations.call_next(by=one, at=NOON + timedelta(minutes=1)),
            lambda: operations.call_next(by=two, at=NOON + timedelta(minutes=1)),
        )

        called = [result for result in results if isinstance(result, Visit)]
        refused = [result for result in results if isinstance(result, NobodyWaiting)]
        assert [visit.uid for visit in called] == [only.uid]
        assert len(refused) == 1

    def test_eight_windows_call_eight_different_people(self) -> None:
        staff = clerks(AT_ONCE)
        some_tickets(AT_ONCE)

        results = at_once(
            *(
                lambda by=by: operations.call_next(by=by, at=NOON + timedelta(minutes=1))
                for by in staff
            )
        )

        uids = [result.uid for result in results if isinstance(result, Visit)]
        assert len(set(uids)) == AT_ONCE
        assert Visit.objects.filter(state=State.CALLED).count() == AT_ONCE

    def test_the_turn_of_the_preferred_is_kept_also_then(self) -> None:
        staff = clerks(AT_ONCE)
        some_tickets(AT_ONCE)
        some_tickets(AT_ONCE, need="elderly")

        results = at_once(
            *(
                lambda by=by: operations.call_next(by=by, at=NOON + timedelta(minutes=1))
                for by in staff
            )
        )

        series = Counter(result.series for result in results if isinstance(result, Visit))
        assert series == {"A": AT_ONCE // 2, "L": AT_ONCE // 2}

    def test_a_double_click_calls_one_person_to_one_window(self) -> None:
        (by,) = clerks(1)
        some_tickets(3)

        results = at_once(
            *[lambda: operations.call_next(by=by, at=NOON + timedelta(minutes=1))] * 3
        )

        assert len([result for result in results if isinstance(result, Visit)]) == 1
        assert Visit.objects.filter(state=State.CALLED).count() == 1

    def test_eight_presses_are_eight_numbers_without_a_hole(self) -> None:
        some_offices()

        results = at_once(*[lambda: operations.take_ticket(HALL, by=KIOSK, at=NOON)] * AT_ONCE)

        numbers = sorted(result.ticket_no for result in results if isinstance(result, Visit))
        assert numbers == [f"A{number:03}" for number in range(1, AT_ONCE + 1)]

    def test_one_press_sent_several_times_is_one_ticket(self) -> None:
        some_offices()

        at_once(*[lambda: operations.take_ticket(HALL, key="k", by=KIOSK, at=NOON)] * 4)

        assert Visit.objects.count() == 1

    def test_finishing_twice_is_done_once(self) -> None:
        (by,) = clerks(1)
        a_ticket()
        visit = operations.call_next(by=by, at=NOON)

        results = at_once(
            *[lambda: operations.finish(visit.uid, outcome="answer", by=by, at=NOON)] * 3
        )

        assert len([result for result in results if isinstance(result, Visit)]) == 1
        assert VisitPeriod.objects.filter(visit=visit, kind="finished").count() == 1

    def test_two_people_do_not_sit_down_at_one_window(self) -> None:
        one, two = clerks(2)
        for by in (one, two):
            operations.leave_window(by=by, at=NOON)

        results = at_once(
            lambda: operations.sit_down(HALL, "03", by=one, at=NOON),
            lambda: operations.sit_down(HALL, "03", by=two, at=NOON),
        )

        assert len([result for result in results if not isinstance(result, Refusal)]) == 1
