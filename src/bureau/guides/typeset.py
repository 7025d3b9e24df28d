"""A paper of a guide as PDF or Word: the same bytes for the same paper."""

import calendar
import io
import json
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pikepdf
import typst
from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.shared import Pt

from bureau.guides.papers import Kind, Paper, Part, Table
from bureau.notices.glyphs import FONTS, printable
from bureau.notices.rules import each_text

SIZE = 10.5
SMALLER = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
"""The short guide is one page: it is set as large as goes on one."""
_TEMPLATE = Path(__file__).parent / "paper"
_mine = threading.local()


def as_pdf(paper: Paper) -> bytes:
    """The paper as PDF/A that reading programs can read out."""
    if paper.kind is not Kind.SHORT:
        return _pdf(paper, SIZE)
    for size in SMALLER:
        pdf = _pdf(paper, size)
        if pages(pdf) == 1:
            break
    return pdf


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def _pdf(paper: Paper, size: float) -> bytes:
    day = paper.day
    shown = each_text(
        {
            "name": paper.name,
            "title": paper.title,
            "head": paper.head,
            "parts": [_plain(one) for one in paper.parts],
        },
        printable,
    )
    shown |= {"size": size, "year": day.year, "month": day.month, "day_of_month": day.day}
    pdf = _compiler().compile(
        input=_TEMPLATE / "paper.typ",
        format="pdf",
        sys_inputs={"d": json.dumps(shown, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=calendar.timegm(day.timetuple()),
    )
    assert isinstance(pdf, bytes)
    return pdf


def _compiler() -> typst.Compiler:
    """This thread's compiler: one shared by threads fails."""
    if not hasattr(_mine, "compiler"):
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
        )
        _mine.compiler = typst.Compiler(root=_TEMPLATE, font_paths=fonts)
    compiler: typst.Compiler = _mine.compiler
    return compiler


def _plain(part: Part) -> dict[str, Any]:
    return {
        "title": part.title,
        "lines": list(part.lines),
        "table": _table(part.table) if part.table else None,
        "below": [_plain(one) for one in part.below],
    }


def _table(table: Table) -> dict[str, Any]:
    """With the width of each column: by its longest text, within bounds."""
    longest = [
        max(len(row[column]) for row in (table.header, *table.rows))
        for column in range(len(table.header))
    ]
    widths = [0 if signs <= 4 else min(max(signs, 6), 30) for signs in longest]
    return {**asdict(table), "widths": widths}


def as_word(paper: Paper) -> bytes:
    """The paper as .docx, to be read, kept and printed with any office program."""
    document = Document()
    for name in ("Normal", "Title", *(f"Heading {level}" for level in range(1, 5))):
        style: Any = document.styles[name]
        style.font.name = "SimSun"
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "SimSun")
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(SIZE)
    document.core_properties.title = f"{paper.name}{paper.title}"
    document.core_properties.comments = paper.head
    document.add_heading(paper.name, level=0)
    document.add_paragraph(f"{paper.title}　{paper.head}")
    for part in paper.parts:
        _write(document, part, level=1)
    document.sections[0].footer.paragraphs[0].text = paper.head
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _write(document: Doc, part: Part, *, level: int) -> None:
    document.add_heading(part.title, level=level)
    for line in part.lines:
        document.add_paragraph(line)
    if part.table is not None:
        drawn = document.add_table(rows=1, cols=len(part.table.header), style="Table Grid")
        for cell, words in zip(drawn.rows[0].cells, part.table.header, strict=True):
            cell.text = words
        for row in part.table.rows:
            for cell, words in zip(drawn.add_row().cells, row, strict=True):
                cell.text = words
    for one in part.below:
        _write(document, one, level=min(level + 1, 4))
