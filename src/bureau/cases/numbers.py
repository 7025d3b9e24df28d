"""Case numbers and query codes: read over the phone, checked before they are looked up."""

import hashlib
import hmac
from datetime import date

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""31 signs without I, O, S, V and Z, which people confuse with 1, 0, 5, U and 2."""

QUERY_CODE_LENGTH = 8
_LOOK_ALIKE = str.maketrans({"I": "1", "O": "0", "S": "5", "V": "U", "Z": "2"})


def check_digit(digits: str) -> str:
    """ISO 7064 MOD 11,10 over ``digits``."""
    p = 10
    for digit in digits:
        t = (p + int(digit)) % 10 or 10
        p = 2 * t % 11
    return str((11 - p) % 10)


def application_number(*, area: str, day: date, sequence: int) -> str:
    """Area (6), day (yymmdd), sequence (5) and check digit: ``430000-230404-00001-7``.

    More than 99 999 a day make the sequence longer, never repeat a number.
    """
    sequence_text = f"{sequence:05d}"
    digits = f"{area}{day:%y%m%d}{sequence_text}"
    return f"{area}-{day:%y%m%d}-{sequence_text}-{check_digit(digits)}"


def case_number(application: str, position: int) -> str:
    """The first case carries the number of its application; others add their position."""
    return application if position == 1 else f"{application}/{position}"


def normalise_number(text: str) -> str:
    """What somebody typed or read out, in the form it is stored in; '' when it cannot be one.

    Full-width digits, spaces and left-out hyphens are forgiven; a wrong check digit is not.
    """
    plain = "".join(
        str(int(c)) if c.isdecimal() else c for c in text.strip() if c.isdecimal() or c == "/"
    )
    digits, _, position = plain.partition("/")
    if len(digits) < 18 or check_digit(digits[:-1]) != digits[-1]:
        return ""
    number = f"{digits[:6]}-{digits[6:12]}-{digits[12:-1]}-{digits[-1]}"
    return f"{number}/{position}" if position else number


def query_code(uid: str, *, key: bytes) -> str:
    """Eight signs that open the status of one application without signing in.

    Derived by a keyed hash, so the database holds nothing from which it could be guessed.
    """
    value = int.from_bytes(hmac.new(key, f"query-code:{uid}".encode(), hashlib.sha256).digest())
    signs = []
    for _ in range(QUERY_CODE_LENGTH):
        value, sign = divmod(value, len(SIGNS))
        signs.append(SIGNS[sign])
    return "".join(signs)


def normalise_code(text: str) -> str:
    """A query code as typed: width, case, spaces and look-alike letters are forgiven."""
    plain = "".join(
        chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text if not c.isspace()
    )
    return plain.replace("-", "").upper().translate(_LOOK_ALIKE)


def grouped(code: str) -> str:
    """A query code as it is printed: two groups of four."""
    return f"{code[:4]}-{code[4:]}"
