"""The tables of states: every state can be reached and left, every other move is refused."""

from itertools import product

import pytest
from tests.clauses import clause

from bureau.cases.states import (
    FINAL,
    LABELS,
    LICENCE,
    MOVES,
    OPEN,
    UNDELIVERED,
    Moves,
    NotAllowedNow,
    State,
    after,
    moves_of,
    offered,
)
from bureau.catalogue.elements import CASE_PROCEDURES, Procedure

TABLES = pytest.mark.parametrize("procedure", sorted(MOVES))


def reached(moves: Moves) -> set[State]:
    """Every state a case can come to from its receipt."""
    found = {State.RECEIVED}
    while True:
        more = {target for sources, target in moves.values() if sources & found} - found
        if not more:
            return found
        found |= more


class TestEveryTable:
    def test_there_is_one_for_each_procedure_with_a_chain(self) -> None:
        assert set(MOVES) == CASE_PROCEDURES
        assert moves_of(Procedure.GUIDE_ONLY) == {}

    @TABLES
    def test_every_state_it_names_can_be_reached(self, procedure: Procedure) -> None:
        moves = MOVES[procedure]
        named = {target for _, target in moves.values()} | {
            state for sources, _ in moves.values() for state in sources
        }

        unreachable = named - reached(moves) - {State.AWAITING_CORRECTION, State.REFUSED}

        assert unreachable == set()

    @TABLES
    def test_every_state_but_the_last_ones_can_be_left(self, procedure: Procedure) -> None:
        moves = MOVES[procedure]

        stuck = {state for state in reached(moves) - FINAL if not offered(state, moves)}

        assert stuck == set()

    @TABLES
    def test_nothing_is_done_with_what_is_over(self, procedure: Procedure) -> None:
        assert {state: offered(state, MOVES[procedure]) for state in FINAL} == dict.fromkeys(
            FINAL, ()
        )

    def test_every_state_is_open_to_deliver_or_over(self) -> None:
        assert set(State) == OPEN | UNDELIVERED | FINAL
        assert OPEN.isdisjoint(UNDELIVERED | FINAL)
        assert set(LABELS) == set(State)


@clause("3.2.3-i")
class TestAMoveOutsideTheTable:
    @TABLES
    def test_is_refused_from_every_state_it_does_not_name(self, procedure: Procedure) -> None:
        moves = MOVES[procedure]

        for act, state in product(moves, State):
            sources, target = moves[act]
            if state in sources:
                assert after(act, state, moves) == target
            else:
                with pytest.raises(NotAllowedNow):
                    after(act, state, moves)

    @TABLES
    def test_an_act_of_another_procedure_is_refused(self, procedure: Procedure) -> None:
        foreign = set(LICENCE) - set(MOVES[procedure])

        for act in foreign:
            with pytest.raises(NotAllowedNow, match="没有这一步"):
                after(act, State.RECEIVED, MOVES[procedure])

    def test_there_is_no_refusal_before_acceptance(self) -> None:
        for moves in MOVES.values():
            before = {State.RECEIVED, State.AWAITING_CORRECTION}
            assert all("refuse" not in offered(state, moves) for state in before), (
                "行政许可法第三十二条 knows no such answer"
            )

    def test_only_a_licence_can_be_accepted_by_silence(self) -> None:
        assert [one for one in MOVES if "accept_by_silence" in MOVES[one]] == [Procedure.LICENCE]

    def test_a_filing_cannot_be_refused(self) -> None:
        assert "refuse" not in MOVES[Procedure.FILING]
