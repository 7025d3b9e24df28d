"""A new notice is a new edition; nothing that was published changes."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from pytest_django import DjangoAssertNumQueries

from bureau.audit.actors import Actor
from bureau.refusal import Refusal
from bureau.workdays import operations, queries
from bureau.workdays.models import CalendarDay, CalendarEdition
from bureau.workdays.rules import Arrangement
from bureau.workdays.tests.calendars import ARRANGEMENTS, CALENDAR, at, day

pytestmark = pytest.mark.django_db

NOON = at("2026-03-12T12:00:00")
KEEPER = Actor.system("装载基础数据")
NEW_YEAR_2027 = Arrangement(2027, day("2027-01-01"), "holiday", "元旦")


def load(*more: Arrangement) -> CalendarEdition:
    return operations.load_calendar([*ARRANGEMENTS, *more], by=KEEPER, at=NOON)


class TestTheCalendarInForce:
    def test_is_the_shipped_one_until_one_is_loaded(self) -> None:
        found = queries.current_calendar()

        assert (found.key, found.holidays) == ("reference", CALENDAR.holidays)

    def test_is_the_first_edition_at_once(self) -> None:
        edition = load()

        found = queries.current_calendar()

        assert found.key == edition.key == "2023-2026.1"
        assert found.years == {2023, 2024, 2025, 2026}
        assert found.holidays == CALENDAR.holidays
        assert found.make_up_days == CALENDAR.make_up_days

    def test_changes_only_when_a_later_edition_is_put_in_force(self) -> None:
        load()
        later = load(NEW_YEAR_2027)
        assert not queries.current_calendar().day(NEW_YEAR_2027.day).why.startswith("元旦")

        operations.put_in_force(later.key, by=KEEPER, at=NOON)

        found = queries.current_calendar()
        assert found.key == "2023-2027.2"
        assert found.day(NEW_YEAR_2027.day).why == "元旦放假"
        assert 2027 in found.years

    def test_costs_one_query_once_its_days_are_known(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        load()
        queries.current_calendar()

        with django_assert_num_queries(1):
            queries.current_calendar()


class TestLoading:
    def test_the_same_again_makes_nothing(self) -> None:
        first = load()

        assert load() == first
        assert [edition.number for edition in queries.editions()] == [1]

    def test_shows_a_waiting_edition_beside_the_one_in_force(self) -> None:
        load()
        load(NEW_YEAR_2027)

        found = queries.editions()

        assert [(edition.key, edition.in_force_at) for edition in found] == [
            ("2023-2027.2", None),
            ("2023-2026.1", NOON),
        ]
        waiting = queries.calendar_by_key("2023-2027.2")
        assert waiting is not None
        assert not waiting.is_workday(NEW_YEAR_2027.day)

    def test_nothing_is_refused(self) -> None:
        with pytest.raises(Refusal, match="空的"):
            operations.load_calendar([], by=KEEPER, at=NOON)

    def test_by_command_says_what_is_in_force(self) -> None:
        out = io.StringIO()

        call_command("load_calendar", stdout=out)

        assert out.getvalue().strip() == "日历版本 2023-2026.1，已启用。"

    def test_by_command_from_an_empty_folder_is_bad_usage(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError) as refusal:
            call_command("load_calendar", "--folder", str(tmp_path))

        assert refusal.value.returncode == 2


class TestPuttingInForce:
    def test_an_unknown_edition_is_refused(self) -> None:
        with pytest.raises(Refusal, match="没有日历版本"):
            operations.put_in_force("2030-2031.9", by=KEEPER, at=NOON)

    def test_twice_is_refused(self) -> None:
        first = load()

        with pytest.raises(Refusal, match="已经启用过"):
            operations.put_in_force(first.key, by=KEEPER, at=NOON)

    def test_an_older_one_is_refused(self) -> None:
        load()
        second = load(NEW_YEAR_2027)
        third = load(NEW_YEAR_2027, Arrangement(2027, day("2027-01-02"), "holiday", "元旦"))
        operations.put_in_force(third.key, by=KEEPER, at=NOON)

        with pytest.raises(Refusal, match="比正在使用的旧"):
            operations.put_in_force(second.key, by=KEEPER, at=NOON)


def test_the_database_keeps_the_days_of_an_edition() -> None:
    load()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        CalendarDay.objects.filter(day=day("2026-10-01")).update(kind="working")
