"""The trial city's own time: people at the windows whenever it is started, never back."""

import datetime as dt
import io
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone
from pytest_django import Settings

from bureau.audit.actors import Actor
from bureau.audit.operations import named_source
from bureau.refusal import Refusal
from bureau.workdays import clock, operations
from bureau.workdays.models import CityClock
from bureau.workdays.rules import MONDAY_TO_FRIDAY, OfficeHours, Session
from bureau.workdays.rules.city import city_offset
from bureau.workdays.tests.calendars import CALENDAR, at

STARTER = Actor.system("启动")
SATURDAY = at("2026-03-14T15:20:30")
NEXT_MORNING = at("2026-03-16T10:00:00")


def city_time(world: str, *, offset: int | None) -> dt.datetime:
    moment = at(world)
    return moment + dt.timedelta(seconds=city_offset(moment, offset=offset, calendar=CALENDAR))


class TestWhereAStartTakesTheCity:
    @pytest.mark.parametrize(
        ("world", "city"),
        [
            ("2026-03-12T07:00:00", "2026-03-12T10:00:00"),
            ("2026-03-12T10:00:00", "2026-03-12T10:00:00"),
            ("2026-03-12T10:00:01", "2026-03-13T10:00:00"),
            ("2026-03-13T20:00:00", "2026-03-16T10:00:00"),
            ("2026-09-30T12:00:00", "2026-10-08T10:00:00"),
            ("2027-06-01T03:00:00", "2027-06-01T10:00:00"),
        ],
    )
    def test_a_new_city_begins_at_ten_of_a_working_morning(self, world: str, city: str) -> None:
        assert city_time(world, offset=None) == at(city)

    @pytest.mark.parametrize(
        ("world", "city"),
        [
            ("2026-03-12T09:00:00", "2026-03-12T09:00:00"),
            ("2026-03-12T12:30:00", "2026-03-12T12:30:00"),
            ("2026-03-12T16:59:59", "2026-03-12T16:59:59"),
            ("2026-03-12T17:00:00", "2026-03-13T10:00:00"),
            ("2026-03-12T08:59:59", "2026-03-12T10:00:00"),
            ("2026-03-14T11:00:00", "2026-03-16T10:00:00"),
        ],
    )
    def test_a_known_city_goes_on_or_forward_to_a_morning(self, world: str, city: str) -> None:
        assert city_time(world, offset=0) == at(city)

    def test_the_offset_never_shrinks(self) -> None:
        two_days = 2 * 24 * 3600

        found = city_offset(at("2026-03-12T20:00:00"), offset=two_days, calendar=CALENDAR)

        assert found >= two_days

    def test_a_hall_that_opens_late_still_opens(self) -> None:
        late = OfficeHours((Session(dt.time(11), dt.time(15)),))

        found = city_offset(
            at("2026-03-12T10:30:00"), offset=0, calendar=MONDAY_TO_FRIDAY, hours=late
        )

        assert found >= 0


@pytest.mark.django_db
class TestTheClock:
    @pytest.fixture(autouse=True)
    def _trial(self, settings: Settings) -> Iterator[None]:
        settings.REAL, settings.TRIAL = False, True
        clock.forget()
        yield
        clock.forget()

    def test_of_a_new_database_is_the_world(self) -> None:
        before = timezone.now()

        found = clock.now()

        assert before <= found <= timezone.now()
        assert found.utcoffset() == dt.timedelta(hours=8)

    def test_of_a_trial_city_runs_ahead(self) -> None:
        operations.start_city_clock(by=STARTER, at=SATURDAY)

        assert clock.ahead() == NEXT_MORNING - SATURDAY
        assert clock.now() - timezone.now() > clock.ahead() - dt.timedelta(minutes=1)

    def test_stays_when_the_city_is_started_again_in_office_hours(self) -> None:
        first = operations.start_city_clock(by=STARTER, at=SATURDAY)

        later = operations.start_city_clock(by=STARTER, at=SATURDAY + dt.timedelta(hours=5))

        assert later.offset_seconds == first.offset_seconds

    def test_jumps_forward_when_the_city_is_started_after_closing(self) -> None:
        first = operations.start_city_clock(by=STARTER, at=SATURDAY)
        evening = SATURDAY + dt.timedelta(hours=9)

        later = operations.start_city_clock(by=STARTER, at=evening)

        assert later.offset_seconds > first.offset_seconds
        assert evening + clock.ahead() == at("2026-03-17T10:00:00")

    def test_of_a_real_bureau_is_the_world(self, settings: Settings) -> None:
        settings.REAL, settings.TRIAL = True, False

        with named_source("rehearsal"):
            row = operations.start_city_clock(by=STARTER, at=SATURDAY)

        assert (row.mode, row.offset_seconds, clock.ahead()) == ("real", 0, dt.timedelta())

    def test_a_real_database_is_never_opened_as_a_trial(self, settings: Settings) -> None:
        settings.REAL, settings.TRIAL = True, False
        with named_source("rehearsal"):
            operations.start_city_clock(by=STARTER, at=SATURDAY)
        settings.REAL, settings.TRIAL = False, True

        with pytest.raises(Refusal, match="这个数据库是正式用的"):
            operations.start_city_clock(by=STARTER, at=SATURDAY)

    def test_a_trial_database_is_never_opened_as_real(self, settings: Settings) -> None:
        operations.start_city_clock(by=STARTER, at=SATURDAY)
        settings.REAL, settings.TRIAL = True, False

        with pytest.raises(CommandError, match="这个数据库是演示用的") as refusal:
            call_command("start_clock", stdout=io.StringIO())
        assert refusal.value.returncode == 2

    def test_by_command_says_what_time_it_is_in_the_city(self) -> None:
        out = io.StringIO()

        before = clock.now().replace(second=0, microsecond=0)
        call_command("start_clock", stdout=out)

        said = at(out.getvalue().removeprefix("现在是 ").removesuffix("。\n"))
        assert before <= said <= clock.now()


@pytest.mark.django_db
class TestTheDatabase:
    def change(self, **fields: object) -> None:
        with transaction.atomic():
            CityClock.objects.update(**fields)

    def test_lets_the_clock_only_go_forward(self) -> None:
        CityClock.objects.create(mode="trial", offset_seconds=60, set_at=SATURDAY)
        self.change(offset_seconds=61)

        with pytest.raises(DatabaseError, match="only goes forward"):
            self.change(offset_seconds=60)

    def test_keeps_the_mode(self) -> None:
        CityClock.objects.create(mode="trial", set_at=SATURDAY)

        with pytest.raises(DatabaseError, match="never changes"):
            self.change(mode="real")

    def test_keeps_real_time_in_a_real_bureau(self) -> None:
        CityClock.objects.create(mode="real", set_at=SATURDAY)

        with pytest.raises(DatabaseError, match="real_time_in_real_mode"):
            self.change(offset_seconds=1)
        with pytest.raises(DatabaseError, match="stays one"), transaction.atomic():
            CityClock.objects.all().delete()


def test_the_day_of_a_moment_is_that_in_shanghai() -> None:
    assert clock.day_of(dt.datetime(2026, 3, 12, 16, tzinfo=dt.UTC)) == dt.date(2026, 3, 13)
    with pytest.raises(ValueError, match="time zone"):
        clock.day_of(dt.datetime(2026, 3, 12, 16))  # noqa: DTZ001  (the point of it)
