"""The full guide, the short one and the handbook: one projection, four ways to hold it."""

import io
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from docx import Document
from tests.clauses import clause

from bureau.catalogue import reference
from bureau.catalogue.elements import PointTable
from bureau.guides.papers import Kind, Paper, Part, paper
from bureau.guides.projection import guide
from bureau.guides.tests.samples import DAY, a_full_content, a_place, a_text, an_edition
from bureau.guides.typeset import as_pdf, as_word, pages


def a_paper(kind: Kind, **changes: Any) -> Paper:
    texts = () if "bases" in changes else (a_text(),)
    return paper(kind, guide(an_edition(**changes), place=a_place(), texts=texts), day=DAY)


def words(part: Part) -> list[str]:
    table = [cell for row in part.table.rows for cell in row] if part.table else []
    return [part.title, *part.lines, *table, *(one for p in part.below for one in words(p))]


def all_words(found: Paper) -> str:
    return "\n".join(one for part in found.parts for one in words(part))


def in_word(file: bytes) -> str:
    document = Document(io.BytesIO(file))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    footer = [p.text for p in document.sections[0].footer.paragraphs]
    return "\n".join([*(p.text for p in document.paragraphs), *cells, *footer])


class TestTheFullGuide:
    def test_has_the_chapters_in_their_order(self) -> None:
        told = guide(an_edition(), place=a_place(), texts=(a_text(),))

        titles = [part.title for part in a_paper(Kind.FULL).parts]

        assert titles[: len(told.chapters)] == [f"{c.number} {c.title}" for c in told.chapters]
        assert len(told.chapters) == 21
        assert titles[-1] == "附：常见问题"

    def test_an_empty_chapter_says_that_it_is_not_worked_out(self) -> None:
        shown = a_paper(Kind.FULL, conditions=(), bases=())

        assert "7 申请条件（待梳理）" in [part.title for part in shown.parts]
        assert "还没有逐项梳理。" in all_words(shown)


class TestTheShortGuide:
    def test_says_what_people_need_first_and_nothing_of_the_house(self) -> None:
        shown = all_words(a_paper(Kind.SHORT))

        for said in ("平面图", "5个工作日", "灶台离出口三米以上。", "茶馆许可证", "0700-1234567"):
            assert said in shown
        assert "灶台到出口三米以上。" not in shown

    def test_lists_every_material_of_the_full_one(self) -> None:
        full, short = (all_words(a_paper(kind)) for kind in (Kind.FULL, Kind.SHORT))

        for one in an_edition().content.materials:
            assert one.name in full
            assert one.name in short


@clause("3.1.2-d")
class TestTheHandbook:
    def test_is_the_guide_and_the_review_points(self) -> None:
        handbook, full = a_paper(Kind.HANDBOOK), a_paper(Kind.FULL)
        table = PointTable(header=("位置", "距离"), rows=(("灶台", "三米"),))
        point = a_full_content().points[0].model_copy(update={"table": table, "mend": "挪开。"})

        shown = all_words(a_paper(Kind.HANDBOOK, points=(point,)))

        assert handbook.parts[-1].title == "22 审核要点"
        assert [p.title for p in handbook.parts[:21]] == [p.title for p in full.parts[:21]]
        assert "灶台到出口三米以上。" in shown
        assert "三米" in shown
        assert "不合格怎么改：挪开。" in shown
        assert "标明灶台、出口和距离" in shown

    def test_carries_the_edition_and_the_mark_of_the_guide_it_belongs_to(self) -> None:
        handbook, full = a_paper(Kind.HANDBOOK), a_paper(Kind.FULL)

        assert handbook.edition == full.edition
        assert handbook.code == full.code
        assert handbook.edition in handbook.head
        assert handbook.code in handbook.head

    def test_without_points_says_so(self) -> None:
        assert a_paper(Kind.HANDBOOK, points=()).parts[-1].lines == ("还没有逐项梳理。",)


@clause("3.1.2-b")
@pytest.mark.parametrize("kind", list(Kind))
class TestEveryForm:
    def test_names_edition_and_day(self, kind: Kind) -> None:
        shown = a_paper(kind)

        assert "第1版，2026-01-01起执行" in shown.head
        assert "2026-05-06打印" in shown.head
        assert shown.head in in_word(as_word(shown))

    def test_word_holds_every_word_of_the_paper(self, kind: Kind) -> None:
        shown = a_paper(kind)

        held = in_word(as_word(shown))

        assert [one for part in shown.parts for one in words(part) if one not in held] == []

    def test_pdf_is_the_same_for_the_same_paper(self, kind: Kind) -> None:
        shown = a_paper(kind)
        made = as_pdf(shown)

        assert made == as_pdf(shown)
        with pikepdf.open(io.BytesIO(made)) as opened:
            assert opened.Root.MarkInfo.Marked  # reading programs can read it out


def test_the_short_guide_of_every_item_is_one_page() -> None:
    rows = reference.read_items(settings.REFERENCE_FOLDER).rows
    written = [row for row in rows if row.content.written_out]
    longest = sorted(written, key=lambda row: len(row.content.model_dump_json()))[-4:]

    for row in [*longest, rows[0]]:
        told = guide(an_edition(row.content), place=a_place())
        assert pages(as_pdf(paper(Kind.SHORT, told, day=DAY))) == 1, row.item
