"""Where somebody wants to go: chosen once, kept in a cookie, never required."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from bureau.guides.parts import Place
from bureau.offices import queries as offices
from bureau.offices.queries import OfficeInfo

COOKIE = "place"
A_YEAR = 365 * 24 * 3600


def chosen_office(request: HttpRequest) -> OfficeInfo | None:
    """The office somebody chose; a cookie that names none is as good as no cookie."""
    key = request.COOKIES.get(COOKIE, "")
    return offices.office(key) if key and len(key) < 64 else None


def office_carrying_out(places: Sequence[Place], wish: OfficeInfo | None) -> str:
    """Which of the places of an item serves who chose that office: itself, or the nearest
    one above it. Empty: none of them does, or nothing was chosen."""
    if wish is None:
        return ""
    known = {place.office_key for place in places}
    upward = [key for key in reversed(wish.lineage.split("/")) if key]
    return next((key for key in upward if key in known), "")


@dataclass(frozen=True, slots=True)
class UnitPlaces:
    """One county or district with the offices one can choose there."""

    area: str
    name: str
    offices: tuple[tuple[str, str], ...]


def by_unit(found: Sequence[tuple[str, str, str]]) -> tuple[UnitPlaces, ...]:
    """Offices (area, key, name) under the units of the city, in their order."""
    names = {unit.area: unit.name for unit in offices.units()}
    groups: dict[str, list[tuple[str, str]]] = {area: [] for area in names}
    for area, key, name in found:
        groups.setdefault(area, []).append((key, name))
    return tuple(
        UnitPlaces(area, names.get(area, "其他"), tuple(group))
        for area, group in groups.items()
        if group
    )


def choices(places: Sequence[Place], *, day: date) -> tuple[UnitPlaces, ...]:
    """The places of an item, grouped for a select."""
    areas = {one.key: one.area for one in offices.offices(day=day)}
    return by_unit(
        [(areas.get(one.office_key, ""), one.office_key, one.office_name) for one in places]
    )
