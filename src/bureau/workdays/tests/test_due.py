"""What the clock promises, one rule at a time."""

import datetime as dt

import pytest

from bureau.refusal import Refusal
from bureau.workdays.rules import (
    MONDAY_TO_FRIDAY,
    STANDARD_HOURS,
    OfficeHours,
    Pause,
    Season,
    Session,
    Term,
    Timetable,
    Unit,
    due,
    pause_of,
)
from bureau.workdays.tests.calendars import CALENDAR, at, day

FIVE_DAYS = Term(5, Unit.WORKING_DAY)
HALF_A_DAY = Term(1, Unit.SESSION)
AT_ONCE = Term(0, Unit.ON_THE_SPOT)


def ends(start: str, term: Term, **options: object) -> str:
    moment = at(start) if "T" in start else day(start)
    found = due(moment, term, calendar=CALENDAR, **options)  # type: ignore[arg-type]
    return found.due.strftime("%Y-%m-%d %H:%M:%S")


class TestWorkingDays:
    def test_end_at_the_close_of_business(self) -> None:
        assert ends("2026-09-29T10:00", FIVE_DAYS) == "2026-10-12 17:00:00"

    def test_end_at_midnight_for_acts_done_online(self) -> None:
        assert ends("2026-09-29T10:00", FIVE_DAYS, online=True) == "2026-10-12 23:59:59"

    def test_close_with_the_hours_of_their_last_day(self) -> None:
        short = OfficeHours((Session(dt.time(9), dt.time(12)), Session(dt.time(13), dt.time(16))))
        winter = Season(day("2026-10-01"), day("2027-03-31"), short)
        hours = Timetable(STANDARD_HOURS, (winter,))

        assert ends("2026-09-21", FIVE_DAYS, hours=hours) == "2026-09-29 17:00:00"
        assert ends("2026-09-29", FIVE_DAYS, hours=hours) == "2026-10-12 16:00:00"

    def test_keep_the_day_of_an_event_after_closing(self) -> None:
        friday_evening = "2026-03-13T20:00"

        assert ends(friday_evening, Term(1, Unit.WORKING_DAY)) == "2026-03-16 17:00:00"

    def test_may_take_an_event_after_closing_as_of_the_next_working_day(self) -> None:
        one_day = Term(1, Unit.WORKING_DAY)

        assert ends("2026-03-13T20:00", one_day, late_receipt_next_day=True).startswith(
            "2026-03-17"
        )
        assert ends("2026-03-14T10:00", one_day, late_receipt_next_day=True).startswith(
            "2026-03-17"
        )
        assert ends("2026-03-13T07:00", one_day, late_receipt_next_day=True).startswith(
            "2026-03-16"
        )

    def test_say_why_each_day_counts_or_not(self) -> None:
        found = due(at("2026-09-30T10:00"), Term(2, Unit.WORKING_DAY), calendar=CALENDAR)

        assert [(line.date.day, line.counts, line.why) for line in found.days] == [
            (30, False, "起算当日不计入"),
            *[(number, False, "国庆节放假") for number in range(1, 8)],
            (8, True, "工作日"),
            (9, True, "工作日"),
        ]

    def test_name_make_up_days_and_weekends(self) -> None:
        found = due(day("2026-10-09"), Term(2, Unit.WORKING_DAY), calendar=CALENDAR)

        assert [line.why for line in found.days[1:]] == ["调休上班（国庆节）", "周末", "工作日"]

    def test_need_no_explanation_in_bulk(self) -> None:
        found = due(day("2026-10-09"), FIVE_DAYS, calendar=CALENDAR, explain=False)

        assert found.days == ()
        assert found.due == due(day("2026-10-09"), FIVE_DAYS, calendar=CALENDAR).due


class TestYearsWithoutANotice:
    def test_are_monday_to_friday_and_provisional(self) -> None:
        found = due(day("2027-09-30"), FIVE_DAYS, calendar=CALENDAR)

        assert found.due.date() == day("2027-10-07")
        assert found.provisional
        assert found.days[1].why == "工作日（该年放假安排尚未公布，暂定）"

    def test_a_calendar_may_know_no_year_at_all(self) -> None:
        found = due(day("2026-09-29"), FIVE_DAYS, calendar=MONDAY_TO_FRIDAY)

        assert (found.due.date(), found.provisional) == (day("2026-10-06"), True)

    def test_make_provisional_only_what_depends_on_them(self) -> None:
        ten_days = Term(10, Unit.NATURAL_DAY)

        rolled = due(day("2026-12-25"), ten_days, calendar=CALENDAR)
        not_rolled = due(day("2026-12-25"), ten_days, calendar=CALENDAR, roll=False)

        assert rolled.provisional
        assert not not_rolled.provisional

    def test_the_day_of_the_event_alone_does_not(self) -> None:
        found = due(day("2022-12-31"), Term(1, Unit.WORKING_DAY), calendar=CALENDAR)

        assert (found.due.date(), found.provisional) == (day("2023-01-03"), False)


class TestPauses:
    def test_leave_out_the_day_after_the_order_to_the_day_of_the_result(self) -> None:
        testing = pause_of(ordered_on=day("2024-03-11"), ended_on=day("2024-03-25"), ground="检验")

        assert testing == Pause(day("2024-03-12"), day("2024-03-25"), "检验")

    def test_that_end_on_the_day_of_the_order_leave_out_nothing(self) -> None:
        assert pause_of(ordered_on=day("2024-03-11"), ended_on=day("2024-03-11")) is None

    def test_while_open_give_the_earliest_possible_end(self) -> None:
        open_pause = pause_of(ordered_on=day("2024-03-11"))
        assert open_pause is not None

        found = due(
            at("2024-03-04T09:00"),
            Term(20, Unit.WORKING_DAY),
            calendar=CALENDAR,
            pauses=[open_pause],
            today=day("2024-03-25"),
        )

        assert (found.due.date(), found.provisional) == (day("2024-04-16"), True)

    def test_say_their_ground(self) -> None:
        testing = Pause(day("2024-03-05"), day("2024-03-06"), "检验")

        found = due(day("2024-03-04"), FIVE_DAYS, calendar=CALENDAR, pauses=[testing])

        assert [line.why for line in found.days[1:4]] == [
            "暂停（检验），不计入",
            "暂停（检验），不计入",
            "工作日",
        ]

    def test_may_overlap(self) -> None:
        twice = [
            Pause(day("2024-03-05"), day("2024-03-08")),
            Pause(day("2024-03-07"), day("2024-03-11")),
        ]

        assert ends("2024-03-04", Term(1, Unit.WORKING_DAY), pauses=twice) == "2024-03-12 17:00:00"

    def test_cannot_end_before_they_begin(self) -> None:
        with pytest.raises(Refusal, match="早于开始日"):
            Pause(day("2024-03-05"), day("2024-03-04"))


class TestNaturalDays:
    def test_roll_to_the_first_working_day_and_say_so(self) -> None:
        found = due(day("2024-09-27"), Term(10, Unit.NATURAL_DAY), calendar=CALENDAR)

        assert found.due == at("2024-10-08T23:59:59")
        assert [(line.date.day, line.counts, line.why) for line in found.days[-2:]] == [
            (7, True, "自然日，计入；最后一日逢国庆节放假，顺延"),
            (8, False, "工作日，顺延至此日"),
        ]

    def test_do_not_roll_off_a_make_up_saturday(self) -> None:
        assert ends("2026-09-30", Term(10, Unit.NATURAL_DAY)) == "2026-10-10 23:59:59"

    def test_stay_where_they_are_when_rolling_is_off(self) -> None:
        assert ends("2024-09-27", Term(10, Unit.NATURAL_DAY), roll=False).startswith("2024-10-07")

    def test_stay_where_they_are_when_counted_backwards(self) -> None:
        assert ends("2026-03-31", Term(30, Unit.NATURAL_DAY), before=True).startswith("2026-03-01")


class TestMonthsAndYears:
    @pytest.mark.parametrize(
        ("start", "term", "options", "expected"),
        [
            ("2026-01-31", Term(1, Unit.MONTH), {}, "2026-02-28"),
            ("2024-01-31", Term(1, Unit.MONTH), {}, "2024-02-29"),
            ("2026-11-15", Term(3, Unit.MONTH), {"roll": False}, "2027-02-15"),
            ("2026-03-31", Term(1, Unit.MONTH), {"before": True}, "2026-02-28"),
            ("2024-02-29", Term(1, Unit.YEAR), {"before": True}, "2023-02-28"),
            ("2026-01-15", Term(1, Unit.MONTH), {"extend": 2}, "2026-04-15"),
        ],
    )
    def test_end_on_the_corresponding_day(
        self, start: str, term: Term, options: dict[str, object], expected: str
    ) -> None:
        assert ends(start, term, **options) == f"{expected} 23:59:59"


class TestSessions:
    @pytest.mark.parametrize(
        ("accepted", "expected"),
        [
            ("2026-03-12T08:00", "2026-03-12 17:00:00"),  # before opening: this morning
            ("2026-03-12T09:00", "2026-03-12 17:00:00"),
            ("2026-03-12T12:00", "2026-03-13 12:00:00"),  # lunch: this afternoon
            ("2026-03-12T12:30", "2026-03-13 12:00:00"),
            ("2026-03-12T16:59", "2026-03-13 12:00:00"),
            ("2026-03-12T17:00", "2026-03-13 17:00:00"),  # after closing: next morning
            ("2026-03-14T10:00", "2026-03-16 17:00:00"),  # a Saturday
        ],
    )
    def test_of_the_event_is_not_counted(self, accepted: str, expected: str) -> None:
        assert ends(accepted, HALF_A_DAY) == expected

    def test_need_a_time_of_day(self) -> None:
        with pytest.raises(Refusal, match="时刻"):
            due(day("2026-03-12"), HALF_A_DAY, calendar=CALENDAR)

    def test_need_a_morning_and_an_afternoon(self) -> None:
        one = OfficeHours((Session(dt.time(9), dt.time(17)),))

        with pytest.raises(Refusal, match="上午、下午"):
            due(at("2026-03-12T10:00"), HALF_A_DAY, calendar=CALENDAR, hours=one)


class TestHours:
    @pytest.mark.parametrize(
        ("start", "hours", "expected"),
        [
            ("2026-03-12T10:20", 1, "2026-03-12 11:20:00"),
            ("2026-03-12T11:00", 1, "2026-03-12 12:00:00"),
            ("2026-03-12T11:30", 1, "2026-03-12 13:30:00"),
            ("2026-03-12T12:30", 1, "2026-03-12 14:00:00"),
            ("2026-03-13T16:30", 1, "2026-03-16 09:30:00"),
            ("2026-03-12T09:00", 7, "2026-03-12 17:00:00"),
            ("2026-03-12T09:00", 8, "2026-03-13 10:00:00"),
        ],
    )
    def test_are_those_of_the_office(self, start: str, hours: int, expected: str) -> None:
        assert ends(start, Term(hours, Unit.WORKING_HOUR)) == expected

    def test_say_which_part_of_a_day_counted(self) -> None:
        found = due(at("2026-03-13T15:30"), Term(2, Unit.WORKING_HOUR), calendar=CALENDAR)

        assert [(line.counts, line.why) for line in found.days] == [
            (True, "工作日，计入 15:30-17:00"),
            (False, "周末"),
            (False, "周末"),
            (True, "工作日，计入 09:00-09:30"),
        ]


class TestOnTheSpot:
    @pytest.mark.parametrize(
        ("accepted", "expected"),
        [
            ("2026-03-12", "2026-03-12 17:00:00"),
            ("2026-03-12T08:00", "2026-03-12 17:00:00"),
            ("2026-03-12T16:59", "2026-03-12 17:00:00"),
            ("2026-03-13T17:30", "2026-03-16 17:00:00"),
            ("2026-03-14T10:00", "2026-03-16 17:00:00"),
            ("2026-10-10T10:00", "2026-10-10 17:00:00"),  # a make-up Saturday
        ],
    )
    def test_is_the_close_of_that_working_day(self, accepted: str, expected: str) -> None:
        assert ends(accepted, AT_ONCE) == expected

    def test_is_neither_extended_nor_counted_backwards(self) -> None:
        with pytest.raises(Refusal, match="不能延长"):
            due(day("2026-03-12"), AT_ONCE, calendar=CALENDAR, extend=1)
        with pytest.raises(Refusal, match="不能倒推"):
            due(day("2026-03-12"), AT_ONCE, calendar=CALENDAR, before=True)


class TestMoments:
    def test_in_another_zone_are_taken_to_ours(self) -> None:
        # 2026-03-13 02:00 in Asia/Shanghai
        utc = dt.datetime(2026, 3, 12, 18, tzinfo=dt.UTC)

        found = due(utc, Term(1, Unit.WORKING_DAY), calendar=CALENDAR)

        assert found.due.isoformat() == "2026-03-16T17:00:00+08:00"

    @pytest.mark.parametrize(("start", "before"), [("9999-12-30", False), ("0001-01-03", True)])
    def test_beyond_every_calendar_are_refused(self, start: str, before: bool) -> None:
        for unit in (Unit.WORKING_DAY, Unit.NATURAL_DAY, Unit.MONTH, Unit.YEAR):
            with pytest.raises(Refusal, match="超出"):
                due(day(start), Term(100, unit), calendar=CALENDAR, before=before)
        for unit in (Unit.SESSION, Unit.WORKING_HOUR):
            with pytest.raises(Refusal, match="超出"):
                due(at(f"{start}T10:00"), Term(100, unit), calendar=CALENDAR, before=before)
