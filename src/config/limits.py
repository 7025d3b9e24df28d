"""How much one address may ask for: generous for a hall behind one address, narrow for guessing.

Counters are rows that all web processes share. A window is fixed: it ends on a multiple
of its length. Only what writes or can be guessed at is counted: each count is a statement.
"""

import hashlib
import re
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from config.models import RequestCount

_WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True)
class Limit:
    """At most ``times`` requests of these kinds per address within ``seconds``."""

    name: str
    paths: re.Pattern[str]
    times: int
    seconds: int


# The first that fits counts. Sign-in has limits of its own besides, per account.
LIMITS = (
    Limit("guess", re.compile(r"^/(follow|verify|rate|ratings)\b"), 60, 300),
    Limit("sign-in", re.compile(r"^/accounts/"), 120, 300),
    Limit("write", re.compile(r"^/"), settings.WRITES_A_MINUTE, 60),
)


def seconds_to_wait(request: HttpRequest, *, now: int) -> int:
    """Counts the request: 0 when it may go on, else after how long to try again.

    ``now`` is the machine's time, not the trial city's: real callers are counted.
    """
    if request.method not in _WRITING:
        return 0
    limit = next(limit for limit in LIMITS if limit.paths.search(request.path))
    return _wait(limit, address_of(request), now=now)


def _wait(limit: Limit, address: str, *, now: int) -> int:
    ends = now - now % limit.seconds + limit.seconds
    digest = hashlib.sha256(f"{settings.SECRET_KEY}{address}".encode()).hexdigest()[:24]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO config_requestcount AS c (key, window_ends, times) VALUES (%s, %s, 1)"
            " ON CONFLICT (key) DO UPDATE SET times = c.times + 1 RETURNING times",
            [f"{limit.name}:{digest}:{ends}", ends],
        )
        (times,) = cursor.fetchone()
    return ends - now if times > limit.times else 0


def forget_past_windows(*, now: int) -> int:
    """Counts of windows that ended; called by the worker now and then."""
    count, _ = RequestCount.objects.filter(window_ends__lt=now).delete()
    return count


def address_of(request: HttpRequest) -> str:
    """The caller's address, believing only as many proxies as the operator has set up."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.PROXIES:
        return direct
    hops = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    return hops[-settings.PROXIES].strip() if len(hops) >= settings.PROXIES else direct
