"""What goes out comes back the same: cells, contents, the shipped items, every field."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st
from pydantic import BaseModel

from bureau.catalogue import elements, reference
from bureau.catalogue.elements import EditionContent
from bureau.catalogue.exchange import cells, tables
from bureau.catalogue.exchange.tests.factories import exported, read
from bureau.catalogue.tests.factories import a_content, a_row

SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
WORDS = st.text(SIGNS, max_size=30)


class TestCells:
    @given(WORDS)
    def test_words_come_back_whatever_they_are(self, words: str) -> None:
        written = cells.write(words, cells.WORDS, {}) if words else '""'

        assert cells.read(cells.Cell(written), cells.WORDS, {}) == words

    @given(st.lists(WORDS, min_size=1, max_size=4))
    @pytest.mark.parametrize("kind", [cells.LINES, cells.SEVERAL])
    def test_lists_come_back(self, kind: cells.Kind, words: list[str]) -> None:
        written = cells.write(words, kind, {})

        assert list(cells.read(cells.Cell(written), kind, {})) == words

    @given(st.dictionaries(WORDS, WORDS | st.lists(WORDS, max_size=3), min_size=1, max_size=3))
    def test_pairs_come_back(self, pairs: dict[str, Any]) -> None:
        written = cells.write(pairs, cells.PAIRS, {})
        found = cells.read(cells.Cell(written), cells.PAIRS, {})

        assert {k: v if isinstance(v, str) else list(v) for k, v in found.items()} == pairs

    def test_a_value_that_looks_like_the_label_of_another_is_kept_apart(self) -> None:
        labels = {"receive": "收件"}

        assert cells.write("receive", cells.WORDS, labels) == "收件"
        assert cells.write("收件", cells.WORDS, labels) == '"收件"'
        assert cells.read(cells.Cell('"收件"'), cells.WORDS, labels) == "收件"

    @given(st.dictionaries(WORDS, WORDS, min_size=1, max_size=3))
    def test_named_words_come_back_whole(self, named: dict[str, str]) -> None:
        written = cells.write(named, cells.NAMED, {})

        assert cells.read(cells.Cell(written), cells.NAMED, {}) == named
        assert cells.read(cells.Cell("a=1/2"), cells.NAMED, {}) == {"a": "1/2"}

    @pytest.mark.parametrize("text", ['["\\u0000"]', '["\\ud800"]', "a\x00b"])
    def test_what_no_database_holds_is_refused(self, text: str) -> None:
        with pytest.raises(cells.BadCell, match="控制字符"):
            cells.read(cells.Cell(text), cells.LINES, {})

    @pytest.mark.parametrize("words", ["😀\x01", "_x0041_\ufffe😀", "\\u0000", " \r\n"])
    def test_odd_signs_come_back(self, words: str) -> None:
        written = cells.write((words, words), cells.LINES, {})

        assert cells.read(cells.Cell(written), cells.LINES, {}) == (words, words)
        assert read(exported([a_row(notes=words)])).rows[0].content.notes == words

    def test_what_no_cell_can_hold_is_said(self) -> None:
        with pytest.raises(cells.BadCell, match="放不下"):
            cells.write("长" * 40_000, cells.WORDS, {})


ODD = st.text(SIGNS, min_size=1, max_size=15)
CONTENTS = st.builds(
    a_content,
    name=ODD,
    summary=WORDS,
    notes=WORDS,
    levels=st.lists(ODD, min_size=1, max_size=3).map(tuple),
    rights=st.lists(WORDS, max_size=3).map(tuple),
    tolerance_allowed=st.none() | st.booleans(),
    result=st.none()
    | st.builds(
        elements.Result,
        key=ODD,
        name=WORDS,
        face=st.dictionaries(ODD, ODD | st.lists(ODD, max_size=3).map(tuple), max_size=2),
    ),
    bases=st.lists(st.builds(elements.Basis, document=WORDS, article=WORDS), max_size=2).map(tuple),
    points=st.lists(
        st.builds(
            elements.Point,
            key=st.uuids().map(str),
            kind=ODD,
            text=WORDS,
            table=st.none()
            | st.builds(
                elements.PointTable,
                header=st.lists(WORDS, max_size=3).map(tuple),
                rows=st.lists(st.lists(WORDS, max_size=3).map(tuple), max_size=2).map(tuple),
            ),
            when=st.none()
            | st.builds(
                elements.When,
                answers=st.dictionaries(ODD, st.lists(ODD, max_size=2).map(tuple), max_size=2),
            ),
        ),
        max_size=2,
    ).map(tuple),
)


class TestContents:
    @trying(max_examples=60, deadline=None)
    @given(CONTENTS)
    def test_any_content_comes_back(self, content: EditionContent) -> None:
        row = a_row()
        one = type(row)(row.row, row.item, row.number, row.valid_from, content)

        book = read(exported([one]))

        assert book.errors == []
        assert [found.content for found in book.rows] == [content]

    def test_the_shipped_items_come_back_to_the_letter(self) -> None:
        rows = reference.read_items(Path(settings.REFERENCE_FOLDER)).rows

        book = read(exported(rows))

        assert len(rows) > 60
        assert book.errors == []
        assert [(one.item, one.number, one.valid_from) for one in book.rows] == [
            (one.item, one.number, one.valid_from) for one in rows
        ]
        assert [one.content for one in book.rows] == [one.content for one in rows]
        assert [one.content_hash for one in book.rows] == [one.content_hash for one in rows]

    def test_every_field_of_every_element_has_its_column(self) -> None:
        models: list[tuple[tables.Table, type[BaseModel]]] = [
            (tables.ITEMS, elements.EditionContent),
            (tables.BASES, elements.Basis),
            (tables.CONDITIONS, elements.Condition),
            (tables.QUESTIONS, elements.Question),
            (tables.MATERIALS, elements.Material),
            (tables.FORMS, elements.Form),
            (tables.SECTIONS, elements.Section),
            (tables.FIELDS, elements.FormField),
            (tables.STEPS, elements.Step),
            (tables.POINTS, elements.Point),
            (tables.FEES, elements.Fee),
            (tables.FAQ, elements.Faq),
        ]
        own_sheet = {one.place.split(".")[-1] for one in tables.OF_EDITIONS} | {"columns"}
        grouped = {"statutory_limit", "promised_limit", "result", "reform", "limit", "basis"}

        for table, model in models:
            said = {column.path for column in table.columns}
            for name, about in model.model_fields.items():
                if name in own_sheet and about.annotation is not str:
                    continue
                if name in grouped and about.annotation is not str:
                    inner = tables.group_of(model, name)
                    missing = {f"{name}.{one}" for one in inner.model_fields} - said
                    assert missing == set(), (table.name, missing)
                else:
                    assert name in said, (table.name, name)
