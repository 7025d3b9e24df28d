"""What may stand in a cell, what it means, and what is said of the rest."""

import pytest

from bureau.criteria.rules.cells import in_words, read_cell, read_value
from bureau.criteria.rules.deciding import evaluate_table
from bureau.criteria.rules.kinds import Kind
from bureau.criteria.tests.tables import a_table
from bureau.refusal import Refusal


def holds(cell: str, kind: str, value: object) -> bool:
    table = a_table((cell, "1"), inputs=(("事实", kind),))
    return evaluate_table(table, {"事实": value}).fired == (1,)


class TestAPlainCell:
    @pytest.mark.parametrize(
        ("cell", "kind", "yes", "no"),
        [
            ("< 50", "number", 49, 50),
            ("[50..100)", "number", 50, 100),
            ("]50..100]", "number", 100, 50),
            ("1, 3, [5..6]", "number", 6, 2),
            ("not(1, 3)", "number", 2, 3),
            ("-0.50", "number", -0.5, 0),
            ('"甲", "乙"', "string", "乙", "丙"),
            ('not("甲")', "string", "丙", "甲"),
            ('"他说\\"好\\""', "string", '他说"好"', "好"),
            ("true", "boolean", True, False),
            ('>= date("2026-01-01")', "date", "2026-01-01", "2025-12-31"),
            ('@"2026-01-01"', "date", "2026-01-01", "2026-01-02"),
            (
                '< date and time("2026-01-01T09:00:00+08:00")',
                "dateTime",
                "2026-01-01T00:59:59Z",
                "2026-01-01T01:00:00Z",
            ),
            ('<= duration("P20D")', "dayTimeDuration", "PT480H", "P20DT1S"),
            ('> duration("P1Y")', "yearMonthDuration", "P13M", "P12M"),
            ("null", "number", None, 0),
            ("not(null)", "number", 0, None),
        ],
    )
    def test_holds_for_what_it_says(self, cell: str, kind: str, yes: object, no: object) -> None:
        assert holds(cell, kind, yes)
        assert not holds(cell, kind, no)

    def test_that_is_a_dash_or_empty_holds_for_everything_and_for_null(self) -> None:
        assert holds("-", "number", 7)
        assert holds("", "string", None)

    def test_that_excludes_values_holds_for_null_but_not_where_it_compares(self) -> None:
        assert holds("not(5)", "number", None)
        assert not holds("not(< 5)", "number", None)
        assert not holds("not([1..5], 9)", "number", None)

    def test_compares_decimals_exactly(self) -> None:
        assert holds("[0.3..0.3]", "number", 0.3)
        assert not holds("> 9007199254740993", "number", 9007199254740993)
        assert holds("> 9007199254740992", "number", 9007199254740993)


class TestChineseSigns:
    @pytest.mark.parametrize(
        ("typed", "plain"),
        [
            ("＜５０", "<50"),
            ("≥５０．５", ">=50.5"),
            ("【５０…１００）", "[50..100)"),
            ("［５０．．１００］", "[50..100]"),
            ("[50……100]", "[50..100]"),
            ("１，３、５", "1,3,5"),
            ("ｎｏｔ（１）", "not(1)"),
            ("－", "-"),
        ],
    )
    def test_are_read_as_their_plain_twins(self, typed: str, plain: str) -> None:
        assert read_cell(typed, Kind.NUMBER) == read_cell(plain, Kind.NUMBER)

    def test_inside_quotation_marks_stay_as_they_are(self) -> None:
        cell = read_cell("“甲，（乙）１”、「丙」", Kind.STRING)

        assert [part.low for part in cell.parts] == ["甲，（乙）１", "丙"]

    @pytest.mark.parametrize("typed", ["5。5", "1～5", "1；2", "50％"])
    def test_that_may_mean_two_things_are_refused(self, typed: str) -> None:
        with pytest.raises(Refusal, match="分不清"):
            read_cell(typed, Kind.NUMBER)


class TestACellThatCannotBeRead:
    @pytest.mark.parametrize(
        ("cell", "kind", "said"),
        [
            ("[9..5]", Kind.NUMBER, "上下颠倒"),
            ("(5..5]", Kind.NUMBER, "一个值也没有"),
            ("1e400", Kind.NUMBER, "太大"),
            ("1e999999999", Kind.NUMBER, "太大"),
            ("9" * 300, Kind.NUMBER, "太大"),
            ("NaN", Kind.NUMBER, "不能用"),
            ("Infinity", Kind.NUMBER, "不能用"),
            ("1 + 2", Kind.NUMBER, "不能用"),
            ("? > 5", Kind.NUMBER, "不能用"),
            ("> 3 and < 5", Kind.NUMBER, "不能用"),
            ("abs(3)", Kind.NUMBER, "不能用"),
            ("[1..", Kind.NUMBER, "没有写完"),
            ("<", Kind.NUMBER, "没有写完"),
            ("1,", Kind.NUMBER, "没有写完"),
            ("not(1", Kind.NUMBER, "该有"),
            ('"甲', Kind.STRING, "只有一半"),
            ("小餐饮", Kind.STRING, "双引号"),
            ('< "甲"', Kind.STRING, "没有大小"),
            ('"甲"', Kind.NUMBER, "这一列是数"),
            ("5", Kind.STRING, "这一列是文字"),
            ('date("2026-02-30")', Kind.DATE, "没有“2026-02-30”这一天"),
            ('date("2026-2-3")', Kind.DATE, "不是日期"),
            ('date and time("2026-01-01T25:00:00")', Kind.DATE_TIME, "没有"),
            ('duration("P1M")', Kind.DAYS, "时长"),
            ('duration("PT")', Kind.DAYS, "时长"),
            ("(" * 3000, Kind.NUMBER, "不能用"),
            ("1," * 3000, Kind.NUMBER, "最多"),
        ],
    )
    def test_is_refused_with_what_is_wrong(self, cell: str, kind: Kind, said: str) -> None:
        with pytest.raises(Refusal, match=said):
            read_cell(cell, kind)

    def test_is_an_output_that_must_be_computed(self) -> None:
        with pytest.raises(Refusal, match="不能用"):
            read_value("a + 1", None)


class TestInWords:
    @pytest.mark.parametrize(
        ("cell", "said"),
        [
            ("-", "不论"),
            ("< 50", "50以下（不含）"),
            ("[50..100)", "50到100（含、不含）"),
            ("not(1, null)", "不是1、没有填写"),
        ],
    )
    def test_a_cell_is_said_as_a_person_would(self, cell: str, said: str) -> None:
        assert in_words(read_cell(cell, Kind.NUMBER), Kind.NUMBER) == said
