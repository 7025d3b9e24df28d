"""Writing a draft: every place of it, without fear."""

from datetime import timedelta
from typing import Any

import pytest

from bureau.audit.models import AuditLine
from bureau.catalogue import operations
from bureau.catalogue.elements import EditionContent
from bureau.catalogue.files import dump
from bureau.catalogue.models import Edition
from bureau.catalogue.places import every_place, mark_of, value_at
from bureau.catalogue.queries import edition_content, others_present, writing
from bureau.catalogue.tests.factories import (
    NOON,
    TODAY,
    a_content,
    a_next_draft,
    a_proposed_draft,
    an_edition,
    keeper,
    publisher,
)
from bureau.offices.tests.factories import COUNTY
from bureau.refusal import Refusal

pytestmark = pytest.mark.django_db

PLAN = "materials.plan"


def change(draft: Edition, place: str, **values: Any) -> Edition:
    return operations.change_element(draft.pk, place, values, by=keeper(), at=NOON)


def said(draft: Edition) -> EditionContent:
    return edition_content(draft.pk)


class TestOpen:
    def test_begins_with_every_word_of_the_edition_before(self) -> None:
        edition = an_edition()

        draft = operations.open_draft("tea-house", by=keeper(), at=NOON)

        assert (draft.number, draft.status, draft.based_on_id) == ("2", "draft", edition.pk)
        assert draft.content == edition.content
        assert draft.valid_from > TODAY

    def test_a_second_one_of_an_item_is_refused(self) -> None:
        a_next_draft()

        with pytest.raises(Refusal, match="已有第2版草稿"):
            operations.open_draft("tea-house", by=keeper(), at=NOON)

    def test_takes_the_city_s_authority(self) -> None:
        an_edition()

        with pytest.raises(Refusal, match="没有市级机关"):
            operations.open_draft("tea-house", by=keeper(office=COUNTY), at=NOON)


class TestChange:
    def test_touches_the_named_fields_of_one_place_only(self) -> None:
        draft = a_next_draft()

        change(draft, PLAN, name="平面布置图", copies=2)

        plan = said(draft).material("plan")
        assert plan is not None
        assert (plan.name, plan.copies, plan.source) == ("平面布置图", 2, "申请人自备")
        assert said(draft).materials[1] == a_content().materials[1]

    def test_of_an_edition_in_force_is_refused(self) -> None:
        edition = an_edition()

        with pytest.raises(Refusal, match="已经启用"):
            change(edition, PLAN, name="别的")

    def test_never_changes_a_key(self) -> None:
        draft = a_next_draft()

        change(draft, PLAN, key="other", name="平面布置图")

        assert said(draft).material("plan") is not None

    @pytest.mark.parametrize(
        ("place", "values", "words"),
        [
            ("promised_limit", {"unit": "fortnight"}, "数值和单位"),
            ("promised_limit", {"value": "五"}, "整数"),
            ("about", {"stage": "middle"}, "只能是这些之一"),
            ("about", {"name": " "}, "不能空"),
            ("materials.nothing", {"name": "无"}, "没有这一处"),
            ("nothing.at-all", {"name": "无"}, "没有这一处"),
            (PLAN, {"name": "\u202e图"}, "改变文字方向"),
        ],
    )
    def test_that_cannot_be_read_is_refused_and_nothing_is_lost(
        self, place: str, values: dict[str, Any], words: str
    ) -> None:
        draft = a_next_draft()

        with pytest.raises(Refusal, match=words):
            change(draft, place, **values)

        draft.refresh_from_db()
        assert (draft.version, draft.content) == (0, dump(a_content()))

    def test_by_two_at_one_place_never_overwrites(self) -> None:
        draft = a_next_draft()
        seen = mark_of(value_at(draft.content, PLAN))
        change(draft, PLAN, name="甲写的")

        with pytest.raises(operations.ChangedElsewhere, match="keeper-city 某刚才改过"):
            operations.change_element(
                draft.pk, PLAN, {"name": "乙写的"}, by=keeper(), at=NOON, seen=seen
            )

        assert said(draft).materials[0].name == "甲写的"

    def test_leaves_one_line_however_often_it_is_saved(self) -> None:
        draft = a_next_draft()

        for name in ("平", "平面", "平面图纸"):
            change(draft, PLAN, name=name)

        assert AuditLine.objects.filter(act="catalogue.draft_changed").count() == 1


class TestElements:
    def test_are_added_with_a_key_of_their_own(self) -> None:
        draft = a_next_draft()

        place = operations.add_element(
            draft.pk, "materials", {"name": "租赁合同"}, key="lease", by=keeper(), at=NOON
        )
        other = operations.add_element(
            draft.pk, "materials", {"name": "照片"}, by=keeper(), at=NOON
        )

        assert (place, other) == ("materials.lease", "materials.material-4")
        assert [one.name for one in said(draft).materials[2:]] == ["租赁合同", "照片"]

    def test_a_key_is_used_once(self) -> None:
        draft = a_next_draft()

        with pytest.raises(Refusal, match="已经用过"):
            operations.add_element(
                draft.pk, "materials", {"name": "图"}, key="plan", by=keeper(), at=NOON
            )

    def test_stand_also_inside_a_form(self) -> None:
        draft = a_next_draft()
        form = operations.add_element(
            draft.pk, "forms", {"name": "申请书"}, key="application", by=keeper(), at=NOON
        )
        part = operations.add_element(
            draft.pk, f"{form}.sections", {"title": "店铺"}, key="shop", by=keeper(), at=NOON
        )

        field = operations.add_element(
            draft.pk, f"{part}.fields", {"label": "店名"}, key="name", by=keeper(), at=NOON
        )
        change(draft, field, hint="照营业执照写")

        assert field == "forms.application.sections.shop.fields.name"
        assert said(draft).forms[0].sections[0].fields[0].hint == "照营业执照写"
        assert field in list(every_place(Edition.objects.get(pk=draft.pk).content))

    def test_can_change_places(self) -> None:
        draft = a_next_draft()

        operations.move_element(draft.pk, PLAN, up=False, by=keeper(), at=NOON)

        assert [one.key for one in said(draft).materials] == ["business-licence", "plan"]


class TestUndo:
    def test_takes_back_every_kind_of_change_to_the_first_word(self) -> None:
        draft = a_next_draft()
        change(draft, PLAN, name="图")
        change(draft, "promised_limit", value=3)
        operations.add_element(draft.pk, "fees", {"name": "工本费"}, by=keeper(), at=NOON)
        operations.add_element(draft.pk, "fees", {"name": "评审费"}, by=keeper(), at=NOON)
        operations.clear_element(draft.pk, "fees.0", by=keeper(), at=NOON)
        operations.move_element(draft.pk, PLAN, up=False, by=keeper(), at=NOON)
        operations.clear_element(draft.pk, "statutory_limit", by=keeper(), at=NOON)

        for _ in range(7):
            operations.undo_change(draft.pk, by=keeper(), at=NOON)

        draft.refresh_from_db()
        assert draft.content == dump(a_content())
        with pytest.raises(Refusal, match="没有可以撤销"):
            operations.undo_change(draft.pk, by=keeper(), at=NOON)

    def test_a_discarded_draft_leaves_its_line(self) -> None:
        draft = a_next_draft()

        operations.discard_draft(draft.pk, by=keeper(), at=NOON)

        assert writing(draft.pk) is None
        assert AuditLine.objects.filter(act="catalogue.draft_discarded").count() == 1


class TestWhoElseIsWriting:
    def test_is_told_while_they_are_there(self) -> None:
        draft = a_next_draft()
        other = keeper()

        operations.note_presence(draft.pk, PLAN, by=other, at=NOON)

        def present(besides: str, seconds: int) -> tuple[tuple[str, str], ...]:
            at = NOON + timedelta(seconds=seconds)
            return others_present(draft.pk, besides=besides, at=at)

        assert present("somebody", 10) == (("keeper-city 某", PLAN),)
        assert present(other.id, 10) == ()
        assert present("somebody", 600) == ()


def test_what_waits_for_its_second_person_is_not_written_in() -> None:
    draft = a_proposed_draft()

    with pytest.raises(Refusal, match="已经送复核"):
        change(draft, PLAN, name="图")

    operations.return_draft(draft.pk, reason="写细些", by=publisher(), at=NOON)
    change(draft, PLAN, name="图")
    found = writing(draft.pk)
    assert found is not None
    assert found.returned_because == "publisher 某：写细些"
