"""Office time used: what 平均办理时长 is made of."""

import datetime as dt
from fractions import Fraction

import pytest

from bureau.workdays.rules import (
    STANDARD_HOURS,
    Elapsed,
    OfficeHours,
    Pause,
    Season,
    Session,
    Timetable,
    working_duration,
)
from bureau.workdays.tests.calendars import CALENDAR, at, day


class TestOfficeTime:
    @pytest.mark.parametrize(
        ("start", "end", "minutes", "days", "half_days"),
        [
            ("2026-03-12T10:00", "2026-03-12T11:30", 90, Fraction(90, 420), 0),
            ("2026-03-12T10:00", "2026-03-12T14:00", 180, Fraction(180, 420), 1),
            ("2026-03-12T09:00", "2026-03-12T17:00", 420, Fraction(1), 1),
            ("2026-03-13T16:00", "2026-03-16T10:00", 120, Fraction(120, 420), 1),
            ("2026-03-13T20:00", "2026-03-15T10:00", 0, Fraction(0), 0),
            ("2026-09-30T09:00", "2026-10-10T17:00", 4 * 420, Fraction(4), 7),
            ("2026-03-12T10:00", "2026-03-12T09:00", 0, Fraction(0), 0),
        ],
    )
    def test_counts_only_while_the_office_is_open(
        self, start: str, end: str, minutes: int, days: Fraction, half_days: int
    ) -> None:
        found = working_duration(at(start), at(end), calendar=CALENDAR)

        assert found == Elapsed(minutes, days, half_days)

    def test_leaves_out_paused_days(self) -> None:
        tested = Pause(day("2026-03-13"), day("2026-03-17"), "检验")

        found = working_duration(
            at("2026-03-12T09:00"), at("2026-03-18T12:00"), calendar=CALENDAR, pauses=[tested]
        )

        assert (found.minutes, found.half_days) == (600, 2)

    def test_measures_each_day_by_its_own_hours(self) -> None:
        short = OfficeHours((Session(dt.time(9), dt.time(11)), Session(dt.time(14), dt.time(16))))
        hours = Timetable(STANDARD_HOURS, (Season(day("2026-03-13"), day("2026-03-13"), short),))

        found = working_duration(
            at("2026-03-12T09:00"), at("2026-03-13T16:00"), calendar=CALENDAR, hours=hours
        )

        assert (found.minutes, found.days) == (660, Fraction(2))

    def test_takes_moments_of_any_zone(self) -> None:
        start = dt.datetime(2026, 3, 12, 1, tzinfo=dt.UTC)  # 09:00 in Asia/Shanghai

        found = working_duration(start, start + dt.timedelta(hours=2), calendar=CALENDAR)

        assert found.minutes == 120
