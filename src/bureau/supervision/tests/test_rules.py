"""Figures are exact: compared before they are rounded, and never made up."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clauses import clause

from bureau.supervision.rules import (
    Comparison,
    Goal,
    Limits,
    NoData,
    OfficeTime,
    PeriodKind,
    Tally,
    goal_on,
    median,
    next_period,
    period_of,
    previous_period,
    read_period,
    rounded,
    saved,
    together,
)
from bureau.workdays.reference import calendar_on_file
from bureau.workdays.rules import (
    CHINA,
    STANDARD_HOURS,
    Hours,
    OfficeHours,
    Season,
    Session,
    Timetable,
    working_duration,
)

CALENDAR = calendar_on_file()
SEASONS = Timetable(
    OfficeHours((Session(time(9), time(12)), Session(time(13), time(17)))),
    (
        Season(
            date(2026, 5, 1),
            date(2026, 9, 30),
            OfficeHours((Session(time(9), time(12)), Session(time(13, 30), time(17, 30)))),
        ),
    ),
)
PLAN_DAY = date(2023, 4, 4)
ONLINE = Goal(Fraction(98, 100), Comparison.AT_LEAST, PLAN_DAY)
HALF_A_DAY = Goal(Fraction(1, 2), Comparison.AT_MOST, PLAN_DAY)

counts = st.integers(min_value=0, max_value=10**6)
fractions = st.fractions(min_value=0, max_value=1, max_denominator=10**4)
days = st.dates(min_value=date(2001, 1, 1), max_value=date(2099, 12, 31))


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    every = draw(counts)
    return Tally(Fraction(draw(st.integers(0, every))), Fraction(every), every)


class TestGoals:
    @clause("3.3.1-f")
    def test_98_of_100_meets_and_979_of_1000_does_not(self) -> None:
        assert ONLINE.is_met_by(Fraction(98, 100))
        assert not ONLINE.is_met_by(Fraction(979, 1000))

    def test_a_limit_from_above_is_met_on_the_line(self) -> None:
        assert HALF_A_DAY.is_met_by(Fraction(1, 2))
        assert not HALF_A_DAY.is_met_by(Fraction(501, 1000))

    @clause("0-c")
    def test_before_the_plan_there_is_none(self) -> None:
        assert goal_on([ONLINE], PLAN_DAY - timedelta(days=1)) is None
        assert goal_on([ONLINE], PLAN_DAY) == ONLINE

    def test_a_past_period_keeps_the_target_it_had(self) -> None:
        stricter = Goal(Fraction(99, 100), Comparison.AT_LEAST, date(2026, 1, 1))

        assert goal_on([stricter, ONLINE], date(2025, 12, 31)) == ONLINE
        assert goal_on([stricter, ONLINE], date(2026, 1, 1)) == stricter

    @given(value=fractions, goal=st.sampled_from([ONLINE, HALF_A_DAY]))
    def test_the_gap_is_nothing_exactly_when_the_target_is_met(
        self, value: Fraction, goal: Goal
    ) -> None:
        assert (goal.gap(value) == 0) == goal.is_met_by(value)


class TestTallies:
    def test_nothing_counted_is_no_data_with_a_reason(self) -> None:
        assert Tally().ratio("没有办件") == NoData("没有办件")

    @given(units=st.lists(tallies(), max_size=15))
    def test_the_city_is_the_ratio_of_sums(self, units: list[Tally]) -> None:
        city = together(units)

        assert city.numerator == sum(one.numerator for one in units)
        assert city.denominator == sum(one.denominator for one in units)

    @given(units=st.lists(tallies(), min_size=1, max_size=15))
    def test_the_city_lies_between_its_units(self, units: list[Tally]) -> None:
        ratios = [one.numerator / one.denominator for one in units if one.denominator]
        city = together(units).ratio("—")

        assert isinstance(city, NoData) == (not ratios)
        if not isinstance(city, NoData):
            assert min(ratios) <= city <= max(ratios)

    def test_the_city_is_not_the_mean_of_ratios(self) -> None:
        small, big = Tally(Fraction(1), Fraction(1)), Tally(Fraction(0), Fraction(99))

        assert together([small, big]).ratio("—") == Fraction(1, 100)

    @given(values=st.lists(fractions, min_size=1))
    def test_half_of_the_values_lie_on_either_side_of_the_median(
        self, values: list[Fraction]
    ) -> None:
        middle = median(values)

        assert 2 * sum(value < middle for value in values) <= len(values)
        assert 2 * sum(value > middle for value in values) <= len(values)


class TestRounding:
    @given(value=fractions, goal=st.sampled_from([ONLINE, HALF_A_DAY]))
    def test_never_crosses_the_target(self, value: Fraction, goal: Goal) -> None:
        shown = rounded(value, goal=goal)

        assert goal.is_met_by(Fraction(shown)) == goal.is_met_by(value)

    @given(value=fractions)
    def test_is_never_further_off_than_half_a_step(self, value: Fraction) -> None:
        assert abs(Fraction(rounded(value)) - value) <= Fraction(1, 200)

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (Fraction(2, 3), "0.67"),
            (Fraction(1, 200), "0.01"),
            (Fraction(-1, 200), "-0.01"),
            (Fraction(25, 9), "2.78"),
            (Fraction(7), "7.00"),
        ],
    )
    def test_is_half_up_from_the_exact_value(self, value: Fraction, shown: str) -> None:
        assert rounded(value) == Decimal(shown)

    def test_what_is_not_met_does_not_look_met(self) -> None:
        goal = Goal(Fraction(98), Comparison.AT_LEAST, PLAN_DAY)

        assert rounded(Fraction(97996, 1000), goal=goal) == Decimal("97.99")


class TestSpeed:
    @clause("3.3.1-e")
    @pytest.mark.parametrize(
        ("limits", "gained"),
        [
            (Limits(20, "working_day", 10, "working_day"), Fraction(10)),
            (Limits(20, "working_day", 0, "on_the_spot"), Fraction(20)),
            (Limits(1, "month", 10, "working_day"), Fraction(11)),
            (Limits(14, "natural_day", 1, "session"), Fraction(19, 2)),
            (Limits(20, "working_day"), Fraction(0)),
        ],
    )
    def test_is_the_promise_against_the_law_in_working_days(
        self, limits: Limits, gained: Fraction
    ) -> None:
        assert saved(limits) == gained

    def test_what_took_longer_than_the_law_counts_against(self) -> None:
        assert saved(Limits(10, "working_day"), actual=Fraction(12)) == -2


class TestPeriods:
    @given(day=days, kind=st.sampled_from(list(PeriodKind)))
    def test_a_period_holds_its_day_and_leads_to_the_next(
        self, day: date, kind: PeriodKind
    ) -> None:
        period = period_of(kind, day)

        assert period.first <= day <= period.last
        assert next_period(period).first == period.last + timedelta(days=1)
        assert previous_period(next_period(period)) == period

    @given(day=days, kind=st.sampled_from(list(PeriodKind)))
    def test_an_address_leads_back_to_its_period(self, day: date, kind: PeriodKind) -> None:
        period = period_of(kind, day)

        assert read_period(period.key) == period

    @pytest.mark.parametrize(
        "text", ["", "2026-13", "2026-Q5", "1999", "2200-01", "x..y", "2026-03-02..2026-03-01"]
    )
    def test_nonsense_is_no_period(self, text: str) -> None:
        assert read_period(text) is None

    def test_the_day_begins_in_shanghai(self) -> None:
        march = period_of(PeriodKind.MONTH, date(2026, 3, 18))

        assert march.since.isoformat() == "2026-03-01T00:00:00+08:00"
        assert march.until.isoformat() == "2026-04-01T00:00:00+08:00"


moments = st.datetimes(
    min_value=datetime.combine(date(2025, 12, 1), time.min),
    max_value=datetime.combine(date(2026, 12, 31), time.max),
    timezones=st.just(CHINA),
).map(lambda moment: moment.replace(microsecond=0))


class TestOfficeTime:
    @given(one=moments, other=moments, hours=st.sampled_from([STANDARD_HOURS, SEASONS]))
    def test_is_the_duration_of_the_clock(
        self, one: datetime, other: datetime, hours: Hours
    ) -> None:
        start, end = sorted((one, other))
        together = OfficeTime(calendar=CALENDAR, hours=hours, first=start.date(), last=end.date())

        expected = working_duration(start, end, calendar=CALENDAR, hours=hours)

        assert together.days(start, end) == expected.days
