"""What is said of a table before it may be published."""

from decimal import Decimal

import pytest

from bureau.criteria.rules.deciding import evaluate_table
from bureau.criteria.rules.proof import check_table
from bureau.criteria.rules.tables import Table
from bureau.criteria.tests.tables import a_table

KINDS = (("业态", "string", '"餐馆", "食堂"'), ("面积", "number", ">= 0"))


class TestAGap:
    def test_is_named_with_a_witness_and_a_region(self) -> None:
        table = a_table(
            ('"餐馆"', "< 50", "1"), ('"餐馆"', "> 50", "2"), ('"食堂"', "-", "3"), inputs=KINDS
        )

        proof = check_table(table)

        assert proof.complete is False
        assert [gap.witness for gap in proof.gaps] == [{"业态": "餐馆", "面积": 50}]
        assert proof.gaps[0].region == {"业态": '"餐馆"', "面积": "50"}

    def test_between_two_decimals_is_found_however_narrow(self) -> None:
        table = a_table(("<= 0.1", "1"), (">= 0.10000000000000000000001", "2"))

        (gap,) = check_table(table).gaps

        assert Decimal("0.1") < Decimal(str(gap.witness["面积"])) < Decimal("0.2")
        assert not evaluate_table(table, {"面积": Decimal(str(gap.witness["面积"]))}).fired

    def test_is_not_between_two_days_that_follow_each_other(self) -> None:
        rows = (('<= date("2026-02-28")', "1"), ('>= date("2026-03-01")', "2"))

        assert check_table(a_table(*rows, inputs=(("日", "date"),))).complete is True

    def test_is_any_other_word_where_no_domain_is_declared(self) -> None:
        table = a_table(('"甲"', "1"), ('"乙"', "2"), inputs=(("种类", "string"),))

        (gap,) = check_table(table).gaps

        assert gap.witness == {"种类": "（其他）"}

    def test_is_null_only_where_null_belongs_to_the_domain(self) -> None:
        without = a_table(("true", "1"), ("false", "2"), inputs=(("有", "boolean"),))
        declared = a_table(
            ("true", "1"), ("false", "2"), inputs=(("有", "boolean", "true, false, null"),)
        )

        assert check_table(without).complete is True
        assert [gap.witness for gap in check_table(declared).gaps] == [{"有": None}]


class TestARow:
    def test_that_overlaps_another_is_a_conflict_with_a_witness(self) -> None:
        (overlap,) = check_table(a_table(("<= 50", "1"), (">= 50", "2"))).overlaps

        assert (overlap.rows, overlap.witness, overlap.conflict) == ((1, 2), {"面积": 50}, True)

    def test_behind_stronger_ones_is_unreachable(self) -> None:
        table = a_table(("< 9", "1"), ("> 5", "2"), ("7", "3"), policy="FIRST")

        assert [flaw.row for flaw in check_table(table).unreachable] == [3]

    def test_that_another_row_already_says_is_repeated(self) -> None:
        table = a_table(("< 9", "1"), ("[2..5]", "1"), (">= 9", "2"), policy="ANY")

        assert [flaw.row for flaw in check_table(table).repeated] == [2]
        assert not check_table(table).sound

    def test_that_says_the_same_as_another_is_mergeable(self) -> None:
        table = a_table(("< 5", "1"), ("5", "2"), ("> 5", "1"))

        assert check_table(table).mergeable == ((1, 3, "面积"),)

    def test_that_names_a_value_outside_the_domain_is_named_with_its_cell(self) -> None:
        table = a_table(('"餐馆"', "< 0", "1"), ('"饭店"', "-", "2"), inputs=KINDS)

        outside = [(flaw.row, flaw.column) for flaw in check_table(table).outside]
        assert outside == [(1, "面积"), (2, "业态")]
        assert [flaw.row for flaw in check_table(table).unreachable] == [1, 2]


class TestATableOfManyRows:
    SIDE = range(12)

    def grid(self, *, without: tuple[int, int] | None = None) -> Table:
        """144 rows, one for each pair of whole numbers from 0 to 11."""
        rows = [(str(x), str(y), "1") for x in self.SIDE for y in self.SIDE if (x, y) != without]
        domain = "[0..11]"
        return a_table(*rows, inputs=(("x", "integer", domain), ("y", "integer", domain)))

    def test_is_proven_complete(self) -> None:
        assert check_table(self.grid()).complete is True

    @pytest.mark.parametrize("missing", [(0, 0), (5, 7), (11, 11)])
    def test_has_its_one_gap_found(self, missing: tuple[int, int]) -> None:
        (gap,) = check_table(self.grid(without=missing)).gaps

        assert gap.witness == {"x": missing[0], "y": missing[1]}


class TestATableTooWideToProve:
    def test_says_so_and_is_not_sound(self) -> None:
        inputs = tuple((f"c{n}", "number") for n in range(6))
        spans = [[(n * 7 + c * 3) % 11 for c in range(6)] for n in range(40)]
        rows = [(*(f"[{low}..{low + 6}]" for low in row), "1") for row in spans]
        table = a_table(*rows, inputs=inputs, policy="COLLECT")

        proof = check_table(table, work_allowed=50)

        assert proof.complete is None
        assert "太宽" in proof.too_wide
        assert not proof.sound
