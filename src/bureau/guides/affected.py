"""Whom an edition reaches when it takes effect: the units that carry the item out."""

from collections.abc import Iterable
from dataclasses import dataclass

from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import EditionContent, Limit
from bureau.catalogue.queries import EditionFacts, ListingFacts
from bureau.catalogue.words import is_longer, term_words
from bureau.offices import queries as offices


@dataclass(frozen=True, slots=True)
class AffectedUnit:
    """One unit: how many of its offices carry the item out, and which of its own
    departures the new edition makes empty."""

    area: str
    name: str
    offices: int
    falls_away: tuple[str, ...]


def affected_units(edition: EditionFacts) -> tuple[AffectedUnit, ...]:
    """Every unit that carries the item out on the edition's first day, in their order."""
    day = edition.valid_from
    unit_of = offices.units_by_office(day)
    names = {one.key: one.name for one in offices.offices(day=day)}
    by_unit: dict[str, list[ListingFacts]] = {}
    for one in catalogue.listings_of_item(edition.item, on=day):
        by_unit.setdefault(unit_of.get(one.office_key, ""), []).append(one)
    return tuple(
        AffectedUnit(
            area=unit.area,
            name=unit.name,
            offices=len(by_unit[unit.area]),
            falls_away=tuple(_falls_away(edition.content, by_unit[unit.area], names)),
        )
        for unit in offices.units()
        if unit.area in by_unit
    )


def _falls_away(
    content: EditionContent, listings: Iterable[ListingFacts], names: dict[str, str]
) -> Iterable[str]:
    materials = {one.key for one in content.materials}
    for listing in listings:
        name = names.get(listing.office_key, listing.office_key)
        if listing.promise_value is not None and _no_shorter(content, listing):
            own = term_words(listing.promise_value, listing.promise_unit)
            yield f"{name}自己的承诺{own}不再比全市的短，按全市的算"
        if gone := [key for key in listing.waived if key not in materials]:
            yield f"{name}免收的材料{'、'.join(gone)}不在清单里了"


def _no_shorter(content: EditionContent, listing: ListingFacts) -> bool:
    common = content.promised_limit
    assert listing.promise_value is not None
    own = Limit(value=listing.promise_value, unit=listing.promise_unit)
    return common is not None and not is_longer(common, own)
