"""How a draft stands: who writes it, what was changed, what is proposed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bureau.catalogue.authority import may_common, may_own
from bureau.catalogue.models import Edition, EditionChange, EditionPresence, LegalDocument
from bureau.catalogue.queries.editions import EditionFacts, as_facts
from bureau.offices.words import Act

HEARD_OF = timedelta(seconds=45)
"""Somebody of whom nothing was heard for so long has left."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of a draft."""

    place: str
    title: str
    added: bool
    removed: bool
    by_id: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Writing:
    """A draft as those who write and publish it see it."""

    edition: EditionFacts
    plain: dict[str, Any]
    version: int
    based_on: int | None
    reason: str
    document: str
    article: str
    proposed_by: str
    proposer: str
    proposed_at: datetime | None
    returned_because: str
    changes: tuple[ChangeLine, ...]

    @property
    def proposed(self) -> bool:
        return self.proposed_at is not None

    @property
    def writers(self) -> frozenset[str]:
        """Who had a hand in it: none of them can be its second person."""
        return frozenset(one.by_id for one in self.changes) | {self.proposed_by}


def writing(edition_id: int) -> Writing | None:
    """A draft with what was done in it; None once it is published or discarded."""
    row = (
        Edition.objects.select_related("item")
        .filter(pk=edition_id, status=Edition.Status.DRAFT)
        .first()
    )
    if row is None:
        return None
    return Writing(
        edition=as_facts(row),
        plain=row.content,
        version=row.version,
        based_on=row.based_on_id,
        reason=row.reason,
        document=row.ground_document,
        article=row.ground_article,
        proposed_by=row.proposed_by,
        proposer=row.proposer,
        proposed_at=row.proposed_at,
        returned_because=row.returned_because,
        changes=tuple(_line(one) for one in row.changes.order_by("-pk")),
    )


def _line(change: EditionChange) -> ChangeLine:
    return ChangeLine(
        place=change.place,
        title=change.title,
        added=change.before is None,
        removed=change.after is None,
        by_id=change.by_id,
        by_name=change.by_name,
        at=change.at,
    )


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list of those being written."""

    id: int
    item: str
    name: str
    number: str
    valid_from: date
    proposer: str
    proposed_at: datetime | None
    last_by: str
    last_at: datetime | None


def draft_lines() -> tuple[DraftLine, ...]:
    """Every draft, those that wait for a second person first."""
    rows = Edition.objects.filter(status=Edition.Status.DRAFT).select_related("item")
    last = {
        one.edition_id: one
        for one in EditionChange.objects.filter(edition__status=Edition.Status.DRAFT)
        .order_by("edition_id", "-pk")
        .distinct("edition_id")
    }
    found = [
        DraftLine(
            id=row.pk,
            item=row.item.key,
            name=row.name,
            number=row.number,
            valid_from=row.valid_from,
            proposer=row.proposer,
            proposed_at=row.proposed_at,
            last_by=last[row.pk].by_name if row.pk in last else "",
            last_at=last[row.pk].at if row.pk in last else None,
        )
        for row in rows.defer("content").order_by("item__key", "number")
    ]
    return tuple(sorted(found, key=lambda one: one.proposed_at is None))


def others_present(edition_id: int, *, besides: str, at: datetime) -> tuple[tuple[str, str], ...]:
    """Who else has a draft open now, and at which place."""
    rows = EditionPresence.objects.filter(
        edition_id=edition_id, seen_at__gt=at - HEARD_OF, seen_at__lte=at + HEARD_OF
    ).exclude(account_id=besides)
    return tuple(rows.order_by("name").values_list("name", "place"))


def publication_of(edition_id: int) -> tuple[str, str, str, str]:
    """Reason, document and article an edition rests on, and why it ended."""
    row = Edition.objects.filter(pk=edition_id).values_list(
        "reason", "ground_document", "ground_article", "ended_because"
    )
    found: tuple[str, str, str, str] | None = row.first()
    return found or ("", "", "", "")


def document_names() -> tuple[tuple[str, str], ...]:
    """Every legal document a change may rest on: the name bases use, and the full title."""
    return tuple(LegalDocument.objects.order_by("short_name").values_list("short_name", "title"))


def may_keep(account_id: str, item: str, *, at: datetime) -> bool:
    """Whether somebody may write in the editions of an item."""
    return may_common(account_id, act=Act.KEEP, item=item, at=at)


def may_publish(account_id: str, item: str, *, at: datetime) -> bool:
    """Whether somebody may be the second person of an item."""
    return may_common(account_id, act=Act.PUBLISH, item=item, at=at)


def may_claim(account_id: str, office_key: str, item: str, *, at: datetime) -> bool:
    """Whether somebody may claim an item for an office."""
    return may_own(account_id, office_key, item, at=at)
