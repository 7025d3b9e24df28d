"""The life of an edition."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from pytest_django import DjangoAssertNumQueries

from bureau.audit.models import AuditLine
from bureau.catalogue import operations
from bureau.catalogue.elements import Limit, Mark
from bureau.catalogue.models import Edition
from bureau.catalogue.queries import counts, edition_content, edition_in_force, in_force
from bureau.catalogue.tests.factories import NOON, TODAY, a_draft, an_edition, keeper, publisher
from bureau.refusal import Refusal

pytestmark = pytest.mark.django_db

PLAUSIBLE = Limit(value=5, unit="working_day", mark=Mark.PLAUSIBLE)


class TestPutInForce:
    def test_governs_from_its_first_day_on(self) -> None:
        edition = an_edition(valid_from=date(2026, 3, 1))

        before = edition_in_force("tea-house", on=date(2026, 2, 28))
        after = edition_in_force("tea-house", on=date(2026, 3, 1))

        assert before is None
        assert after is not None
        assert after.id == edition.pk

    def test_ends_the_edition_before_it(self) -> None:
        first = an_edition(valid_from=date(2026, 1, 1))
        second = an_edition(number="2", valid_from=date(2026, 4, 1), name="茶楼许可")

        on_the_last_day = edition_in_force("tea-house", on=date(2026, 3, 31))
        on_the_first_day = edition_in_force("tea-house", on=date(2026, 4, 1))

        assert on_the_last_day is not None
        assert on_the_last_day.id == first.pk
        assert on_the_first_day is not None
        assert on_the_first_day.id == second.pk

    def test_takes_two_persons(self) -> None:
        draft = a_draft()

        with pytest.raises(Refusal, match="两个人"):
            operations.put_in_force(draft.pk, by=keeper(), second=keeper(), at=NOON)

    def test_cannot_go_back_behind_a_newer_one(self) -> None:
        an_edition(valid_from=date(2026, 4, 1))
        draft = a_draft(number="0", valid_from=date(2026, 1, 1))

        with pytest.raises(Refusal, match="不能倒着启用"):
            operations.put_in_force(draft.pk, by=keeper(), second=publisher(), at=NOON)

    def test_leaves_a_line(self) -> None:
        an_edition()

        line = AuditLine.objects.get(act="catalogue.edition_in_force")
        assert (line.object_id, line.actor_name) == ("tea-house/1", "keeper-city 某")


class TestARealBureau:
    @pytest.fixture(autouse=True)
    def real(self, settings: Any) -> None:
        settings.SANHUA_MODE = "real"

    def test_cannot_publish_what_nobody_confirmed(self) -> None:
        draft = a_draft(valid_from=TODAY, promised_limit=PLAUSIBLE)

        with pytest.raises(Refusal, match="promised_limit"):
            operations.put_in_force(draft.pk, by=keeper(), second=publisher(), at=NOON)

    def test_can_once_its_keeper_confirmed_it(self) -> None:
        draft = a_draft(valid_from=TODAY, promised_limit=PLAUSIBLE)

        operations.confirm(draft.pk, ["promised_limit"], by=keeper(), at=NOON)
        operations.put_in_force(draft.pk, by=keeper(), second=publisher(), at=NOON)

        edition = edition_in_force("tea-house", on=TODAY)
        assert edition is not None
        assert edition.content.promised_limit is not None
        assert edition.content.promised_limit.mark is Mark.CONFIRMED
        assert not edition.trial

    def test_cannot_publish_for_a_day_that_is_past(self) -> None:
        draft = a_draft(valid_from=TODAY - timedelta(days=1))

        with pytest.raises(Refusal, match="不能早于今天"):
            operations.put_in_force(draft.pk, by=keeper(), second=publisher(), at=NOON)

    def test_cannot_open_drafts_as_examples(self) -> None:
        draft = a_draft()

        with pytest.raises(Refusal, match="示例"):
            operations.open_for_trial([draft.pk], by=keeper(), at=NOON)


class TestInForce:
    def test_its_words_cannot_be_changed_by_anybody(self) -> None:
        edition = an_edition()

        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(content={})
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).delete()

    def test_the_database_allows_one_a_day(self) -> None:
        edition = an_edition()
        other = a_draft(number="2", valid_from=date(2026, 2, 1))

        with pytest.raises(IntegrityError, match="edition_one_a_day"), transaction.atomic():
            Edition.objects.filter(pk=other.pk).update(status=Edition.Status.IN_FORCE)
        assert edition.valid_to is None

    def test_says_what_it_said_without_asking_again(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        edition = an_edition()
        first = edition_content(edition.pk)

        with django_assert_num_queries(0):
            assert edition_content(edition.pk) is first

    def test_a_draft_is_read_anew_each_time(self) -> None:
        draft = a_draft(promised_limit=PLAUSIBLE)
        edition_content(draft.pk)

        operations.confirm(draft.pk, ["promised_limit"], by=keeper(), at=NOON)

        promised = edition_content(draft.pk).promised_limit
        assert promised is not None
        assert promised.mark is Mark.CONFIRMED


class TestEnd:
    def test_a_suspended_edition_takes_nothing_new(self) -> None:
        edition = an_edition()

        operations.suspend(edition.pk, reason="系统切换", by=publisher(), at=NOON)

        assert in_force(TODAY) == ()

    def test_a_withdrawn_item_is_closed_after_its_last_day(self) -> None:
        edition = an_edition()

        operations.withdraw(
            edition.pk,
            last_day=TODAY,
            reason="已取消审批",
            by=keeper(),
            second=publisher(),
            at=NOON,
        )

        assert edition_in_force("tea-house", on=TODAY) is not None
        assert edition_in_force("tea-house", on=TODAY + timedelta(days=1)) is None

    def test_what_is_not_written_out_is_counted(self) -> None:
        an_edition()
        an_edition(item="wine-house", written_out=True)

        found = counts(on=TODAY)

        assert (found.items, found.written_out, found.not_written_out) == (2, 1, 1)
