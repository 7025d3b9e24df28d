"""Who relies on an article: every element of every guide in force that names it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import Basis, EditionContent
from bureau.catalogue.numerals import articles


@dataclass(frozen=True, slots=True)
class Reliance:
    """One item with the places that name the article, each with its words."""

    item: str
    name: str
    edition: str
    places: tuple[tuple[str, str], ...]


def who_relies(document: str, article: str = "", *, on: date) -> tuple[Reliance, ...]:
    """The items in force that day; without an article, on the document as a whole."""
    found = []
    for edition in catalogue.in_force(on):
        places = tuple(
            (place, words)
            for place, words, basis in based_places(edition.content)
            if basis.document == document and (not article or article in articles(basis.article))
        )
        if places:
            found.append(Reliance(edition.item, edition.name, edition.number, places))
    return tuple(found)


def based_places(content: EditionContent) -> Iterator[tuple[str, str, Basis]]:
    """Every place of an edition that names a basis: place, words, basis."""
    for basis in content.bases:
        yield "bases", "设定依据", basis
    for condition in content.conditions:
        if condition.basis:
            yield f"conditions.{condition.key}", condition.text, condition.basis
    for material in content.materials:
        if material.basis:
            yield f"materials.{material.key}", material.name, material.basis
    for point in content.points:
        if point.basis:
            yield f"points.{point.key}", point.text, point.basis
    for fee in content.fees:
        if fee.basis:
            yield "fees", fee.name, fee.basis
