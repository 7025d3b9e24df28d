"""A verb is one transaction with its lines, its letters and its place in the chains."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError
from pytest_django import DjangoAssertNumQueries, Settings

from bureau.audit.actors import Actor
from bureau.audit.canonical import BEGINNING
from bureau.audit.models import AuditLine, ChainHead
from bureau.audit.operations import (
    LETTERS,
    OutsideOperation,
    at_close,
    named_source,
    operation,
    record,
)
from bureau.audit.queries import acts_of, looks_at, safe_position, timeline, written_between
from bureau.audit.tests.factories import CLERK, NOON, do
from bureau.refusal import Refusal

pytestmark = pytest.mark.django_db


class TestRecord:
    def test_says_who_did_what_when_and_as_what(self) -> None:
        do("A1", what="食品经营许可")

        (entry,) = timeline("thing", "A1")

        assert entry.sentence == "办理了 食品经营许可"
        assert entry.who == "桃花县市场监督管理局 窗口人员 易小满"
        assert entry.happened_at == NOON
        assert abs(datetime.now(UTC) - entry.recorded_at) < timedelta(minutes=1)

    def test_numbers_the_lines_of_a_chain_without_a_hole(self) -> None:
        do("A1", "A2")
        do("A3")

        lines = AuditLine.objects.order_by("seq")

        assert [line.seq for line in lines] == [1, 2, 3]
        assert lines[0].previous == BEGINNING
        assert [line.previous for line in lines[1:]] == [line.hash for line in lines[:2]]
        head = ChainHead.objects.get(chain=lines[0].chain)
        assert (head.seq, head.hash) == (3, lines[2].hash)

    def test_needs_an_operation(self) -> None:
        with pytest.raises(OutsideOperation):
            record("test.done", "thing", "A1", by=CLERK, at=NOON, chain="case")

    def test_needs_a_sentence_for_the_act(self) -> None:
        with pytest.raises(ValueError, match="no sentence"):
            do("A1", act="test.never_heard_of")

    def test_needs_a_time_zone(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            do("A1", at=datetime(2026, 9, 29, 12, 0))  # noqa: DTZ001 - the fault under test

    @pytest.mark.parametrize("fact", [1.5, ["a"], {"a": 1}])
    def test_takes_plain_facts_only(self, fact: object) -> None:
        with pytest.raises(TypeError):
            do("A1", what=fact)  # type: ignore[arg-type]

    @pytest.mark.parametrize("text", ["\x00", "\ud800"])
    def test_refuses_text_no_database_can_keep(self, text: str) -> None:
        with pytest.raises(ValueError):  # noqa: PT011 - a UnicodeEncodeError has its own words
            do("A1", what=text)

    def test_costs_two_statements_however_many_lines(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        do("A0")

        with django_assert_num_queries(4):  # with the savepoint of this test's transaction
            do("A1", "A2", "A3", "A4", "A5")


class TestTheSource:
    def test_is_needed_for_what_happened_long_ago(self, settings: Settings) -> None:
        settings.TRIAL = False
        long_ago = datetime.now(UTC) - timedelta(minutes=11)

        with pytest.raises(ValueError, match="names no source"):
            do("A1", at=long_ago)

    def test_is_not_needed_for_what_happened_just_now(self, settings: Settings) -> None:
        settings.TRIAL = False

        do("A1", at=datetime.now(UTC) - timedelta(minutes=9))

        assert timeline("thing", "A1")[0].source == ""

    def test_allows_an_import_to_tell_of_earlier_years(self, settings: Settings) -> None:
        settings.TRIAL = False

        with named_source("import"):
            do("A1", at=NOON - timedelta(days=900))
        do("A2", at=NOON - timedelta(days=900), source="paper")

        assert timeline("thing", "A1")[0].source == "import"
        assert timeline("thing", "A2")[0].source == "paper"

    def test_is_the_trial_in_a_trial_city(self) -> None:
        do("A1")

        assert timeline("thing", "A1")[0].source == "trial"


class TestAnOperation:
    def test_leaves_nothing_when_it_says_no(self) -> None:
        @operation
        def refuse() -> None:
            ContentType.objects.create(app_label="x", model="y")
            record("test.done", "thing", "A1", by=CLERK, at=NOON, chain="case")
            raise Refusal("不行。")

        with pytest.raises(Refusal):
            refuse()

        assert not ContentType.objects.filter(app_label="x").exists()
        assert not AuditLine.objects.exists()

    def test_takes_the_operations_it_calls_into_its_own_transaction(self) -> None:
        @operation
        def whole() -> None:
            do("A1")
            assert not AuditLine.objects.exists()
            do("A2")
            raise Refusal("还缺少一项材料。")

        with pytest.raises(Refusal):
            whole()

        assert not AuditLine.objects.exists()

    def test_forgets_the_lines_of_one_that_failed_before(self) -> None:
        @operation
        def fail() -> None:
            do("A1")
            raise Refusal("不行。")

        with pytest.raises(Refusal):
            fail()
        do("A2")

        assert [line.object_id for line in AuditLine.objects.all()] == ["A2"]

    def test_closes_with_letters_by_key_and_chains_last(self) -> None:
        happened: list[str] = []

        def step(name: str) -> Callable[[], None]:
            def close() -> None:
                happened.append(f"{name} {AuditLine.objects.count()}")
                record("test.done", "thing", name, by=CLERK, at=NOON, chain=name)

            return close

        @operation
        def whole() -> None:
            at_close(LETTERS, "b", step("second"))
            at_close(LETTERS, "a", step("first"))
            at_close(LETTERS, "b", step("third"))

        whole()

        assert happened == ["first 0", "second 0", "third 0"]
        assert AuditLine.objects.count() == 3

    def test_lets_nothing_be_locked_after_the_chains(self) -> None:
        @operation
        def whole() -> None:
            at_close(2, "x", lambda: None)

        with pytest.raises(ValueError, match="chains come last"):
            whole()

    def test_a_closing_step_cannot_ask_for_an_earlier_one(self) -> None:
        @operation
        def whole() -> None:
            at_close(LETTERS, "b", lambda: at_close(LETTERS, "a", lambda: None))

        with pytest.raises(OutsideOperation):
            whole()

    def test_begins_a_chain_that_has_no_head_yet(self) -> None:
        ChainHead.objects.all().delete()

        do("A1")

        assert AuditLine.objects.get().seq == 1


class TestQuestions:
    def test_a_look_is_listed_apart_from_what_was_done(self) -> None:
        do("A1", what="事项")
        do("A1", act="test.looked")

        assert [entry.act for entry in timeline("thing", "A1")] == ["test.done"]
        assert [entry.act for entry in looks_at("thing", "A1")] == ["test.looked"]
        assert len(timeline("thing", "A1", with_looks=True)) == 2

    def test_a_person_has_their_own_acts(self) -> None:
        do("A1", by=Actor(id="18", name="谭小雨"))
        do("A2")

        (entry,) = acts_of("18", since=NOON, until=NOON + timedelta(hours=1))

        assert entry.object_id == "A1"

    def test_a_reader_in_order_sees_only_what_no_running_transaction_can_precede(self) -> None:
        before = safe_position()
        do("A1")

        # This test's own transaction is still running, so its line is not safe to read.
        assert written_between(before, safe_position()) == []


class TestTheTable:
    def test_takes_no_line_with_a_time_of_its_own(self) -> None:
        do("A1")
        line = AuditLine.objects.get()

        line.seq, line.recorded_at = 2, line.recorded_at - timedelta(days=1)

        with pytest.raises(IntegrityError, match="time of the database"):
            line.save(force_insert=True)
