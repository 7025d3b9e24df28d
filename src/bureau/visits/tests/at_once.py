"""Several people press at the same moment: real threads, real transactions."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

from bureau.refusal import Refusal

T = TypeVar("T")


def at_once(*acts: Callable[[], T]) -> list[T | Refusal]:
    """Do all acts in the same moment, each with a connection of its own."""
    barrier = Barrier(len(acts))

    def do(act: Callable[[], T]) -> T | Refusal:
        try:
            barrier.wait(timeout=20)
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(do, acts))
