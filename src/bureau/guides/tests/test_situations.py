"""我的指南: three answers leave exactly what is needed, and say what fell away."""

import pytest

from bureau.catalogue.elements import When
from bureau.guides.parts import Need, Who
from bureau.guides.projection import guide
from bureau.guides.situations import holds, my_guide
from bureau.guides.tests.samples import an_edition

GUIDE = guide(an_edition())


class TestAnswers:
    def test_without_any_everything_may_still_be_needed(self) -> None:
        mine = my_guide(GUIDE, {})

        assert [one.key for one in mine.depending] == ["terrace-plan"]
        assert [one.key for one in mine.questions] == ["terrace", "roof"]
        assert mine.dropped == ()

    def test_no_drops_material_step_and_point_and_says_why(self) -> None:
        mine = my_guide(GUIDE, {"terrace": "no"})

        assert [(one.kind, one.key) for one in mine.dropped] == [
            ("材料", "terrace-plan"),
            ("步骤", "inspect"),
            ("要点", "rail"),
        ]
        assert mine.dropped[0].why == "您选了“没有”"
        assert [one.key for one in mine.yours] == ["plan"]
        assert [one.number for one in mine.guide.steps] == [1, 2, 3, 4, 5, 6]
        assert "inspect" not in {one.key for one in mine.guide.flow.nodes}

    def test_yes_makes_them_sure(self) -> None:
        mine = my_guide(GUIDE, {"terrace": "yes"})

        assert {one.key: one.need for one in mine.guide.materials}["terrace-plan"] is Need.YES
        assert mine.depending == ()

    def test_a_question_made_moot_is_not_asked(self) -> None:
        mine = my_guide(GUIDE, {"terrace": "no", "roof": "yes"})

        assert mine.questions == ()
        assert [one.answer for one in mine.answered] == ["没有"]

    @pytest.mark.parametrize(
        "answers",
        [{"terrace": "maybe"}, {"unknown": "yes"}, {"terrace": ""}, {"terrace": ["yes", "x"]}],
    )
    def test_an_answer_nobody_offered_changes_nothing(self, answers: dict[str, object]) -> None:
        mine = my_guide(GUIDE, answers)

        assert mine == my_guide(GUIDE, {})

    def test_what_we_already_have_is_not_asked_for(self) -> None:
        mine = my_guide(GUIDE, {"terrace": "no"}, held={"plan"})

        assert mine.yours == ()
        assert {one.key: one.who for one in mine.guide.materials}["plan"] is Who.HELD


class TestHolds:
    def test_is_open_while_one_answer_is_missing(self) -> None:
        when = When(answers={"a": ("1",), "b": ("2", "3")})

        assert holds(when, {"a": "1"}) is Need.DEPENDS
        assert holds(when, {"a": "1", "b": ["3"]}) is Need.YES
        assert holds(when, {"a": "2"}) is Need.NO
        assert holds(None, {}) is Need.YES
