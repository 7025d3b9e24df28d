"""From editions, laws and listings to a workbook that reads back without a difference."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bureau.catalogue.exchange import cells, tables
from bureau.catalogue.exchange.book import Book, walk
from bureau.catalogue.exchange.tables import Column, Table
from bureau.catalogue.exchange.workbook import Tell, nobody
from bureau.catalogue.files.rows import EditionRow, dump

Row = list[str | int | None]

EXPLANATION = (
    "这是三化窗口导出的事项清单，改好以后可以原样导回。",
    "每张表第一行是列名，列的先后不限，用不着的列可以删去：删去的列不改动原来的内容。",
    "表里留着列名、格子空着，表示这一项没有内容（或者用缺省值）。",
    "“事项键”“版次”“键”是系统认内容的凭据，比较和导入都认它们，请不要改。",
    "编码一律是文本，开头的0要留着。请不要用公式、超链接、隐藏的表和宏。",
    "改动已经启用的版本，请写新的“版次”和“生效日”；导入以后是草稿，发布以后才执行。",
    "“适用情形”写成“问题键=答案/答案”，一行一个；“答案”写成“键 | 文字 | 提示”，一行一个。",
    "表里没有的列也可以加，内容会记进事项的“备注”，导入时会说明。",
)


def write_book(book: Book, to: Path | BinaryIO, *, tell: Tell = nobody) -> None:
    """Every table as a sheet."""
    options = {
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "in_memory": True,
    }
    with xlsxwriter.Workbook(str(to) if isinstance(to, Path) else to, options) as made:
        head = made.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4", "border": 1}
        )
        text = made.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet = made.add_worksheet("说明")
        sheet.set_column(0, 0, 100, text)
        for number, line in enumerate(EXPLANATION):
            sheet.write_string(number, 0, line)
        for done, (table, rows) in enumerate(_every_table(book)):
            tell(f"写“{table.name}”", done, len(tables.TABLES))
            _write_table(made.add_worksheet(table.name), table, rows, head=head, text=text)


def _write_table(
    sheet: Worksheet, table: Table, rows: Iterable[Row], *, head: Format, text: Format
) -> None:
    columns = table.every_column
    for place, column in enumerate(columns):
        whole = column.kind is cells.WHOLE
        sheet.set_column(place, place, _width(column), None if whole else text)
        sheet.write_string(0, place, column.header, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(last, place, value)
            elif value is not None:
                sheet.write_string(last, place, value, text)
    for place, column in enumerate(columns):
        choices = list(column.labels.values())
        if column.kind is cells.YES_NO:
            choices = ["是", "否"]
        if choices and len(",".join(choices)) < 250:
            sheet.data_validation(
                1,
                place,
                last + 200,
                place,
                {"validate": "list", "source": choices, "error_type": "warning"},
            )
    sheet.freeze_panes(1, min(2, len(columns) - 1))
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)


def _width(column: Column) -> int:
    if column.path in {"text", "standard", "rights", "summary", "answer", "table", "notes"}:
        return 50
    return 24 if column.path in {"item", "key", "name", "document"} else 14


def _every_table(book: Book) -> Iterator[tuple[Table, Iterator[Row]]]:
    contents = [(row, dump(row.content)) for row in book.rows]
    for table in tables.OF_EDITIONS:
        yield table, _rows_of(table, contents, book)
    yield tables.LAWS, (_row(tables.LAWS, law.model_dump(mode="json")) for law in book.laws)
    yield (
        tables.ARTICLES,
        (
            _row(tables.ARTICLES, {"law": law.short_name, **one.model_dump(mode="json")})
            for law in book.laws
            for one in law.articles
        ),
    )
    yield (
        tables.LISTINGS,
        (
            _row(
                tables.LISTINGS,
                {path: getattr(one, path) for path in _paths(tables.LISTINGS)},
            )
            for one in book.listings
        ),
    )


def _paths(table: Table) -> list[str]:
    return [one.path for one in table.every_column]


def _rows_of(
    table: Table, contents: list[tuple[EditionRow, dict[str, Any]]], book: Book
) -> Iterator[Row]:
    for row, content in contents:
        owners = {"item": row.item, "number": row.number}
        if table is tables.ITEMS:
            first = {
                "valid_from": row.valid_from.isoformat(),
                "status": book.states.get((row.item, row.number), ""),
            }
            yield _row(table, {**content, **first, **owners})
            continue
        for values in elements_of(table, content):
            yield _row(table, {**values, **owners})


def elements_of(table: Table, content: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of a table in one edition, each with what owns it."""
    first, *rest = table.place.split(".")
    for one in content.get(first) or ():
        if not rest:
            yield one
            continue
        for section in one.get("sections") or ():
            if rest == ["sections"]:
                yield {**section, "form": one["key"]}
            else:
                owners = {"form": one["key"], "section": section["key"]}
                yield from _fields(section.get("fields") or (), "", owners)


def _fields(
    fields: Iterable[Mapping[str, Any]], above: str, owners: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    for one in fields:
        yield {**one, **owners, "parent": above}
        name = f"{above}/{one['key']}".lstrip("/")
        yield from _fields(one.get("columns") or (), name, owners)


def _row(table: Table, values: Mapping[str, Any]) -> Row:
    return [cell_of(column, values) for column in table.every_column]


def cell_of(column: Column, values: Mapping[str, Any]) -> str | int | None:
    """What stands in the cell of a column; nothing for what is not said."""
    there, value = walk(values, column.path)
    if not there:
        return None
    if value is None:
        value = column.default
    empty = value is None or value in ("", (), [], {})
    if empty and (value is None or not column.default):
        # What must be given and is empty is written as such; all else is simply blank.
        return '""' if value == "" and column.default is None and _required(column) else None
    if column.kind is cells.WHOLE and isinstance(value, int) and abs(value) < 10**15:
        return value
    if isinstance(value, date):
        return value.isoformat()
    if column.kind is cells.DAY:
        return str(value)
    return cells.write(value, column.kind, column.labels)


def _required(column: Column) -> bool:
    return column.path not in {"parent", "form", "section", "status", "valid_from", "valid_to"}
