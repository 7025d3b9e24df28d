"""What the listings leave open: unclaimed, unconfirmed, outside the hall, without authority.

Every gap has an owner: who keeps the items of the unit.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bureau.catalogue import queries as catalogue
from bureau.catalogue.queries import EditionFacts, ListingFacts
from bureau.offices import queries as offices
from bureau.offices.queries import OfficeInfo
from bureau.offices.words import Act, Role
from bureau.workdays.clock import day_of


class GapKind(StrEnum):
    UNCLAIMED = "unclaimed"
    UNCONFIRMED = "unconfirmed"
    OUTSIDE = "outside"
    UNAUTHORISED = "unauthorised"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing left open, and whose it is to close."""

    kind: GapKind
    area: str
    unit: str
    office_key: str
    office: str
    item: str
    name: str
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """All gaps, and two figures as exact fractions."""

    gaps: tuple[Gap, ...]
    in_hall: int
    must_be_in_hall: int
    with_authority: int
    """Of those in a hall: somebody there may decide (进必授权)."""

    def count(self, kind: str) -> int:
        return sum(one.kind == kind for one in self.gaps)


def coverage(*, at: datetime, area: str = "") -> Coverage:
    """How completely the items are carried out, in the whole city or one unit.

    What must be in a hall is every listing of an item taken in here, except those whose
    exception the city approved (应进必进).
    """
    found = _Found(at=at, area=area)
    in_hall = [one for one in found.listings if one.halls and found.takes_cases(one)]
    must = [one for one in found.listings if found.takes_cases(one) and not one.outside_because]
    authorised = [one for one in in_hall if found.may_be_decided(one)]
    gaps = [
        *found.unclaimed(),
        *found.gaps(GapKind.UNCONFIRMED, (o for o in found.listings if not o.confirmed)),
        *found.gaps(GapKind.OUTSIDE, (o for o in must if not o.halls)),
        *found.gaps(GapKind.UNAUTHORISED, (o for o in in_hall if o not in authorised)),
    ]
    return Coverage(
        gaps=tuple(gaps),
        in_hall=sum(bool(one.halls) for one in must),
        must_be_in_hall=len(must),
        with_authority=len(authorised),
    )


class _Found:
    """Everything read once for one look at the listings."""

    def __init__(self, *, at: datetime, area: str) -> None:
        day = day_of(at)
        self.editions: Mapping[str, EditionFacts] = {
            one.item: one for one in catalogue.in_force(day)
        }
        self.unit_of = offices.units_by_office(day)
        self.units = [one for one in offices.units() if area in ("", one.area)]
        self.names = {one.area: one.name for one in self.units}
        self.offices: Mapping[str, OfficeInfo] = {one.key: one for one in offices.offices(day=day)}
        self.listings = [
            one
            for one in catalogue.listings(on=day)
            if one.item in self.editions and self.unit_of.get(one.office_key) in self.names
        ]
        self.deciders: dict[str, list[tuple[str, str]]] = {}
        for lineage, authority, item in offices.seats_with(Act.DECIDE, at):
            self.deciders.setdefault(authority, []).append((lineage, item))
        self.owners: dict[str, list[str]] = {}
        for post in offices.staff_with_role(Role.ITEM_KEEPER, at):
            self.owners.setdefault(self.unit_of.get(post.office_key, ""), []).append(post.person)

    def takes_cases(self, listing: ListingFacts) -> bool:
        return self.editions[listing.item].content.takes_cases()

    def may_be_decided(self, listing: ListingFacts) -> bool:
        """Whether somebody of the office that decides has authority for it."""
        steps = self.editions[listing.item].content.steps
        step = next((one.key for one in steps if one.kind == "decide"), "decide")
        office = self.offices.get(listing.handler(step))
        return office is not None and any(
            office.lineage.startswith(lineage) and item in ("*", listing.item)
            for lineage, item in self.deciders.get(office.authority_code, ())
        )

    def unclaimed(self) -> Iterator[Gap]:
        """Items that a unit of that level should carry out and none of its offices does."""
        claimed = {(self.unit_of[one.office_key], one.item) for one in self.listings}
        levels: dict[str, set[str]] = {}
        for key, area in self.unit_of.items():
            if key in self.offices:
                levels.setdefault(area, set()).add(self.offices[key].level)
        for unit in self.units:
            for item, edition in self.editions.items():
                wanted = levels.get(unit.area, set()).intersection(edition.content.levels)
                if wanted and (unit.area, item) not in claimed:
                    yield self._gap(GapKind.UNCLAIMED, unit.area, "", item)

    def gaps(self, kind: GapKind, listings: Iterable[ListingFacts]) -> Iterator[Gap]:
        for one in listings:
            yield self._gap(kind, self.unit_of[one.office_key], one.office_key, one.item)

    def _gap(self, kind: GapKind, area: str, office_key: str, item: str) -> Gap:
        office = self.offices.get(office_key)
        return Gap(
            kind=kind,
            area=area,
            unit=self.names[area],
            office_key=office_key,
            office=office.name if office else "",
            item=item,
            name=self.editions[item].name,
            owners=tuple(dict.fromkeys(self.owners.get(area, ()))),
        )
