"""Which offices of a city carry which items: rules in ``listings.yaml``, spread over the tree."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from pydantic import Field

from bureau.audit.actors import Actor
from bureau.audit.operations import named_source, operation
from bureau.catalogue.operations import Claim, claim_listings
from bureau.catalogue.queries import EditionFacts, in_force
from bureau.offices.city import CityTrouble, Fault
from bureau.offices.city.forms import Code, Part
from bureau.offices.city.reading import read_file
from bureau.offices.queries import OfficeInfo, authority, halls_for, offices
from bureau.offices.words import OfficeKind
from bureau.refusal import Refusal
from bureau.workdays.clock import day_of

LISTINGS = "listings.yaml"


class ListingRule(Part):
    """Every item of these levels is carried out by every office of these kinds."""

    levels: tuple[str, ...] = Field(min_length=1)
    kinds: tuple[OfficeKind, ...] = Field(min_length=1)
    offices: tuple[Code, ...] = ()
    """Only these offices; empty: all of these kinds."""
    items: tuple[Code, ...] = ()
    """Only these items; empty: all of these levels."""
    besides: tuple[Code, ...] = ()
    """Not these items."""


class ListingsFile(Part):
    since: date
    rules: tuple[ListingRule, ...]


def load_listings(folder: Path, *, by: Actor, at: datetime) -> tuple[int, int, int]:
    """Claim every item for the offices the rules name: added, changed, unchanged."""
    file = read_file(folder, LISTINGS, ListingsFile)
    day = day_of(at)
    editions = in_force(day)
    known = {one.item for one in editions}
    tree = offices(day=day)
    keys = {office.key for office in tree}
    faults = [
        Fault(LISTINGS, f"rules · 第 {position} 项", sentence)
        for position, rule in enumerate(file.rules, start=1)
        for sentence in _unknown(rule, known, keys)
    ]
    if faults:
        raise CityTrouble(faults)
    # An administrator keeps offices, not items: the house claims what the file says, once,
    # and every later change is an item keeper's of that office.
    house = Actor.system(f"城市装载（{by.name}）")
    with named_source("load_city"):
        return _claim(list(_claims(file, editions, tree)), by=house, at=at)


@operation
def _claim(claims: list[Claim], *, by: Actor, at: datetime) -> tuple[int, int, int]:
    try:
        return claim_listings(claims, by=by, at=at)
    except Refusal as refusal:
        raise CityTrouble([Fault(LISTINGS, "", refusal.message)]) from refusal


def _unknown(rule: ListingRule, items: set[str], keys: set[str]) -> Iterator[str]:
    for item in (*rule.items, *rule.besides):
        if item not in items:
            yield f"没有在用的事项 {item}。"
    for office in rule.offices:
        if office not in keys:
            yield f"没有机构 {office}。"


def _claims(
    file: ListingsFile, editions: tuple[EditionFacts, ...], tree: tuple[OfficeInfo, ...]
) -> Iterator[Claim]:
    """Each office once with each item, whichever rules name it."""
    for office in tree:
        wanted = [
            edition
            for edition in editions
            if any(_covers(rule, office, edition) for rule in file.rules)
        ]
        if not wanted:
            continue
        halls = tuple(hall.key for hall in halls_for(office.key))
        answering = authority(office.authority_code)
        phones = {"consult": office.phone}
        if answering and answering.supervision_phone:
            phones["complain"] = answering.supervision_phone
        for edition in wanted:
            yield Claim(
                item=edition.item,
                authority_code=office.authority_code,
                office_key=office.key,
                valid_from=max(file.since, edition.valid_from),
                halls=halls,
                phones={name: phone for name, phone in phones.items() if phone},
            )


def _covers(rule: ListingRule, office: OfficeInfo, edition: EditionFacts) -> bool:
    return (
        office.kind in rule.kinds
        and (not rule.offices or office.key in rule.offices)
        and not set(rule.levels).isdisjoint(edition.content.levels)
        and (not rule.items or edition.item in rule.items)
        and edition.item not in rule.besides
    )
