"""Our table of the arrangements, against the package that restates the notices."""

import datetime as dt
from pathlib import Path

import chinese_calendar
import pytest

from bureau.refusal import Refusal
from bureau.workdays.reference import arrangements_on_file
from bureau.workdays.rules import read_arrangements
from bureau.workdays.tests.calendars import ARRANGEMENTS, CALENDAR, day

HEAD = "notice_year,day,weekday,kind,festival"
THEIR_NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}


class TestAgreesWithChinesecalendar:
    def test_on_every_day_of_the_published_years(self) -> None:
        first, last = day("2023-01-01"), day("2026-12-31")
        every_day = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]

        differ = [
            one for one in every_day if CALENDAR.is_workday(one) != chinese_calendar.is_workday(one)
        ]

        assert differ == []

    def test_on_make_up_days_and_weekdays_off(self) -> None:
        years = CALENDAR.years
        make_up = {one for one in chinese_calendar.constants.workdays if one.year in years}
        weekdays_off = {
            one
            for one in chinese_calendar.constants.holidays
            if one.year in years and one.weekday() < 5
        }

        assert set(CALENDAR.make_up_days) == make_up
        assert {one for one in CALENDAR.holidays if one.weekday() < 5} == weekdays_off

    def test_on_the_names_of_the_festivals(self) -> None:
        theirs = chinese_calendar.constants.holidays | chinese_calendar.constants.workdays

        for row in ARRANGEMENTS:
            if row.day in theirs:
                their_name = chinese_calendar.Holiday(theirs[row.day]).chinese
                assert THEIR_NAMES.get(their_name, their_name) == row.festival, row.day

    def test_and_both_stop_at_the_last_published_year(self) -> None:
        assert max(CALENDAR.years) == 2026
        with pytest.raises(NotImplementedError):
            chinese_calendar.is_workday(day("2027-01-04"))


class TestReadingATable:
    def test_takes_every_table_of_the_folder(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text(f"{HEAD}\n2023,2023-01-01,周日,holiday,元旦\n", "utf-8")
        (tmp_path / "b.csv").write_text(
            f"# 说明\n{HEAD}\n2024,2023-12-30,周六,holiday,元旦\n", "utf-8"
        )

        rows = arrangements_on_file(tmp_path)

        assert [(row.notice_year, row.day) for row in rows] == [
            (2023, day("2023-01-01")),
            (2024, day("2023-12-30")),
        ]

    @pytest.mark.parametrize(
        ("row", "sentence"),
        [
            ("2023,2023-01-01,周日,holiday", "第 1 行：应有 5 列"),
            ("2023,2023-02-30,周日,holiday,元旦", "第 1 行：年份或日期不对"),
            ("2023,2023-01-01,周一,holiday,元旦", "是周日，不是周一"),
            ("2023,2023-01-01,周日,off,元旦", "kind 只能是"),
            ("2023,2023-01-03,周二,working,元旦", "本来就是工作日"),
            ("2021,2023-01-01,周日,holiday,元旦", "不会出现在 2021 年的通知里"),
            ("2023,2023-01-01,周日,holiday,", "缺少节日名称"),
        ],
    )
    def test_names_the_row_that_is_wrong(self, row: str, sentence: str) -> None:
        with pytest.raises(Refusal, match=sentence):
            read_arrangements([HEAD, row])

    def test_refuses_a_day_named_twice_and_a_foreign_table(self) -> None:
        row = "2023,2023-01-01,周日,holiday,元旦"

        with pytest.raises(Refusal, match="第 2 行：2023-01-01 重复"):
            read_arrangements([HEAD, row, row])
        with pytest.raises(Refusal, match="第一行应为"):
            read_arrangements(["date,kind", "2023-01-01,holiday"])
