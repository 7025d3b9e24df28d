"""Articles of legal documents with every wording they had."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from bureau.catalogue.models import LegalDocument, LegalText


@dataclass(frozen=True, slots=True)
class Wording:
    """One article as it was worded from a day on; no words: 未录入."""

    text: str
    source: str
    mark: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class DocumentLine:
    name: str
    title: str
    number: str
    articles: int


def documents() -> tuple[DocumentLine, ...]:
    """Every legal document with how many articles of it are in the table."""
    rows = LegalDocument.objects.annotate(n=Count("texts__article", distinct=True))
    return tuple(
        DocumentLine(one.short_name, one.title, one.number, one.n) for one in rows.order_by("title")
    )


def articles_of(document: str) -> tuple[str, ...]:
    """The articles of a document that are in the table, in the order they were entered."""
    found = LegalText.objects.filter(document__short_name=document).order_by("pk")
    return tuple(dict.fromkeys(found.values_list("article", flat=True)))


def wordings(document: str, article: str) -> tuple[Wording, ...]:
    """Every wording of one article, the newest first."""
    found = LegalText.objects.filter(document__short_name=document, article=article)
    return tuple(
        Wording(one.text, one.source, one.mark, one.valid_from, one.valid_to)
        for one in sorted(found, key=lambda one: one.valid_from or date.min, reverse=True)
    )
