"""Which items end or ended, why, and what follows them."""

from dataclasses import dataclass
from datetime import date, datetime

from bureau.catalogue.models import Closing
from bureau.catalogue.numerals import article_words


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """An item's end: proposed, or confirmed by a second person."""

    item: str
    last_day: date
    reason: str
    ground: str
    successors: tuple[str, ...]
    proposed_by: str
    proposer: str
    proposed_at: datetime
    seconder: str
    confirmed_at: datetime | None

    @property
    def confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def abolishes(self) -> bool:
        """The approval itself ends: nothing takes its place."""
        return not self.successors


def _facts(row: Closing) -> ClosingFacts:
    return ClosingFacts(
        item=row.item.key,
        last_day=row.last_day,
        reason=row.reason,
        ground=f"《{row.ground_document}》{article_words(row.ground_article)}",
        successors=tuple(row.successors),
        proposed_by=row.proposed_by,
        proposer=row.proposer,
        proposed_at=row.proposed_at,
        seconder=row.seconder,
        confirmed_at=row.confirmed_at,
    )


def closing_of(item: str) -> ClosingFacts | None:
    """The end of an item, proposed or confirmed."""
    row = Closing.objects.select_related("item").filter(item__key=item).first()
    return _facts(row) if row else None


def closings_open() -> tuple[ClosingFacts, ...]:
    """Every end that waits for its second person."""
    rows = Closing.objects.select_related("item").filter(confirmed_at=None)
    return tuple(_facts(row) for row in rows.order_by("proposed_at"))


def abolished_before(day: date) -> tuple[ClosingFacts, ...]:
    """Every abolished approval whose last day is past."""
    rows = Closing.objects.select_related("item").filter(
        confirmed_at__isnull=False, last_day__lt=day, successors=[]
    )
    return tuple(_facts(row) for row in rows.order_by("last_day", "pk"))


def predecessors_of(item: str) -> tuple[str, ...]:
    """The items this one took over from."""
    rows = Closing.objects.filter(confirmed_at__isnull=False, successors__contains=[item])
    return tuple(rows.order_by("item__key").values_list("item__key", flat=True))
