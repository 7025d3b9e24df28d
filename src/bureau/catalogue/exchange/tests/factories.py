"""Workbooks as keepers hand them in."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from bureau.catalogue.exchange.book import Book
from bureau.catalogue.exchange.reading import Held, nothing_held
from bureau.catalogue.exchange.whole import read_book
from bureau.catalogue.exchange.workbook import read_workbook
from bureau.catalogue.exchange.writing import write_book
from bureau.catalogue.files import EditionRow

TEA_HEAD = (
    *("事项键", "版次", "生效日", "事项名称", "程序", "阶段", "事项类型", "行使层级"),
    *("服务对象", "办件类型"),
)
TEA = (
    *("tea-house", "1", "2026-01-01", "茶馆许可", "许可", "准营", "01", "市、县"),
    *("自然人", "承诺件"),
)


def a_workbook(sheets: Mapping[str, Any], **options: Any) -> io.BytesIO:
    """A workbook of plain rows; ``merged`` lists ranges by sheet, ``with_sheet`` is called
    with every sheet."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value)
                    elif value is not None:
                        sheet.write(number, column, value)
            for first, last, words in options.get("merged", {}).get(name, ()):
                sheet.merge_range(f"{first}:{last}", words)
            options.get("with_sheet", lambda sheet: None)(sheet)
    stream.seek(0)
    return stream


def exported(rows: Sequence[EditionRow]) -> io.BytesIO:
    """These editions as the house writes them."""
    stream = io.BytesIO()
    write_book(Book(rows=list(rows)), stream)
    stream.seek(0)
    return stream


def read(stream: io.BytesIO, *, held: Held = nothing_held) -> Book:
    return read_book(read_workbook(stream, "清单.xlsx"), held=held)


def with_part(stream: io.BytesIO, name: str, content: bytes) -> io.BytesIO:
    """The same workbook with one part added or put in the place of another."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(stream) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, content)
    made.seek(0)
    return made


def part_of(stream: io.BytesIO, name: str) -> bytes:
    with zipfile.ZipFile(stream) as archive:
        return archive.read(name)
