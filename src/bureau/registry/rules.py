"""How certificates are numbered and how long they run: pure functions."""

from calendar import monthrange
from datetime import date, timedelta

FOREVER = ""
BUSINESS_DIGITS = {"sales": "1", "catering": "2", "canteen": "3"}
"""主体业态 of food licences: the first digit after JY."""


OF_MARKET_SUPERVISION = "9"
CREDIT_CODE_LENGTH = 18


def normal_number(number: str) -> str:
    """A number as it is compared: without blanks, in capitals."""
    return "".join(number.split()).upper()


def is_business_number(number: str) -> bool:
    """Whether this is the credit code on a business licence."""
    return len(number) == CREDIT_CODE_LENGTH and number.startswith(OF_MARKET_SUPERVISION)


def mod_11_10(digits: str) -> str:
    """ISO 7064 MOD 11,10: the check digit of food licence numbers."""
    p = 10
    for digit in digits:
        t = (p + int(digit)) % 10 or 10
        p = 2 * t % 11
    return str((11 - p) % 10)


def food_licence_number(*, business: str, division: str, sequence: int) -> str:
    """JY + kind of business (sales, catering, canteen) + division + sequence + check."""
    digits = f"{BUSINESS_DIGITS[business]}{division[:6]}{sequence:06d}"
    return f"JY{digits}{mod_11_10(digits)}"


def trial_credit_code(*, division: str, sequence: int, kind: str = "1") -> str:
    """A credit code nobody can take for a real one: it holds an S, which no code has.

    Real codes come from the province's system through an adapter.
    """
    return f"9{kind}{division[:6]}SL{sequence:07d}X"[:18]


def last_valid_day(valid_from: date, *, value: int, unit: str) -> date | None:
    """The last day of a term that begins on ``valid_from``; None when it has no end.

    Five years from 2026-03-02 end on 2031-03-01.
    """
    if not value or unit == FOREVER:
        return None
    if unit == "natural_day":
        return valid_from + timedelta(days=value - 1)
    months = value * 12 if unit == "year" else value
    year, month0 = divmod(valid_from.year * 12 + valid_from.month - 1 + months, 12)
    day = min(valid_from.day, monthrange(year, month0 + 1)[1])
    return date(year, month0 + 1, day) - timedelta(days=1)
