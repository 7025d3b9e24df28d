"""What people type, in one written form, before its shape is checked.

The bureau decides what a name, free words or a number may look like (``people.names``,
``people.identifiers``); here its refusals become sentences beside a field.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError

from bureau.people import names
from bureau.refusal import Refusal

_DASHES = re.compile("[\u2010-\u2015\u2212\uff0d\ufe63]")
_IN_NUMBERS = re.compile(r"[\s,、'’]")


def many_lines(text: str, *, longest: int) -> str:
    """Free words whose lines stay; signs that hide or turn the writing are refused."""
    try:
        return names.clean_text(text, field="", longest=longest)
    except Refusal as refusal:
        raise ValidationError(refusal.message) from refusal


def one_line(text: str, *, longest: int) -> str:
    """As ``many_lines``, in one line with single blanks."""
    return " ".join(many_lines(text, longest=longest).split())


def name(text: str, *, longest: int) -> str:
    """A name of a person or an organisation; empty stays empty."""
    if not text.strip():
        return ""
    try:
        return names.clean_name(text, field="", longest=longest)
    except Refusal as refusal:
        raise ValidationError(refusal.message) from refusal


def decimal_text(text: str) -> str:
    """A number as typed on a Chinese keyboard: 1，286．50 → 1286.50"""
    half = unicodedata.normalize("NFKC", text).replace("。", ".")
    visible = "".join(sign for sign in half if unicodedata.category(sign) not in ("Cf", "Cc"))
    return _IN_NUMBERS.sub("", _DASHES.sub("-", visible))


def kept(text: str, *, longest: int) -> str:
    """Half-typed words for a draft: as they are, without what a database cannot hold."""
    plain = text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
    return plain.replace("\r\n", "\n")[:longest]
