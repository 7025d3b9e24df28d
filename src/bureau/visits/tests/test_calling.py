"""Calling: in turn, three times, out of turn only with a second person."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from bureau.audit.actors import Actor
from bureau.audit.models import AuditLine
from bureau.offices.tests.factories import CITY, a_posted
from bureau.refusal import Refusal
from bureau.visits import operations, queries
from bureau.visits.models import Visit
from bureau.visits.refusals import (
    NobodyWaiting,
    NotAtWindow,
    NotPossibleNow,
    WindowBusy,
)
from bureau.visits.states import State
from bureau.visits.tests.factories import (
    HALL,
    KIOSK,
    NOON,
    a_called_visit,
    a_clerk,
    a_clerk_at,
    a_ticket,
    minutes,
    some_tickets,
)
from bureau.visits.words import Leaving

pytestmark = pytest.mark.django_db


class TestCalling:
    def test_calls_who_waits_longest_to_my_window(self) -> None:
        by = a_clerk_at("01")
        first, _ = some_tickets(2)

        called = operations.call_next(by=by, at=NOON + minutes(5))

        assert called.uid == first.uid
        assert (called.state, called.calls) == (State.CALLED, 1)
        assert called.window is not None
        assert called.window.number == "01"

    def test_any_window_takes_the_next_one_whatever_it_is_about(self) -> None:
        one, two = a_clerk_at("01"), a_clerk_at("02")
        tickets = some_tickets(2)

        called = [operations.call_next(by=by, at=NOON + minutes(1)) for by in (two, one)]

        assert [visit.uid for visit in called] == [visit.uid for visit in tickets]

    def test_nobody_waiting_is_a_sentence(self) -> None:
        by = a_clerk_at("01")

        with pytest.raises(NobodyWaiting, match="没有人等候"):
            operations.call_next(by=by, at=NOON)

    def test_a_busy_window_calls_nobody_else(self) -> None:
        by = a_clerk_at("01")
        a_called_visit(by)
        a_ticket()

        with pytest.raises(WindowBusy, match="A001"):
            operations.call_next(by=by, at=NOON)

    def test_yesterdays_ticket_is_named_with_its_day(self) -> None:
        by = a_clerk_at("01")
        a_called_visit(by)

        with pytest.raises(WindowBusy, match=r"3 月 18 日的 A001"):
            operations.call_next(by=by, at=NOON + timedelta(days=1))

    def test_the_green_channel_takes_every_second_turn(self) -> None:
        by = a_clerk_at("01")
        some_tickets(3)
        some_tickets(3, need="elderly", at=NOON + minutes(1))

        called = []
        for turn in range(6):
            visit = operations.call_next(by=by, at=NOON + minutes(10 + turn))
            operations.finish(visit.uid, outcome="answer", by=by, at=NOON + minutes(10 + turn))
            called.append(visit.ticket_no)

        assert called == ["L001", "A001", "L002", "A002", "L003", "A003"]

    def test_needs_somebody_who_sits_at_a_window(self) -> None:
        clerk = a_clerk()
        a_ticket()

        for by in (clerk.as_actor(), KIOSK, Actor.system("x"), Actor.nobody()):
            with pytest.raises(NotAtWindow):
                operations.call_next(by=by, at=NOON)

    def test_the_database_itself_refuses_two_people_at_one_window(self) -> None:
        by = a_clerk_at("01")
        called = a_called_visit(by)
        other = a_ticket()

        with pytest.raises(IntegrityError), transaction.atomic():
            Visit.objects.filter(pk=other.pk).update(
                state=State.CALLED, window=called.window, clerk=a_clerk("other").pk
            )

    def test_takes_few_statements(self) -> None:
        by = a_clerk_at("01")
        some_tickets(5)

        with CaptureQueriesContext(connection) as asked:
            operations.call_next(by=by, at=NOON + minutes(1))

        own = [q for q in asked if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(own) <= 10


class TestThreeCalls:
    def test_somebody_who_does_not_come_is_passed_over_after_three(self) -> None:
        by = a_clerk_at("01")
        visit = a_called_visit(by)

        with pytest.raises(NotPossibleNow, match="才叫了 1 次"):
            operations.pass_over(visit.uid, by=by, at=NOON)
        operations.recall(visit.uid, by=by, at=NOON)
        operations.recall(visit.uid, by=by, at=NOON)
        passed = operations.pass_over(visit.uid, by=by, at=NOON)

        assert (passed.state, passed.leaving) == (State.LEFT, Leaving.NO_SHOW)

    def test_who_comes_back_keeps_the_ticket_and_waits_for_two(self) -> None:
        by = a_clerk_at("01")
        missed = a_called_visit(by)
        for _ in range(2):
            operations.recall(missed.uid, by=by, at=NOON)
        operations.pass_over(missed.uid, by=by, at=NOON)
        some_tickets(4, at=NOON + minutes(1))

        back = operations.come_back(missed.uid, by=KIOSK, at=NOON + minutes(10))

        assert back.ticket_no == "A001"
        line = [entry.ticket_no for entry in queries.queue(HALL, NOON + minutes(11))]
        assert line == ["A002", "A003", "A001", "A004", "A005"]

    def test_who_went_away_on_their_own_takes_a_new_ticket(self) -> None:
        visit = a_ticket()
        operations.leave(visit.uid, by=KIOSK, at=NOON)

        with pytest.raises(NotPossibleNow, match="重新取号"):
            operations.come_back(visit.uid, by=KIOSK, at=NOON)


class TestOutOfTurn:
    def test_needs_a_ground_and_a_second_person_who_answers_for_the_hall(self) -> None:
        by = a_clerk_at("01")
        manager = a_clerk("manager", role="hall_manager")
        some_tickets(2)
        last = a_ticket(at=NOON + minutes(1))

        called = operations.call_out_of_turn(
            last.uid, ground="突发不适,先办", second=manager.pk, by=by, at=NOON + minutes(2)
        )

        assert called.state == State.CALLED
        facts = AuditLine.objects.get(act="visit.called_out_of_turn").facts
        assert (facts["ground"], facts["second"]) == ("突发不适,先办", str(manager.pk))

    def test_not_without_a_ground(self) -> None:
        by = a_clerk_at("01")
        manager = a_clerk("manager", role="hall_manager")

        with pytest.raises(Refusal, match="理由"):
            operations.call_out_of_turn(
                a_ticket().uid, ground=" ", second=manager.pk, by=by, at=NOON
            )

    def test_not_by_oneself_a_colleague_or_a_manager_of_another_hall(self) -> None:
        by = a_clerk_at("01", role="hall_manager")
        colleague = a_clerk("colleague")
        elsewhere = a_posted("elsewhere", "hall_manager", office=CITY)
        uid = a_ticket().uid

        for second in (by.id, colleague.pk, elsewhere.pk, "system"):
            with pytest.raises(NotAtWindow):
                operations.call_out_of_turn(uid, ground="突发不适", second=second, by=by, at=NOON)
