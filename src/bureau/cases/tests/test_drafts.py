"""Drafts: found again on another device, readable for nobody else, never overwritten."""

from datetime import date, timedelta

import pytest
from django.db import connection

from bureau.cases.models import Draft
from bureau.cases.operations.drafts import (
    DraftChanged,
    SavedDraft,
    discard_draft,
    follow_edition,
    opened,
    save_draft,
    start_draft,
)
from bureau.cases.operations.submission import submit
from bureau.cases.queries.access import find_draft
from bureau.cases.tests.factories import (
    LICENCE_ITEM,
    MORNING,
    a_submission,
    an_applicant,
    an_item,
)
from bureau.catalogue import operations as catalogue
from bureau.catalogue.models import Edition
from bureau.catalogue.tests.factories import a_row, keeper, publisher
from bureau.offices.tests.factories import COUNTY
from bureau.people.models import Account
from bureau.refusal import Refusal

pytestmark = pytest.mark.django_db

MARKER = "430702199001011230"
LATER = MORNING + timedelta(hours=1)


def a_draft(by: Account) -> SavedDraft:
    an_item()
    return start_draft(
        item_key=LICENCE_ITEM,
        office_key=COUNTY,
        party_id=by.party_id,
        content={"answers": {"name": "春风茶馆"}},
        by=by,
        at=MORNING,
    )


def stored(uid: str) -> Draft:
    return Draft.objects.get(uid=uid)


class TestContent:
    def test_comes_back_as_it_was_typed(self) -> None:
        person = an_applicant()
        draft = a_draft(person)

        save_draft(draft.uid, {"answers": {"id": MARKER}}, by=person, at=LATER)

        assert opened(stored(draft.uid)) == {"answers": {"id": MARKER}}

    def test_stands_nowhere_in_the_table(self) -> None:
        person = an_applicant()
        draft = a_draft(person)
        save_draft(draft.uid, {"answers": {"id": MARKER, "name": "春风"}}, by=person, at=LATER)

        with connection.cursor() as cursor:
            cursor.execute("select cases_draft::text from cases_draft")
            rows = [row for (row,) in cursor.fetchall()]

        assert len(rows) == 1
        assert MARKER not in rows[0]
        assert "春风" not in rows[0]

    def test_of_somebody_else_cannot_be_saved_found_or_thrown_away(self) -> None:
        mine = a_draft(an_applicant())
        stranger = an_applicant("陌生人")

        assert find_draft(mine.uid, viewer=stranger) is None
        with pytest.raises(Refusal):
            save_draft(mine.uid, {}, by=stranger, at=LATER)
        discard_draft(mine.uid, by=stranger, actor=stranger.as_actor(), at=LATER)
        assert opened(stored(mine.uid)) == {"answers": {"name": "春风茶馆"}}


class TestOnTwoDevices:
    def test_the_older_page_never_overwrites_the_newer(self) -> None:
        person = an_applicant()
        draft = a_draft(person)
        on_the_phone = save_draft(
            draft.uid, {"answers": {"name": "手机上写的"}}, by=person, at=LATER, version=0
        )

        with pytest.raises(DraftChanged):
            save_draft(
                draft.uid, {"answers": {"name": "电脑上写的"}}, by=person, at=LATER, version=0
            )

        assert on_the_phone.version == 1
        assert opened(stored(draft.uid)) == {"answers": {"name": "手机上写的"}}

    def test_who_has_the_newest_page_goes_on(self) -> None:
        person = an_applicant()
        draft = a_draft(person)
        first = save_draft(draft.uid, {"answers": {"a": "1"}}, by=person, at=LATER, version=0)

        second = save_draft(
            draft.uid, {"answers": {"a": "2"}}, by=person, at=LATER, version=first.version
        )

        assert second.version == 2


class TestEdition:
    def test_a_draft_follows_the_newest(self) -> None:
        person = an_applicant()
        draft = a_draft(person)
        first = stored(draft.uid).edition
        newer = a_newer_edition()

        follow_edition(draft.uid, by=person, at=LATER)

        followed = stored(draft.uid).edition
        assert (first.number, followed.pk) == ("1", newer.pk)

    def test_there_is_no_draft_of_an_unknown_item(self) -> None:
        person = an_applicant()

        with pytest.raises(Refusal, match="没有在用的版本"):
            start_draft(
                item_key="no-such-item",
                office_key=COUNTY,
                party_id=person.party_id,
                by=person,
                at=MORNING,
            )


class TestSubmitted:
    def test_its_content_is_gone_and_it_cannot_be_changed_any_more(self) -> None:
        person = an_applicant()
        draft = a_draft(person)

        application = submit(
            a_submission(party_id=person.party_id, draft_uid=draft.uid),
            by=person,
            actor=person.as_actor(),
            at=LATER,
        )

        assert stored(draft.uid).submitted_as == application
        assert stored(draft.uid).content == ""
        with pytest.raises(Refusal, match="已经提交"):
            save_draft(draft.uid, {"answers": {}}, by=person, at=LATER)


def a_newer_edition() -> Edition:
    row = a_row(item=LICENCE_ITEM, number="2", valid_from=date(2026, 3, 1), name="茶馆许可（新）")
    catalogue.import_items([row], by=keeper(), at=MORNING)
    newer = Edition.objects.get(item__key=LICENCE_ITEM, number="2")
    catalogue.put_in_force(newer.pk, by=keeper(), second=publisher(), at=MORNING)
    return newer
