"""Every rule finds what is bad and passes what is good."""

from datetime import date
from typing import Any

import pytest
from tests.clauses import clause

from bureau.catalogue.elements import (
    Condition,
    Fee,
    Form,
    Limit,
    Mark,
    Material,
    Option,
    Reform,
    Result,
    Step,
)
from bureau.catalogue.queries import ListingFacts
from bureau.guides.lint import CHECKS, LEVELS, Level, Subject, errors, lint
from bureau.guides.mends import MENDS
from bureau.guides.tests.samples import DAY, PLAUSIBLE, a_full_content, a_text

A_DAY = Limit(value=1, unit="working_day", mark=Mark.CONFIRMED)
OPTION = Option(key="a", label="甲")


def a_listing(**phones: str) -> ListingFacts:
    return ListingFacts(
        id=1,
        item="tea-house",
        authority_code="1",
        office_key="north",
        valid_from=DAY,
        valid_to=None,
        halls=(),
        phones=phones,
        step_handlers={},
        promise_value=None,
        promise_unit="",
        waived=(),
        state="claimed",
    )


def found(subject: Subject) -> set[str]:
    return {one.rule for one in lint(subject)}


def a_subject(**changes: Any) -> Subject:
    around = {
        name: changes.pop(name)
        for name in ("texts", "listings", "confirmed_on", "today")
        if name in changes
    }
    return Subject(content=a_full_content(**changes), valid_from=date(2026, 1, 1), **around)


def material(**changes: Any) -> tuple[Material, ...]:
    values: dict[str, Any] = {
        "key": "m",
        "name": "平面图",
        "standard": "标明距离。",
        "mark": Mark.CONFIRMED,
    }
    return (Material(**(values | changes)),)


BAD: list[tuple[str, dict[str, Any]]] = [
    ("promise-longer", {"promised_limit": Limit(value=1, unit="month", mark=Mark.CONFIRMED)}),
    ("material-source", {"materials": material(source=" ")}),
    ("asked-though-shared", {"materials": material(shareable=True)}),
    ("basis-not-in-force", {"texts": (a_text(valid_to=date(2025, 12, 31)),)}),
    ("basis-not-in-force", {"texts": (a_text(valid_from=date(2026, 1, 2)),)}),
    ("catch-all-material", {"materials": material(name="其他材料")}),
    ("catch-all-material", {"materials": material(name="法律法规规定的其他材料")}),
    ("catch-all-material", {"materials": material(name="身份证、户口本等")}),
    ("form-incomplete", {"forms": ()}),
    ("form-incomplete", {"forms": (Form(key="application", name="申请书"),)}),
    ("promise-template", {"reform": Reform(mode="实行告知承诺")}),
    ("promise-template", {"materials": material(promisable=True)}),
    ("fee-basis", {"fee_free": False}),
    ("fee-basis", {"fee_free": False, "fees": (Fee(name="工本费", standard="10元"),)}),
    ("phone-missing", {"listings": (a_listing(consult="0700-1234567"),)}),
    ("empty-chapter", {"conditions": ()}),
    ("how-and-where", {"procedure": "forwarded"}),
    ("instant-promise", {"handling": "即办件"}),
    ("result-kind", {"result": Result(key="r", name="茶馆许可证", kind="出文办结")}),
    ("visits", {"visits": 1}),
    ("visits", {"visits_reason": "要验原件"}),
    ("visits", {"visits_mark": Mark.UNKNOWN}),
    ("phone-form", {"listings": (a_listing(consult="1234567", complain="12315"),)}),
    ("phone-form", {"listings": (a_listing(consult="12315", complain="12315"),)}),
    ("service-object", {"service_objects": ()}),
    ("licence-faq", {"faq": ()}),
    ("licence-steps", {"steps": (Step(key="receive", kind="receive", name="收件"),)}),
    (
        "steps-over-promise",
        {
            "promised_limit": A_DAY,
            "steps": tuple(
                Step(key=key, kind=key, name=key, limit=A_DAY) for key in ("receive", "decide")
            ),
        },
    ),
    ("material-standard", {"materials": material(standard="")}),
    ("material-situation", {"materials": material(necessary=False)}),
    ("hidden-material", {"conditions": (Condition(key="c", text="提交健康证明。"),)}),
    ("vague-words", {"conditions": (Condition(key="c", text="有相适应的场所。"),)}),
    ("vague-words", {"conditions": (Condition(key="c", text="必要时现场看一看。"),)}),
    ("catch-all-words", {"conditions": (Condition(key="c", text="法律规定的其他条件。"),)}),
    ("catch-all-words", {"materials": material(standard="图纸、照片等其他材料齐。")}),
    ("basis-words", {"texts": (a_text(texts=()),)}),
    ("basis-words", {"texts": (a_text(known=False),)}),
    ("unconfirmed", {"promised_limit": PLAUSIBLE}),
    ("not-written-out", {"written_out": False}),
    ("stale", {"confirmed_on": date(2025, 1, 1), "today": DAY}),
]


class TestRules:
    @pytest.mark.parametrize(("rule", "changes"), BAD)
    @clause("3.1.2-c", "3.1.2-d", "3.3.2-c")
    def test_each_finds_what_is_bad(self, rule: str, changes: dict[str, Any]) -> None:
        assert rule in found(a_subject(**changes))

    def test_none_finds_anything_in_a_guide_that_is_good(self) -> None:
        subject = a_subject(
            texts=(a_text(),),
            listings=(a_listing(consult="0700-1234567", complain="12315"),),
            confirmed_on=date(2026, 1, 1),
            today=DAY,
        )

        assert lint(subject) == ()

    def test_every_rule_has_a_level_and_a_bad_example(self) -> None:
        assert set(CHECKS) == set(LEVELS) == set(MENDS)
        assert {rule for rule, _ in BAD} == set(LEVELS)

    @pytest.mark.parametrize("name", ["等级证书", "场所使用证明", "相关人员健康证明复印件"])
    def test_a_name_that_only_looks_like_a_catch_all_passes(self, name: str) -> None:
        assert "catch-all-material" not in found(a_subject(materials=material(name=name)))

    def test_what_may_not_be_done_hides_no_material(self) -> None:
        barred = Condition(key="c", text="一年内提供过虚假材料的。", forbids=True)

        assert "hidden-material" not in found(a_subject(conditions=(barred,)))


class TestLevels:
    def test_of_a_rule_are_data(self) -> None:
        subject = a_subject(faq=())

        strict = lint(subject, levels=LEVELS | {"licence-faq": Level.ERROR})

        assert errors(lint(subject)) == ()
        assert [one.rule for one in errors(strict)] == ["licence-faq"]
