"""Excel as keepers really use it: read as they meant it, or refused with place and mend."""

import io
from datetime import datetime
from typing import Any

import pytest
import xlsxwriter

from bureau.catalogue.exchange.tests.factories import (
    TEA,
    TEA_HEAD,
    a_workbook,
    exported,
    part_of,
    read,
    with_part,
)
from bureau.catalogue.exchange.workbook import BadWorkbook, read_workbook
from bureau.catalogue.files import dump
from bureau.catalogue.tests.factories import a_content, a_row

ITEMS = [TEA_HEAD, TEA]
MATERIAL_HEAD = ("事项键", "键", "材料名称", "份数")


def messages(stream: io.BytesIO) -> list[str]:
    return [f"{one.row} {one.field}：{one.message}" for one in read(stream).errors]


class TestWhatKeepersWrite:
    def test_columns_may_stand_in_any_order_under_a_title(self) -> None:
        order = [3, 0, 9, 1, 2, 8, 4, 7, 5, 6]
        rows = [
            ["某某县市场监管局事项清单"],
            [],
            [TEA_HEAD[place] for place in order],
            [TEA[place] for place in order],
        ]

        book = read(a_workbook({"事项清单": rows}))

        assert book.errors == []
        assert book.rows[0].content.name == "茶馆许可"
        assert book.rows[0].content.levels == ("市", "县")

    def test_the_head_may_have_two_rows(self) -> None:
        top = [*TEA_HEAD, "法定时限", None, "承诺时限", None]
        below = [*[None] * len(TEA_HEAD), "数值", "单位", "数值", "单位"]
        merged = [(f"{chr(65 + n)}1", f"{chr(65 + n)}2", TEA_HEAD[n]) for n in range(10)]
        merged += [("K1", "L1", "法定时限"), ("M1", "N1", "承诺时限")]
        rows = [top, below, [*TEA, 10, "工作日", "5", "工作日"]]

        book = read(a_workbook({"事项": rows}, merged={"事项": merged}))

        assert book.errors == []
        limits = book.rows[0].content.statutory_limit, book.rows[0].content.promised_limit
        assert [(one.value, one.unit) for one in limits if one] == [
            (10, "working_day"),
            (5, "working_day"),
        ]

    def test_a_merged_key_holds_for_all_its_rows(self) -> None:
        rows = [MATERIAL_HEAD, ["tea-house", "a", "平面图", 1], [None, "b", "租赁合同", 2]]
        sheets = {"事项": ITEMS, "申请材料": rows}

        book = read(a_workbook(sheets, merged={"申请材料": [("A2", "A3", "tea-house")]}))

        assert book.errors == []
        assert [(one.key, one.copies) for one in book.rows[0].content.materials] == [
            ("a", 1),
            ("b", 2),
        ]

    def test_blanks_around_words_and_blank_rows_mean_nothing(self) -> None:
        rows = [
            TEA_HEAD,
            [f"  {one}　" for one in TEA],
            *[["   ", "", "　"]] * 30,
        ]

        book = read(a_workbook({" 事项 ": rows}))

        assert book.errors == []
        assert book.rows[0].item == "tea-house"
        assert book.rows[0].content.name == "茶馆许可"

    def test_numbers_may_be_words_and_words_numbers(self) -> None:
        head = [*TEA_HEAD, "补正天数", "到现场次数", "备注"]
        rows = [head, [TEA[0], 1, *TEA[2:], "３０", "0", 2024]]

        book = read(a_workbook({"事项": rows}))

        content = book.rows[0].content
        assert (book.rows[0].number, content.supplement_days, content.visits) == ("1", 30, 0)
        assert content.notes == "2024"

    def test_codes_keep_their_leading_zeros(self) -> None:
        rows = [[*TEA_HEAD, "基本编码"], [*TEA, "000131024000"]]

        assert read(a_workbook({"事项": rows})).rows[0].content.catalogue_code == "000131024000"

    @pytest.mark.parametrize("day", ["2026/1/1", "2026年1月1日", "2026.01.01", 46023])
    def test_days_in_every_way_of_writing(self, day: Any) -> None:
        rows = [TEA_HEAD, [*TEA[:2], day, *TEA[3:]]]

        assert read(a_workbook({"事项": rows})).rows[0].valid_from.isoformat() == "2026-01-01"

    def test_a_sheet_or_column_that_is_not_there_changes_nothing(self) -> None:
        before = dump(a_content())
        rows = [MATERIAL_HEAD, ["tea-house", "plan", "平面图", 3]]

        book = read(a_workbook({"事项": ITEMS, "材料": rows}), held=lambda item, number: before)

        content = book.rows[0].content
        assert [step.key for step in content.steps] == ["receive", "decide", "deliver"]
        assert content.promised_limit == a_content().promised_limit
        assert [(one.key, one.copies, one.mark) for one in content.materials] == [
            ("plan", 3, "confirmed")
        ]

    def test_a_blank_cell_under_its_head_takes_away(self) -> None:
        before = dump(a_content())
        rows = [[*TEA_HEAD, "承诺时限（数值）", "承诺时限（单位）"], [*TEA, None, None]]

        book = read(a_workbook({"事项": rows}), held=lambda item, number: before)

        assert book.rows[0].content.promised_limit is None

    def test_what_no_column_of_ours_holds_is_kept_as_a_note_and_said(self) -> None:
        rows = [[*MATERIAL_HEAD, "经办人电话"], ["tea-house", "plan", "平面图", 1, "7710001"]]
        stream = a_workbook({"事项": ITEMS, "材料": rows})

        book = read(stream)
        again = read(stream, held=lambda item, number: dump(book.rows[0].content))

        assert book.rows[0].content.notes == "【材料·经办人电话】平面图：7710001"
        assert "“经办人电话”列没有对应的要素" in book.remarks[0]
        assert again.rows[0].content == book.rows[0].content


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("code", "sentence"),
        [
            (131024000, "编码被Excel当成了数字“131024000”"),
            (1.31e11, "编码被Excel当成了数字"),
            ("1.31E+11", "原来的编码已经看不出来"),
        ],
    )
    def test_a_code_that_became_a_number(self, code: Any, sentence: str) -> None:
        rows = [[*TEA_HEAD, "基本编码"], [*TEA, code]]

        (message,) = messages(a_workbook({"事项": rows}))

        assert message.startswith("〔事项〕第2行 K列“基本编码”")
        assert sentence in message
        assert "文本" in message

    def test_formulas_links_and_hidden_sheets_with_their_places(self) -> None:
        def spoil(sheet: Any) -> None:
            if sheet.get_name() == "材料":
                sheet.write_formula("D2", "=1+1", None, 2)
                sheet.write_url("C2", "https://example.org/", string="平面图")
            if sheet.get_name() == "环节":
                sheet.hide()

        rows = [MATERIAL_HEAD, ["tea-house", "plan", "平面图", 1]]
        sheets = {"事项": ITEMS, "材料": rows, "环节": [["事项键"]]}

        found = "\n".join(messages(a_workbook(sheets, with_sheet=spoil)))

        assert "〔材料〕 D2：有公式" in found
        assert "〔材料〕 C2：有超链接" in found
        assert "〔环节〕 ：这张表是隐藏的" in found

    def test_a_million_empty_rows(self) -> None:
        stream = a_workbook({"事项": ITEMS})
        sheet = part_of(stream, "xl/worksheets/sheet1.xml").decode()
        empty = "".join(f'<row r="{n}" spans="1:9"/>' for n in range(3, 1_000_003))
        stream = with_part(
            stream,
            "xl/worksheets/sheet1.xml",
            sheet.replace("</sheetData>", f"{empty}</sheetData>").encode(),
        )

        (message,) = messages(stream)

        assert "空行" in message
        assert "右键删除" in message

    def test_the_same_key_twice(self) -> None:
        rows = [MATERIAL_HEAD, ["tea-house", "a", "甲", 1], ["tea-house", "a", "乙", 1]]

        found = messages(a_workbook({"事项": [TEA_HEAD, TEA, TEA], "材料": rows}))

        assert found == [
            "〔事项〕第3行 A列“事项键”：tea-house 第1版与〔事项〕第2行重复。"
            "请只留一行，或者改版次。",
            "〔材料〕第3行 B列“键”：键“a”在同一处写了两遍。请改成不同的键，或者删去一行。",
        ]

    def test_a_row_of_no_item(self) -> None:
        rows = [MATERIAL_HEAD, ["wine-house", "a", "甲", 1], [None, "b", "乙", 1]]

        found = messages(a_workbook({"事项": ITEMS, "材料": rows}))

        assert "“事项”表里没有wine-house" in found[0]
        assert "没有写事项键" in found[1]

    def test_every_wrong_cell_at_once_with_row_and_column(self) -> None:
        rows = [
            [*TEA_HEAD, "补正天数", "网上可办"],
            [*TEA[:2], "不久以后", *TEA[3:], "三十天", "也许"],
            ["wine-house", "1", "2026-01-01", None, "买卖", *TEA[5:], 30, "是"],
        ]

        found = "\n".join(messages(a_workbook({"事项": rows})))

        assert "第2行 C列“生效日”：“不久以后”不是日期" in found
        assert "第2行 K列“补正天数”：“三十天”不是整数" in found
        assert "第2行 L列“网上可办”：“也许”看不懂" in found
        assert "第3行 D列“事项名称”：缺少这一项" in found
        assert "第3行 E列“程序”：只能是这些之一" in found

    def test_a_number_that_excel_took_for_a_day(self) -> None:
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            sheet = book.add_worksheet("事项")
            sheet.write_row(0, 0, [*TEA_HEAD, "备注"])
            sheet.write_row(1, 0, TEA)
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            sheet.write_datetime(1, len(TEA), datetime(2026, 1, 2), day)  # noqa: DTZ001

        assert "当成了日期" in messages(stream)[0]

    def test_a_sheet_nobody_knows(self) -> None:
        (message,) = messages(a_workbook({"事项": ITEMS, "Sheet3": [["随手记的"]]}))

        assert "不认识这张表" in message

    def test_two_columns_of_one_name(self) -> None:
        (message,) = messages(a_workbook({"事项": [[*TEA_HEAD, "名称"], [*TEA, "茶楼"]]}))

        assert "是同一项" in message

    @pytest.mark.parametrize(
        ("name", "spoil", "sentence"),
        [
            ("清单.xlsm", lambda stream: stream, "只能导入 .xlsx"),
            ("清单.xls", lambda stream: stream, "只能导入 .xlsx"),
            ("清单.xlsx", lambda s: with_part(s, "xl/vbaProject.bin", b"x"), "宏"),
            ("清单.xlsx", lambda s: io.BytesIO(s.getvalue()[:900]), "没有传完整"),
            ("清单.xlsx", lambda s: io.BytesIO(b""), "不是Excel工作簿"),
            ("清单.xlsx", lambda s: io.BytesIO(b"PK\x03\x04" + b"0" * 99), "没有传完整"),
            (
                "清单.xlsx",
                lambda s: with_part(s, "xl/worksheets/sheet9.xml", b"0" * 30_000_000),
                "装的东西太多",
            ),
            (
                "清单.xlsx",
                lambda s: with_part(s, "xl/worksheets/sheet1.xml", b"<worksheet><row"),
                "不完整或者已经损坏",
            ),
        ],
    )
    def test_what_is_no_plain_workbook(self, name: str, spoil: Any, sentence: str) -> None:
        stream = spoil(exported([a_row()]))

        with pytest.raises(BadWorkbook, match=sentence):
            read_workbook(stream, name)

    def test_entities_that_would_grow_are_not_followed(self) -> None:
        bomb = (
            '<!DOCTYPE a [<!ENTITY b "0000000000"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
            "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
            "<sheetData><row r='1'><c r='A1' t='str'><v>&c;</v></c></row></sheetData></worksheet>"
        )
        stream = with_part(exported([a_row()]), "xl/worksheets/sheet1.xml", bomb.encode())

        workbook = read_workbook(stream, "清单.xlsx")

        assert "0" not in str(workbook.sheets[0].rows)

    @pytest.mark.parametrize("part", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml"])
    def test_a_workbook_that_leans_on_others(self, part: str) -> None:
        found = messages(with_part(a_workbook({"事项": ITEMS}), part, b"<a/>"))

        assert "整个文件" in found[0]


class TestListings:
    HEAD = (
        "事项键",
        "单位键",
        "实施主体编码",
        "起始日",
        "本单位承诺（数值）",
        "本单位承诺（单位）",
    )

    @pytest.mark.parametrize(("value", "unit"), [(-1, "工作日"), (10**9, "工作日"), (3, None)])
    def test_a_promise_that_is_none_is_named(self, value: int, unit: str | None) -> None:
        row = ["tea-house", "county", "X", "2026-01-01", value, unit]

        (message,) = messages(a_workbook({"实施清单": [self.HEAD, row]}))

        assert "〔实施清单〕第2行" in message
        assert "承诺要写" in message
