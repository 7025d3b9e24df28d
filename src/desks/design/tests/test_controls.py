"""What a field looks like to people who see it, and to those who listen."""

import json
import re
from typing import Any

from django.template import Context, Template

from bureau.catalogue.elements import FormField, Option, When
from desks.design.controls import control_of
from desks.design.forms import HouseForm, build_form


def drawn(form: HouseForm, key: str = "answer") -> str:
    text = Template("{% load design %}{% field bound %}").render(Context({"bound": form[key]}))
    return re.sub(r"\s+", " ", text)


def a_form(kind: str = "text", *, typed: dict[str, str] | None = None, **given: Any) -> HouseForm:
    spec = FormField(**{"key": "answer", "label": "问题", "kind": kind, **given})
    return build_form([spec])(typed)


class TestField:
    def test_has_its_label(self) -> None:
        assert '<label class="form-label" for="id_answer">问题</label>' in drawn(a_form())

    def test_says_which_answers_are_optional_not_which_are_required(self) -> None:
        assert "选填" in drawn(a_form(required=False))
        assert "选填" not in drawn(a_form())

    def test_ties_hint_and_error_to_the_control(self) -> None:
        html = drawn(a_form(hint="和执照上一样", typed={"answer": ""}))

        assert 'aria-describedby="id_answer-hint id_answer-error"' in html
        assert 'id="id_answer-hint">和执照上一样' in html
        assert 'aria-invalid="true"' in html

    def test_keeps_what_was_typed(self) -> None:
        assert 'value="&lt;b&gt;四十二"' in drawn(a_form("number", typed={"answer": "<b>四十二"}))

    def test_brings_the_right_keyboard_and_memory(self) -> None:
        html = drawn(a_form("phone"))

        assert 'inputmode="tel"' in html
        assert 'autocomplete="tel"' in html

    def test_offers_nothing_remembered_where_one_types_for_another(self) -> None:
        spec = FormField(key="answer", label="问题", kind="phone")

        assert 'autocomplete="off"' in drawn(build_form([spec], own_data=False)())

    def test_shows_its_unit(self) -> None:
        assert "平方米" in drawn(a_form("area"))


class TestChoice:
    options = tuple(Option(key=f"k{n}", label=f"第 {n} 种") for n in range(7))

    def test_a_few_are_cards_in_a_named_group(self) -> None:
        html = drawn(a_form("choice", options=self.options[:3], typed={"answer": "k1"}))

        assert "<legend>问题</legend>" in html
        assert html.count('type="radio"') == 3
        assert 'value="k1" checked' in html

    def test_many_are_a_list(self) -> None:
        assert "<select" in drawn(a_form("choice", options=self.options))


class TestConditionalField:
    def test_says_when_it_is_asked(self) -> None:
        form_kind = FormField(
            key="form", label="业态", kind="choice", options=(Option(key="dine", label="餐饮"),)
        )
        kitchen = FormField(key="answer", label="后厨", when=When(answers={"form": ("dine",)}))

        control = control_of(build_form([form_kind, kitchen])()["answer"])

        assert json.loads(control.when) == {"form": ["dine"]}
        assert control.when_words == "只在“业态”选“餐饮”时填。"


class TestRows:
    columns = (FormField(key="name", label="名称"),)

    def test_always_offer_one_empty_row(self) -> None:
        form = a_form("rows", columns=self.columns)
        typed = {"answer__count": "1", "answer__0__name": "冰箱"}

        assert len(control_of(form["answer"]).rows) == 1
        filled = a_form("rows", columns=self.columns, typed=typed)
        assert len(control_of(filled["answer"]).rows) == 2

    def test_have_a_pattern_for_the_next(self) -> None:
        html = drawn(a_form("rows", columns=self.columns))

        assert "<template>" in html
        assert 'name="answer____row____name"' in html
        assert 'name="answer__count" value="1"' in html


class TestPerson:
    def test_starts_with_the_usual_document(self) -> None:
        assert '<option value="id_card" selected>' in drawn(a_form("person"))

    def test_puts_the_error_at_the_part(self) -> None:
        typed = {"answer__name": "周", "answer__id_kind": "id_card", "answer__id_number": "43"}

        control = control_of(a_form("person", typed=typed)["answer"])

        assert {part.name: bool(part.errors) for part in control.parts} == {
            "answer__name": False,
            "answer__id_kind": False,
            "answer__id_number": True,
            "answer__phone": False,
        }
