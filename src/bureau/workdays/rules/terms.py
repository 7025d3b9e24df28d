"""A term is a value, a unit and a basis: never a bare number."""

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from bureau.refusal import Refusal


class Unit(StrEnum):
    """What a term is counted in; the name is what data files and commands write."""

    ON_THE_SPOT = "on_the_spot"
    WORKING_HOUR = "working_hour"
    SESSION = "session"
    WORKING_DAY = "working_day"
    NATURAL_DAY = "natural_day"
    MONTH = "month"
    YEAR = "year"

    @property
    def needs_time(self) -> bool:
        """Hours and sessions begin at a time of day; a bare date says too little."""
        return self in (Unit.WORKING_HOUR, Unit.SESSION)


# More than any law asks; keeps a slip of the keyboard from running long.
_LARGEST = {Unit.MONTH: 1_200, Unit.YEAR: 100}


def largest(unit: Unit) -> int:
    return _LARGEST.get(unit, 10_000)


_WORDS = {
    Unit.WORKING_HOUR: "{}个小时",
    Unit.SESSION: "{}个半天",
    Unit.WORKING_DAY: "{}个工作日",
    Unit.NATURAL_DAY: "{}日",
    Unit.MONTH: "{}个月",
    Unit.YEAR: "{}年",
}

# For comparison and for the speed-up figure only, never for a due date.
_WORKING_DAYS = {
    Unit.ON_THE_SPOT: Fraction(0),
    Unit.WORKING_HOUR: Fraction(1, 8),
    Unit.SESSION: Fraction(1, 2),
    Unit.WORKING_DAY: Fraction(1),
    Unit.NATURAL_DAY: Fraction(5, 7),
    Unit.MONTH: Fraction(21),
    Unit.YEAR: Fraction(12 * 21),
}


@dataclass(frozen=True, slots=True)
class Term:
    """期限: how long, counted in what, and on which basis.

    On the spot has no length: its value is 0. Every other term is at least 1.
    """

    value: int
    unit: Unit
    basis: str = ""

    def __post_init__(self) -> None:
        if self.unit is Unit.ON_THE_SPOT:
            if self.value != 0:
                raise Refusal("当场办结没有天数，数值应为 0。", field="value")
        elif self.value < 1:
            raise Refusal("期限的数值至少为 1；当场办结的单位是 on_the_spot。", field="value")
        elif self.value > largest(self.unit):
            raise Refusal(f"期限的数值过大，最多为 {largest(self.unit)}。", field="value")

    def __str__(self) -> str:
        """As people say it: 20个工作日, 半个工作日, 当场。"""
        if self.unit is Unit.ON_THE_SPOT:
            return "当场"
        if self.unit is Unit.SESSION and self.value == 1:
            return "半个工作日"
        return _WORDS[self.unit].format(self.value)

    def in_working_days(self) -> Fraction:
        """Roughly how many working days this is, to compare a promise with the law.

        Never a due date: a month counts as 21 working days, a natural day as 5/7, an hour
        as 1/8 (design: domain reference, time limits, section 7).
        """
        return self.value * _WORKING_DAYS[self.unit]


def keeps_within(promise: Term, statutory: Term | None) -> bool:
    """Whether a promise is no longer than the law allows (优化营商环境条例第三十六条)."""
    return statutory is None or promise.in_working_days() <= statutory.in_working_days()


_DIGITS = re.compile(r"[0-9]{1,9}")


def read_whole_number(text: object, *, label: str, field: str) -> int:
    """A whole number as a person, a table or a machine writes it; else a sentence.

    Full-width digits are refused, not guessed: they are the sign of a pasted text.
    """
    if isinstance(text, int) and not isinstance(text, bool):
        return text
    if isinstance(text, float) and text.is_integer():
        return int(text)
    if isinstance(text, str):
        sign, digits = (-1, text[1:]) if text[:1] == "-" else (1, text)
        if _DIGITS.fullmatch(digits):
            return sign * int(digits)
        if any(ch.isdigit() and not ch.isascii() for ch in text):
            raise Refusal(f"{label}请用半角数字填写，例如 5。", field=field)
    raise Refusal(f"{label}应为整数，例如 5。", field=field)


def read_unit(text: object) -> Unit:
    """The unit of that name; else a sentence that lists the names."""
    try:
        return Unit(text if isinstance(text, str) else "")
    except ValueError:
        names = "、".join(Unit)
        raise Refusal(f"期限单位不认识，可用的单位：{names}。", field="unit") from None


def read_term(value: object, unit: object, *, basis: str = "") -> Term:
    """A term from data made elsewhere.

    Half a working day is one session, whether written as ``half_day`` or as 0.5 working
    days; no other fraction has a meaning, so it is refused (design: time limits, section 1).
    """
    if unit == "half_day":
        return Term(_read_value(value), Unit.SESSION, basis)
    known = read_unit(unit)
    if known is Unit.ON_THE_SPOT and value in (None, "", 1, "1"):
        value = 0  # lists elsewhere leave it empty or write "1"
    if known is Unit.WORKING_DAY and value in (0.5, "0.5"):
        return Term(1, Unit.SESSION, basis)
    return Term(_read_value(value), known, basis)


def _read_value(value: object) -> int:
    return read_whole_number(value, label="期限的数值", field="value")
