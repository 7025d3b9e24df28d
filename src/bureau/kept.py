"""Facts that change a few times a year, kept by each process for a minute.

Every act asks for the calendar, the hours of a hall, who signs letters, which edition is
in force; hardly any act changes them. So what a process knows of them may be as old as
``KEPT_FOR``, and a reorganisation is known everywhere a minute after it. Whoever changes
such a fact says ``forget``. Who may do what, and anything about a case, is never kept.
"""

import time
from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Any, ClassVar, ParamSpec, TypeVar, cast

KEPT_FOR = 60.0
"""Seconds."""

MOST = 10_000
"""Answers; when there are more, the process begins anew."""

P = ParamSpec("P")
R = TypeVar("R")


class _Shelf:
    answers: ClassVar[dict[Hashable, tuple[float, Any]]] = {}
    """Until when an answer may be given, and the answer, by question."""
    open_from: ClassVar[float] = 0.0
    """Before this moment nothing is put on the shelf."""


_for_good: list[Callable[[], None]] = []


def kept(query: Callable[P, R]) -> Callable[P, R]:
    """Let a question about slow facts reach the database once a minute.

    That something is not there is not kept: it may be about to be loaded.
    """

    @wraps(query)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        question = (query, args, *sorted(kwargs.items()))
        asked_at = time.monotonic()
        until, answer = _Shelf.answers.get(question, (0.0, None))
        if asked_at < until:
            known: R = answer
            return known
        found = query(*args, **kwargs)
        if found and asked_at >= _Shelf.open_from:
            if len(_Shelf.answers) >= MOST:
                _Shelf.answers.clear()
            _Shelf.answers[question] = (asked_at + KEPT_FOR, found)
        return found

    return ask


def kept_for_good(query: Callable[P, R]) -> Callable[P, R]:
    """Let a question about what never changes (an edition, once in force) be asked once."""
    remembering = lru_cache(maxsize=MOST)(query)
    _for_good.append(remembering.cache_clear)
    return cast(Callable[P, R], remembering)


def forget(*, keep_nothing_for: float = KEPT_FOR) -> None:
    """A fact changes: ask again, and keep nothing until that is surely committed or undone.

    Until then this transaction sees what may yet be taken back, and every other one what
    will no longer be true.
    """
    _Shelf.open_from = time.monotonic() + keep_nothing_for
    _Shelf.answers.clear()


def forget_everything() -> None:
    """Another database stands behind this process now; only tests do that."""
    forget(keep_nothing_for=0)
    for clear in _for_good:
        clear()
