"""Authorities, offices, halls: each file all or nothing."""

from collections.abc import Iterator
from datetime import datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.offices import operations
from bureau.offices.city.counting import CityLoad, told
from bureau.offices.city.forms import AuthoritiesFile, HallEntry, HallsFile, OfficesFile
from bureau.offices.facts import (
    AuthorityFacts,
    HallFacts,
    HoursFacts,
    OfficeFacts,
    UnitFacts,
    WindowFacts,
)
from bureau.offices.words import OfficeKind

AUTHORITIES, OFFICES, HALLS = "authorities.yaml", "offices.yaml", "halls.yaml"


@operation
def load_authorities(file: AuthoritiesFile, done: CityLoad, *, by: Actor, at: datetime) -> None:
    for entry in file.authorities:
        with told(AUTHORITIES, entry.code):
            facts = AuthorityFacts(**entry.model_dump(exclude={"level"}), level=entry.level.value)
            done.note(AUTHORITIES, operations.put_authority(facts, by=by, at=at))


@operation
def load_offices(file: OfficesFile, done: CityLoad, *, by: Actor, at: datetime) -> None:
    for unit in file.units:
        with told(OFFICES, unit.area):
            done.note(OFFICES, operations.put_unit(UnitFacts(**unit.model_dump()), by=by, at=at))
    for office in all_offices(file):
        with told(OFFICES, office.key):
            done.note(OFFICES, operations.put_office(office, by=by, at=at))


@operation
def load_halls(file: HallsFile, done: CityLoad, *, by: Actor, at: datetime) -> None:
    for entry in file.halls:
        with told(HALLS, entry.key):
            facts = HallFacts(
                **entry.model_dump(exclude={"hours", "windows", "level"}),
                level=entry.level.value,
                mark=file.mark,
            )
            done.note(HALLS, operations.put_hall(facts, by=by, at=at))
            seasons = _seasons(file, entry)
            done.note(HALLS, operations.set_hours(entry.key, seasons, by=by, at=at))
            for window in _windows(file, entry):
                done.note(HALLS, operations.put_window(entry.key, window, by=by, at=at))


def _seasons(file: HallsFile, entry: HallEntry) -> list[HoursFacts]:
    return [
        HoursFacts(
            season=season.season,
            sessions=season.sessions,
            from_month_day=season.first,
            to_month_day=season.last,
            weekdays=season.weekdays,
            valid_from=season.since or file.since,
            valid_to=season.until,
        )
        for season in file.hours[entry.hours]
    ]


def _windows(file: HallsFile, entry: HallEntry) -> list[WindowFacts]:
    return [
        WindowFacts(
            number=window.number,
            name=window.name,
            kind=window.kind.value,
            office=window.office or entry.offices[0],
        )
        for window in file.windows.get(entry.windows, ())
    ]


def all_offices(file: OfficesFile) -> Iterator[OfficeFacts]:
    """The offices written out, then those that have most from their parent."""
    known: dict[str, OfficeFacts] = {}
    for entry in file.offices:
        facts = OfficeFacts(
            **entry.model_dump(exclude={"since", "kind"}),
            kind=entry.kind.value,
            valid_from=entry.since or file.since,
        )
        known[facts.key] = facts
        yield facts
    groups = [
        *((OfficeKind.DEPARTMENT, group) for group in file.departments),
        *((OfficeKind.SUBORDINATE_BODY, group) for group in file.subordinate_bodies),
    ]
    for kind, group in groups:
        for part in group.list:
            yield _below(
                known[group.parent],
                key=part.key,
                name=part.name,
                kind=kind,
                mark=group.mark,
                order=part.order,
                phone=part.phone,
            )
    for towns in file.township_offices:
        parent = known[towns.parent]
        for position, town in enumerate(towns.list, start=1):
            yield _below(
                parent,
                key=town.key,
                name=town.name,
                kind=OfficeKind.TOWNSHIP_OFFICE,
                mark=towns.mark,
                order=parent.order + position,
                phone=town.phone,
                address=town.address or town.township,
                townships=town.covers or (town.key,),
            )


def _below(
    parent: OfficeFacts,
    *,
    key: str,
    name: str,
    kind: OfficeKind,
    mark: str,
    order: int,
    phone: str = "",
    address: str = "",
    townships: tuple[str, ...] = (),
) -> OfficeFacts:
    return OfficeFacts(
        key=key,
        name=name,
        kind=kind.value,
        authority=parent.authority,
        area=parent.area,
        unit=parent.unit,
        parent=parent.key,
        townships=townships,
        address=address,
        phone=phone or parent.phone,
        order=order,
        mark=mark,
        valid_from=parent.valid_from,
    )
