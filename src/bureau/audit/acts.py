"""Every act has a code and a Chinese sentence; an act without one cannot be recorded.

Each room keeps its own ``ACTS`` in its own ``acts.py`` and hands it over when the house
starts (``AppConfig.ready``). A sentence may name facts of the line in braces, and
``{object_id}``.
"""

from collections.abc import Mapping
from types import MappingProxyType

LOOKING = (".looked", ".revealed")
"""Codes that end so are looks at something, not changes of it."""

ACTS: dict[str, str] = {
    "audit.day_closed": "封存了 {object_id} 的留痕日根（共 {lines} 条）",
}

_sentences: dict[str, str] = {}


class _Blanks(dict[str, object]):
    """A fact that a line does not have is shown as a dash."""

    def __missing__(self, key: str) -> str:
        return "—"


def register(sentences: Mapping[str, str]) -> None:
    """Add a room's acts. The same code with another sentence is a defect."""
    for code, sentence in sentences.items():
        if _sentences.get(code, sentence) != sentence:
            raise ValueError(f"act {code!r} already has another sentence")
        if not sentence.strip():
            raise ValueError(f"act {code!r} has no sentence")
        _sentences[code] = sentence


def is_known(act: str) -> bool:
    return act in _sentences


def known() -> Mapping[str, str]:
    """All acts of the house with their sentences."""
    return MappingProxyType(_sentences)


def sentence(act: str, *, object_id: str = "", facts: Mapping[str, object] | None = None) -> str:
    """What a line says, in Chinese; the code itself for an act that no longer exists."""
    shown = {name: _shown(value) for name, value in (facts or {}).items()}
    return _sentences.get(act, act).format_map(_Blanks({"object_id": object_id} | shown))


def _shown(value: object) -> object:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    return value
