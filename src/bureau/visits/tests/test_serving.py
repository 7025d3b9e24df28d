"""At the window: serving to an outcome, and a window that never loses its work."""

from typing import Any

import pytest

from bureau.offices.tests.factories import CITY, a_posted, some_offices
from bureau.refusal import Refusal
from bureau.visits import operations, queries
from bureau.visits.refusals import (
    ChangedMeanwhile,
    NotAtWindow,
    WindowBusy,
)
from bureau.visits.states import State
from bureau.visits.tests.factories import (
    HALL,
    NOON,
    a_called_visit,
    a_clerk,
    a_clerk_at,
    a_served_visit,
    minutes,
    some_tickets,
)

pytestmark = pytest.mark.django_db


class TestServing:
    def test_ends_with_a_case_and_its_number(self) -> None:
        by = a_clerk_at("01")
        visit = a_served_visit(by)
        operations.note_result(visit.uid, "43070226031800001X", by=by, at=NOON)

        done = operations.finish(visit.uid, outcome="case", by=by, at=NOON + minutes(7))

        assert done.state == State.FINISHED
        assert done.outcome_ref == "43070226031800001X"

    def test_one_visit_may_bring_several_cases_each_once(self) -> None:
        by = a_clerk_at("01")
        visit = a_served_visit(by)

        for ref in ("one", "two", "one"):
            visit = operations.note_result(visit.uid, ref, by=by, at=NOON)

        assert visit.results == ["one", "two"]

    @pytest.mark.parametrize(
        ("told", "word"),
        [
            ({"outcome": "case"}, "编号"),
            ({"outcome": "handover"}, "哪位同事"),
            ({"outcome": "handover", "handed_to": "999999"}, "没有这位同事"),
            ({"outcome": "whatever"}, "选择办理结果"),
            ({"outcome": ""}, "选择办理结果"),
        ],
    )
    def test_an_outcome_that_says_nothing_is_refused(self, told: dict[str, Any], word: str) -> None:
        by = a_clerk_at("01")
        visit = a_served_visit(by)

        with pytest.raises(Refusal, match=word):
            operations.finish(visit.uid, **told, by=by, at=NOON)

    def test_a_hand_over_is_to_somebody_named_and_not_to_oneself(self) -> None:
        by = a_clerk_at("01")
        colleague = a_clerk("colleague")
        visit = a_served_visit(by)

        with pytest.raises(Refusal, match="不能交给自己"):
            operations.finish(visit.uid, outcome="handover", handed_to=by.id, by=by, at=NOON)
        done = operations.finish(
            visit.uid, outcome="handover", handed_to=colleague.pk, by=by, at=NOON
        )

        assert done.handed_to_id == colleague.pk

    def test_is_only_for_the_one_who_called(self) -> None:
        by, other = a_clerk_at("01"), a_clerk_at("02")
        visit = a_served_visit(by)

        for act in (operations.hold, operations.leave):
            with pytest.raises(NotAtWindow, match="不在您手里"):
                act(visit.uid, by=other, at=NOON)
        with pytest.raises(NotAtWindow):
            operations.finish(visit.uid, outcome="answer", by=other, at=NOON)

    def test_a_page_that_is_no_longer_true_is_refused(self) -> None:
        by = a_clerk_at("01")
        visit = a_served_visit(by)
        shown = visit.lock_version
        operations.hold(visit.uid, version=shown, by=by, at=NOON)

        with pytest.raises(ChangedMeanwhile, match="刷新"):
            operations.finish(visit.uid, outcome="answer", version=shown, by=by, at=NOON)

    def test_a_held_visit_frees_the_window_and_is_gone_on_with(self) -> None:
        by = a_clerk_at("01")
        held = a_served_visit(by)
        operations.hold(held.uid, by=by, at=NOON)
        next_one = a_called_visit(by)

        with pytest.raises(WindowBusy, match=next_one.ticket_no):
            operations.resume(held.uid, by=by, at=NOON)
        operations.finish(next_one.uid, outcome="answer", by=by, at=NOON)
        resumed = operations.resume(held.uid, by=by, at=NOON)

        assert resumed.state == State.SERVING

    def test_a_moved_visit_is_called_there_first_with_its_own_ticket(self) -> None:
        one, two = a_clerk_at("01"), a_clerk_at("02")
        visit = a_served_visit(one)
        some_tickets(2)

        moved = operations.move(
            visit.uid, to_window="02", ground="要看图纸", by=one, at=NOON + minutes(3)
        )

        assert operations.call_next(by=one, at=NOON + minutes(4)).ticket_no == "A002"
        called = operations.call_next(by=two, at=NOON + minutes(4))
        assert (called.uid, called.ticket_no) == (moved.uid, "A001")
        assert str(called.first_clerk_id) == one.id

    def test_a_move_to_nowhere_or_without_ground_is_refused(self) -> None:
        by = a_clerk_at("01")
        elsewhere = a_posted("elsewhere", "clerk", office=CITY)
        visit = a_served_visit(by)

        wrong: list[dict[str, Any]] = [
            {"to_window": "09", "ground": "x"},
            {"to_window": "01", "ground": "x"},
            {"to_clerk": str(elsewhere.pk), "ground": "x"},
            {"ground": "x"},
            {"to_window": "02", "ground": ""},
        ]
        for told in wrong:
            with pytest.raises(Refusal):
                operations.move(visit.uid, **told, by=by, at=NOON)


class TestAWindow:
    def test_is_one_persons_and_a_person_has_one(self) -> None:
        by = a_clerk_at("01")
        other = a_clerk("other").as_actor()

        with pytest.raises(WindowBusy, match="在岗"):
            operations.sit_down(HALL, "01", by=other, at=NOON)
        with pytest.raises(WindowBusy, match="01 号窗口"):
            operations.sit_down(HALL, "02", by=by, at=NOON)
        assert operations.sit_down(HALL, "01", by=by, at=NOON).clerk_id == int(by.id)

    def test_is_for_staff_of_the_hall_only(self) -> None:
        some_offices()
        elsewhere = a_posted("elsewhere", "clerk", office=CITY)
        supervisor = a_clerk("supervisor", role="supervisor")

        for person in (elsewhere, supervisor):
            with pytest.raises(NotAtWindow):
                operations.sit_down(HALL, "01", by=person.as_actor(), at=NOON)
        with pytest.raises(NotAtWindow):
            operations.sit_down(HALL, "77", by=a_clerk().as_actor(), at=NOON)

    def test_locked_keeps_the_work_and_calls_nobody(self) -> None:
        by = a_clerk_at("01")
        visit = a_served_visit(by)
        operations.lock_window(by=by, at=NOON)

        desk = queries.my_current(by.id)
        assert desk is not None
        assert desk.locked
        assert desk.current is not None
        assert desk.current.uid == visit.uid
        with pytest.raises(NotAtWindow, match="暂离"):
            operations.call_next(by=by, at=NOON)
        operations.unlock_window(by=by, at=NOON)
        assert operations.finish(visit.uid, outcome="answer", by=by, at=NOON).outcome

    def test_handed_over_goes_on_with_everybody_in_hand(self) -> None:
        by = a_clerk_at("01")
        colleague = a_clerk("colleague")
        held = a_served_visit(by)
        operations.hold(held.uid, by=by, at=NOON)
        current = a_called_visit(by)

        operations.hand_over_window(colleague.pk, by=by, at=NOON + minutes(5))

        desk = queries.my_current(colleague.pk)
        assert desk is not None
        assert desk.window == "01"
        assert desk.current is not None
        assert (desk.current.uid, [one.uid for one in desk.held]) == (current.uid, [held.uid])
        assert queries.my_current(by.id) is None
        taken = operations.start_serving(current.uid, by=colleague.as_actor(), at=NOON + minutes(6))
        assert taken.state == State.SERVING

    def test_is_not_left_with_somebody_in_hand(self) -> None:
        by = a_clerk_at("01")
        visit = a_served_visit(by)

        with pytest.raises(WindowBusy, match="A001"):
            operations.leave_window(by=by, at=NOON)
        operations.finish(visit.uid, outcome="sheet", by=by, at=NOON)
        operations.leave_window(by=by, at=NOON)

        assert queries.my_current(by.id) is None


class TestWhoItIs:
    def test_is_noted_when_the_service_begins(self) -> None:
        by = a_clerk_at("01")
        visit = a_called_visit(by)

        visit = operations.note_party(visit.uid, "party-1", by=by, at=NOON)

        assert (visit.state, visit.party_uid) == (State.SERVING, "party-1")

    def test_is_put_right_later_and_the_same_again_changes_nothing(self) -> None:
        by = a_clerk_at("01")
        visit = a_served_visit(by)

        first = operations.note_party(visit.uid, "party-1", by=by, at=NOON)
        again = operations.note_party(visit.uid, "party-1", by=by, at=NOON)

        assert again.party_uid == "party-1"
        assert again.lock_version == first.lock_version

    def test_is_not_changed_once_it_ended(self) -> None:
        by = a_clerk_at("01")
        visit = a_served_visit(by)
        operations.finish(visit.uid, outcome="answer", ref="说清了", by=by, at=NOON)

        with pytest.raises(Refusal, match="已经结束"):
            operations.note_party(visit.uid, "party-1", by=by, at=NOON)


class TestAClerkWhoIsGone:
    def test_leaves_nothing_without_outcome_the_hall_manager_writes_it(self) -> None:
        visit = a_served_visit(a_clerk_at("01"))
        manager = a_posted("MANAGER", "hall_manager").as_actor()

        operations.take_over(visit.uid, by=manager, at=NOON)
        done = operations.finish(visit.uid, outcome="left", by=manager, at=NOON)

        assert done.outcome == "left"
        assert [one.act for one in queries.periods_of(visit.uid)][-2:] == ["take_over", "leave"]

    def test_a_manager_takes_one_at_a_time(self) -> None:
        first, second = (a_served_visit(a_clerk_at(number)) for number in ("01", "02"))
        manager = a_posted("MANAGER", "hall_manager").as_actor()
        operations.take_over(first.uid, by=manager, at=NOON)

        with pytest.raises(WindowBusy, match=first.ticket_no):
            operations.take_over(second.uid, by=manager, at=NOON)

    @pytest.mark.parametrize(("role", "office"), [("clerk", "county"), ("hall_manager", CITY)])
    def test_nobody_else_takes_it(self, role: str, office: str) -> None:
        visit = a_served_visit(a_clerk_at("01"))
        other = a_posted("OTHER", role, office=office).as_actor()

        with pytest.raises(NotAtWindow):
            operations.take_over(visit.uid, by=other, at=NOON)
