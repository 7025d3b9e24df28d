"""An edition does not contradict itself."""

from typing import Any

import pytest
from tests.clauses import clause

from bureau.catalogue.elements import (
    Condition,
    Limit,
    Mark,
    Material,
    Option,
    Point,
    Question,
    When,
)
from bureau.catalogue.numerals import article_words, articles, number, numeral
from bureau.catalogue.rules import confirm, problems, unconfirmed
from bureau.catalogue.tests.factories import a_content
from bureau.catalogue.words import is_longer, limit_words, term_words

A_QUESTION = Question(key="size", text="多大？", options=(Option(key="small", label="小"),))


class TestProblems:
    def test_a_sound_edition_has_none(self) -> None:
        assert problems(a_content()) == []

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"promised_limit": Limit(value=15, unit="natural_day")}, "promised_limit"),
            ({"promised_limit": Limit(value=0, unit="working_day")}, "promised_limit"),
            ({"promised_limit": Limit(value=1, unit="fortnight")}, "promised_limit"),
            ({"conditions": (Condition(key="A", text="甲"),)}, "conditions"),
            ({"conditions": (Condition(key="a", text="甲"),) * 2}, "conditions"),
            (
                {"materials": (Material(key="m", name="图", blank_form="none"),)},
                "materials.m",
            ),
            (
                {"materials": (Material(key="m", name="图", when=When(answers={"no": ("a",)})),)},
                "materials.m",
            ),
            (
                {
                    "questions": (A_QUESTION,),
                    "materials": (
                        Material(key="m", name="图", when=When(answers={"size": ("huge",)})),
                    ),
                },
                "materials.m",
            ),
            ({"points": (Point(key="p", kind="formal", text="看", material="x"),)}, "points.p"),
        ],
    )
    def test_each_is_named_with_its_place(self, changes: dict[str, Any], field: str) -> None:
        assert [one.field for one in problems(a_content(**changes))] == [field]


class TestConfirming:
    def test_every_plausible_value_is_named(self) -> None:
        content = a_content(
            promised_limit=Limit(value=5, unit="working_day", mark=Mark.PLAUSIBLE),
            materials=(Material(key="plan", name="平面图", mark=Mark.PLAUSIBLE),),
            tolerance_mark=Mark.PLAUSIBLE,
        )

        assert set(unconfirmed(content)) == {"promised_limit", "materials.plan", "tolerance"}

    def test_what_was_confirmed_is_not_asked_for_again(self) -> None:
        content = a_content(
            promised_limit=Limit(value=5, unit="working_day", mark=Mark.PLAUSIBLE),
            materials=(Material(key="plan", name="平面图", mark=Mark.PLAUSIBLE),),
        )

        confirmed = confirm(content, ["materials.plan"])

        assert unconfirmed(confirmed) == ("promised_limit",)
        assert confirmed.materials[0].name == "平面图"


class TestWords:
    @pytest.mark.parametrize(
        ("value", "unit", "words"),
        [
            (0, "on_the_spot", "当场"),
            (1, "session", "半个工作日"),
            (3, "session", "3个半天"),
            (5, "working_day", "5个工作日"),
            (20, "natural_day", "20日"),
            (3, "month", "3个月"),
        ],
    )
    def test_a_limit_as_people_say_it(self, value: int, unit: str, words: str) -> None:
        assert term_words(value, unit) == words

    def test_an_extension_is_told(self) -> None:
        limit = Limit(value=3, unit="working_day", extension_value=3, extension_unit="working_day")

        assert limit_words(limit) == "3个工作日，复杂的可延长3个工作日"

    @clause("3.1.1-c")
    def test_days_of_different_kinds_are_not_compared_as_numbers(self) -> None:
        assert is_longer(Limit(value=5, unit="working_day"), Limit(value=6, unit="natural_day"))


class TestArticles:
    @pytest.mark.parametrize(
        ("value", "words"),
        [(1, "一"), (10, "十"), (16, "十六"), (20, "二十"), (105, "一百零五"), (135, "一百三十五")],
    )
    def test_numbers_as_laws_write_them(self, value: int, words: str) -> None:
        assert (numeral(value), number(words)) == (words, value)

    def test_every_article_of_a_reference(self) -> None:
        assert articles("十六至十八、20") == ("十六", "十七", "十八", "二十")
        assert articles("—") == ()
        assert articles("附件") == ("附件",)

    @pytest.mark.parametrize("told", ["0", "9" * 40, "10000", "千" * 30])
    def test_what_is_no_article_of_any_law_stays_as_it_was_written(self, told: str) -> None:
        assert articles(told) == (told,)
        assert article_words(told) == told

    def test_a_reference_as_a_guide_prints_it(self) -> None:
        assert article_words("16-18,20") == "第十六至十八条、第二十条"
