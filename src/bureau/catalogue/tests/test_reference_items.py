"""What every item of the reference list promises, written out or not."""

from pathlib import Path
from typing import ClassVar

import pytest
from django.conf import settings
from django.core.management import call_command
from tests.clauses import clause

from bureau.catalogue import reference
from bureau.catalogue.elements import EditionContent, Mark, Procedure, Separation
from bureau.catalogue.files import EditionRow, read_laws
from bureau.catalogue.numerals import articles
from bureau.catalogue.queries import browse, counts, find_items, in_force, legal_texts_for
from bureau.catalogue.rules import problems
from bureau.catalogue.search import Searchable, ranked
from bureau.catalogue.tests.factories import TODAY
from bureau.catalogue.tests.test_written_out_items import WRITTEN_OUT

FOLDER = Path(settings.REFERENCE_FOLDER)
READ = reference.read_items(FOLDER)
ROWS = {row.item: row for row in READ.rows}
LAWS, LAW_ERRORS = read_laws(FOLDER / "laws")
ARTICLES = {law.short_name: {one.article for one in law.articles} for law in LAWS}
WITHOUT_CASES = set(Procedure) - {
    Procedure.REGISTRATION,
    Procedure.LICENCE,
    Procedure.FILING,
    Procedure.PUBLIC_SERVICE,
}


@pytest.fixture(params=sorted(ROWS))
def row(request: pytest.FixtureRequest) -> EditionRow:
    return ROWS[request.param]


@pytest.fixture
def content(row: EditionRow) -> EditionContent:
    return row.content


class TestTheList:
    def test_reads_without_an_error(self) -> None:
        assert READ.errors == []

    def test_holds_all_sixty_eight_each_once(self) -> None:
        assert len(READ.rows) == 68
        assert len({row.item for row in READ.rows}) == 68
        assert len({row.content.name for row in READ.rows}) == 68

    def test_what_is_not_written_out_says_so(self) -> None:
        written = {row.item for row in READ.rows if row.content.written_out}

        assert written == WRITTEN_OUT

    @clause("2.1-b")
    def test_no_two_share_both_codes(self) -> None:
        codes = [
            (row.content.catalogue_code, row.content.handling_item_code)
            for row in READ.rows
            if row.content.catalogue_code and row.content.handling_item_code
        ]

        assert len(codes) == len(set(codes))

    def test_names_no_city(self) -> None:
        texts = [file.read_text(encoding="utf-8") for file in FOLDER.rglob("*.yaml")]

        assert [text[:80] for text in texts if "常德" in text] == []


class TestLicencesOfNewBusinesses:
    def test_every_one_can_be_given_out_anew(self) -> None:
        founding = {
            item for item, row in ROWS.items() if row.content.result and row.content.result.founds
        }
        reissue = ROWS["licence-reissue"].content.result

        assert reissue is not None
        assert founding <= set(reissue.reissues)

    def test_every_one_is_ended_by_some_cancellation(self) -> None:
        founding = {
            item for item, row in ROWS.items() if row.content.result and row.content.result.founds
        }
        ended = {
            item for row in ROWS.values() if row.content.result for item in row.content.result.ends
        }

        assert founding <= ended


class TestEntriesThatAreActedOn:
    RESULTS: ClassVar = {
        item: row.content.result
        for item, row in ROWS.items()
        if row.content.result and row.content.result.acts_on()
    }

    def test_are_results_that_some_item_gives(self) -> None:
        unknown = {
            (item, other)
            for item, result in self.RESULTS.items()
            for other in result.acts_on()
            if not ((given := ROWS[other].content.result) and given.number_rule)
        }

        assert unknown == set()

    def test_are_named_by_number_wherever_the_item_is_written_out(self) -> None:
        """Who has three shops ends or changes the one of the application."""
        without = {
            item
            for item, result in self.RESULTS.items()
            if ROWS[item].content.written_out and not result.face_of("number")
        }

        assert without == set()

    def test_changes_and_renewals_written_out_reach_the_register(self) -> None:
        silent = {
            item
            for item, row in ROWS.items()
            if row.content.written_out
            and item.endswith(("-change", "-renew", "-dereg", "-cancel"))
            and item not in self.RESULTS
        }

        assert silent == set()


class TestEveryItem:
    def test_does_not_contradict_itself(self, content: EditionContent) -> None:
        assert problems(content) == []

    def test_can_be_found_by_what_people_say(self, content: EditionContent) -> None:
        assert len(content.plain_words) >= 2
        assert content.summary.endswith("。")

    def test_where_no_case_is_opened_says_how_and_where(self, content: EditionContent) -> None:
        if content.procedure in WITHOUT_CASES:
            assert content.how_and_where.endswith("。")
        else:
            assert content.application_form() is not None
            assert content.steps

    def test_who_may_combine_steps_is_said(self, content: EditionContent) -> None:
        if content.procedure in {Procedure.REGISTRATION, Procedure.FILING}:
            assert content.separation is Separation.NONE or content.statutory_limit
        if content.procedure is Procedure.LICENCE and not content.on_the_spot:
            assert content.separation is not Separation.NONE

    def test_nothing_may_be_owed_in_a_registration(self, content: EditionContent) -> None:
        if content.procedure is Procedure.REGISTRATION:
            assert not content.tolerance_allowed
            assert not any(material.tolerable for material in content.materials)

    def test_no_guess_passes_for_a_fact(self, content: EditionContent) -> None:
        if any(material.tolerable for material in content.materials):
            assert content.tolerance_mark is not Mark.CONFIRMED
        if content.promised_limit and content.promised_limit.mark is Mark.PLAUSIBLE:
            assert content.promised_limit.basis

    def test_every_basis_stands_among_the_legal_documents(self, content: EditionContent) -> None:
        assert LAW_ERRORS == []
        for basis in content.bases:
            assert basis.document in ARTICLES
            assert set(articles(basis.article)) <= ARTICLES[basis.document]


def found(words: str) -> list[str]:
    items = [
        Searchable(
            key=row.item,
            name=row.content.name,
            said=row.content.plain_words,
            summary=row.content.summary,
        )
        for row in READ.rows
    ]
    return [item.key for _, item in ranked(items, words)]


class TestFinding:
    @pytest.mark.parametrize(
        ("words", "key"),
        [
            ("换法人", "company-change"),
            ("小餐馆", "small-food-business-new"),
            ("开餐馆", "food-business-new"),
            ("执照丢了", "licence-reissue"),
            ("注销公司", "company-dereg"),
            ("年报", "annual-report"),
            ("摆摊", "food-vendor-registration"),
            ("叉车证", "special-equipment-personnel"),
        ],
    )
    def test_people_find_what_they_mean(self, words: str, key: str) -> None:
        assert key in found(words)[:3]

    @pytest.mark.parametrize("words", ["开店", "关店"])
    def test_opening_and_closing_a_shop_finds_more_than_one_way(self, words: str) -> None:
        assert len(found(words)) >= 2


@pytest.mark.django_db
class TestLoading:
    @pytest.fixture(autouse=True)
    def _loaded(self) -> None:
        call_command("load_reference", verbosity=0)

    def test_all_are_in_force_as_examples(self) -> None:
        now = counts(on=TODAY)

        assert (now.items, now.written_out, now.trial) == (68, len(WRITTEN_OUT), 68)

    def test_loading_again_does_nothing(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("load_reference")

        assert capsys.readouterr().out.count("没有变化") == 2

    @clause("1-c")
    def test_every_item_is_in_exactly_one_part_of_life(self) -> None:
        stages = [item.stage for item in browse(on=TODAY)]

        assert len(stages) == 68
        assert set(stages) == {"entry", "operation", "exit"}

    def test_what_was_loaded_is_found(self) -> None:
        assert find_items("换法人", on=TODAY)[0].key == "company-change"

    def test_the_words_of_a_basis_can_be_read(self) -> None:
        edition = next(one for one in in_force(TODAY) if one.item == "company-change")

        texts = legal_texts_for(edition.content.bases, on=TODAY)

        assert "变更登记" in texts[0].texts[0].text
        assert texts[0].title == "中华人民共和国市场主体登记管理条例"
