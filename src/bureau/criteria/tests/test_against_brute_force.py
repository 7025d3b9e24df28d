"""Whatever the table and its hit policy: the quick answers are those of trying everything."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bureau.criteria.dmn.reading import read_dmn
from bureau.criteria.dmn.writing import write_dmn
from bureau.criteria.rules.deciding import Decider
from bureau.criteria.rules.proof import check_table
from bureau.criteria.tests.naive import POLICIES, Column, Plain

HALF = Decimal("0.5")
NUMBERS = (-1, 0, 1, 2, 3)
BETWEEN = tuple(value + step for value in (-2, *NUMBERS) for step in (0, HALF))
WORDS = ("甲", "乙", "丙")


def number_tests() -> st.SearchStrategy[tuple[Any, ...]]:
    number = st.sampled_from(NUMBERS)
    interval = st.tuples(number, st.booleans(), number, st.booleans()).filter(
        lambda ends: ends[0] < ends[2]
    )
    return st.one_of(
        st.tuples(st.sampled_from(("=", "<", "<=", ">", ">=")), number),
        interval.map(lambda ends: ("..", *ends)),
    )


def cells_of(each: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    several = st.lists(each | st.just(("=", None)), min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.just(("-",)),
        st.tuples(st.just("in"), st.lists(each, min_size=1, max_size=2).map(tuple)),
        st.tuples(st.sampled_from(("in", "not")), several),
    )


NUMBER_TESTS = cells_of(number_tests())
WORD_TESTS = cells_of(st.sampled_from(WORDS).map(lambda word: ("=", word)))
TRUTH_TESTS = cells_of(st.booleans().map(lambda truth: ("=", truth)))


@st.composite
def plain_tables(draw: st.DrawFn) -> Plain:
    columns, cells = [], []
    for place in range(draw(st.integers(1, 3))):
        kind, tests, sample = draw(
            st.sampled_from(
                (
                    ("number", NUMBER_TESTS, (*BETWEEN, None)),
                    ("string", WORD_TESTS, (*WORDS, "丁", None)),
                    ("boolean", TRUTH_TESTS, (True, False, None)),
                )
            )
        )
        domain = draw(st.none() | tests.filter(lambda test: test[0] != "-"))
        columns.append(Column(f"c{place}", kind, domain, sample))
        cells.append(tests)
    policy = draw(st.sampled_from(POLICIES))
    outputs = tuple(draw(st.permutations((1, 2, 3))))
    rows = draw(st.lists(st.tuples(st.tuples(*cells), st.sampled_from(outputs)), max_size=5))
    return Plain(policy, tuple(columns), tuple(rows), outputs)


class TestEveryTable:
    @given(plain_tables())
    @settings(max_examples=120, deadline=None)
    def test_gives_the_result_of_brute_force(self, plain: Plain) -> None:
        decider = Decider(plain.table())

        for point in plain.points():
            result = decider.decide(point)
            expected = plain.result(point)
            assert bool(result.error) is (expected is ...)
            assert result.error or result.output == expected

    @given(plain_tables())
    @settings(max_examples=120, deadline=None)
    def test_is_complete_exactly_where_some_row_always_holds(self, plain: Plain) -> None:
        proof = check_table(plain.table())

        open_points = [point for point in plain.points() if not plain.holding(point)]
        assert proof.complete is (not open_points)
        assert all(not plain.holding(gap.witness) for gap in proof.gaps)
        assert bool(proof.gaps) is bool(open_points)

    @given(plain_tables())
    @settings(max_examples=120, deadline=None)
    def test_has_every_overlap_named_with_a_witness(self, plain: Plain) -> None:
        proof = check_table(plain.table())

        together = {
            (one, other)
            for point in plain.points()
            for rows in [plain.holding(point)]
            for place, one in enumerate(rows)
            for other in rows[place + 1 :]
        }
        assert {overlap.rows for overlap in proof.overlaps} == together
        for overlap in proof.overlaps:
            assert set(overlap.rows) <= set(plain.holding(overlap.witness))
            assert overlap.conflict is plain.conflict(*overlap.rows)

    @given(plain_tables())
    @settings(max_examples=100, deadline=None)
    def test_knows_the_rows_that_never_decide(self, plain: Plain) -> None:
        proof = check_table(plain.table())

        points = list(plain.points())
        held = {row for point in points for row in plain.holding(point)}
        idle = {row for row in range(1, len(plain.rows) + 1) if row not in held}
        if plain.policy in ("F", "P"):
            decided = {row for point in points for row in _deciding(plain, point)}
            idle = {row for row in range(1, len(plain.rows) + 1) if row not in decided}
        assert {flaw.row for flaw in proof.unreachable} == idle

    @given(plain_tables())
    @settings(max_examples=100, deadline=None)
    def test_is_the_same_without_its_repeated_rows(self, plain: Plain) -> None:
        if plain.policy not in ("A", "P", "C<", "C>"):
            return
        again = {flaw.row for flaw in check_table(plain.table()).repeated}
        rows = tuple(row for number, row in enumerate(plain.rows, 1) if number not in again)
        shorter = replace(plain, rows=rows)

        assert all(plain.result(point) == shorter.result(point) for point in plain.points())

    @given(plain_tables())
    @settings(max_examples=100, deadline=None)
    def test_may_have_the_rows_called_mergeable_merged(self, plain: Plain) -> None:
        for one, other, _ in check_table(plain.table()).mergeable:
            merged = plain.merged(one, other)

            # A conflict of the two rows themselves is gone once they are one.
            assert all(
                plain.result(point) in (..., merged.result(point)) for point in plain.points()
            )

    @given(plain_tables())
    @settings(max_examples=60, deadline=None)
    def test_is_the_same_when_written_and_read_again(self, plain: Plain) -> None:
        table = plain.table()

        assert read_dmn(write_dmn([table])).tables == (table,)


def _deciding(plain: Plain, point: dict[str, Any]) -> list[int]:
    rows = plain.holding(point)
    if plain.policy == "F":
        return rows[:1]
    best = plain.result(point)
    return [row for row in rows if plain.rows[row - 1][1] == best]
