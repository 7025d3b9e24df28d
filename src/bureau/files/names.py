"""The name of a file as people see it: safe to print, to keep, to send in a header."""

import re
import unicodedata
from urllib.parse import quote

from bureau.files.kinds import FileKind
from bureau.files.sniffing import suffix_of
from bureau.people.names import hide_numbers

LONGEST = 120
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\/]')


def clean_name(raw: str, kind: FileKind) -> str:
    """The last part of the path, without unseen signs, not too long, with an honest ending.

    Direction overrides (which make ``gpj.exe`` read ``exe.jpg``), zero-width signs and
    controls are dropped; a name of nothing becomes 未命名. An identity or telephone number
    that a scanner or a person wrote into the name is hidden.
    """
    name = unicodedata.normalize("NFC", raw).replace("\\", "/").rsplit("/", 1)[-1]
    name = " ".join(name.split())
    name = "".join(sign for sign in name if unicodedata.category(sign) not in _UNSEEN)
    name = _FORBIDDEN.sub("_", hide_numbers(name)).strip(" .")
    suffix = suffix_of(name)
    stem = name[: -len(suffix) - 1] if suffix else name
    if suffix not in kind.suffixes:
        suffix = kind.suffixes[0]
    stem = stem.strip(" .") or "未命名"
    if _RESERVED.fullmatch(stem):
        stem = f"{stem}_"
    return f"{stem[: LONGEST - len(suffix) - 1].rstrip(' .')}.{suffix}"


def disposition(name: str, *, inline: bool) -> str:
    """The header that names a file for saving (RFC 6266, name by RFC 5987)."""
    how = "inline" if inline else "attachment"
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
