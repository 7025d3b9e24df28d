"""Plain strings for pages: days, moments, money, durations, masked numbers.

A view turns a query's rows into these strings in one pass and the template only places
them, because the template's own date filter is the dearest thing on a list page.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEKDAYS = "一二三四五六日"


def local(moment: datetime) -> datetime:
    """The same moment on a clock in Shanghai, which is the only one people here read."""
    return moment.astimezone(SHANGHAI)


def _day_of(value: date | datetime) -> date:
    return local(value).date() if isinstance(value, datetime) else value


def day(value: date | datetime, *, today: date | None = None) -> str:
    """3 月 23 日（周一）; with the year when it is not the year of ``today``."""
    on = _day_of(value)
    year = f"{on.year} 年 " if today is not None and on.year != today.year else ""
    return f"{year}{on.month} 月 {on.day} 日（周{WEEKDAYS[on.weekday()]}）"


def full_day(value: date | datetime) -> str:
    """2026 年 3 月 23 日: for certificates, letters, anything read years later."""
    on = _day_of(value)
    return f"{on.year} 年 {on.month} 月 {on.day} 日"


def iso_day(value: date | datetime) -> str:
    """2026-03-23: for tables where days stand below each other."""
    return _day_of(value).isoformat()


def short_day(value: date | datetime) -> str:
    """3-23: on a ruler or in a narrow column."""
    on = _day_of(value)
    return f"{on.month}-{on.day}"


def hour(value: datetime) -> str:
    """17:30"""
    return f"{local(value):%H:%M}"


def moment(value: datetime, *, today: date | None = None) -> str:
    """3 月 23 日（周一）17:30"""
    return f"{day(value, today=today)}{hour(value)}"


def stamp(value: datetime) -> str:
    """2026-03-18 10:42: for records and sources."""
    return f"{local(value):%Y-%m-%d %H:%M}"


def frame_clock(value: datetime) -> str:
    """3 月 18 日 周三 10:42: the clock in the frame of a page."""
    return f"{frame_day(value)} {hour(value)}"


def frame_day(value: datetime) -> str:
    """3 月 18 日 周三"""
    at = local(value)
    return f"{at.month} 月 {at.day} 日 周{WEEKDAYS[at.weekday()]}"


def span(start: date, end: date) -> str:
    """3 月 16 日至 20 日; one day is that day."""
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.month} 月 {start.day} 日至 {end.day} 日"
    if start.year == end.year:
        return f"{start.month} 月 {start.day} 日至 {end.month} 月 {end.day} 日"
    return f"{full_day(start)}至{full_day(end)}"


def duration(length: timedelta) -> str:
    """7 分 40 秒, 2 小时 5 分, 3 天 4 小时: the two largest units."""
    seconds = max(0, int(length.total_seconds()))
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [(days, "天"), (hours, "小时"), (minutes, "分"), (seconds, "秒")]
    while len(parts) > 1 and parts[0][0] == 0:
        parts.pop(0)
    return " ".join(f"{value} {unit}" for value, unit in parts[:2] if value) or "0 秒"


def ago(then: datetime, *, now: datetime) -> str:
    """刚刚, 6 分钟前, 2 小时前, or the day."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "刚刚"
    if minutes < 60:
        return f"{minutes} 分钟前"
    if minutes < 24 * 60 and local(now).date() == local(then).date():
        return f"{minutes // 60} 小时前"
    return day(then, today=local(now).date())


def remaining(working_days: int, *, hours: int | None = None) -> str:
    """还有 3 个工作日 / 还有 5 个办公小时 / 今天到期 / 已过 2 个工作日."""
    if working_days < 0:
        return f"已过 {-working_days} 个工作日"
    if working_days == 0:
        return f"还有 {hours} 个办公小时" if hours else "今天到期"
    return f"还有 {working_days} 个工作日"


def number(value: int | float | Decimal, *, places: int | None = None) -> str:
    """1,286 or 1,286.00, with thousands apart."""
    return f"{value:,}" if places is None else f"{value:,.{places}f}"


def money(yuan: int | Decimal) -> str:
    """0 元, 1,286.00 元: never 免费, never rounded."""
    amount = Decimal(yuan)
    whole = amount == amount.to_integral_value()
    return f"{amount:,.0f} 元" if whole else f"{amount:,.2f} 元"


def percent(numerator: int, denominator: int, *, places: int = 1) -> str:
    """98.6%; an empty denominator is 尚无数据, never 0% or 100%."""
    if denominator == 0:
        return "尚无数据"
    return f"{Decimal(numerator) * 100 / Decimal(denominator):.{places}f}%"


def size(octets: int) -> str:
    """86 kB, 1.8 MB"""
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1000))} kB"
    return f"{octets / 1_000_000:.1f} MB"


def mask_id(text: str) -> str:
    """4307************26: enough to recognise one's own number, no more."""
    if len(text) < 8:
        return "*" * len(text)
    return f"{text[:4]}{'*' * (len(text) - 6)}{text[-2:]}"


def mask_phone(text: str) -> str:
    """139****2218"""
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}" if len(text) >= 8 else "*" * len(text)


def mask_name(text: str) -> str:
    """周*香: for screens in the hall."""
    if len(text) <= 1:
        return text
    if len(text) == 2:
        return f"{text[0]}*"
    return f"{text[0]}{'*' * (len(text) - 2)}{text[-1]}"


def listing(words: Sequence[str]) -> str:
    """住所证明、章程: a Chinese enumeration."""
    return "、".join(words)
