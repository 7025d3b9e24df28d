from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from desks.design import formats

MONDAY = datetime(2026, 3, 23, 9, 30, tzinfo=UTC)  # 17:30 in Shanghai


class TestDays:
    def test_are_said_in_chinese_with_the_weekday(self) -> None:
        assert formats.day(date(2026, 3, 23)) == "3 月 23 日（周一）"

    def test_name_the_year_only_when_it_is_another(self) -> None:
        assert formats.day(date(2027, 1, 4), today=date(2026, 12, 30)).startswith("2027 年 ")
        assert formats.day(date(2026, 1, 4), today=date(2026, 12, 30)).startswith("1 月")

    def test_belong_to_shanghai_whatever_the_moment_came_in(self) -> None:
        just_after_midnight = datetime(2026, 3, 22, 16, 5, tzinfo=UTC)

        assert formats.moment(just_after_midnight) == "3 月 23 日（周一）00:05"

    def test_a_moment_has_its_hour(self) -> None:
        assert formats.moment(MONDAY) == "3 月 23 日（周一）17:30"
        assert formats.frame_clock(MONDAY) == "3 月 23 日 周一 17:30"

    def test_a_span_says_the_month_once(self) -> None:
        assert formats.span(date(2026, 3, 16), date(2026, 3, 20)) == "3 月 16 日至 20 日"
        assert formats.span(date(2026, 3, 16), date(2026, 4, 2)) == "3 月 16 日至 4 月 2 日"
        assert formats.span(date(2026, 3, 16), date(2026, 3, 16)) == "3 月 16 日（周一）"


class TestLengths:
    @pytest.mark.parametrize(
        ("seconds", "words"),
        [
            (460, "7 分 40 秒"),
            (7500, "2 小时 5 分"),
            (7200, "2 小时"),
            (0, "0 秒"),
            (-5, "0 秒"),
            (273_600, "3 天 4 小时"),
        ],
    )
    def test_have_their_two_largest_units(self, seconds: int, words: str) -> None:
        assert formats.duration(timedelta(seconds=seconds)) == words

    def test_what_remains_is_said_in_working_days(self) -> None:
        assert formats.remaining(3) == "还有 3 个工作日"
        assert formats.remaining(0) == "今天到期"
        assert formats.remaining(0, hours=4) == "还有 4 个办公小时"
        assert formats.remaining(-2) == "已过 2 个工作日"

    def test_how_long_ago(self) -> None:
        assert formats.ago(MONDAY - timedelta(seconds=20), now=MONDAY) == "刚刚"
        assert formats.ago(MONDAY - timedelta(minutes=6), now=MONDAY) == "6 分钟前"
        assert formats.ago(MONDAY - timedelta(hours=2), now=MONDAY) == "2 小时前"
        assert formats.ago(MONDAY - timedelta(hours=20), now=MONDAY) == "3 月 22 日（周日）"


class TestFigures:
    def test_no_fee_is_nought_yuan(self) -> None:
        assert formats.money(0) == "0 元"
        assert formats.money(Decimal("1286.5")) == "1,286.50 元"

    def test_an_empty_denominator_is_no_figure(self) -> None:
        assert formats.percent(0, 0) == "尚无数据"
        assert formats.percent(86, 100) == "86.0%"

    def test_sizes(self) -> None:
        assert formats.size(86_000) == "86 kB"
        assert formats.size(1_840_000) == "1.8 MB"


class TestMasks:
    def test_show_enough_to_know_ones_own(self) -> None:
        assert formats.mask_id("11010519491231002X") == "1101************2X"
        assert formats.mask_phone("13907362218") == "139****2218"
        assert formats.mask_name("周桂香") == "周*香"

    def test_hide_what_is_too_short_wholly(self) -> None:
        assert formats.mask_id("12345") == "*****"
        assert formats.mask_phone("12345") == "*****"
