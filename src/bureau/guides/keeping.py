"""Who keeps the items of each unit, and how much each unit carries out."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from bureau.catalogue import queries as catalogue
from bureau.offices import queries as offices
from bureau.offices.words import Role
from bureau.workdays.clock import day_of


@dataclass(frozen=True, slots=True)
class UnitKeeping:
    """One reporting unit: its listings, its items, and who keeps them."""

    area: str
    name: str
    listings: int
    items: int
    keepers: tuple[str, ...]


def units_keeping(*, at: datetime) -> tuple[UnitKeeping, ...]:
    """Every unit in the order of the bulletin; one without a keeper has nobody in it."""
    day = day_of(at)
    unit_of = offices.units_by_office(day)
    listed = [
        (unit_of[one.office_key], one.item)
        for one in catalogue.listings(on=day)
        if one.office_key in unit_of
    ]
    listings = Counter(area for area, _ in listed)
    items = Counter(area for area, _ in set(listed))
    keepers: dict[str, list[str]] = {}
    for post in offices.staff_with_role(Role.ITEM_KEEPER, at):
        keepers.setdefault(unit_of.get(post.office_key, ""), []).append(post.person)
    return tuple(
        UnitKeeping(
            area=unit.area,
            name=unit.name,
            listings=listings[unit.area],
            items=items[unit.area],
            keepers=tuple(dict.fromkeys(keepers.get(unit.area, ()))),
        )
        for unit in offices.units()
    )
