"""What a guide says follows from the edition, and from one office only where, when and who."""

from typing import Any

import pytest
from tests.clauses import clause

from bureau.catalogue.elements import Limit, Mark, Procedure
from bureau.guides.forms import blank_form, filled_example
from bureau.guides.parts import Guide, Need, Who
from bureau.guides.projection import guide
from bureau.guides.tests.samples import PLAUSIBLE, a_full_content, a_place, a_text, an_edition


def values_of(told: Guide) -> dict[str, str]:
    return {one.key: one.value for one in told.facts}


class TestFacts:
    def test_are_told_in_plain_words(self) -> None:
        told = guide(an_edition())

        assert values_of(told) == {
            "promise": "5个工作日",
            "statutory": "10个工作日",
            "visits": "0次",
            "fee": "不收费",
            "handling": "承诺件",
            "result": "茶馆许可证",
        }
        assert told.speed_up == "比法定期限快50%"

    def test_an_example_is_called_one(self) -> None:
        told = guide(an_edition(promised_limit=PLAUSIBLE))

        promise = told.fact("promise")
        assert promise is not None
        assert promise.flag == "示例"

    def test_what_nobody_counted_is_not_zero(self) -> None:
        told = guide(an_edition(visits_mark=Mark.UNKNOWN))

        visits = told.fact("visits")
        assert visits is not None
        assert (visits.value, visits.flag) == ("还没有核定", "待梳理")

    def test_half_a_day_is_explained(self) -> None:
        told = guide(an_edition(promised_limit=Limit(value=1, unit="session", mark=Mark.CONFIRMED)))

        promise = told.fact("promise")
        assert promise is not None
        assert promise.value == "半个工作日"
        assert "上午受理的下午办好" in promise.hint

    def test_an_office_s_shorter_promise_is_its_own(self) -> None:
        place = a_place(promise_value=2, promise_unit="working_day")

        told = guide(an_edition(), place=place)

        assert values_of(told)["promise"] == "2个工作日"
        assert told.speed_up == "比法定期限快80%"


class TestMaterials:
    @clause("3.2.3-g")
    def test_say_who_provides_them(self) -> None:
        told = guide(an_edition())

        assert {one.key: one.who for one in told.materials} == {
            "application": Who.GENERATED,
            "business-licence": Who.SHARED,
            "plan": Who.BRING,
            "terrace-plan": Who.BRING,
        }

    def test_what_an_office_waives_is_not_asked_for(self) -> None:
        told = guide(an_edition(), place=a_place(waived=("plan",)))

        assert next(one for one in told.materials if one.key == "plan").who is Who.WAIVED

    @pytest.mark.parametrize(
        ("changes", "owed"),
        [
            ({"tolerance_allowed": True}, True),
            ({"tolerance_allowed": None}, False),
            ({"tolerance_allowed": True, "handling": "即办件"}, False),
            ({"tolerance_allowed": True, "procedure": Procedure.REGISTRATION}, False),
        ],
    )
    @clause("3.3.4-d")
    def test_may_be_owed_only_where_the_item_allows_it(
        self, changes: dict[str, Any], owed: bool
    ) -> None:
        told = guide(an_edition(**changes))

        assert next(one for one in told.materials if one.key == "plan").tolerable is owed

    def test_a_conditional_one_says_when(self) -> None:
        told = guide(an_edition())

        terrace = told.materials[-1]
        assert (terrace.need, terrace.situation) == (Need.DEPENDS, "有露台的")


class TestChapters:
    def test_are_the_twenty_one_in_their_order(self) -> None:
        told = guide(an_edition(), place=a_place(), texts=[a_text()])

        assert [one.number for one in told.chapters] == list(range(1, 22))
        assert [one.title for one in told.chapters if one.flag] == []

    def test_an_empty_one_says_so(self) -> None:
        told = guide(an_edition(conditions=(), rights=()), place=a_place(), texts=[a_text()])

        empty = [one.key for one in told.chapters if one.flag == "待梳理"]
        assert empty == ["conditions", "rights"]

    @clause("3.1.2-b")
    def test_the_same_edition_reads_the_same_at_every_office(self) -> None:
        here = guide(an_edition(), place=a_place())
        there = guide(an_edition(), place=a_place(office_key="south", office_name="南区局"))

        assert here.content_hash == there.content_hash
        common = ("conditions", "materials", "steps", "points", "facts", "bases", "fees")
        assert [getattr(here, one) for one in common] == [getattr(there, one) for one in common]

    def test_a_basis_has_its_words(self) -> None:
        told = guide(an_edition(), texts=[a_text(), a_text(article="四", texts=())])

        assert len(told.bases) == 1
        assert told.bases[0].words == "《茶馆管理条例》第三条"
        assert told.bases[0].articles[0].text == "开茶馆要有许可。"


class TestFlow:
    def test_leads_from_the_applicant_to_the_end(self) -> None:
        flow = guide(an_edition()).flow

        followed = ["start"]
        straight = {edge.source: edge.target for edge in flow.edges if not edge.label}
        while followed[-1] in straight:
            followed.append(straight[followed[-1]])
        assert followed[0] == "start"
        assert followed[-1] == "end"
        assert [one.key for one in flow.nodes if one.kind == "yours"] == [
            "receive",
            "deliver",
            "correct",
        ]

    def test_a_licence_may_be_refused_and_a_filing_may_not(self) -> None:
        licence = guide(an_edition())
        filing = guide(an_edition(procedure=Procedure.FILING))

        assert "negative" in {one.key for one in licence.flow.nodes}
        assert "negative" not in {one.key for one in filing.flow.nodes}

    def test_every_arrow_has_both_ends(self) -> None:
        for procedure in Procedure:
            flow = guide(an_edition(procedure=procedure, how_and_where="到窗口。")).flow

            keys = {one.key for one in flow.nodes}
            assert {one for edge in flow.edges for one in (edge.source, edge.target)} <= keys


class TestForms:
    def test_the_blank_one_is_empty(self) -> None:
        sheet = blank_form(a_full_content(), "application")

        assert sheet is not None
        assert [one.value for part in sheet.sections for one in part.fields] == ["", ""]

    def test_the_example_is_filled(self) -> None:
        sheet = filled_example(a_full_content(), "application")

        assert sheet is not None
        assert [one.value for part in sheet.sections for one in part.fields] == ["清泉茶馆", "大"]

    def test_there_is_none_of_an_unknown_key(self) -> None:
        assert blank_form(a_full_content(), "unknown") is None
