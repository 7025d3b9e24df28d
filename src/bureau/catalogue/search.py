"""Finding an item by what people say. Pure.

About seventy items: scoring them all takes a millisecond, so there is no index to keep.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

LONGEST = 60
EXACT, SAID, WITHIN, INITIALS, SIMILAR = 100.0, 70.0, 50.0, 30.0, 20.0
FILLERS = (
    "我想",
    "我要",
    "怎么",
    "如何",
    "办理",
    "申请",
    "哪里",
    "什么",
    "一个",
    "需要",
    "想",
    "要",
    "办",
    "请问",
)


@dataclass(frozen=True, slots=True)
class Searchable:
    """What of an item can be found."""

    key: str
    name: str
    said: tuple[str, ...]  # what people say: 开店, 换法人 …
    summary: str
    here: bool = True  # an application can be submitted here: first among equals


def plain(text: str) -> str:
    """Only letters, digits and signs of writing, of one width and one case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if one.isalnum())


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """The first letters of the pinyin: 开店 → kd."""
    return "".join(lazy_pinyin(plain(text), style=Style.FIRST_LETTER))


@lru_cache(maxsize=4096)
def spelling(text: str) -> str:
    """The whole pinyin: 年报 → nianbao."""
    return "".join(lazy_pinyin(plain(text)))


def _bigrams(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)}


def score(item: Searchable, words: str) -> float:
    """How well an item answers what was typed; 0 means not at all."""
    asked = plain(words)[:LONGEST]
    if not asked:
        return 0.0
    best = 0.0
    for weight, phrase in [(1.0, item.name), *((1.0, one) for one in item.said)]:
        best = max(best, weight * _score_phrase(plain(phrase), asked))
    if best < INITIALS and asked.isascii() and len(asked) >= 2:
        for phrase in (item.name, *item.said):
            if initials(phrase).startswith(asked) or spelling(phrase).startswith(asked):
                best = max(best, INITIALS)
    if best < SIMILAR and asked in plain(item.summary):
        best = SIMILAR
    return best


def _score_phrase(phrase: str, asked: str) -> float:
    if not phrase:
        return 0.0
    if phrase == asked:
        return EXACT
    if f"不{asked}" in phrase:
        return 0.0  # 不开店了 is not what 开店 asks for
    if asked in phrase:
        return SAID + 10 * len(asked) / len(phrase)
    if phrase in asked and len(phrase) > 1:
        return WITHIN + 10 * len(phrase) / len(asked)
    bare = asked
    for filler in FILLERS:
        bare = bare.replace(filler, "")
    if len(bare) < 2:
        return 0.0
    pairs = _bigrams(bare)
    shared = len(pairs & _bigrams(phrase)) / len(pairs)
    return SIMILAR * shared if shared >= 0.5 else 0.0


def ranked(items: Iterable[Searchable], words: str) -> list[tuple[float, Searchable]]:
    """Items that answer at all, best first; several words must each find the item."""
    parts = words.split()[:5] or [words]
    found = []
    for item in items:
        scores = [score(item, part) for part in parts]
        total = max(score(item, words), min(scores))
        if total > 0:
            found.append((total, item))
    best = max((total for total, _ in found), default=0.0)
    if best >= WITHIN:  # somebody said just that: what is merely similar would only distract
        found = [one for one in found if one[0] >= SIMILAR]
    return sorted(found, key=lambda one: (-one[0], not one[1].here, one[1].key))
