"""Targets and groups are taken in from files, once, and targets never change."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from bureau.audit.queries import timeline
from bureau.catalogue.reference import read_items
from bureau.refusal import Refusal
from bureau.supervision import operations, reference
from bureau.supervision.definitions import INDICATORS
from bureau.supervision.models import GroupItem, Target
from bureau.supervision.operations import TargetFacts
from bureau.supervision.rules import Comparison
from bureau.supervision.tests.factories import HOUSE, LATER, a_target

pytestmark = pytest.mark.django_db

REFERENCE = Path(settings.REFERENCE_FOLDER)


class TestTargets:
    def test_are_loaded_once_and_leave_a_line(self) -> None:
        first, _ = reference.load(REFERENCE, by=HOUSE, at=LATER)
        second, _ = reference.load(REFERENCE, by=HOUSE, at=LATER)

        assert first > 0
        assert second == 0
        (line,) = timeline("targets", "all")
        assert line.sentence == f"装载指标目标 {first} 条"

    def test_are_those_of_the_plan_exactly(self) -> None:
        reference.load(REFERENCE, by=HOUSE, at=LATER)

        held = {one.indicator: one for one in Target.objects.all()}
        assert Fraction(held["k5"].numerator, held["k5"].denominator) == Fraction(98, 100)
        assert Fraction(held["k1"].numerator, held["k1"].denominator) == Fraction(1, 2)
        assert held["k1"].comparison == Comparison.AT_MOST
        assert {one.valid_from for one in held.values()} == {date(2023, 4, 4)}

    def test_one_that_holds_is_not_rewritten(self) -> None:
        a_target("k5")

        with pytest.raises(Refusal, match="不能改写"):
            a_target("k5", Fraction(1, 2))

    def test_the_database_refuses_a_change_too(self) -> None:
        a_target("k5")

        with pytest.raises(DatabaseError), transaction.atomic():
            Target.objects.update(numerator=1)

    def test_of_an_unknown_indicator_are_refused(self) -> None:
        strange = TargetFacts("k99", Fraction(1), Comparison.AT_LEAST, date(2026, 1, 1), "—")

        with pytest.raises(Refusal, match="k99"):
            operations.load_targets([strange], by=HOUSE, at=LATER)


class TestGroups:
    def test_follow_the_file(self) -> None:
        operations.load_groups({"start_up": ["a", "b"]}, by=HOUSE, at=LATER)

        changed = operations.load_groups({"start_up": ["b", "c"]}, by=HOUSE, at=LATER)

        assert changed == 2
        assert set(GroupItem.objects.values_list("item_key", flat=True)) == {"b", "c"}

    def test_name_only_items_that_exist(self) -> None:
        known = {row.item for row in read_items(REFERENCE).rows}

        named = {
            item
            for items in reference.read_groups(REFERENCE / reference.GROUPS).values()
            for item in items
        }

        assert named <= known


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / reference.TARGETS).write_text("indicator,numerator\nk5,x\n"),
        lambda folder: (folder / reference.TARGETS).unlink(),
        lambda folder: (folder / reference.GROUPS).write_text("start_up: [a]\n"),
        lambda folder: (folder / reference.GROUPS).write_text("a: : b"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(
    tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    for name in (reference.TARGETS, reference.GROUPS):
        (tmp_path / name).write_text((REFERENCE / name).read_text("utf-8"), "utf-8")
    spoil(tmp_path)

    with pytest.raises(reference.BadReference):
        reference.load(tmp_path, by=HOUSE, at=LATER)


class TestDefinitions:
    def test_every_indicator_says_what_it_counts_and_why_it_may_be_empty(self) -> None:
        for one in INDICATORS.values():
            said = (one.name, one.formula, one.numerator, one.denominator, one.event)
            assert all((*said, one.owner, one.exclusions, one.why_empty)), one.key

    def test_their_keys_stand_in_addresses(self) -> None:
        assert all(key.replace("-", "").isalnum() and key.isascii() for key in INDICATORS)
