"""Names as people may write them, and what is no part of a name. Pure.

Rare characters (𠮷, 䶮, 〇) and the middle dot of minority names are kept exactly; nothing
that hides, turns the writing round or is a picture gets in.
"""

import re
import unicodedata

from bureau.refusal import Refusal

LONGEST_NAME = 200

_DOTS = str.maketrans(dict.fromkeys("•∙⋅・‧●", "·"))
_WITHOUT_MEANING = frozenset("\ufeff\u200b\u2060\u00ad")
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANKS = frozenset("\t\n\r")

_GAPS = re.compile(r"(?<=\d)[\s\-‐-―]+(?=[\dXx])")
_PERSONAL_NUMBER = re.compile(
    r"(?<!\d)(?:(?:\+?86)?1[3-9]\d{9}"
    r"|\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])(?!\d)"
)


class NotAName(Refusal):
    """What was typed cannot be a name."""


class NotPlainText(Refusal):
    """What was typed holds signs that hide or turn the writing, or is too long."""


def clean_name(text: str, *, field: str = "name", longest: int = LONGEST_NAME) -> str:
    """The name in one written form: composed, single blanks, one kind of middle dot.

    Invisible signs that come along with copied text and mean nothing are taken out; what
    would show the name otherwise than it is stored is refused with a sentence.
    """
    if len(text) > longest * 4:
        raise NotAName(f"名称太长，最多 {longest} 个字。", field=field)
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(c for c in composed if c not in _WITHOUT_MEANING)
    if strange := strange_sign(kept):
        raise NotAName(f"名称里有不能使用的字符：{strange}。请删去后重新填写。", field=field)
    name = " ".join(kept.split()).translate(_DOTS)
    if not name:
        raise NotAName("请填写名称。", field=field)
    if len(name) > longest:
        raise NotAName(f"名称太长，最多 {longest} 个字，现在是 {len(name)} 个字。", field=field)
    if holds_personal_number(name):
        raise NotAName("名称里不要填写证件号码或电话，它们另有位置。", field=field)
    if not any(c.isalnum() for c in name):
        raise NotAName("名称里没有文字，请核对。", field=field)
    return name


def strange_sign(text: str) -> str:
    """What a name must not hold, in words; empty when there is nothing of the kind."""
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if reason := "叠加的符号" if marks > 2 else _strange(sign):
            return reason
    return ""


def _strange(sign: str) -> str:
    category = unicodedata.category(sign)
    if sign in _TURNING:
        return "改变文字方向的控制符"
    if category == "Cs":
        return "残缺的字符"
    if category == "Cc":
        return "" if sign in _BLANKS else "控制字符"
    if category in ("Cf", "Zl", "Zp") or _is_variation(sign):
        return "看不见的字符"
    if category in ("So", "Sk") and not sign.isalnum():
        return "表情或图形符号"
    if category in ("Co", "Cn"):
        return f"未编码的字符（U+{ord(sign):04X}）"
    return ""


def _is_variation(sign: str) -> bool:
    return 0xFE00 <= ord(sign) <= 0xFE0F or 0xE0100 <= ord(sign) <= 0xE01EF or sign == "\u20e3"


def holds_personal_number(text: str) -> bool:
    """Whether words hold what looks like a mobile or an identity number.

    Such numbers have fields of their own, where they are sealed. The number of a case has
    no date of birth at its place and is let through.
    """
    plain = _GAPS.sub("", unicodedata.normalize("NFKC", text))
    return _PERSONAL_NUMBER.search(plain) is not None


def hide_numbers(text: str) -> str:
    """Words in which a personal number is hidden; where it cannot be told apart, every digit."""
    hidden = _PERSONAL_NUMBER.sub(lambda found: mask_number(found[0]), text)
    return re.sub(r"\d", "*", hidden) if holds_personal_number(hidden) else hidden


def without_numbers(text: str, *, field: str, longest: int) -> str:
    """Free words that stay readable for years: they may not hold a personal number."""
    words = clean_text(text, field=field, longest=longest)
    if holds_personal_number(words):
        raise NotPlainText("这里不要填写证件号码或电话号码，请删去。", field=field)
    return words


def clean_text(text: str, *, field: str, longest: int = 2000) -> str:
    """Free words: line breaks stay, invisible and turning signs are refused."""
    kept = "".join(c for c in unicodedata.normalize("NFC", text) if c not in _WITHOUT_MEANING)
    kept = kept.replace("\r\n", "\n").replace("\r", "\n").strip()
    for sign in kept:
        if sign in _TURNING or unicodedata.category(sign) == "Cs":
            raise NotPlainText("内容里有改变文字方向或残缺的字符，请删去。", field=field)
        if unicodedata.category(sign) == "Cc" and sign not in _BLANKS:
            raise NotPlainText("内容里有控制字符，请删去。", field=field)
    if len(kept) > longest:
        raise NotPlainText(f"内容太长，最多 {longest} 个字，现在是 {len(kept)} 个字。", field=field)
    return kept


def bigrams(text: str) -> list[str]:
    """All pairs of neighbouring signs, each once: what a search for part of a name uses."""
    plain = fold(text)
    return list(dict.fromkeys(plain[i : i + 2] for i in range(len(plain) - 1)))


def fold(text: str) -> str:
    """A name as it is searched: half-width, small letters, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def mask_name(name: str) -> str:
    """A person's name with everything hidden but its first sign."""
    return name[:1] + "*" * max(len(name) - 1, 1)


def mask_number(number: str) -> str:
    """A number with its middle hidden: enough to recognise one's own."""
    if len(number) <= 4:
        return "*" * len(number)
    head = 3 if len(number) >= 11 else 0
    return number[:head] + "*" * (len(number) - head - 4) + number[-4:]


def mask_address(address: str) -> str:
    """An address down to its district or town; street and number are hidden."""
    places = [address.find(sign) for sign in "区县镇乡市"]
    shown = max((place for place in places if 0 <= place < 15), default=2) + 1
    return address[:shown] + "****"
