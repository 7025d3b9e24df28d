"""What counts as the same, element by element, and the rate by hand."""

from fractions import Fraction
from typing import Any

import pytest
from tests.clauses import clause

from bureau.catalogue.elements import Basis, Form, FormField, Limit, Section, Step
from bureau.catalogue.sameness.rules import (
    USUAL,
    Element,
    Judged,
    Row,
    Said,
    Verdict,
    compare,
    formula,
    judge,
    said_by,
)
from bureau.catalogue.tests.factories import a_content

OURS = said_by(
    a_content(
        catalogue_code="000131024000",
        bases=(Basis(document="茶法", article="三"), Basis(document="饮水法", article="五")),
        forms=(
            Form(
                key="application",
                name="申请书",
                sections=(
                    Section(key="a", title="一", fields=(FormField(key="name", label="名称"),)),
                ),
            ),
        ),
    )
)
VERSION = (OURS.forms or ({},))[0]["version"]


def verdict_of(element: Element, **said: Any) -> Judged:
    (judged,) = judge(OURS, Said(**said), [element])
    return judged


@clause("3.1.1-b")
class TestWhatAnItemIs:
    @pytest.mark.parametrize(
        ("element", "said"),
        [
            (Element.CODE, {"code": "000131024000"}),
            (Element.NAME, {"name": "茶馆 许可（县级权限）"}),
            (Element.NAME, {"name": "茶馆许可"}),
            (Element.TYPE, {"type": "01"}),
            (Element.TYPE, {"type": "行政许可"}),
            (Element.BASIS, {"basis": (("饮水法", "五"), ("茶法", "三"))}),
            (Element.LEVELS, {"levels": ("县级",)}),
        ],
    )
    def test_what_is_the_same_is_not_reported(self, element: Element, said: Any) -> None:
        assert verdict_of(element, **said).verdict is Verdict.SAME

    @pytest.mark.parametrize(
        ("element", "said", "theirs"),
        [
            (Element.CODE, {"code": "131024000"}, "131024000"),
            (Element.NAME, {"name": "茶楼许可"}, "茶楼许可"),
            (Element.NAME, {"name": "茶馆许可（新办）"}, "茶馆许可（新办）"),
            (Element.TYPE, {"type": "07"}, "行政确认"),
            (Element.BASIS, {"basis": (("茶法", "三"),)}, "《茶法》第三条"),
            (Element.BASIS, {"basis": (("茶法", "四"), ("饮水法", "五"))}, "《茶法》第四条"),
            (Element.LEVELS, {"levels": ("县级", "乡级")}, "县级"),
        ],
    )
    def test_a_planted_difference_is_found_with_both_texts(
        self, element: Element, said: Any, theirs: str
    ) -> None:
        judged = verdict_of(element, **said)

        assert judged.verdict is Verdict.DIFFERENT
        assert judged.ours
        assert theirs in judged.theirs


@clause("3.1.1-c")
class TestStagesAndLimits:
    def test_the_same_stages_under_other_names_are_the_same(self) -> None:
        assert verdict_of(Element.FLOW, flow=("受理", "决定", "送达")).verdict is Verdict.SAME

    @pytest.mark.parametrize(
        "flow", [("受理", "审查", "决定", "送达"), ("决定", "受理", "送达"), ("受理", "决定")]
    )
    def test_a_stage_more_less_or_elsewhere_is_different(self, flow: tuple[str, ...]) -> None:
        assert verdict_of(Element.FLOW, flow=flow).verdict is Verdict.DIFFERENT

    def test_a_special_procedure_is_a_stage_of_its_own(self) -> None:
        special = said_by(
            a_content(steps=(Step(key="a", kind="inspect", name="检验", special=True),))
        )

        assert special.flow == ("特别程序·审查",)

    def test_the_law_s_limit_must_be_equal_in_number_and_unit(self) -> None:
        same = verdict_of(Element.STATUTORY, statutory=(10, "working_day"))
        natural = verdict_of(Element.STATUTORY, statutory=(10, "natural_day"))

        assert same.verdict is Verdict.SAME
        assert natural.verdict is Verdict.DIFFERENT
        assert natural.theirs == ("10日",)

    def test_a_promise_may_be_shorter_never_longer(self) -> None:
        shorter = verdict_of(Element.PROMISE, promise=(3, "working_day"))
        longer = verdict_of(Element.PROMISE, promise=(6, "working_day"))

        assert (shorter.verdict, shorter.notes) == (Verdict.SAME, ("比全市统一的短，可以",))
        assert (longer.verdict, longer.notes) == (Verdict.DIFFERENT, ("比全市统一的长",))

    def test_three_working_days_and_five_natural_days_are_not_compared_as_numbers(self) -> None:
        ours = said_by(a_content(promised_limit=Limit(value=3, unit="working_day")))

        (natural,) = judge(ours, Said(promise=(4, "natural_day")), [Element.PROMISE])
        (longer,) = judge(ours, Said(promise=(5, "natural_day")), [Element.PROMISE])

        assert natural.verdict is Verdict.SAME
        assert longer.verdict is Verdict.DIFFERENT

    def test_a_limit_in_words_nobody_knows_is_different_not_guessed(self) -> None:
        judged = verdict_of(Element.PROMISE, promise=(0, "尽快"))

        assert judged.verdict is Verdict.DIFFERENT
        assert judged.theirs == ("0尽快",)


@clause("3.1.1-d")
class TestMaterialsAndForms:
    def test_a_material_more_is_extra(self) -> None:
        judged = verdict_of(
            Element.MATERIALS,
            materials=({"name": "平面图"}, {"name": "营业执照"}, {"name": "健康证"}),
        )

        assert judged.verdict is Verdict.EXTRA
        assert judged.notes == ("多出：健康证",)

    def test_a_material_less_is_in_the_applicant_s_favour(self) -> None:
        judged = verdict_of(Element.MATERIALS, materials=({"name": "平面图"},))

        assert judged.verdict is Verdict.SAME
        assert judged.notes == ("少要：营业执照（可以）",)

    @pytest.mark.parametrize(
        ("part", "value", "note"),
        [
            ("necessary", False, "平面图的必要性不同：必要 → 非必要"),
            ("form", "复印件", "平面图的形式不同：原件或电子 → 复印件"),
            ("copies", 3, "平面图的份数不同：1 → 3"),
            ("source", "其他", "平面图的来源不同：申请人自备 → 其他"),
        ],
    )
    def test_necessity_form_copies_and_source_are_compared(
        self, part: str, value: Any, note: str
    ) -> None:
        one = {"key": "plan", "name": "平面图", part: value}
        judged = verdict_of(Element.MATERIALS, materials=(one,))

        assert judged.verdict is Verdict.DIFFERENT
        assert note in judged.notes

    def test_a_form_is_known_by_its_key_and_its_version(self) -> None:
        same = {"key": "application", "name": "申请书", "version": VERSION}

        assert verdict_of(Element.FORMS, forms=(same,)).verdict is Verdict.SAME
        other = verdict_of(Element.FORMS, forms=({**same, "version": "2019"},))
        assert other.verdict is Verdict.DIFFERENT
        assert other.notes == (f"申请书的版本不同：{VERSION} → 2019",)

    def test_a_form_more_or_less_is_different(self) -> None:
        judged = verdict_of(Element.FORMS, forms=({"name": "承诺书"},))

        assert judged.notes == ("多出：承诺书", "少了：申请书")


@clause("3.1.1-e")
class TestTheRate:
    def test_is_what_the_hand_counts(self) -> None:
        ours = {"a": OURS, "b": OURS, "c": OURS}
        rows = [
            # three compared, two equal
            Row("a", "甲", "1", Said(code="000131024000", name="茶馆许可", type="07")),
            # two compared, one equal
            Row("b", "乙", "2", Said(name="茶馆许可", statutory=(20, "working_day"))),
            Row("", "丙", "3", Said(name="别的")),
        ]

        outcome = compare(ours, rows, expected=["a", "b", "c"], elements=USUAL)

        assert (outcome.same, outcome.compared) == (3, 5)
        assert outcome.rate == Fraction(3, 5)
        assert outcome.differing == ("a", "b")

    def test_missing_and_orphans_are_counted_apart(self) -> None:
        rows = [Row("a", "甲", "1", Said(name="茶馆许可")), Row("", "丙", "2", Said(name="别的"))]

        outcome = compare({"a": OURS, "c": OURS}, rows, expected=["a", "c"], elements=USUAL)

        assert (outcome.missing, outcome.orphans, outcome.rate) == (("c",), ("丙",), Fraction(1))

    def test_of_nothing_compared_there_is_no_rate(self) -> None:
        assert compare({}, [], expected=[], elements=USUAL).rate is None

    def test_another_choice_of_elements_is_another_version_of_the_formula(self) -> None:
        fewer = [Element.CODE, Element.NAME]
        rows = [Row("a", "甲", "1", Said(code="000131024000", name="茶楼", type="07"))]

        wide = compare({"a": OURS}, rows, expected=[], elements=USUAL)
        narrow = compare({"a": OURS}, rows, expected=[], elements=fewer)

        assert (wide.rate, narrow.rate) == (Fraction(1, 3), Fraction(1, 2))
        assert formula(USUAL) != formula(fewer)
        assert formula(fewer) == formula(reversed(fewer))
        assert formula(fewer).startswith("2同")

    def test_conditions_are_compared_only_when_switched_on(self) -> None:
        said = Said(conditions=("要有水",))

        assert Element.CONDITIONS not in USUAL
        (judged,) = judge(OURS, said, [Element.CONDITIONS])
        assert judged.verdict is Verdict.DIFFERENT

    def test_what_a_list_does_not_speak_of_is_not_counted(self) -> None:
        assert {one.verdict for one in judge(OURS, Said(), list(Element))} == {Verdict.SILENT}
