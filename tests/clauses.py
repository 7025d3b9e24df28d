"""Naming a test by the clause of the plan that it keeps.

    @clause("3.2.3-e")
    class TestSubmitAtAWindow: ...

The decorator changes nothing. ``clause_report.py`` reads it from the source, so the map
of clauses and tests needs no run; a test compares the map with what is committed.
"""

import re
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

ID = re.compile(r"\d(\.\d){0,2}-[a-z]")


def clause(*ids: str) -> Callable[[T], T]:
    """This test, or every test of this class, is about these clauses."""
    for one in ids:
        if not ID.fullmatch(one):
            raise ValueError(f"{one!r} is not the id of a clause")

    def named(test: T) -> T:
        return test

    return named
