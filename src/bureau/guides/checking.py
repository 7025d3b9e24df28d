"""The lint findings of the guides in force, or of one edition about to be."""

from dataclasses import dataclass
from datetime import date

from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import Basis
from bureau.catalogue.queries import BasisText, EditionFacts, ListingFacts
from bureau.guides.lint import Finding, Level, Subject, bases_of, lint


@dataclass(frozen=True, slots=True)
class Checked:
    """One guide and what is wrong with it."""

    item: str
    name: str
    edition: str
    written_out: bool
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(one.level is Level.ERROR for one in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors


def check_edition(
    edition: EditionFacts, *, on: date, listings: tuple[ListingFacts, ...] = ()
) -> Checked:
    """What is wrong with one edition, with its listings if given."""
    bases = bases_of(edition.content)
    texts = catalogue.legal_texts_for(bases, on=max(on, edition.valid_from))
    return _checked(edition, texts, listings, on=on)


def _checked(
    edition: EditionFacts,
    texts: tuple[BasisText, ...],
    listings: tuple[ListingFacts, ...],
    *,
    on: date,
) -> Checked:
    subject = Subject(
        content=edition.content,
        valid_from=edition.valid_from,
        texts=texts,
        listings=listings,
        confirmed_on=edition.approved_on,
        today=on,
    )
    return Checked(
        item=edition.item,
        name=edition.name,
        edition=edition.number,
        written_out=edition.content.written_out,
        findings=lint(subject),
    )


def check_guides(*, on: date, item: str = "") -> tuple[Checked, ...]:
    """What is wrong with each guide in force that day, by item key."""
    listings: dict[str, list[ListingFacts]] = {}
    for listing in catalogue.listings(on=on, item=item):
        listings.setdefault(listing.item, []).append(listing)
    editions = [one for one in catalogue.in_force(on) if item in ("", one.item)]
    bases = list(dict.fromkeys(basis for one in editions for basis in bases_of(one.content)))
    words: dict[Basis, BasisText] = dict(
        zip(bases, catalogue.legal_texts_for(bases, on=on), strict=True)
    )
    return tuple(
        _checked(
            one,
            tuple(words[basis] for basis in bases_of(one.content)),
            tuple(listings.get(one.item, ())),
            on=on,
        )
        for one in editions
    )
