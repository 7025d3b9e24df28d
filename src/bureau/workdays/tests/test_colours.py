"""Green, yellow, orange, red, grey: what follows from the clock."""

import datetime as dt

import pytest

from bureau.workdays.rules import Colour, Unit, colour_of, half_used_at, yellow_from
from bureau.workdays.tests.calendars import CALENDAR, at

FRIDAY = at("2026-03-13T17:00:00")
NEXT_FRIDAY = at("2026-03-20T17:00:00")


def colour(
    moment: str,
    *,
    promise: dt.datetime | None = FRIDAY,
    law: dt.datetime | None = NEXT_FRIDAY,
    unit: Unit | None = Unit.WORKING_DAY,
    paused: bool = False,
    notice_late: bool = False,
) -> Colour:
    return colour_of(
        at=at(moment),
        promise_due=promise,
        statutory_due=law,
        promise_unit=unit,
        paused=paused,
        notice_late=notice_late,
        calendar=CALENDAR,
    )


class TestAPromiseInDays:
    @pytest.mark.parametrize(
        ("moment", "expected"),
        [
            ("2026-03-11T16:59:00", Colour.GREEN),
            ("2026-03-12T00:00:00", Colour.YELLOW),
            ("2026-03-13T17:00:00", Colour.YELLOW),
            ("2026-03-13T17:00:01", Colour.ORANGE),
            ("2026-03-20T17:00:00", Colour.ORANGE),
            ("2026-03-20T17:00:01", Colour.RED),
        ],
    )
    def test_runs_through_the_colours(self, moment: str, expected: Colour) -> None:
        assert colour(moment) == expected

    def test_counts_working_days_over_a_holiday(self) -> None:
        due = at("2026-10-08T17:00:00")  # the first day after National Day

        assert colour("2026-09-29T12:00:00", promise=due, law=None) == Colour.GREEN
        assert colour("2026-09-30T09:00:00", promise=due, law=None) == Colour.YELLOW

    def test_gives_way_to_the_law_where_there_is_none(self) -> None:
        assert colour("2026-03-13T18:00:00", promise=None) == Colour.GREEN
        assert colour("2026-03-19T09:00:00", promise=None) == Colour.YELLOW

    def test_without_any_limit_stays_green(self) -> None:
        assert colour("2026-03-13T18:00:00", promise=None, law=None) == Colour.GREEN


class TestShortPromises:
    def test_in_sessions_turn_yellow_an_office_hour_before_the_end(self) -> None:
        noon = at("2026-03-13T12:00:00")

        assert colour("2026-03-13T10:59:00", promise=noon, unit=Unit.SESSION) == Colour.GREEN
        assert colour("2026-03-13T11:00:00", promise=noon, unit=Unit.SESSION) == Colour.YELLOW

    def test_an_office_hour_may_reach_into_the_morning_before(self) -> None:
        due = at("2026-03-16T09:30:00")

        found = yellow_from(Unit.WORKING_HOUR, due=due, calendar=CALENDAR)

        assert found == at("2026-03-13T16:30:00")

    def test_on_the_spot_are_yellow_at_once(self) -> None:
        assert colour("2026-03-13T08:00:00", unit=Unit.ON_THE_SPOT) == Colour.YELLOW


class TestAPause:
    def test_is_grey(self) -> None:
        assert colour("2026-03-12T10:00:00", paused=True) == Colour.GREY

    def test_hides_no_limit_that_was_passed_before(self) -> None:
        assert colour("2026-03-16T10:00:00", paused=True) == Colour.ORANGE


class TestALateNotice:
    def test_is_red_whatever_is_left(self) -> None:
        assert colour("2026-03-02T10:00:00", notice_late=True) == Colour.RED


class TestTheReminder:
    def test_comes_when_half_of_the_office_time_is_used(self) -> None:
        found = half_used_at(
            started_at=at("2026-03-12T09:00:00"),
            due=at("2026-03-13T17:00:00"),
            calendar=CALENDAR,
        )

        assert found == at("2026-03-12T17:00:00")


def test_every_colour_has_words() -> None:
    assert len({colour.label for colour in Colour}) == 5
