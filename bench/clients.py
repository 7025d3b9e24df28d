"""Eight clients at once, each a process of its own, for so many seconds."""

import multiprocessing
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.db import connections

CLIENTS = 8
WARM_UP = 1.5

Act = Callable[[], None]
"""One act of one client; it ends by StopIteration when there is nothing left to act on."""

Prepare = Callable[[int], Act]
"""What a client (by its number, in its own process) does again and again."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How many acts a second all clients did together, and how long one of them took."""

    per_second: float
    p50: float
    p95: float
    failed: int


def measure(prepare: Prepare, *, seconds: float) -> Measured:
    """Let the clients act at the same time; what they do while warming up is not counted."""
    connections.close_all()  # no client may inherit this process's connection
    begin = time.monotonic() + WARM_UP
    jobs = [(number, begin, begin + seconds) for number in range(CLIENTS)]
    # Forked, so that a client knows all that was read for it.
    forked = multiprocessing.get_context("fork")
    with forked.Pool(CLIENTS, initializer=_learn, initargs=(prepare,)) as pool:
        results = pool.starmap(_client, jobs, chunksize=1)
    took = [one for times, _, _ in results for one in times]
    failed = sum(failures for _, failures, _ in results)
    ended = max((end for _, _, end in results), default=begin)
    return Measured(
        per_second=len(took) / max(ended - begin, 0.001),
        p50=_part(took, 0.50),
        p95=_part(took, 0.95),
        failed=failed,
    )


class _Told:
    """What this client process is to do."""

    prepare: ClassVar[Prepare]


def _learn(prepare: Prepare) -> None:
    _Told.prepare = prepare


def _client(number: int, begin: float, end: float) -> tuple[list[float], int, float]:
    act = _Told.prepare(number)
    took: list[float] = []
    failed = 0
    started = time.monotonic()
    while started < end:
        try:
            act()
        except StopIteration:
            break
        except Failed:
            failed += 1
        finished = time.monotonic()
        if started >= begin:
            took.append(finished - started)
        started = finished
    return took, failed, started


class Failed(Exception):
    """An answer that is not the one a person would get."""


def _part(took: Sequence[float], part: float) -> float:
    if len(took) < 2:
        return took[0] if took else 0.0
    return statistics.quantiles(took, n=100)[round(part * 100) - 1]
