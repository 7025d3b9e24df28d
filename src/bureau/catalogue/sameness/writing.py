"""The matrix as a workbook: what each unit departs in, both texts, the rates, the trend."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import BinaryIO

import xlsxwriter

from bureau.catalogue.sameness.queries import Matrix, Point
from bureau.catalogue.sameness.rules import LABELS, departures


def write_matrix(seen: Matrix, points: Sequence[Point], to: BinaryIO) -> None:
    """Four sheets: totals, matrix, differences, trend."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(to, options) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E8EEF4"})
        text = book.add_format({"text_wrap": True, "valign": "top"})

        def sheet(name: str, rows: Iterable[Sequence[str | int]]) -> None:
            made = book.add_worksheet(name)
            made.set_column(0, 40, 22, text)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, int):
                        made.write_number(number, column, value)
                    else:
                        made.write_string(number, column, value, head if number == 0 else text)
            made.freeze_panes(1, 1)

        sheet("汇总", _totals(seen))
        sheet("矩阵", _cells(seen))
        sheet("差异", _differences(seen))
        sheet("历次", _trend(points))


def fraction(same: int, compared: int) -> str:
    """The rate as it is, not rounded: 3/5."""
    return f"{same}/{compared}" if compared else "没有可比的"


def _percent(same: int, compared: int) -> str:
    return f"{float(Fraction(same, compared) * 100):.2f}%" if compared else ""


def _totals(seen: Matrix) -> Iterable[Sequence[str | int]]:
    yield [
        "单位",
        "收下的日子",
        "一致",
        "比对",
        "一致率",
        "百分比",
        "不一致的事项",
        "缺项",
        "孤项",
        "公式",
    ]
    for one in seen.lists:
        out = one.outcome
        yield [
            *(one.facts.name, one.facts.imported_at.date().isoformat(), out.same, out.compared),
            *(fraction(out.same, out.compared), _percent(out.same, out.compared)),
            *(len(out.differing), len(out.missing), len(out.orphans), seen.formula),
        ]
    yield [
        *("合计", "", seen.same, seen.compared, fraction(seen.same, seen.compared)),
        *(_percent(seen.same, seen.compared), "", "", ""),
        f"{seen.formula}：{'、'.join(LABELS[one] for one in seen.elements)}",
    ]


def _cells(seen: Matrix) -> Iterable[Sequence[str]]:
    yield ["事项", *(one.facts.name for one in seen.lists)]
    for item, name in seen.items:
        row = [name]
        for one in seen.lists:
            cell = one.outcome.cells.get(item)
            if cell is None:
                row.append("缺" if item in one.outcome.missing else "")
            else:
                row.append("、".join(found.label for found in departures(cell)) or "一致")
        yield row


def _differences(seen: Matrix) -> Iterable[Sequence[str]]:
    yield ["单位", "事项", "要素", "全市统一", "这份清单", "说明"]
    names = dict(seen.items)
    for one in seen.lists:
        for item, cell in one.outcome.cells.items():
            for found in departures(cell):
                yield [
                    *(one.facts.name, names.get(item, item), found.label),
                    *("\n".join(found.ours), "\n".join(found.theirs), "\n".join(found.notes)),
                ]


def _trend(points: Sequence[Point]) -> Iterable[Sequence[str | int]]:
    yield ["单位", "日子", "一致", "比对", "一致率", "缺项", "孤项", "公式"]
    for one in points:
        yield [
            *(one.name, one.at.date().isoformat(), one.same, one.compared),
            *(fraction(one.same, one.compared), one.missing, one.orphans, one.formula),
        ]
