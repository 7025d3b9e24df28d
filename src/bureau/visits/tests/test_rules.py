"""Whose turn it is, as pure rules."""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.visits import rules, states
from bureau.visits.refusals import NotPossibleNow
from bureau.visits.rules import InLine
from bureau.visits.states import ENDED, MOVES, State

NOON = datetime(2026, 3, 18, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def one(
    uid: str,
    minute: int,
    *,
    need: bool = False,
    planned: int | None = None,
    window: str = "",
    clerk: str = "",
) -> InLine:
    return InLine(
        uid=uid,
        since=NOON + timedelta(minutes=minute),
        need=need,
        planned_at=None if planned is None else NOON + timedelta(minutes=planned),
        for_window=window,
        for_clerk=clerk,
    )


def order(*line: InLine, since_preferred: int = 99, at: datetime = NOON) -> list[str]:
    return rules.call_order(
        line, window="01", clerk="7", others_since_preferred=since_preferred, at=at
    )


class TestWhoseTurn:
    def test_the_longest_waiting_goes_first(self) -> None:
        assert order(one("b", 2), one("a", 1), one("c", 3)) == ["a", "b", "c"]

    def test_the_green_channel_goes_before_but_only_every_second_call(self) -> None:
        line = [one("a", 1), one("b", 2), one("x", 3, need=True), one("y", 4, need=True)]

        assert order(*line) == ["x", "a", "y", "b"]
        assert order(*line, since_preferred=0) == ["a", "x", "b", "y"]

    def test_without_others_the_preferred_follow_each_other(self) -> None:
        assert order(one("x", 1, need=True), one("y", 2, need=True), since_preferred=0) == [
            "x",
            "y",
        ]

    def test_an_appointment_is_called_when_its_time_has_come(self) -> None:
        line = [one("a", 1), one("booked", 2, planned=30)]

        assert order(*line) == ["a", "booked"]
        assert order(*line, at=NOON + timedelta(minutes=30)) == ["booked", "a"]

    def test_who_was_moved_here_goes_before_everybody(self) -> None:
        line = [one("x", 1, need=True), one("here", 5, window="01"), one("me", 6, clerk="7")]

        assert order(*line) == ["here", "me", "x"]

    def test_who_was_moved_elsewhere_is_not_called_here(self) -> None:
        assert order(one("there", 1, window="02"), one("other", 2, clerk="8")) == []

    @given(
        needs=st.lists(st.booleans(), max_size=30),
        since=st.integers(min_value=0, max_value=5),
    )
    def test_nobody_is_lost_or_starved(self, needs: list[bool], since: int) -> None:
        line = [one(f"{n:02}", n, need=need) for n, need in enumerate(needs)]

        called = order(*line, since_preferred=since)

        assert sorted(called) == [each.uid for each in line]
        preferred = {each.uid for each in line if each.need}
        others_left = len(line) - len(preferred)
        for before, after in pairwise(called):
            others_left -= before not in preferred
            if before in preferred and after in preferred:
                assert others_left == 0


class TestComingBack:
    def test_is_after_two_of_those_waiting(self) -> None:
        places = [NOON + timedelta(minutes=n) for n in (5, 1, 3, 4)]

        place = rules.place_for_return(places, at=NOON + timedelta(hours=1))

        assert NOON + timedelta(minutes=3) < place < NOON + timedelta(minutes=4)

    def test_is_at_the_end_of_a_short_line(self) -> None:
        assert rules.place_for_return([NOON], at=NOON + timedelta(hours=1)) == NOON + timedelta(
            hours=1
        )


class TestHowLong:
    def test_is_shared_by_the_open_windows_and_rounded_up(self) -> None:
        assert rules.wait_minutes(5, windows=2, average=6.0) == 15
        assert rules.wait_minutes(1, windows=3, average=7.0) == 3
        assert rules.wait_minutes(0, windows=0, average=None) == 0
        assert rules.wait_minutes(1, windows=0, average=None) == rules.USUAL_MINUTES

    def test_ticket_numbers_go_on_after_999(self) -> None:
        assert rules.ticket_no("A", 7) == "A007"
        assert rules.ticket_no("A", 1000) == "A1000"


class TestStates:
    def test_every_state_can_be_reached(self) -> None:
        reached = {target for _, target in MOVES.values()} | {State.PLANNED, State.WAITING}

        assert reached == set(State)

    def test_every_state_but_the_last_can_be_left(self) -> None:
        left = {state for allowed, _ in MOVES.values() for state in allowed}

        assert left >= set(State) - {State.FINISHED}
        assert State.FINISHED not in left
        assert State.FINISHED in ENDED

    def test_an_act_that_does_not_fit_is_a_sentence(self) -> None:
        with pytest.raises(NotPossibleNow, match="已办完"):
            states.after("call", State.FINISHED)
