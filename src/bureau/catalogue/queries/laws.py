"""The words a basis points to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from bureau.catalogue.elements import Basis, Mark
from bureau.catalogue.models import NOT_ENTERED, LegalDocument, LegalText
from bureau.catalogue.numerals import articles
from bureau.kept import kept


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article of a basis; no words means 未录入."""

    article: str
    text: str
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class BasisText:
    """A basis with the document it names and the words of its articles."""

    document: str
    title: str
    number: str
    article: str
    mark: Mark
    texts: tuple[ArticleText, ...]
    known: bool  # the document is in our table
    valid_from: date | None = None
    valid_to: date | None = None

    def in_force(self, on: date) -> bool:
        """Not repealed and not yet to come, as far as our table knows."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or self.valid_to >= on)


def legal_texts_for(bases: Iterable[Basis], *, on: date) -> tuple[BasisText, ...]:
    """Each basis with title and words as of that day, in the order given."""
    wanted = list(bases)
    documents, texts = _words_of(frozenset(one.document for one in wanted), on)
    return tuple(_basis_text(one, documents.get(one.document), texts) for one in wanted)


@kept
def _words_of(
    names: frozenset[str], on: date
) -> tuple[dict[str, LegalDocument], dict[tuple[str, str], LegalText]]:
    """The documents by name, and the words of that day by document and article."""
    documents = {one.short_name: one for one in LegalDocument.objects.filter(short_name__in=names)}
    found = (
        LegalText.objects.filter(
            Q(valid_from=None) | Q(valid_from__lte=on),
            Q(valid_to=None) | Q(valid_to__gte=on),
            document__in=documents.values(),
        )
        .select_related("document")
        .order_by("valid_from")
    )
    return documents, {(one.document.short_name, one.article): one for one in found}


def _basis_text(
    basis: Basis, document: LegalDocument | None, texts: dict[tuple[str, str], LegalText]
) -> BasisText:
    lines = []
    for article in articles(basis.article):
        text = texts.get((basis.document, article))
        lines.append(
            ArticleText(
                article=article,
                text=text.text if text else "",
                source=text.source if text else "",
                mark=text.mark if text else NOT_ENTERED,
            )
        )
    return BasisText(
        document=basis.document,
        title=document.title if document else basis.document,
        number=document.number if document else "",
        article=basis.article,
        mark=basis.mark,
        texts=tuple(lines),
        known=document is not None,
        valid_from=document.valid_from if document else None,
        valid_to=document.valid_to if document else None,
    )
