"""Whom an edition reaches: units that carry the item out, and cases that keep what they have."""

from dataclasses import dataclass

from bureau.cases.queries.keeping import open_cases_of
from bureau.catalogue import queries as catalogue
from bureau.catalogue.queries import EditionFacts
from bureau.guides.affected import AffectedUnit, affected_units


@dataclass(frozen=True, slots=True)
class KeepingLine:
    """Open cases under one edition."""

    number: str
    accepted: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Reach:
    """What the page says before anybody publishes."""

    units: tuple[AffectedUnit, ...]
    cases: tuple[KeepingLine, ...]

    @property
    def offices(self) -> int:
        return sum(one.offices for one in self.units)

    @property
    def keeping(self) -> int:
        return sum(one.accepted for one in self.cases)

    @property
    def waiting(self) -> int:
        return sum(one.waiting for one in self.cases)

    @property
    def falls_away(self) -> tuple[str, ...]:
        return tuple(line for one in self.units for line in one.falls_away)


def reach_of(edition: EditionFacts) -> Reach:
    """Whom it reaches on its first day."""
    numbers = {one.id: one.number for one in catalogue.editions_of(edition.item)}
    return Reach(
        units=affected_units(edition),
        cases=tuple(
            KeepingLine(numbers.get(one.edition_id, "?"), one.accepted, one.waiting)
            for one in open_cases_of(edition.item)
        ),
    )
