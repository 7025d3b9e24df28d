"""Coming to a hall: one press, an appointment, a return; who may see it."""

from datetime import timedelta

import pytest

from bureau.audit.models import AuditLine
from bureau.offices.tests.factories import CITY, a_posted, some_offices
from bureau.people.names import NotPlainText
from bureau.refusal import Refusal
from bureau.visits import operations, queries
from bureau.visits.models import Visit
from bureau.visits.refusals import (
    NotPossibleNow,
)
from bureau.visits.states import State
from bureau.visits.tests.factories import (
    DAY,
    HALL,
    KIOSK,
    NOON,
    a_clerk,
    a_clerk_at,
    a_served_visit,
    a_ticket,
    minutes,
    some_tickets,
)
from bureau.workdays.clock import day_of

pytestmark = pytest.mark.django_db


class TestTakingATicket:
    def test_is_one_press_with_no_item_no_name_and_no_appointment(self) -> None:
        visit = a_ticket()

        assert (visit.ticket_no, visit.state) == ("A001", State.WAITING)
        assert visit.party_uid == visit.subject == ""

    def test_numbers_count_up_and_begin_anew_each_day(self) -> None:
        assert [visit.ticket_no for visit in some_tickets(3)] == ["A001", "A002", "A003"]

        assert a_ticket(at=NOON + timedelta(days=1)).ticket_no == "A001"

    def test_the_green_channel_has_numbers_of_its_own(self) -> None:
        a_ticket()

        visit = a_ticket(need="elderly")

        assert visit.ticket_no == "L001"

    def test_the_same_press_sent_twice_is_one_ticket(self) -> None:
        some_offices()

        first = operations.take_ticket(HALL, key="press-1", by=KIOSK, at=NOON)
        again = operations.take_ticket(HALL, key="press-1", by=KIOSK, at=NOON)

        assert first.pk == again.pk
        assert Visit.objects.count() == 1

    def test_its_address_is_not_its_number_and_cannot_be_guessed(self) -> None:
        first, second = some_tickets(2)

        assert len(first.uid) == 14
        assert first.uid != second.uid

    def test_wrong_needs_unknown_halls_and_personal_numbers_are_refused(self) -> None:
        some_offices()

        with pytest.raises(Refusal):
            operations.take_ticket(HALL, need="vip", by=KIOSK, at=NOON)
        with pytest.raises(Refusal):
            operations.take_ticket("nowhere", by=KIOSK, at=NOON)
        with pytest.raises(NotPlainText):
            operations.take_ticket(HALL, subject="11010519491231002X", by=KIOSK, at=NOON)

    def test_the_record_names_the_ticket_and_no_person(self) -> None:
        visit = a_ticket()

        line = AuditLine.objects.get(act="visit.ticket_taken")
        assert line.object_id == visit.uid
        assert line.facts == {"ticket": "A001", "hall": HALL}


class TestAnAppointment:
    def test_is_a_planned_visit_that_arrives(self) -> None:
        some_offices()
        planned = operations.plan_visit(HALL, planned_at=NOON + minutes(30), by=KIOSK, at=NOON)

        arrived = operations.arrive(planned.uid, by=KIOSK, at=NOON + minutes(20))

        assert (planned.ticket_no, arrived.ticket_no) == ("", "Y001")
        assert arrived.state == State.WAITING

    def test_is_called_at_its_time_before_the_others(self) -> None:
        by = a_clerk_at("01")
        planned = operations.plan_visit(HALL, planned_at=NOON + minutes(30), by=KIOSK, at=NOON)
        some_tickets(2)
        operations.arrive(planned.uid, by=KIOSK, at=NOON + minutes(10))

        called = operations.call_next(by=by, at=NOON + minutes(30))

        assert called.uid == planned.uid

    def test_in_the_past_or_twice_on_a_day_is_refused(self) -> None:
        some_offices()
        later = NOON + minutes(60)
        operations.plan_visit(HALL, planned_at=later, party_uid="p", by=KIOSK, at=NOON)

        with pytest.raises(Refusal, match="已经过了"):
            operations.plan_visit(HALL, planned_at=NOON - minutes(1), by=KIOSK, at=NOON)
        with pytest.raises(Refusal, match="已经有预约"):
            operations.plan_visit(HALL, planned_at=later, party_uid="p", by=KIOSK, at=NOON)

    def test_of_another_day_does_not_arrive_but_is_told_to_take_a_ticket(self) -> None:
        some_offices()
        tomorrow = NOON + timedelta(days=1)
        planned = operations.plan_visit(HALL, planned_at=tomorrow, by=KIOSK, at=NOON)

        with pytest.raises(NotPossibleNow, match="直接取号"):
            operations.arrive(planned.uid, by=KIOSK, at=NOON)


class TestFollowingByPhone:
    def test_tells_the_place_in_line_until_called(self) -> None:
        by = a_clerk_at("01")
        _, second = some_tickets(2)

        before = queries.follow(second.uid, NOON + minutes(1))
        first = operations.call_next(by=by, at=NOON + minutes(1))
        operations.finish(first.uid, outcome="answer", by=by, at=NOON + minutes(2))
        operations.call_next(by=by, at=NOON + minutes(2))
        after = queries.follow(second.uid, NOON + minutes(3))

        assert before is not None
        assert after is not None
        assert (before.ahead, before.window) == (1, "")
        assert (after.ahead, after.window, after.state_label) == (None, "01", "请到窗口")

    def test_knows_nothing_of_a_number_nobody_has(self) -> None:
        assert queries.follow("2222222222aaaa", NOON) is None


class TestWhoMaySeeAVisit:
    def test_is_the_staff_of_its_hall(self) -> None:
        clerk = a_clerk()
        elsewhere = a_posted("elsewhere", "clerk", office=CITY)
        visit = a_ticket()

        assert queries.find_visit(visit.uid, viewer=clerk.pk, at=NOON) is not None
        for viewer in (elsewhere.pk, "system", ""):
            assert queries.find_visit(visit.uid, viewer=viewer, at=NOON) is None

    def test_and_the_colleague_it_was_handed_to(self) -> None:
        by = a_clerk_at("01")
        elsewhere = a_posted("elsewhere", "clerk", office=CITY)
        visit = a_served_visit(by)
        operations.finish(visit.uid, outcome="handover", handed_to=elsewhere.pk, by=by, at=NOON)

        assert queries.find_visit(visit.uid, viewer=elsewhere.pk, at=NOON) is not None

    def test_the_waiting_are_counted_per_hall(self) -> None:
        some_tickets(3)

        assert queries.waiting_count(HALL, DAY) == 3
        assert queries.waiting_counts(DAY) == {HALL: 3}
        assert queries.waiting_counts(day_of(NOON), ["other"]) == {}
