"""A list kept elsewhere, from its Excel to the cell, the task and the trend."""

import time
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.clauses import clause

from bureau.catalogue import operations as catalogue
from bureau.catalogue.elements import Basis, Step
from bureau.catalogue.exchange.tests.factories import a_workbook, exported
from bureau.catalogue.exchange.workbook import read_workbook
from bureau.catalogue.operations import Claim, claim_listings
from bureau.catalogue.queries import drafts
from bureau.catalogue.sameness import operations, queries
from bureau.catalogue.sameness.models import ForeignList, ForeignRow
from bureau.catalogue.sameness.reading import ForeignItem, as_plain, read_list, term_of
from bureau.catalogue.sameness.rules import Element, Said, departures, said_by
from bureau.catalogue.tests.factories import (
    HOUSE,
    NOON,
    TODAY,
    a_content,
    a_row,
    an_edition,
    keeper,
)
from bureau.offices.tests.factories import CODES, COUNTY, some_offices
from bureau.refusal import Refusal
from bureau.tasks.queries import open_tasks

pytestmark = pytest.mark.django_db

CODE = "430731000000"
HEAD = (
    *("序号", "事项名称", "基本编码", "业务办理项编码", "事项类型", "设定依据", "行使层级"),
    *("办理流程", "法定时限", "承诺时限", "申请材料"),
)


def an_item(**changes: Any) -> None:
    values: dict[str, Any] = {
        "catalogue_code": CODE,
        "handling_item_code": "01",
        "bases": (Basis(document="茶法", article="三"),),
    }
    an_edition(**(values | changes))


def a_county_row(**changes: str) -> list[str]:
    same = {
        "事项名称": "茶馆许可",
        "基本编码": CODE,
        "业务办理项编码": "01",
        "事项类型": "行政许可",
        "设定依据": "《茶法》第三条",
        "行使层级": "县级",
        "办理流程": "受理→决定→送达",
        "法定时限": "10个工作日",
        "承诺时限": "5个工作日",
        "申请材料": "1.平面图\n2.营业执照",
    }
    return ["1", *(same | changes).values()]


def items_of(*rows: list[str]) -> list[ForeignItem]:
    items, book = read_list(read_workbook(a_workbook({"Sheet1": [HEAD, *rows]}), "县.xlsx"))
    assert book.errors == []
    return items


def taken(*rows: list[str], upload: str = "1", at: Any = NOON) -> ForeignList:
    some_offices()
    return operations.take_list(
        items_of(*rows), unit=COUNTY, upload=upload, file_name="县.xlsx", by=HOUSE, at=at
    )


@clause("3.1.1-b")
class TestACountysExcel:
    def test_a_list_that_says_the_same_is_the_same_in_every_element(self) -> None:
        an_item()
        source = taken(a_county_row())

        found = queries.outcome_of(source, on=TODAY).outcome

        assert found.differing == ()
        assert (found.same, found.compared) == (9, 9)

    def test_planted_differences_in_six_elements_are_found_and_only_those(self) -> None:
        an_item()
        an_item(item="inn", name="客栈许可", handling_item_code="02")
        planted = a_county_row(
            事项类型="行政确认",
            设定依据="《茶法》第四条",
            行使层级="乡级",
            办理流程="受理→审查→决定→送达",
            法定时限="10个自然日",
            申请材料="平面图\n营业执照\n健康证",
        )
        same = a_county_row(事项名称="客栈许可", 业务办理项编码="02")
        source = taken(planted, same)

        found = queries.outcome_of(source, on=TODAY).outcome

        assert [one.element for one in departures(found.cells["tea-house"])] == [
            Element.TYPE,
            Element.BASIS,
            Element.LEVELS,
            Element.FLOW,
            Element.STATUTORY,
            Element.MATERIALS,
        ]
        assert found.differing == ("tea-house",)

    def test_our_own_workbook_can_be_such_a_list(self) -> None:
        an_item(steps=(Step(key="decide", kind="decide", name="决定"),))
        content = a_content(
            catalogue_code=CODE, bases=(Basis(document="茶法", article="三"),), name="茶楼许可"
        )
        row = replace(a_row(), content=content)

        items, _ = read_list(read_workbook(exported([row]), "县.xlsx"))
        some_offices()
        source = operations.take_list(
            items, unit=COUNTY, upload="1", file_name="a", by=HOUSE, at=NOON
        )
        found = queries.outcome_of(source, on=TODAY).outcome

        assert [one.element for one in departures(found.cells["tea-house"])] == [
            Element.NAME,
            Element.FLOW,
        ]

    def test_a_row_found_by_its_name_waits_for_a_person(self) -> None:
        an_item()
        source = taken(a_county_row(基本编码="", 业务办理项编码=""))

        before = queries.outcome_of(source, on=TODAY)
        count = operations.confirm_rows(
            source, [one[0] for one in before.proposed], by=keeper(), at=NOON
        )
        after = queries.outcome_of(source, on=TODAY)

        assert before.outcome.orphans == ("茶馆许可",)
        assert count == 1
        assert (after.outcome.orphans, list(after.outcome.cells)) == ((), ["tea-house"])
        assert after.proposed == ()

    def test_two_rows_of_one_name_are_not_both_confirmed(self) -> None:
        an_item()
        source = taken(*[a_county_row(基本编码="", 业务办理项编码="")] * 2)
        rows = [one[0] for one in queries.outcome_of(source, on=TODAY).proposed]

        with pytest.raises(Refusal, match="只选一行"):
            operations.confirm_rows(source, rows, by=keeper(), at=NOON)

        assert queries.outcome_of(source, on=TODAY).outcome.orphans == ("茶馆许可",) * 2

    def test_a_blank_cell_says_nothing_and_none_says_none(self) -> None:
        (blank,) = items_of(a_county_row(法定时限="", 承诺时限=""))
        (none,) = items_of(a_county_row(法定时限="无"))

        assert (blank.said.statutory, blank.said.promise) == (None, None)
        assert none.said.statutory == (0, "")

    def test_missing_items_are_those_the_office_has_claimed(self) -> None:
        an_item()
        an_item(item="inn", name="客栈许可", handling_item_code="02")
        some_offices()
        claim_listings(
            [Claim("inn", CODES[COUNTY], COUNTY, TODAY)],
            by=HOUSE,
            at=NOON,
        )
        source = taken(a_county_row(), a_county_row(事项名称="别的", 基本编码="9"))

        found = queries.outcome_of(source, on=TODAY).outcome

        assert found.missing == ("inn",)
        assert found.orphans == ("别的",)

    @pytest.mark.parametrize(
        ("text", "term"),
        [
            ("10个工作日", (10, "working_day")),
            ("５工作日", (5, "working_day")),
            ("当场办结", (0, "on_the_spot")),
            ("20天", (20, "natural_day")),
            ("尽快", (0, "尽快")),
        ],
    )
    def test_limits_as_people_write_them(self, text: str, term: tuple[int, str]) -> None:
        (item,) = items_of(a_county_row(承诺时限=text))

        assert item.said.promise == term
        assert term_of("3", "month") == (3, "month")


class TestBadLists:
    def test_one_item_twice_is_refused_whole(self) -> None:
        an_item()

        with pytest.raises(Refusal, match=r"第2行、.*第3行是同一个事项"):
            taken(a_county_row(), a_county_row())

        assert not ForeignRow.objects.exists()

    def test_the_same_file_is_taken_once(self) -> None:
        an_item()
        taken(a_county_row())

        with pytest.raises(Refusal, match="已经收下过"):
            taken(a_county_row())

    def test_who_keeps_neither_the_items_nor_that_office_is_refused(self) -> None:
        an_item()
        some_offices()

        with pytest.raises(Refusal, match="授权"):
            operations.take_list(
                items_of(a_county_row()),
                unit="省库",
                upload="1",
                file_name="a",
                by=keeper(office=COUNTY),
                at=NOON,
            )

    def test_an_office_s_keeper_brings_its_own_list(self) -> None:
        an_item()
        by = keeper(office=COUNTY)

        made = operations.take_list(
            items_of(a_county_row()), unit=COUNTY, upload="1", file_name="a", by=by, at=NOON
        )

        assert made.name == "county 局"


class TestTheCorrection:
    def test_goes_to_the_unit_with_a_day_and_names_what_differs(self) -> None:
        an_item()
        source = taken(a_county_row(承诺时限="8个工作日"))
        last = TODAY + timedelta(days=10)

        operations.ask_for_correction(source, "tea-house", due_on=last, by=keeper(), at=NOON)
        operations.ask_for_correction(source, "tea-house", due_on=last, by=keeper(), at=NOON)

        (task,) = open_tasks(offices=[COUNTY])
        assert task.subject == "更正单：“茶馆许可”的承诺时限与全市统一的不一致"
        assert task.due_at.date() == last

    def test_is_not_sent_for_what_is_the_same(self) -> None:
        an_item()
        source = taken(a_county_row())

        with pytest.raises(Refusal, match="没有不一致"):
            operations.ask_for_correction(source, "tea-house", due_on=TODAY, by=keeper(), at=NOON)

    def test_its_day_is_not_over(self) -> None:
        an_item()
        source = taken(a_county_row(承诺时限="8个工作日"))

        with pytest.raises(Refusal, match="不能早于今天"):
            operations.ask_for_correction(
                source, "tea-house", due_on=date(2020, 1, 1), by=keeper(), at=NOON
            )


@clause("3.1.1-e")
class TestTheTrend:
    def test_every_import_is_measured_under_the_formula_of_its_time(self) -> None:
        an_item()
        taken(a_county_row(承诺时限="8个工作日"))
        operations.choose_elements(["code", "name", "promise"], by=keeper(), at=NOON)
        taken(a_county_row(), upload="2", at=NOON + timedelta(days=30))

        first, second = queries.trend(unit=COUNTY)

        assert (first.same, first.compared) == (8, 9)
        assert (second.same, second.compared) == (3, 3)
        assert first.formula != second.formula
        assert queries.matrix(on=TODAY).formula == second.formula

    def test_the_matrix_shows_the_newest_list_of_every_unit(self) -> None:
        an_item()
        taken(a_county_row(承诺时限="8个工作日"))
        taken(a_county_row(), upload="2")

        seen = queries.matrix(on=TODAY)

        assert [one.facts.unit for one in seen.lists] == [COUNTY]
        assert (seen.same, seen.compared) == (9, 9)

    def test_n_is_at_least_one(self) -> None:
        with pytest.raises(Refusal, match="至少"):
            operations.choose_elements([], by=keeper(), at=NOON)


class TestAtSize:
    def test_fifteen_units_and_their_townships_with_three_hundred_items_take_five_seconds(
        self,
    ) -> None:
        catalogue.import_items(
            [a_row(item=f"i-{n}", catalogue_code=f"{n:012}") for n in range(300)],
            by=HOUSE,
            at=NOON,
        )
        catalogue.open_for_trial([one.id for one in drafts()], by=HOUSE, at=NOON)
        ours = {f"i-{n}": said_by(a_content(catalogue_code=f"{n:012}")) for n in range(300)}
        lists = [
            ForeignList(
                unit=f"u-{n}",
                name=f"单位 {n}",
                of_office=False,
                upload=str(n),
                file_name="a",
                imported_by="a",
                imported_at=NOON,
            )
            for n in range(15 + 180)
        ]
        ForeignList.objects.bulk_create(lists)
        ForeignRow.objects.bulk_create(
            [
                a_foreign_row(source, item, said, number)
                for number, source in enumerate(lists)
                for item, said in ours.items()
            ],
            batch_size=2_000,
        )

        began = time.process_time()
        seen = queries.matrix(on=TODAY)
        took = timedelta(seconds=time.process_time() - began)

        assert sum(len(one.outcome.cells) for one in seen.lists) == 195 * 300
        assert sum(len(one.outcome.differing) for one in seen.lists) == 195
        assert took < timedelta(seconds=5)


def a_foreign_row(source: ForeignList, item: str, said: Said, number: int) -> ForeignRow:
    """The row of an item; in one item every list has its own name for it."""
    if item == "i-7":
        said = replace(said, name=f"另一个名称 {number}")
    one = ForeignItem("第2行", item, "", "", said.name or "", said)
    return ForeignRow(
        source=source,
        place=one.row,
        name=one.name,
        item=item,
        digest=one.digest,
        said=as_plain(said),
    )
