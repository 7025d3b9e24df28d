"""What every act on an edition shares: the row locked, and its line in the record."""

from datetime import datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import record
from bureau.catalogue.authority import ensure_common
from bureau.catalogue.models import Edition
from bureau.kept import forget
from bureau.offices.words import Act
from bureau.people.names import without_numbers
from bureau.refusal import Refusal

LONGEST_WORDS = 2000


def locked(edition_id: int) -> Edition:
    """The edition with its item, locked for this act."""
    edition = (
        Edition.objects.select_for_update(no_key=True, of=("self",))
        .select_related("item")
        .filter(pk=edition_id)
        .first()
    )
    if edition is None:
        raise Refusal("没有这个事项版本。它可能是一份已经作废的草稿。")
    return edition


def locked_draft(edition_id: int, *, by: Actor, at: datetime) -> Edition:
    """A draft that may be written in now by somebody who keeps its item."""
    edition = locked(edition_id)
    ensure_common(by, act=Act.KEEP, items=[edition.item.key], at=at)
    if edition.status != Edition.Status.DRAFT:
        raise Refusal("这一版已经启用，不能再改。请另起新版。")
    if edition.proposed_at is not None:
        raise Refusal(f"{edition.proposer}已经送复核，不能再改。要改，请先收回来。")
    return edition


def kept_words(words: str, *, field: str, needed: str = "") -> str:
    """Words that stay with the record; refused when they are needed and not there."""
    told = without_numbers(words.replace("\0", ""), field=field, longest=LONGEST_WORDS).strip()
    if needed and not told:
        raise Refusal(needed, field=field)
    return told


def write_line(act: str, edition: Edition, *, by: Actor, at: datetime, **facts: str | int) -> None:
    """The audit line of an act on an edition, in the chain of its item."""
    # A draft governs nothing, and whoever writes one saves it every few seconds.
    if edition.status != Edition.Status.DRAFT:
        forget()
    name = f"{edition.item.key}/{edition.number}"
    record(act, "edition", name, by=by, at=at, chain=f"catalogue/{edition.item.key}", facts=facts)
