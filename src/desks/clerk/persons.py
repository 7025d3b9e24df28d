"""Who stands at the window: found or registered, and for whom they act."""

from dataclasses import dataclass
from datetime import datetime

from bureau.audit.actors import Actor
from bureau.people import identifiers
from bureau.people import operations as people_operations
from bureau.people import queries as people
from bureau.people.models import (
    Assurance,
    Identification,
    IdentifierKind,
    Mandate,
    Party,
    PartyKind,
)
from bureau.people.operations import GivenNumber
from bureau.people.operations.parties import normal_number
from bureau.refusal import Refusal
from bureau.workdays.clock import day_of

LASTING = frozenset({Mandate.How.LEGAL_REPRESENTATIVE, Mandate.How.GUARDIAN})
"""Grounds that hold beyond today; a letter shown at the window counts for this coming."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the window as the page shows them."""

    uid: str
    name: str
    number: str
    is_seen: bool
    assurance: str
    needs: tuple[str, ...]


def person_of(party_uid: str) -> Person | None:
    """Who came, masked; None while it is not known."""
    party = people.find_party(party_uid) if party_uid else None
    if party is None:
        return None
    (view,) = people.party_views([party])
    return Person(
        uid=str(view.uid),
        name=view.name,
        number=f"{view.number_kind} {view.number}".strip(),
        is_seen=view.assurance >= Assurance.SEEN,
        assurance=view.assurance.label,
        needs=tuple(need.label for need in people.care_needs(view.id)),
    )


def found_person(
    *,
    kind: str,
    number: str,
    name: str,
    seen: bool,
    here: Party | None = None,
    by: Actor,
    at: datetime,
) -> Party:
    """The person with this document, or with this name and the last four signs of it;
    somebody new is registered under the name given. ``seen``: the original was held up,
    so its number is known. ``here`` is who stands at the window already: the same name
    without a number is nobody new."""
    known = IdentifierKind(kind or IdentifierKind.ID_CARD)
    plain = identifiers.normalise_identifier(number)
    if seen and not plain:
        raise Refusal("核对了证件，请把证件号码读出来或填上。", field="number")
    if len(plain) == 4 and name.strip():
        return _by_tail(known, plain, name)
    party = people.party_with_number(known, plain) if plain else None
    if party is not None and not name.strip():
        return party
    if not name.strip():
        if plain:
            normal_number(GivenNumber(known, number))
            raise Refusal("这个证件没有办过事。请填姓名，登记后继续。", field="name")
        raise Refusal("请读卡或填证件号码；没带证件的，填姓名。", field="number")
    if not plain and here is not None and here.name == name.strip():
        return here
    given = GivenNumber(known, number) if plain else None
    return people_operations.register_person(name=name, number=given, by=by, at=at)


def _by_tail(kind: IdentifierKind, tail: str, name: str) -> Party:
    found = people.parties_with_tail(kind, tail, name=name)
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal("同名同尾号的不止一位，请填全证件号码。", field="number")
    raise Refusal("没有找到这位。请填全证件号码，登记后继续。", field="number")


def see_original(party: Party, *, by: Actor, at: datetime) -> None:
    """The original was held up: from now on we know who this is."""
    people_operations.identify(
        party, assurance=Assurance.SEEN, how=Identification.How.ORIGINAL, by=by, at=at
    )


def new_principal(
    agent: Party,
    *,
    kind: str,
    number: str,
    name: str,
    how: str,
    evidence: str,
    by: Actor,
    at: datetime,
) -> Party:
    """For whom somebody acts: found by number or registered, with the mandate that was seen."""
    organisation = kind != PartyKind.PERSON
    number_kind = IdentifierKind.USCC if organisation else IdentifierKind.ID_CARD
    known = people.party_with_number(number_kind, number) if number.strip() else None
    words = name.strip() or (known.name if known else "")
    if not words:
        raise Refusal("请填名称；有统一社会信用代码的一起填。", field="name")
    given = GivenNumber(number_kind, number) if number.strip() else None
    register = (
        people_operations.register_organisation
        if organisation
        else people_operations.register_person
    )
    party = register(name=words, number=given, by=by, at=at)
    ground = Mandate.How(how or Mandate.How.LETTER)
    if all(one.party_id != party.pk for one in people.principals_of(agent, at=at)):
        people_operations.give_mandate(
            principal=party,
            agent=agent,
            items=None,
            how=ground,
            evidence=evidence,
            valid_from=day_of(at),
            valid_to=None if ground in LASTING else day_of(at),
            confirmed=True,
            by=by,
            at=at,
        )
    return party
