"""Proof that nothing in the record was changed, cut off or left out.

The chain proves change in the middle. Heads, daily roots and the anchors kept outside
the database prove a tail that was cut off, whoever did it.
"""

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.db import transaction

from bureau.audit.canonical import (
    BEGINNING,
    LineText,
    daily_hash,
    digest_of,
    line_hash,
    root_of,
)
from bureau.audit.models import AuditLine, ChainHead, DailyRoot

_EXPECTED = "每个锚点应为一行 JSON，含 day、lines、root、previous、hash、heads。"


class AnchorsUnreadable(ValueError):
    """The file of anchors is not what ``write_anchor`` writes."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day's root with all it was made from, as kept outside the database."""

    day: str
    lines: int
    heads: tuple[tuple[int, int, str], ...]
    root: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Bad:
    """The first thing found wrong."""

    chain: int | None
    seq: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What ``verify_audit`` prints; ``chains`` counts those with at least one line."""

    lines: int
    chains: int
    ok: bool
    first_bad: Bad | None


@dataclass(slots=True)
class _Walk:
    """Where the walk over the lines stands."""

    chain: int = -1
    seq: int = 0
    hash: str = BEGINNING
    lines: int = 0
    chains: int = 0


def verify(anchors: Iterable[Anchor] = ()) -> Verdict:
    """Read every line once, in order, while the house goes on working."""
    kept = [*_own_roots(), *anchors]
    walk = _Walk()
    before = _heads()
    bad = _first_bad_anchor(kept) or _walk_lines(walk, before, _promised(kept))
    return Verdict(lines=walk.lines, chains=walk.chains, ok=bad is None, first_bad=bad)


def _walk_lines(
    walk: _Walk,
    before: Mapping[int, tuple[int, str]],
    promised: dict[tuple[int, int], str],
) -> Bad | None:
    promised |= {(chain, seq): hash for chain, (seq, hash) in before.items() if seq}
    ends: dict[int, int] = {}
    for line in _lines():
        if bad := _step(walk, line):
            return bad
        ends[line.chain] = line.seq
        expected = promised.pop((line.chain, line.seq), line.hash)
        if expected != line.hash:
            return Bad(line.chain, line.seq, "与链头或封存的日根不一致")
    if promised:
        chain, seq = min(promised)
        return Bad(chain, seq, "封存过或链头指向的记录不见了")
    after = _heads()
    for chain, seq in ends.items():
        if after.get(chain, (0, ""))[0] < seq:
            return Bad(chain, seq, "链头落在记录之后")
    return None


def _step(walk: _Walk, line: AuditLine) -> Bad | None:
    if line.chain != walk.chain:
        walk.chain, walk.seq, walk.hash = line.chain, 0, BEGINNING
        walk.chains += 1
    walk.lines += 1
    if line.seq != walk.seq + 1:
        return Bad(line.chain, walk.seq + 1, "缺少记录，或序号重复")
    if line.previous != walk.hash:
        return Bad(line.chain, line.seq, "与上一条记录不相连")
    if line.digest != digest_of(line.facts) or line.hash != line_hash(_text(line)):
        return Bad(line.chain, line.seq, "内容被改动")
    walk.seq, walk.hash = line.seq, line.hash
    return None


def _first_bad_anchor(anchors: Sequence[Anchor]) -> Bad | None:
    by_day: dict[str, Anchor] = {}
    for anchor in sorted(anchors, key=lambda anchor: anchor.day):
        other = by_day.setdefault(anchor.day, anchor)
        expected = daily_hash(
            day=anchor.day, lines=anchor.lines, root=anchor.root, previous=anchor.previous
        )
        if other != anchor:
            return Bad(None, None, f"{anchor.day} 的日根与库外保存的不一致")
        if anchor.root != root_of(anchor.heads) or anchor.hash != expected:
            return Bad(None, None, f"{anchor.day} 的日根被改动")
    days = [by_day[day] for day in sorted(by_day)]
    known = {anchor.hash for anchor in days} | {BEGINNING}
    for earlier, later in pairwise(days):
        # A file may hold only some days; those it holds must lead on from each other.
        if later.previous in known and later.previous != earlier.hash:
            return Bad(None, None, f"{later.day} 的日根与前一日不相连")
    return None


def _promised(anchors: Iterable[Anchor]) -> dict[tuple[int, int], str]:
    return {(chain, seq): hash for anchor in anchors for chain, seq, hash in anchor.heads if seq}


def _heads() -> dict[int, tuple[int, str]]:
    return {head.chain: (head.seq, head.hash) for head in ChainHead.objects.all()}


def _own_roots() -> list[Anchor]:
    return [anchor_of(root) for root in DailyRoot.objects.order_by("day")]


def _lines() -> Iterator[AuditLine]:
    with transaction.atomic():
        yield from AuditLine.objects.order_by("chain", "seq").iterator(chunk_size=2000)


def _text(line: AuditLine) -> LineText:
    return LineText(
        chain=line.chain,
        seq=line.seq,
        happened_at=line.happened_at,
        recorded_at=line.recorded_at,
        actor_id=line.actor_id,
        actor_name=line.actor_name,
        actor_post=line.actor_post,
        actor_office=line.actor_office,
        act=line.act,
        object_kind=line.object_kind,
        object_id=line.object_id,
        source=line.source,
        facts=line.facts,
        previous=line.previous,
    )


def anchor_of(root: DailyRoot) -> Anchor:
    """A day's root as it leaves the database."""
    return Anchor(
        day=root.day.isoformat(),
        lines=root.lines,
        heads=tuple((chain, seq, hash) for chain, seq, hash in root.heads),
        root=root.root,
        previous=root.previous,
        hash=root.hash,
    )


def write_anchor(day: date, directory: Path) -> Path:
    """Write the root of a closed day to ``anchors.jsonl`` outside the database, once.

    The file is replaced as a whole, so it is never half written.
    """
    target = directory / "anchors.jsonl"
    directory.mkdir(parents=True, exist_ok=True)
    anchor = anchor_of(DailyRoot.objects.get(day=day))
    old = target.read_text("utf-8") if target.exists() else ""
    if any(kept.day == anchor.day for kept in parse_anchors(old)):
        return target
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=directory, delete=False) as new:
        new.write(old + json.dumps(asdict(anchor), ensure_ascii=False) + "\n")
        new.flush()
        os.fsync(new.fileno())
    Path(new.name).replace(target)
    return target


def read_anchors(file: Path) -> list[Anchor]:
    """The anchors of a file, or one plain sentence why it cannot be read."""
    try:
        return parse_anchors(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as trouble:
        raise AnchorsUnreadable(f"读不到锚点文件：{file}") from trouble


def parse_anchors(text: str) -> list[Anchor]:
    anchors = []
    for number, row in enumerate(text.splitlines(), 1):
        if not row.strip():
            continue
        try:
            anchors.append(_anchor(json.loads(row)))
        except (ValueError, TypeError, KeyError, AttributeError) as trouble:
            raise AnchorsUnreadable(f"第 {number} 行不是锚点。{_EXPECTED}") from trouble
    return anchors


def _anchor(raw: Any) -> Anchor:
    return Anchor(
        day=date.fromisoformat(raw["day"]).isoformat(),
        lines=int(raw["lines"]),
        heads=tuple((int(chain), int(seq), str(hash)) for chain, seq, hash in raw["heads"]),
        root=str(raw["root"]),
        previous=str(raw["previous"]),
        hash=str(raw["hash"]),
    )
