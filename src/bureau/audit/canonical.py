"""Canonical bytes and their SM3: the same line gives the same hash on every machine.

Pure. Only strings, integers, booleans and nothing else go in, because the database may
write a number with a fraction in another way than it was given.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

CHAINS = 64
BEGINNING = "0" * 64
"""What the first line of a chain names as the hash before it."""

Fact: TypeAlias = str | int | bool | None


def sm3(data: bytes) -> str:
    """The SM3 of ``data`` in lower-case hexadecimal (GB/T 32905-2016)."""
    return hashlib.new("sm3", data).hexdigest()


def chain_number(key: str) -> int:
    """Which of the 64 chains a key belongs to; for ever the same one."""
    return int(sm3(key.encode())[:8], 16) % CHAINS


def moment(at: datetime) -> str:
    """A moment as text: UTC, always with six digits of a second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(value: object) -> bytes:
    """Sorted keys, no blanks, UTF-8."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


@dataclass(frozen=True, slots=True)
class LineText:
    """Everything of one line that its hash covers."""

    chain: int
    seq: int
    happened_at: datetime
    recorded_at: datetime
    actor_id: str
    actor_name: str
    actor_post: str
    actor_office: str
    act: str
    object_kind: str
    object_id: str
    source: str
    facts: Mapping[str, Fact]
    previous: str


def digest_of(facts: Mapping[str, Fact]) -> str:
    """The digest of the facts of a line."""
    return sm3(canonical(dict(facts)))


def line_hash(line: LineText) -> str:
    """The hash that binds a line to the one before it."""
    return sm3(
        canonical(
            [
                line.chain,
                line.seq,
                moment(line.happened_at),
                moment(line.recorded_at),
                line.actor_id,
                line.actor_name,
                line.actor_post,
                line.actor_office,
                line.act,
                line.object_kind,
                line.object_id,
                line.source,
                digest_of(line.facts),
                line.previous,
            ]
        )
    )


def root_of(heads: Sequence[tuple[int, int, str]]) -> str:
    """One hash over the head of every chain: number, count, hash, by number."""
    return sm3(canonical([list(head) for head in sorted(heads)]))


def daily_hash(*, day: str, lines: int, root: str, previous: str) -> str:
    """The hash that binds a day's root to the day before it."""
    return sm3(canonical([day, lines, root, previous]))
