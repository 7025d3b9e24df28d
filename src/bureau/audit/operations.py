"""The frame of every verb of the house, and the one way to write the record.

A verb is decorated with ``@operation``. The outermost one opens the transaction; a verb
called by a verb joins it. Just before commit the closing steps run, always in the same
order: letter counters by key (rank 1), then the heads of the audit chains by number
(rank 2). So no two operations can wait for each other.

A verb that says no inside another verb ends the whole act: the outer one cannot catch
the refusal and go on with half of the inner one's work.
"""

import heapq
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import wraps
from itertools import count
from typing import Any, ParamSpec, TypeAlias, TypeVar

from django.conf import settings
from django.db import connection, transaction
from psycopg.types.json import Jsonb

from bureau.audit import acts
from bureau.audit.actors import Actor
from bureau.audit.canonical import (
    BEGINNING,
    Fact,
    LineText,
    canonical,
    chain_number,
    daily_hash,
    digest_of,
    line_hash,
    root_of,
)
from bureau.audit.models import ChainHead, DailyRoot

LETTERS = 1
"""Rank of the counters that number letters without holes."""

CHAINS_LAST = 2
"""Rank of the audit chains; nothing may be locked after them."""

TELL_SOURCE_AFTER = timedelta(minutes=10)

P = ParamSpec("P")
R = TypeVar("R")
Step: TypeAlias = Callable[[], None]


class OutsideOperation(RuntimeError):
    """Something was to be recorded outside any operation: a defect, never a refusal."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A line that waits for the end of its operation."""

    chain: int
    happened_at: datetime
    actor: Actor
    act: str
    object_kind: str
    object_id: str
    source: str
    facts: dict[str, Fact]


@dataclass(slots=True)
class _Closing:
    """What one outermost operation still has to do before it commits."""

    steps: list[tuple[int, str, int, Step]] = field(default_factory=list)
    lines: list[_Waiting] = field(default_factory=list)
    reached: tuple[int, str] = (0, "")
    order: Iterator[int] = field(default_factory=count)

    def add(self, rank: int, key: str, step: Step) -> None:
        if (rank, key) < self.reached:
            raise OutsideOperation(f"closing step {rank}:{key} comes after {self.reached}")
        heapq.heappush(self.steps, (rank, key, next(self.order), step))

    def close(self) -> None:
        while self.steps:
            rank, key, _, step = heapq.heappop(self.steps)
            self.reached = (rank, key)
            step()
        self.reached = (CHAINS_LAST, "")
        if self.lines:
            _write(self.lines)
        self.reached = (CHAINS_LAST + 1, "")


_current: ContextVar[_Closing | None] = ContextVar("operation", default=None)
_source: ContextVar[str] = ContextVar("source", default="")


def operation(verb: Callable[P, R]) -> Callable[P, R]:
    """Make a function one verb of the house: one transaction, one place in the record."""

    @wraps(verb)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        if _current.get() is not None:
            with transaction.atomic(savepoint=False):
                return verb(*args, **kwargs)
        closing = _Closing()
        token = _current.set(closing)
        try:
            with transaction.atomic():
                result = verb(*args, **kwargs)
                closing.close()
        finally:
            _current.reset(token)
        return result

    return whole


def at_close(rank: int, key: str, step: Step) -> None:
    """Do ``step`` just before commit, in the order of (rank, key)."""
    if not LETTERS <= rank < CHAINS_LAST:
        raise ValueError("closing steps have rank 1; the chains come last")
    _open().add(rank, key, step)


@contextmanager
def named_source(name: str) -> Iterator[None]:
    """Let every line written inside name where it comes from (an import, the simulation).

    Only such a line may say that something happened long before it was recorded.
    """
    token = _source.set(name)
    try:
        yield
    finally:
        _source.reset(token)


def record(
    act: str,
    object_kind: str,
    object_id: str,
    *,
    by: Actor,
    at: datetime,
    chain: str,
    facts: Mapping[str, Fact] | None = None,
    source: str = "",
) -> None:
    """Write one line with the act: it is there if and only if the act is.

    ``chain`` is authority and case as text and chooses one of the 64 chains. ``facts``
    holds references and digests, never a person's numbers, address or phone. What
    happened more than ten minutes from now needs a ``source`` (named here, by
    ``named_source``, or ``trial`` in the trial city).
    """
    closing = _open()
    if closing.reached >= (CHAINS_LAST, ""):
        raise OutsideOperation("the chains of this operation are already written")
    if not acts.is_known(act):
        raise ValueError(f"act {act!r} has no sentence; add it to the ACTS of its room")
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    named = source or _source.get() or ("trial" if settings.TRIAL else "")
    closing.lines.append(
        _Waiting(
            chain=chain_number(chain),
            happened_at=at,
            actor=by,
            act=act,
            object_kind=object_kind,
            object_id=str(object_id),
            source=named,
            facts=_plain(facts or {}),
        )
    )


def _open() -> _Closing:
    closing = _current.get()
    if closing is None:
        raise OutsideOperation("only inside an @operation")
    return closing


def _plain(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    for name, value in facts.items():
        if not isinstance(value, str | int | None):
            raise TypeError(f"fact {name!r} must be text, a whole number, yes/no or nothing")
    plain = dict(facts)
    # Also refuses what cannot be written as UTF-8; the zero character jsonb cannot hold.
    if b"\\u0000" in canonical(plain):
        raise ValueError("a fact holds the zero character")
    return plain


LOCK = """
with heads as materialized (
    select chain, seq, hash from audit_chainhead
    where chain = any(%s) order by chain for update
)
select chain, seq, hash, clock_timestamp() from heads
"""

MAKE_HEADS = """
insert into audit_chainhead (chain, seq, hash)
select n, 0, %s from unnest(%s::smallint[]) as n order by n on conflict do nothing
"""

WRITE = """
with moved as (
    update audit_chainhead h set seq = v.seq, hash = v.hash
    from unnest(%s::smallint[], %s::bigint[], %s::text[]) as v (chain, seq, hash)
    where h.chain = v.chain
)
insert into audit_auditline (
    chain, seq, happened_at, recorded_at, actor_id, actor_name, actor_post, actor_office,
    act, object_kind, object_id, source, facts, digest, previous, hash, written_in
) values
"""

ROW = "(" + ", ".join(["%s"] * 16) + ", pg_current_xact_id()::text::bigint)"


def _write(lines: list[_Waiting]) -> None:
    """All lines of an operation in two statements: lock the heads, write and move them."""
    chains = sorted({line.chain for line in lines})
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [chains])
        found = cursor.fetchall()
        if len(found) < len(chains):
            cursor.execute(MAKE_HEADS, [BEGINNING, chains])
            cursor.execute(LOCK, [chains])
            found = cursor.fetchall()
        heads: dict[int, tuple[int, str]] = {row[0]: (row[1], row[2]) for row in found}
        # The latest of the moments: after the last lock was had.
        recorded_at: datetime = max(row[3] for row in found)
        values: list[Any] = []
        for line in lines:
            seq, previous = heads[line.chain]
            text = _text(line, seq=seq + 1, previous=previous, recorded_at=recorded_at)
            values += _row(text)
            heads[line.chain] = (text.seq, str(values[-1]))
        moved: list[Any] = [
            chains,
            [heads[chain][0] for chain in chains],
            [heads[chain][1] for chain in chains],
        ]
        cursor.execute(WRITE + ", ".join([ROW] * len(lines)), moved + values)


def _text(line: _Waiting, *, seq: int, previous: str, recorded_at: datetime) -> LineText:
    if not line.source and abs(recorded_at - line.happened_at) > TELL_SOURCE_AFTER:
        raise ValueError(
            f"{line.act}: happened more than ten minutes from being recorded and names no source"
        )
    return LineText(
        chain=line.chain,
        seq=seq,
        happened_at=line.happened_at,
        recorded_at=recorded_at,
        actor_id=line.actor.id,
        actor_name=line.actor.name,
        actor_post=line.actor.post,
        actor_office=line.actor.office,
        act=line.act,
        object_kind=line.object_kind,
        object_id=line.object_id,
        source=line.source,
        facts=line.facts,
        previous=previous,
    )


def _row(text: LineText) -> list[object]:
    return [
        text.chain,
        text.seq,
        text.happened_at,
        text.recorded_at,
        text.actor_id,
        text.actor_name,
        text.actor_post,
        text.actor_office,
        text.act,
        text.object_kind,
        text.object_id,
        text.source,
        Jsonb(dict(text.facts)),
        digest_of(text.facts),
        text.previous,
        line_hash(text),
    ]


@operation
def close_day(day: date, *, by: Actor, at: datetime) -> DailyRoot:
    """Seal a day: one hash over the head of every chain, chained to the day before.

    Doing it again for the same day changes nothing. The days are closed in order.
    """
    last = DailyRoot.objects.order_by("-day").first()
    if last is not None and last.day >= day:
        return DailyRoot.objects.filter(day=day).first() or last
    # One statement sees all heads at one moment, so no lock is needed.
    heads = list(ChainHead.objects.order_by("chain").values_list("chain", "seq", "hash"))
    lines = sum(seq for _, seq, _ in heads)
    previous = last.hash if last else BEGINNING
    root = root_of(heads)
    sealed = DailyRoot(
        day=day,
        closed_at=at,
        lines=lines,
        heads=[list(head) for head in heads],
        root=root,
        previous=previous,
        hash=daily_hash(day=day.isoformat(), lines=lines, root=root, previous=previous),
    )
    made = DailyRoot.objects.bulk_create([sealed], ignore_conflicts=True)[0]
    record(
        "audit.day_closed",
        "day",
        day.isoformat(),
        by=by,
        at=at,
        chain="audit",
        facts={"lines": lines, "root": root},
    )
    return made


@operation
def make_room(months: int, *, by: Actor, at: datetime) -> int:
    """Add the partitions of the coming months; the number of those added."""
    with connection.cursor() as cursor:
        cursor.execute("select audit_add_months(%s)", [months])
        row = cursor.fetchone()
    return int(row[0]) if row else 0
