"""Pure rules of letters: their number, what they may not lack, what they may not carry."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from bureau.notices.kinds import KINDS, POINTS_NEED_BASIS

# No I, O, S, V, Z: signs that are misheard or misread.
TOKEN_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
TOKEN_LENGTH = 16
_LOOK_ALIKE = str.maketrans({"I": "1", "O": "0", "S": "5", "V": "U", "Z": "2"})

_ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(\d{6})([ -]?(?:19|20)\d{6}[ -]?)(\d{3}[0-9Xx])(?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9A-Za-z])(1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?![0-9A-Za-z])")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

Json = Any


def letter_number(*, short: str, word: str, year: int, sequence: int | str) -> str:
    """The number on the paper: 常市监受字〔2026〕第1号; ``#`` where it is not given yet."""
    return f"{short}{word}字〔{year}〕第{sequence}号"


def chinese_day(day: date) -> str:
    """A day as letters write it: 2026年3月11日."""
    return f"{day.year}年{day.month}月{day.day}日"


def lacking(kind: str, data: Mapping[str, Json]) -> list[str]:
    """What this letter still lacks, in words; it may go out when nothing is lacking.

    A one-time notice says procedure, materials and promised time together (一次性讲清), and
    every point of a notice or a refusal names its article: no condition is added by hand.
    """
    missing = [name for field, name in KINDS[kind].needs.items() if not data.get(field)]
    if kind in POINTS_NEED_BASIS:
        points = data.get("points") or ()
        missing += [
            f"第{n}条的依据" for n, point in enumerate(points, start=1) if not point.get("basis")
        ]
    return missing


def clean_text(text: str) -> str:
    """The text without signs nobody sees: controls, zero-width, writing-direction overrides."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(s for s in text if s == "\n" or unicodedata.category(s) not in _UNSEEN)


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def without_personal_numbers(text: str) -> str:
    """The text with identity and mobile numbers masked: letters are frozen unencrypted.

    Case numbers and credit codes also have 18 signs; only a number with a birth date and a
    right check digit (GB 11643) is taken for an identity number.
    """
    return _MOBILE.sub(r"\1****\2", _ID_NUMBER.sub(_mask_id_number, text))


def _mask_id_number(found: re.Match[str]) -> str:
    number = re.sub("[ -]", "", found.group(0))
    month, day = int(number[10:12]), int(number[12:14])
    total = sum(int(sign) * weight for sign, weight in zip(number, _ID_WEIGHTS, strict=False))
    is_one = 1 <= month <= 12 and 1 <= day <= 31 and "10X98765432"[total % 11] == number[17].upper()
    return f"{number[:6]}********{number[14:]}" if is_one else found.group(0)


def each_text(value: Json, change: Callable[[str], str]) -> Json:
    """The same data with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {str(key): each_text(inner, change) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [each_text(inner, change) for inner in value]
    if value is None or isinstance(value, bool | int):
        return value
    raise TypeError(f"a letter holds texts and whole numbers, not {type(value).__name__}")


def frozen(data: Mapping[str, Json]) -> dict[str, Json]:
    """The data as it is kept: seen signs only, no personal numbers, plain JSON."""
    kept: dict[str, Json] = each_text(data, lambda t: without_personal_numbers(clean_text(t)))
    return kept


def token_as_printed(token: str) -> str:
    """A verification code in groups of four, as a person reads it out."""
    return "-".join(token[at : at + 4] for at in range(0, len(token), 4))


def token_as_kept(typed: str) -> str:
    """What somebody typed from paper, as the token is kept: full-width, case, look-alikes."""
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_LOOK_ALIKE)
    return "".join(sign for sign in plain if sign in TOKEN_SIGNS)


def next_try(attempts: int) -> timedelta:
    """How long to wait after so many tries in vain: 1, 4, 16 minutes, at most six hours."""
    return min(timedelta(minutes=4 ** max(0, attempts - 1)), timedelta(hours=6))
