"""The kinds of values a decision table knows, each exact and each with one order.

A value is turned into a *key* once; keys of one kind compare with each other. A number is
a decimal, never a binary fraction; a date is a count of days, a moment a count of seconds
(without a zone it is Beijing time), a duration a count of seconds or of months.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Any

from bureau.refusal import Refusal

Key = Any  # str, bool, int or Decimal: comparable with keys of its own kind only

MOST_DIGITS = 34
LARGEST = Decimal(10) ** MOST_DIGITS
BEIJING = timezone(timedelta(hours=8))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST = Decimal((datetime(1, 1, 1, tzinfo=BEIJING) - _EPOCH) // timedelta(seconds=1))
LAST = Decimal(
    (datetime(9999, 12, 31, 23, 59, 59, tzinfo=BEIJING) - _EPOCH) // timedelta(seconds=1)
)


class Kind(Enum):
    STRING = "string"
    BOOLEAN = "boolean"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"
    DATE_TIME = "dateTime"
    DAYS = "dayTimeDuration"
    MONTHS = "yearMonthDuration"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def ordered(self) -> bool:
        return self not in (Kind.STRING, Kind.BOOLEAN)

    @property
    def whole(self) -> bool:
        """Between two neighbouring values lies nothing: days, months, whole numbers."""
        return self in (Kind.INTEGER, Kind.DATE, Kind.MONTHS)


_LABELS = {
    Kind.STRING: "文字",
    Kind.BOOLEAN: "是否（true、false）",
    Kind.NUMBER: "数",
    Kind.INTEGER: "整数",
    Kind.DATE: "日期",
    Kind.DATE_TIME: "日期时间",
    Kind.DAYS: "时长（日、时、分、秒）",
    Kind.MONTHS: "时长（年、月）",
}

# The names other tools write, in lower case and without a prefix such as ``feel:``.
_NAMES = {
    "string": Kind.STRING,
    "boolean": Kind.BOOLEAN,
    "number": Kind.NUMBER,
    "double": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "integer": Kind.INTEGER,
    "long": Kind.INTEGER,
    "date": Kind.DATE,
    "datetime": Kind.DATE_TIME,
    "date and time": Kind.DATE_TIME,
    "duration": Kind.DAYS,
    "daytimeduration": Kind.DAYS,
    "days and time duration": Kind.DAYS,
    "yearmonthduration": Kind.MONTHS,
    "years and months duration": Kind.MONTHS,
}


def kind_named(name: str) -> Kind | None:
    return _NAMES.get(name.strip().rpartition(":")[2].lower())


# --- Reading ------------------------------------------------------------------------------

_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{1,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,9})?"
)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?"
    r"(Z|[+-][0-9]{2}:[0-9]{2}|@Asia/Shanghai)?"
)
_MONTHS = re.compile(r"(-?)P(?:([0-9]{1,9})Y)?(?:([0-9]{1,9})M)?")
_DAYS = re.compile(
    r"(-?)P(?:([0-9]{1,9})D)?"
    r"(T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})(?:\.([0-9]{1,9}))?S)?)?"
)


def number_from(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise Refusal(f"“{_short(text)}”不是一个数。请写成 50、0.5、-3 的样子。")
    exponent = re.split("[eE]", text)[1:]
    if exponent and abs(int(exponent[0])) > MOST_DIGITS:
        raise Refusal(_too_long(text))
    return _bounded(Decimal(text), text)


def _bounded(number: Decimal, shown: object) -> Decimal:
    if not number.is_finite():
        raise Refusal(f"“{shown}”不是一个数，不能拿来判断。")
    digits, exponent = number.as_tuple()[1:]
    assert isinstance(exponent, int)
    if (
        len(digits) > MOST_DIGITS
        or exponent < -MOST_DIGITS
        or (number and number.adjusted() >= MOST_DIGITS)
    ):
        raise Refusal(_too_long(str(shown)))
    return number


def _too_long(text: str) -> str:
    return f"“{_short(text)}”这个数太大或者太长，最多 {MOST_DIGITS} 位。请核对。"


def date_from(text: str) -> int:
    if found := _DATE.fullmatch(text):
        try:
            return date(*map(int, found.groups())).toordinal()
        except ValueError:
            raise Refusal(f"没有“{_short(text)}”这一天。请核对。") from None
    raise Refusal(f"“{_short(text)}”不是日期。请写成 2026-01-31 的样子。")


def moment_from(text: str) -> Decimal:
    found = _MOMENT.fullmatch(text)
    if not found:
        raise Refusal(f"“{_short(text)}”不是日期时间。请写成 2026-01-31T09:00:00 的样子。")
    day, hour, minute, second, fraction, zone = found.groups()
    start = date.fromordinal(date_from(day))
    if int(hour) > 23 or int(minute) > 59 or int(second) > 59:
        raise Refusal(f"没有“{_short(text)}”这个时刻。请核对。")
    days = start.toordinal() - _EPOCH.date().toordinal()
    seconds = days * 86400 + int(hour) * 3600 + int(minute) * 60 + int(second)
    key = Decimal(seconds - _offset(zone, text)) + Decimal(f"0.{fraction or 0}")
    if not FIRST <= key <= LAST:
        raise Refusal(f"“{_short(text)}”太早或者太晚，算不了。请核对。")
    return key


def _offset(zone: str | None, text: str) -> int:
    if zone is None or zone.startswith("@"):
        return 8 * 3600
    if zone == "Z":
        return 0
    hours, minutes = int(zone[1:3]), int(zone[4:6])
    if hours > 14 or minutes > 59:
        raise Refusal(f"“{_short(text)}”的时区不对。北京时间写成 +08:00，也可以不写。")
    return (hours * 3600 + minutes * 60) * (-1 if zone[0] == "-" else 1)


def months_from(text: str) -> int:
    found = _MONTHS.fullmatch(text)
    if not found or (found[2] is None and found[3] is None):
        raise Refusal(f"“{_short(text)}”不是年、月的时长。请写成 P1Y、P6M 的样子。")
    months = int(found[2] or 0) * 12 + int(found[3] or 0)
    return -months if found[1] else months


def seconds_from(text: str) -> Decimal:
    found = _DAYS.fullmatch(text)
    parts = found.groups() if found else ()
    if not found or (parts[1] is None and parts[2] in (None, "T")) or parts[2] == "T":
        raise Refusal(f"“{_short(text)}”不是日、时、分、秒的时长。请写成 P20D、PT4H 的样子。")
    sign, days, _, hours, minutes, seconds, fraction = parts
    whole = (
        int(days or 0) * 86400 + int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    )
    total = Decimal(whole) + Decimal(f"0.{fraction or 0}")
    return -total if sign else total


def key_of(kind: Kind, value: object) -> Key:
    """The key of a given value other than null; a Refusal says what is wanted instead."""
    reader = _READERS[kind].get(type(value))
    if reader is None:
        raise Refusal(f"要一个{kind.label}，给的是“{_short(str(value))}”。")
    return reader(value)


def _whole_key(value: float | Decimal) -> Decimal:
    number = _number_key(value)
    if number != number.to_integral_value():
        raise Refusal(f"要一个整数，给的是“{value}”。")
    return number


def _number_key(value: float | Decimal) -> Decimal:
    if isinstance(value, int) and not -LARGEST < value < LARGEST:
        raise Refusal(_too_long("1…"))
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return _bounded(number, str(value)[:60])


def _moment_key(value: datetime) -> Decimal:
    aware = value if value.tzinfo else value.replace(tzinfo=BEIJING)
    return Decimal((aware - _EPOCH) // timedelta(microseconds=1)) / 1_000_000


def _same(value: Any) -> Key:
    return value


# An exact type each: true is not the number 1, and a moment is not a day.
_READERS: dict[Kind, dict[type, Callable[[Any], Key]]] = {
    Kind.STRING: {str: _same},
    Kind.BOOLEAN: {bool: _same},
    Kind.NUMBER: dict.fromkeys((int, float, Decimal), _number_key),
    Kind.INTEGER: dict.fromkeys((int, float, Decimal), _whole_key),
    Kind.DATE: {str: date_from, date: date.toordinal},
    Kind.DATE_TIME: {str: moment_from, datetime: _moment_key},
    Kind.DAYS: {
        str: seconds_from,
        timedelta: lambda value: Decimal(value // timedelta(microseconds=1)) / 1_000_000,
    },
    Kind.MONTHS: {str: months_from},
}


# --- Showing ------------------------------------------------------------------------------


def shown(kind: Kind, key: Key) -> Any:
    """The value of a key as JSON has it: what was given, read back."""
    if key is None or not kind.ordered:
        return key
    if kind in (Kind.NUMBER, Kind.INTEGER):
        return plain_number(key)
    if kind is Kind.DATE:
        return date.fromordinal(key).isoformat()
    if kind is Kind.MONTHS:
        return f"{'-' if key < 0 else ''}P{abs(key)}M"
    if kind is Kind.DATE_TIME:
        return _moment_text(key)
    return _duration_text(key)


def plain_number(number: Decimal) -> int | float | str:
    """As JSON: a whole number, else a fraction, else its digits where a float would lose some."""
    if number == number.to_integral_value():
        return int(number)
    return float(number) if Decimal(repr(float(number))) == number else format(number, "f")


def _moment_text(key: Decimal) -> str:
    whole = int(key // 1)
    if whole > key:
        whole -= 1
    fraction = format(key - whole, "f")[1:].rstrip("0").rstrip(".")
    moment = (_EPOCH + timedelta(seconds=whole)).astimezone(BEIJING)
    return f"{moment.replace(tzinfo=None).isoformat()}{fraction}+08:00"


def _duration_text(key: Decimal) -> str:
    size = abs(key)
    days, rest = divmod(size, 86400)
    tail = f"T{format(rest.normalize(), 'f')}S" if rest else ""
    return f"{'-' if key < 0 else ''}P{int(days)}D{tail}"


def literal(kind: Kind, key: Key) -> str:
    """The value of a key as a cell writes it."""
    if key is None:
        return "null"
    if kind is Kind.STRING:
        return '"' + str(key).replace("\\", "\\\\").replace('"', '\\"') + '"'
    if kind is Kind.BOOLEAN:
        return "true" if key else "false"
    if kind in (Kind.NUMBER, Kind.INTEGER):
        return format(key, "f")
    return f'{_FUNCTIONS[kind]}("{shown(kind, key)}")'


_FUNCTIONS = {
    Kind.DATE: "date",
    Kind.DATE_TIME: "date and time",
    Kind.DAYS: "duration",
    Kind.MONTHS: "duration",
}


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
