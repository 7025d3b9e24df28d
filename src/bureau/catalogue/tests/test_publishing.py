"""From a draft to an edition in force: two persons, one free day, a reason and its ground."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from bureau.audit.models import AuditLine
from bureau.catalogue import operations
from bureau.catalogue.comparison import compare
from bureau.catalogue.elements import Material
from bureau.catalogue.models import Edition
from bureau.catalogue.queries import edition_in_force
from bureau.catalogue.tests.factories import (
    NOON,
    TODAY,
    TOMORROW,
    a_content,
    a_draft,
    a_law,
    a_next_draft,
    a_proposed_draft,
    an_edition,
    keeper,
    publisher,
)
from bureau.refusal import Refusal

pytestmark = pytest.mark.django_db


def proposed(draft: Edition, **changes: Any) -> Edition:
    values: dict[str, Any] = {
        "valid_from": TOMORROW,
        "reason": "压缩时限",
        "document": a_law(),
        "by": keeper(),
        "at": NOON,
    }
    return operations.propose(draft.pk, **(values | changes))


class TestPropose:
    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"valid_from": TODAY - timedelta(days=1)}, "已经过去"),
            ({"valid_from": date(2026, 1, 1)}, "已经过去"),
            ({"reason": "  "}, "为什么改"),
            ({"document": ""}, "哪个文件"),
            ({"document": "没有的条例"}, "没有《没有的条例》"),
            ({"version": 7}, "又有改动"),
        ],
    )
    def test_names_what_is_missing(self, wrong: dict[str, Any], words: str) -> None:
        draft = a_next_draft()

        with pytest.raises(Refusal, match=words):
            proposed(draft, **wrong)

    def test_a_draft_that_contradicts_itself_is_not_proposed(self) -> None:
        draft = a_next_draft()
        operations.change_element(draft.pk, "promised_limit", {"value": 11}, by=keeper(), at=NOON)

        with pytest.raises(Refusal, match="不能长于法定时限"):
            proposed(draft)


class TestPublish:
    def test_takes_effect_on_its_day_and_not_before(self) -> None:
        draft = a_proposed_draft(valid_from=TOMORROW)

        operations.publish_proposed(draft.pk, by=publisher(), at=NOON)

        today, tomorrow = (edition_in_force("tea-house", on=day) for day in (TODAY, TOMORROW))
        assert today is not None
        assert tomorrow is not None
        assert (today.number, tomorrow.number) == ("1", "2")
        assert (tomorrow.approved_by, tomorrow.seconded_by) == ("keeper-city 某", "publisher 某")

    def test_takes_a_second_person(self) -> None:
        draft = a_proposed_draft()

        with pytest.raises(Refusal, match="另请一人"):
            operations.publish_proposed(draft.pk, by=keeper(), at=NOON)

    def test_takes_a_proposal(self) -> None:
        draft = a_next_draft()

        with pytest.raises(Refusal, match="没有送复核"):
            operations.publish_proposed(draft.pk, by=publisher(), at=NOON)

    def test_a_second_time_is_refused(self) -> None:
        draft = a_proposed_draft()
        operations.publish_proposed(draft.pk, by=publisher(), at=NOON)

        with pytest.raises(Refusal, match="已经发布过"):
            operations.publish_proposed(draft.pk, by=publisher(), at=NOON)

    def test_after_its_first_day_is_refused(self) -> None:
        draft = a_proposed_draft(valid_from=TOMORROW)

        with pytest.raises(Refusal, match="已经过去"):
            operations.publish_proposed(draft.pk, by=publisher(), at=NOON + timedelta(days=3))

    def test_of_two_for_one_day_the_second_is_refused(self) -> None:
        first = a_proposed_draft(valid_from=TOMORROW)
        second = a_draft(number="3", valid_from=TOMORROW, name="茶楼许可")
        proposed(second)
        operations.publish_proposed(first.pk, by=publisher(), at=NOON)

        with pytest.raises(Refusal, match="同一天不能有两版"):
            operations.publish_proposed(second.pk, by=publisher(), at=NOON)

    def test_before_the_day_of_one_already_published_is_refused(self) -> None:
        first = a_proposed_draft(valid_from=TODAY + timedelta(days=9))
        operations.publish_proposed(first.pk, by=publisher(), at=NOON)
        second = a_draft(number="3", valid_from=TOMORROW, name="茶楼许可")

        with pytest.raises(Refusal, match="不能排在它前面"):
            proposed(second)

    def test_its_reason_stands_as_its_words_do(self) -> None:
        draft = a_proposed_draft()
        operations.publish_proposed(draft.pk, by=publisher(), at=NOON)

        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            Edition.objects.filter(pk=draft.pk).update(reason="另一个原因")

    def test_leaves_a_line_for_each_of_the_two(self) -> None:
        draft = a_proposed_draft()
        operations.publish_proposed(draft.pk, by=publisher(), at=NOON)

        proposal = AuditLine.objects.get(act="catalogue.edition_proposed")
        assert proposal.facts["ground"] == "茶馆条例 三"
        line = AuditLine.objects.filter(act="catalogue.edition_in_force").latest("seq")
        assert line.facts["second"] == "publisher 某"


class TestBeforeItsDay:
    def test_it_can_be_recalled_and_the_one_before_goes_on(self) -> None:
        draft = a_proposed_draft(valid_from=TOMORROW)
        operations.publish_proposed(draft.pk, by=publisher(), at=NOON)

        operations.recall(draft.pk, reason="写错了天数", by=publisher(), at=NOON)

        on_the_day = edition_in_force("tea-house", on=TOMORROW)
        assert on_the_day is not None
        assert (on_the_day.number, on_the_day.valid_to) == ("1", None)

    def test_after_its_day_it_cannot(self) -> None:
        edition = an_edition()

        with pytest.raises(Refusal, match="还没有到启用日"):
            operations.recall(edition.pk, reason="写错了", by=publisher(), at=NOON)


def test_what_was_suspended_can_go_on() -> None:
    edition = an_edition()
    operations.suspend(edition.pk, reason="系统切换", by=publisher(), at=NOON)

    operations.resume(edition.pk, by=publisher(), at=NOON)

    assert edition_in_force("tea-house", on=TODAY) is not None


class TestCompare:
    def test_goes_by_keys_and_names_each_field(self) -> None:
        before = a_content()
        plan, licence = before.materials
        after = a_content(
            materials=(
                licence,
                plan.model_copy(update={"name": "平面布置图", "copies": 2}),
                Material(key="lease", name="租赁合同"),
            ),
            steps=before.steps[:2],
            promised_limit=before.promised_limit
            and before.promised_limit.model_copy(update={"value": 4}),
        )

        found = {(one.place, one.field): one for one in compare(before, after)}

        assert {key: one.kind for key, one in found.items()} == {
            ("promised_limit", "数值"): "changed",
            ("materials.plan", "名称"): "changed",
            ("materials.plan", "份数"): "changed",
            ("materials.lease", ""): "added",
            ("materials", "次序"): "changed",
            ("steps.deliver", ""): "removed",
        }
        assert found["materials.plan", "份数"].after == "2"

    def test_of_the_same_finds_nothing(self) -> None:
        assert compare(a_content(), a_content()) == ()
