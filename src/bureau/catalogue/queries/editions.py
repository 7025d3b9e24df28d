"""Which editions there are, and what they say."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from bureau.catalogue.elements import EditionContent, Procedure, Stage
from bureau.catalogue.files import EditionRow
from bureau.catalogue.models import Edition
from bureau.kept import kept, kept_for_good

_contents: dict[tuple[int, str], EditionContent] = {}
"""Contents by edition and hash, kept for the life of the process: they never change."""


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """One edition as pages and rooms above use it."""

    id: int
    item: str
    number: str
    valid_from: date
    valid_to: date | None
    status: str
    status_label: str
    name: str
    procedure: Procedure
    stage: Stage
    trial: bool
    content_hash: str
    content: EditionContent
    approved_on: date | None = None
    approved_by: str = ""
    seconded_by: str = ""


def as_facts(edition: Edition) -> EditionFacts:
    """The facts of a row whose item is loaded."""
    return EditionFacts(
        id=edition.pk,
        item=edition.item.key,
        number=edition.number,
        valid_from=edition.valid_from,
        valid_to=edition.valid_to,
        status=edition.status,
        status_label=Edition.Status(edition.status).label,
        name=edition.name,
        procedure=Procedure(edition.procedure),
        stage=Stage(edition.stage),
        trial=edition.trial,
        content_hash=edition.content_hash,
        content=_content_of(edition),
        approved_on=timezone.localdate(edition.approved_at) if edition.approved_at else None,
        approved_by=edition.approved_by,
        seconded_by=edition.seconded_by,
    )


def _content_of(edition: Edition) -> EditionContent:
    key = (edition.pk, edition.content_hash)
    found = _contents.get(key)
    if found is None:
        found = EditionContent.model_validate(edition.content)
        if edition.status != Edition.Status.DRAFT:
            _contents[key] = found
    return found


def _with_contents(editions: list[Edition]) -> tuple[EditionFacts, ...]:
    """Facts of rows read without their content, reading only what is not kept yet."""
    missing = [one.pk for one in editions if (one.pk, one.content_hash) not in _contents]
    if missing:
        read = dict(Edition.objects.filter(pk__in=missing).values_list("pk", "content"))
        for one in editions:
            if one.pk in read:
                one.content = read[one.pk]
    return tuple(as_facts(one) for one in editions)


def in_force(on: date) -> tuple[EditionFacts, ...]:
    """Every edition that governs a submission of that day, by item key."""
    return _with_contents(
        list(Edition.objects.on(on).select_related("item").defer("content").order_by("item__key"))
    )


@kept
def edition_in_force(item: str, *, on: date) -> EditionFacts | None:
    """The edition of an item that governs a submission of that day."""
    found = _with_contents(
        list(
            Edition.objects.on(on)
            .filter(item__key=item)
            .select_related("item")
            .defer("content")
            .order_by("-valid_from")[:1]
        )
    )
    return found[0] if found else None


@kept_for_good
def _kept_facts(edition_id: int) -> EditionContent:
    edition = Edition.objects.get(pk=edition_id)
    if edition.status == Edition.Status.DRAFT:
        raise _StillDraft(EditionContent.model_validate(edition.content))
    return _content_of(edition)


class _StillDraft(Exception):
    """A draft may change, so it is not kept."""

    def __init__(self, content: EditionContent) -> None:
        super().__init__()
        self.content = content


def edition_content(edition_id: int) -> EditionContent:
    """What an edition says; read once per process, because it never changes."""
    try:
        return _kept_facts(edition_id)
    except _StillDraft as draft:
        return draft.content


def edition_by_id(edition_id: int) -> EditionFacts | None:
    """Any edition, also a draft or one no longer in force."""
    edition = Edition.objects.select_related("item").filter(pk=edition_id).first()
    return as_facts(edition) if edition else None


def editions_of(item: str) -> tuple[EditionFacts, ...]:
    """All editions of an item, newest first."""
    return _with_contents(
        list(
            Edition.objects.filter(item__key=item)
            .select_related("item")
            .defer("content")
            .order_by("-valid_from", "-pk")
        )
    )


def drafts() -> tuple[EditionFacts, ...]:
    """Every edition that is still a draft."""
    return _with_contents(
        list(
            Edition.objects.filter(status=Edition.Status.DRAFT)
            .select_related("item")
            .defer("content")
            .order_by("item__key", "number")
        )
    )


@dataclass(frozen=True, slots=True)
class CatalogueCounts:
    """How far the catalogue is worked out; shown, never hidden."""

    items: int
    written_out: int
    open_for_cases: int
    trial: int

    @property
    def not_written_out(self) -> int:
        return self.items - self.written_out


def counts(*, on: date) -> CatalogueCounts:
    """Items in force that day: how many are written out, and how many 待梳理."""
    editions = in_force(on)
    return CatalogueCounts(
        items=len(editions),
        written_out=sum(one.content.written_out for one in editions),
        open_for_cases=sum(one.content.takes_cases() for one in editions),
        trial=sum(one.trial for one in editions),
    )


def rows_in_force(on: date) -> list[EditionRow]:
    """What a file would say of every edition in force that day."""
    return [
        EditionRow(
            row=one.item,
            item=one.item,
            number=one.number,
            valid_from=one.valid_from,
            content=one.content,
        )
        for one in in_force(on)
    ]
