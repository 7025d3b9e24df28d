"""Forms made from an edition: what is asked, what is let through, what is said when wrong."""

from typing import Any

import pytest
from django.http import QueryDict

from bureau.catalogue.elements import FormField, Option, Section, When
from bureau.refusal import Refusal
from desks.design.forms import HouseForm, build_form

SYNTHETIC_ID = "11010519491231002X"
SYNTHETIC_USCC = "92430702MA4L00003H"


def a_field(kind: str = "text", **given: Any) -> FormField:
    return FormField(**{"key": "answer", "label": "问题", "kind": kind, **given})


def a_choice(**given: Any) -> FormField:
    options = (Option(key="dine", label="餐饮服务"), Option(key="sell", label="食品销售"))
    return a_field("choice", **{"options": options, **given})


def filled(*fields: FormField, **typed: str | list[str]) -> HouseForm:
    sent = QueryDict(mutable=True)
    for name, value in typed.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return build_form(fields)(sent)


def wrong(form: HouseForm) -> list[str]:
    return [line.text for line in form.error_lines]


class TestNumbersAndCodes:
    @pytest.mark.parametrize(
        ("kind", "typed", "value"),
        [
            ("number", "４２", "42"),
            ("number", "1，286.50", "1286.50"),
            ("area", "42。5", "42.5"),
            ("money", " 500000 ", "500000"),
            ("phone", "+86 139-0736-2218", "13907362218"),
            ("phone", "１３９０７３６２２１８", "13907362218"),
            ("uscc", "92430702 ma4l0000 3h", SYNTHETIC_USCC),
            ("date", "2026-03-18", "2026-03-18"),
            ("date", "2026/3/8", "2026-03-08"),
            ("date", "２０２６年３月８日", "2026-03-08"),
        ],
    )
    def test_are_read_as_people_type_them(self, kind: str, typed: str, value: str) -> None:
        form = filled(a_field(kind), answer=typed)

        assert form.is_valid(), wrong(form)
        assert form.values == {"answer": value}

    @pytest.mark.parametrize(
        ("kind", "typed"),
        [
            ("number", "四十二"),
            ("number", "-3"),
            ("number", "1e40"),
            ("number", "NaN"),
            ("number", "0.123456"),
            ("phone", "1390736221"),
            ("uscc", "92430702MA4L0000OH"),
            ("uscc", "9243"),
            ("date", "2026-02-30"),
            ("date", "明天"),
            ("date", "0026-01-01"),
        ],
    )
    @pytest.mark.django_db
    def test_of_a_wrong_shape_get_a_sentence(self, kind: str, typed: str) -> None:
        form = filled(a_field(kind), answer=typed)

        assert not form.is_valid()
        assert all(line.endswith("。") for line in wrong(form))

    def test_empty_and_not_required_is_no_answer(self) -> None:
        form = filled(a_field("date", required=False), answer="")

        assert form.is_valid()
        assert form.values == {}


class TestWords:
    def test_rare_characters_stay(self) -> None:
        assert filled(a_field(), answer="𠮷野家䶮店〇").values == {"answer": "𠮷野家䶮店〇"}

    def test_that_turn_the_writing_round_are_refused(self) -> None:
        assert not filled(a_field(), answer="甲\u202e乙").is_valid()

    def test_may_not_be_longer_than_the_edition_says(self) -> None:
        assert not filled(a_field(max_length=5), answer="一二三四五六").is_valid()

    def test_of_several_lines_keep_their_lines(self) -> None:
        form = filled(a_field("textarea"), answer="第一行\r\n第二行")

        assert form.values == {"answer": "第一行\n第二行"}


class TestChoices:
    def test_only_what_is_offered_can_be_chosen(self) -> None:
        assert filled(a_choice(), answer="dine").values == {"answer": "dine"}
        assert not filled(a_choice(), answer="steal").is_valid()

    def test_several_are_a_list(self) -> None:
        several = a_choice().model_copy(update={"kind": "choices"})

        assert filled(several, answer=["sell", "dine"]).values == {"answer": ["sell", "dine"]}
        assert not filled(several, answer=["dine", "steal"]).is_valid()
        assert wrong(filled(several)) == ["请至少选一项。"]

    def test_a_declaration_must_be_ticked(self) -> None:
        assert filled(a_field("declaration"), answer="yes").is_valid()
        assert wrong(filled(a_field("declaration"))) == ["请读一遍，同意的话打勾。"]


class TestConditionalFields:
    def fields(self) -> tuple[FormField, ...]:
        kitchen = a_field(
            "area", key="kitchen", label="后厨面积", when=When(answers={"answer": ("dine",)})
        )
        deep = a_field(key="deep", when=When(answers={"kitchen": ("8",)}))
        return (a_choice(), kitchen, deep)

    def test_are_required_only_when_they_belong(self) -> None:
        assert filled(*self.fields(), answer="sell").is_valid()
        assert [line.target for line in filled(*self.fields(), answer="dine").error_lines] == [
            "id_kitchen"
        ]

    def test_that_do_not_belong_are_forgotten(self) -> None:
        form = filled(*self.fields(), answer="sell", kitchen="8", deep="x")

        assert form.is_valid()
        assert form.values == {"answer": "sell"}

    def test_of_questions_answered_before_are_in_the_form_or_not(self) -> None:
        cold = a_field(key="cold", when=When(answers={"dishes": ("cold",)}))

        assert "cold" in build_form([cold], answers={"dishes": ["hot", "cold"]})().fields
        assert "cold" not in build_form([cold], answers={"dishes": "hot"})().fields


class TestPersons:
    def typed(self, **given: str) -> dict[str, str]:
        parts = {"name": "周桂香", "id_kind": "id_card", "id_number": SYNTHETIC_ID, "phone": ""}
        return {f"answer__{key}": value for key, value in {**parts, **given}.items()}

    def test_need_no_phone(self) -> None:
        form = filled(a_field("person"), **self.typed())

        assert form.is_valid(), wrong(form)
        assert form.values["answer"]["id_number"] == SYNTHETIC_ID

    def test_have_numbers_that_fit_their_document(self) -> None:
        passport = self.typed(id_kind="passport", id_number="e1234 5678")

        assert filled(a_field("person"), **passport).values["answer"]["id_number"] == "E12345678"
        assert not filled(a_field("person"), **self.typed(id_number="E12345678")).is_valid()

    def test_a_wrong_part_is_named_with_its_control(self) -> None:
        form = filled(a_field("person", label="管理员"), **self.typed(id_number="4307"))

        (line,) = form.error_lines
        assert (line.target, line.label) == ("id_answer__id_number", "管理员的证件号码")

    def test_left_alone_are_no_answer_when_not_required(self) -> None:
        untouched = self.typed(name="", id_number="")

        assert filled(a_field("person", required=False), **untouched).values == {}
        assert not filled(a_field("person"), **untouched).is_valid()


class TestRows:
    columns = (
        FormField(key="name", label="名称"),
        FormField(key="number", label="数量", kind="number"),
    )

    def test_empty_ones_do_not_count(self) -> None:
        form = filled(
            a_field("rows", columns=self.columns),
            answer__count="3",
            answer__0__name="冰箱",
            answer__0__number="2",
            answer__2__name="消毒柜",
            answer__2__number="1",
        )

        assert form.values["answer"] == [
            {"name": "冰箱", "number": "2"},
            {"name": "消毒柜", "number": "1"},
        ]

    def test_a_wrong_cell_is_named_with_its_row(self) -> None:
        form = filled(
            a_field("rows", label="设备", columns=self.columns),
            answer__count="2",
            answer__0__name="冰箱",
            answer__0__number="2",
            answer__1__name="消毒柜",
            answer__1__number="很多",
        )

        (line,) = form.error_lines
        assert (line.target, line.label) == ("id_answer__1__number", "设备第 2 行的数量")

    @pytest.mark.parametrize("count", ["-1", "999999999", "x", ""])
    def test_an_odd_count_makes_no_harm(self, count: str) -> None:
        form = filled(a_field("rows", required=False, columns=self.columns), answer__count=count)

        assert form.is_valid()


class TestDrafts:
    def test_keep_what_was_typed_wrong_or_half(self) -> None:
        fields = (a_field("uscc", key="code"), a_field("person", key="who"))

        draft = filled(*fields, code="9243", who__name="周").draft

        assert draft["code"] == "9243"
        assert draft["who"]["name"] == "周"

    def test_come_back_as_they_were(self) -> None:
        rows = a_field("rows", columns=TestRows.columns)
        draft = filled(rows, answer__count="1", answer__0__name="冰箱").draft

        again = build_form([rows])(initial=draft)

        assert again["answer"].value() == [{"name": "冰箱", "number": ""}]

    def test_hold_nothing_a_database_refuses(self) -> None:
        draft = filled(a_field(), answer="甲\x00乙").draft

        assert draft == {"answer": "甲乙"}


class TestRefusalsOfTheOperation:
    def test_stand_beside_the_field_they_name(self) -> None:
        form = filled(a_field(), answer="x")

        form.refuse(Refusal("这个名称已经有人用了。", field="answer"))

        assert [line.target for line in form.error_lines] == ["id_answer"]

    def test_stand_above_the_form_otherwise(self) -> None:
        form = filled(a_field(), answer="x")

        form.refuse(Refusal("现在不能提交。", basis="某法第一条"))

        assert [line.target for line in form.error_lines] == [""]
        assert "依据" in wrong(form)[0]


class TestSections:
    def test_group_the_fields_and_drop_what_is_empty(self) -> None:
        asked = a_field(key="asked")
        other = a_field(key="other", when=When(answers={"elsewhere": ("yes",)}))
        sections = (
            Section(key="a", title="甲", fields=(asked,)),
            Section(key="b", title="乙", fields=(other,)),
        )

        grouped = build_form([asked, other])().grouped(sections)

        assert [section.title for section in grouped] == ["甲"]
