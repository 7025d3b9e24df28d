"""Finding, checking and publishing guides, with tables."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from tests.clauses import clause

from bureau.catalogue import operations as catalogue
from bureau.catalogue import reference
from bureau.catalogue.elements import Limit
from bureau.catalogue.files import EditionRow
from bureau.catalogue.models import Edition
from bureau.catalogue.operations import Claim
from bureau.catalogue.queries import EditionFacts
from bureau.catalogue.tests.factories import HOUSE, NOON, TODAY, a_law, keeper, publisher
from bureau.guides import operations
from bureau.guides.forms import blank_form, filled_example
from bureau.guides.parts import Who
from bureau.guides.projection import guide
from bureau.guides.queries import find_guide, find_sheet, places_of
from bureau.guides.tests.samples import a_full_content, an_edition
from bureau.offices.tests.factories import CODES, COUNTY, TOWN, some_offices
from bureau.refusal import Refusal

pytestmark = pytest.mark.django_db


def a_draft(**changes: Any) -> Edition:
    row = EditionRow(
        row="tea-house",
        item="tea-house",
        number="1",
        valid_from=TODAY,
        content=a_full_content(**changes),
    )
    catalogue.import_items([row], by=HOUSE, at=NOON)
    return Edition.objects.get(item__key="tea-house")


def published(draft: Edition) -> EditionFacts:
    """Proposed by its keeper, published by a second person."""
    law = a_law()
    operations.propose(
        draft.pk,
        valid_from=TODAY,
        reason="全市统一",
        document=law,
        by=keeper(),
        at=NOON,
    )
    return operations.publish(draft.pk, by=publisher(), at=NOON)


def a_published(**changes: Any) -> Edition:
    draft = a_draft(**changes)
    published(draft)
    return draft


def a_listing(office: str, **changes: Any) -> None:
    values: dict[str, Any] = {
        "item": "tea-house",
        "authority_code": CODES[COUNTY],
        "office_key": office,
        "valid_from": TODAY,
        "halls": ("h-county",),
        "phones": {"consult": "0700-1234567", "complain": "12315"},
    }
    catalogue.claim_listing(Claim(**(values | changes)), by=HOUSE, at=NOON)


class TestPublish:
    def test_puts_a_sound_guide_in_force(self) -> None:
        draft = a_draft()

        edition = published(draft)

        assert edition.status == "in_force"

    @clause("3.1.2-a")
    @pytest.mark.parametrize(
        ("empty", "chapter"),
        [
            ({"conditions": ()}, "受理条件"),
            ({"materials": (), "points": ()}, "申请材料"),
            ({"steps": ()}, "办理流程"),
            ({"promised_limit": None}, "办结时限"),
        ],
    )
    def test_is_refused_while_a_chapter_that_must_be_is_empty(
        self, empty: dict[str, Any], chapter: str
    ) -> None:
        draft = a_draft(**empty)

        with pytest.raises(Refusal, match=f"必备章节“{chapter}”是空的"):
            published(draft)

        draft.refresh_from_db()
        assert draft.status == Edition.Status.DRAFT

    def test_goes_on_with_a_warning(self) -> None:
        draft = a_draft(faq=())

        edition = published(draft)

        assert edition.status == "in_force"


class TestFindGuide:
    def test_for_everybody(self) -> None:
        a_published()

        mine = find_guide("tea-house", at=NOON)

        assert mine is not None
        assert mine.guide.place is None
        assert mine.guide.name == "茶馆许可"

    def test_for_one_office_with_its_hall_and_hours(self) -> None:
        a_published()
        some_offices()
        a_listing(COUNTY, promise_value=2, promise_unit="working_day")

        mine = find_guide("tea-house", at=NOON, office=COUNTY, answers={"terrace": "no"})

        assert mine is not None
        place = mine.guide.place
        assert place is not None
        assert place.halls[0].hours == (
            "周一至周五 09:00–12:00、13:30–17:30（5月1日至9月30日）",
            "周一至周五 09:00–12:00、13:00–17:00（10月1日至4月30日）",
        )
        assert place.halls[0].windows == "综合窗口01、02、03号"
        assert mine.guide.facts[0].value == "2个工作日"
        assert [one.key for one in mine.yours] == ["plan"]

    def test_for_a_hall(self) -> None:
        a_published()
        some_offices()
        a_listing(COUNTY)

        mine = find_guide("tea-house", at=NOON, hall="h-county")

        assert mine is not None
        assert mine.guide.place is not None
        assert mine.guide.place.office_key == COUNTY

    @pytest.mark.parametrize(("office", "hall"), [(TOWN, ""), ("moon", ""), ("", "moon")])
    def test_not_where_it_is_not_carried_out(self, office: str, hall: str) -> None:
        a_published()
        some_offices()
        a_listing(COUNTY)

        assert find_guide("tea-house", at=NOON, office=office, hall=hall) is None

    def test_not_for_an_unknown_item(self) -> None:
        assert find_guide("moon-house", at=NOON) is None

    def test_every_place_that_carries_it_out(self) -> None:
        a_published()
        some_offices()
        a_listing(TOWN)
        a_listing(COUNTY)

        places = places_of("tea-house", at=NOON)

        assert [one.office_key for one in places] == [COUNTY, TOWN]
        assert places[0].halls[0].key == "h-county"

    def test_its_forms(self) -> None:
        a_published()

        blank = find_sheet("tea-house", "application", at=NOON, filled=False)
        filled = find_sheet("tea-house", "application", at=NOON, filled=True)

        assert blank is not None
        assert filled is not None
        assert (blank.filled, filled.filled) == (False, True)


class TestCheckGuides:
    def test_finds_nothing_wrong_with_a_sound_guide(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        a_published()

        call_command("check_guides", "--on", TODAY.isoformat(), "--json")

        line = json.loads(capsys.readouterr().out)
        assert (line["item"], line["errors"]) == ("tea-house", 0)

    def test_ends_with_1_when_there_is_an_error(self) -> None:
        draft = a_draft(conditions=(), promised_limit=Limit(value=1, unit="session"))
        catalogue.put_in_force(draft.pk, by=keeper(), second=publisher(), at=NOON)

        with pytest.raises(SystemExit) as ended:
            call_command("check_guides", "tea-house", "--on", TODAY.isoformat())

        assert ended.value.code == 1

    @pytest.mark.parametrize("arguments", [["moon-house"], ["--on", "soon"]])
    def test_bad_usage_gets_a_sentence(self, arguments: list[str]) -> None:
        with pytest.raises(CommandError) as refused:
            call_command("check_guides", *arguments)

        assert refused.value.returncode == 2


REFERENCE = reference.read_items(Path(settings.REFERENCE_FOLDER))


class TestTheReferenceList:
    @clause("3.2.3-b")
    def test_every_item_has_a_guide(self) -> None:
        for row in REFERENCE.rows:
            told = guide(an_edition(row.content))

            assert told.name == row.content.name
            assert len(told.chapters) == 21
            assert told.takes_cases or told.how_and_where

    @clause("3.2.3-b")
    def test_every_form_has_an_empty_and_a_filled_sheet(self) -> None:
        forms = [(row.content, form.key) for row in REFERENCE.rows for form in row.content.forms]

        assert len(forms) >= 50
        for content, key in forms:
            blank, filled = blank_form(content, key), filled_example(content, key)
            assert blank is not None
            assert filled is not None
            lacking = [
                field.label
                for section in filled.sections
                for field in section.fields
                if field.required and not field.value and not field.columns
            ]
            assert lacking == []

    @clause("3.2.3-g")
    def test_nothing_shared_is_to_be_brought(self) -> None:
        asked = [
            (row.item, material.key)
            for row in REFERENCE.rows
            for material in guide(an_edition(row.content)).materials
            if material.who is Who.BRING
            and next(one for one in row.content.materials if one.key == material.key).shareable
        ]

        assert asked == []
