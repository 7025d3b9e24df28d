"""What the record says, for pages: who did what to a thing, and who looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from bureau.audit import acts
from bureau.audit.models import AuditLine, DailyRoot


@dataclass(frozen=True, slots=True)
class Entry:
    """One line as a page shows it."""

    happened_at: datetime
    recorded_at: datetime
    actor_id: str
    actor_name: str
    actor_post: str
    actor_office: str
    act: str
    sentence: str
    object_kind: str
    object_id: str
    facts: dict[str, Any]
    source: str
    chain: int
    seq: int
    hash: str

    @property
    def who(self) -> str:
        """Office, post and name, as far as they are known."""
        return " ".join(
            part for part in (self.actor_office, self.actor_post, self.actor_name) if part
        )


@dataclass(frozen=True, slots=True)
class Root:
    """The seal of one day, as the public page shows it."""

    day: date
    closed_at: datetime
    lines: int
    root: str
    hash: str


def timeline(
    object_kind: str, object_ids: str | Sequence[str], *, with_looks: bool = False
) -> list[Entry]:
    """What was done to a thing (or to several of a kind), oldest first."""
    wanted = [object_ids] if isinstance(object_ids, str) else list(object_ids)
    lines = AuditLine.objects.filter(object_kind=object_kind, object_id__in=wanted)
    if not with_looks:
        lines = lines.exclude(_looks())
    return _entries(lines.order_by("happened_at", "recorded_at", "chain", "seq"))


def looks_at(object_kind: str, object_id: str) -> list[Entry]:
    """Who looked at a thing, newest first."""
    lines = AuditLine.objects.filter(_looks(), object_kind=object_kind, object_id=object_id)
    return _entries(lines.order_by("-happened_at", "-seq"))


def acts_of(actor_id: str, *, since: datetime, until: datetime) -> list[Entry]:
    """What one person did between two moments, newest first; at most 500 lines."""
    lines = AuditLine.objects.filter(
        actor_id=actor_id, happened_at__gte=since, happened_at__lt=until
    )
    return _entries(lines.order_by("-happened_at", "-seq")[:500])


def daily_roots(limit: int = 60) -> list[Root]:
    """The seals of the last days, newest first."""
    return [
        Root(day=r.day, closed_at=r.closed_at, lines=r.lines, root=r.root, hash=r.hash)
        for r in DailyRoot.objects.order_by("-day")[:limit]
    ]


@dataclass(frozen=True, slots=True)
class Position:
    """How far somebody has read the record in the order of its transactions."""

    written_in: int


def safe_position() -> Position:
    """Every line written before this position is visible now; none will appear later."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        row = cursor.fetchone()
    return Position(written_in=int(row[0]) if row else 0)


def written_between(
    after: Position, until: Position, *, acts_wanted: Sequence[str] = ()
) -> list[Entry]:
    """Lines from one safe position up to another, each exactly once over time."""
    lines = AuditLine.objects.filter(
        written_in__gte=after.written_in, written_in__lt=until.written_in
    )
    if acts_wanted:
        lines = lines.filter(act__in=list(acts_wanted))
    return _entries(lines.order_by("written_in", "chain", "seq"))


def _looks() -> Q:
    wanted = Q()
    for ending in acts.LOOKING:
        wanted |= Q(act__endswith=ending)
    return wanted


def _entries(lines: QuerySet[AuditLine]) -> list[Entry]:
    return [
        Entry(
            happened_at=line.happened_at,
            recorded_at=line.recorded_at,
            actor_id=line.actor_id,
            actor_name=line.actor_name,
            actor_post=line.actor_post,
            actor_office=line.actor_office,
            act=line.act,
            sentence=acts.sentence(line.act, object_id=line.object_id, facts=line.facts),
            object_kind=line.object_kind,
            object_id=line.object_id,
            facts=line.facts,
            source=line.source,
            chain=line.chain,
            seq=line.seq,
            hash=line.hash,
        )
        for line in lines
    ]
