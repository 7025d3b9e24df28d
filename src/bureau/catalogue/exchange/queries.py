"""What a workbook of the whole catalogue says, and what its rows are compared with."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from bureau.catalogue.exchange.book import Book, ListingRow
from bureau.catalogue.files import EditionRow
from bureau.catalogue.files.yaml_files import Law, LawText
from bureau.catalogue.models import NOT_ENTERED, Edition, LegalDocument, LegalText
from bureau.catalogue.queries.editions import EditionFacts, as_facts, in_force
from bureau.catalogue.queries.listings import listings


def whole_book(*, on: date, every_edition: bool = False) -> Book:
    """Everything the catalogue holds: the editions in force that day (or all there are),
    laws with their articles, and who carries what out."""
    editions: Iterable[EditionFacts] = in_force(on)
    if every_edition:
        held = Edition.objects.select_related("item").order_by("item__key", "valid_from", "pk")
        editions = [as_facts(one) for one in held]
    book = Book(laws=laws())
    for one in editions:
        book.rows.append(
            EditionRow(
                row=one.item,
                item=one.item,
                number=one.number,
                valid_from=one.valid_from,
                content=one.content,
            )
        )
        book.states[one.item, one.number] = one.status_label
    book.listings.extend(listing_rows(on=on))
    return book


def listing_rows(*, on: date) -> list[ListingRow]:
    """Who carries what out that day."""
    return [
        ListingRow(
            row="",
            item=one.item,
            office_key=one.office_key,
            authority_code=one.authority_code,
            valid_from=one.valid_from,
            halls=one.halls,
            phones=one.phones,
            step_handlers=one.step_handlers,
            promise_value=one.promise_value,
            promise_unit=one.promise_unit,
            waived=one.waived,
        )
        for one in listings(on=on)
    ]


def laws() -> list[Law]:
    """Every legal document with its articles, as a file would say them."""
    articles: dict[int, list[LawText]] = {}
    for one in LegalText.objects.order_by("document_id", "pk"):
        articles.setdefault(one.document_id, []).append(
            LawText(
                article=one.article,
                text=one.text,
                valid_from=one.valid_from,
                valid_to=one.valid_to,
                source=one.source,
                mark="" if one.mark == NOT_ENTERED else one.mark,
            )
        )
    return [
        Law(
            short_name=one.short_name,
            title=one.title,
            number=one.number,
            kind=one.kind,
            valid_from=one.valid_from,
            valid_to=one.valid_to,
            articles=tuple(articles.get(one.pk, ())),
        )
        for one in LegalDocument.objects.order_by("pk")
    ]


def held_contents() -> Callable[[str, str], Mapping[str, Any]]:
    """What an edition of that number, else the item's newest that is no draft, says now."""
    exact: dict[tuple[str, str], dict[str, Any]] = {}
    newest: dict[str, dict[str, Any]] = {}
    rows = Edition.objects.order_by("valid_from", "pk").values_list(
        "item__key", "number", "content", "status"
    )
    for item, number, content, status in rows:
        exact[item, number] = content
        if status != Edition.Status.DRAFT or item not in newest:
            newest[item] = content
    return lambda item, number: exact.get((item, number)) or newest.get(item) or {}


def law_names() -> set[str]:
    return set(LegalDocument.objects.values_list("short_name", flat=True))
