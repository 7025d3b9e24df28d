"""The day of a hall: its board, its past, its end."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError
from django.test.utils import CaptureQueriesContext

from bureau.audit.actors import Actor
from bureau.audit.models import AuditLine
from bureau.offices.tests.factories import CITY, a_posted, some_offices
from bureau.visits import operations, queries
from bureau.visits.models import Visit, VisitPeriod
from bureau.visits.refusals import (
    HallClosed,
    NotAtWindow,
    NotPossibleNow,
    StillOpen,
)
from bureau.visits.states import State
from bureau.visits.tests.factories import (
    DAY,
    HALL,
    KIOSK,
    NOON,
    a_called_visit,
    a_clerk_at,
    a_served_visit,
    a_ticket,
    minutes,
    some_tickets,
)
from bureau.visits.words import Leaving

pytestmark = pytest.mark.django_db


class TestTheBoard:
    def test_shows_calls_and_waiting_times_and_no_person(self) -> None:
        by = a_clerk_at("01")
        some_tickets(2)
        a_ticket(need="disabled")
        operations.call_next(by=by, at=NOON + minutes(1))

        board = queries.board(HALL, NOON + minutes(2))

        assert board is not None
        assert board.calling is not None
        assert (board.calling.ticket_no, board.calling.window) == ("L001", "01")
        assert {line.series: line.waiting for line in board.lines} == {"A": 2, "L": 0, "Y": 0}
        assert board.windows == 1

    def test_its_etag_is_one_read_and_changes_with_every_step(self) -> None:
        by = a_clerk_at("01")
        seen = [queries.board_etag(HALL, DAY)]
        visit = a_ticket()
        seen.append(queries.board_etag(HALL, DAY))
        operations.call_next(by=by, at=NOON)
        seen.append(queries.board_etag(HALL, DAY))
        operations.recall(visit.uid, by=by, at=NOON)
        with CaptureQueriesContext(connection) as asked:
            seen.append(queries.board_etag(HALL, DAY))

        assert len(set(seen)) == 4
        assert len(asked) == 1
        board = queries.board(HALL, NOON)
        assert board is not None
        assert board.etag == seen[-1]

    def test_of_a_hall_without_tickets_is_empty(self) -> None:
        some_offices()

        assert queries.board(HALL, NOON) is None
        assert queries.board_etag(HALL, DAY)

    def test_learns_how_long_a_service_takes(self) -> None:
        by = a_clerk_at("01")
        for number in range(3):
            at = NOON + minutes(20 * number)
            visit = a_served_visit(by, at=at)
            operations.finish(visit.uid, outcome="answer", by=by, at=at + minutes(12))
        a_ticket(at=NOON + minutes(70))

        board = queries.board(HALL, NOON + minutes(70))

        assert board is not None
        general = next(line for line in board.lines if line.series == "A")
        assert (general.waiting, general.minutes) == (1, 12)
        assert board.finished == 3


class TestThePast:
    def test_is_periods_from_ticket_to_outcome(self) -> None:
        by = a_clerk_at("01")
        visit = a_ticket()
        operations.call_next(by=by, at=NOON + minutes(4))
        operations.start_serving(visit.uid, by=by, at=NOON + minutes(5))
        operations.hold(visit.uid, by=by, at=NOON + minutes(6))
        operations.resume(visit.uid, by=by, at=NOON + minutes(8))
        operations.finish(visit.uid, outcome="answer", by=by, at=NOON + minutes(9))

        past = queries.periods_of(visit.uid)

        assert [period.kind for period in past] == [
            "waiting",
            "called",
            "serving",
            "held",
            "serving",
            "finished",
        ]
        assert past[1].from_at == NOON + minutes(4)
        assert past[1].window == "01"

    def test_cannot_be_changed_by_anybody(self) -> None:
        visit = a_ticket()

        for change in (
            lambda: VisitPeriod.objects.filter(visit=visit).update(window="99"),
            lambda: VisitPeriod.objects.filter(visit=visit).delete(),
        ):
            with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
                change()

    def test_lies_in_the_partition_of_its_month(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select to_regclass('visits_visitperiod_' || to_char(now(), 'YYYYMM'))")
            row = cursor.fetchone()

        assert row
        assert row[0] is not None


class TestTheEndOfTheDay:
    def test_is_refused_while_a_called_ticket_has_no_outcome_and_names_all(self) -> None:
        one, two = a_clerk_at("01"), a_clerk_at("02")
        a_called_visit(one)
        held = a_served_visit(two)
        operations.hold(held.uid, by=two, at=NOON)

        with pytest.raises(StillOpen) as refused:
            operations.close_day(HALL, DAY, by=one, at=NOON)

        assert refused.value.tickets == ("A001", "A002")
        open_ones = [visit.ticket_no for visit in queries.without_outcome(HALL, DAY)]
        assert open_ones == ["A001", "A002"]

    def test_sets_down_who_was_never_called_and_who_never_came(self) -> None:
        by = a_clerk_at("01")
        operations.plan_visit(HALL, planned_at=NOON + minutes(60), by=KIOSK, at=NOON)
        done = a_served_visit(by)
        operations.finish(done.uid, outcome="answer", by=by, at=NOON)
        waiting = a_ticket()

        operations.close_day(HALL, DAY, by=by, at=NOON + timedelta(hours=5))

        waiting.refresh_from_db()
        assert (waiting.state, waiting.leaving) == (State.LEFT, Leaving.NOT_CALLED)
        assert not Visit.objects.filter(outcome="").exists()
        facts = AuditLine.objects.get(act="hall.day_closed").facts
        assert (facts["not_called"], facts["not_arrived"]) == (1, 1)
        assert queries.my_current(by.id) is None

    def test_again_is_harmless_and_afterwards_nothing_moves(self) -> None:
        by = a_clerk_at("01")
        waiting = a_ticket()
        operations.close_day(HALL, DAY, by=by, at=NOON)
        operations.close_day(HALL, DAY, by=by, at=NOON)

        with pytest.raises(HallClosed):
            operations.take_ticket(HALL, by=KIOSK, at=NOON)
        with pytest.raises(NotPossibleNow):
            operations.leave(waiting.uid, by=KIOSK, at=NOON)
        assert a_ticket(at=NOON + timedelta(days=1)).ticket_no == "A001"

    def test_is_not_for_strangers(self) -> None:
        some_offices()
        elsewhere = a_posted("elsewhere", "clerk", office=CITY)

        for by in (elsewhere.as_actor(), KIOSK, Actor.system("x")):
            with pytest.raises(NotAtWindow):
                operations.close_day(HALL, DAY, by=by, at=NOON)


def test_room_for_coming_months_is_made_once() -> None:
    operations.make_room(8, by=Actor.system("x"), at=NOON)

    assert operations.make_room(8, by=Actor.system("x"), at=NOON) == 0
