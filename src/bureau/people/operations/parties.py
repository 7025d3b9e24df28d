"""Who is who: registered once, named, identified.

No fact of a line ever holds a number, a phone or an address.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.people import cipher, identifiers, names
from bureau.people.models import (
    Assurance,
    CareNeed,
    Identification,
    Identifier,
    IdentifierKind,
    Party,
    PartyKind,
)
from bureau.people.operations.confidential import why_to_look
from bureau.people.refusals import NameDoesNotMatch, NotAnIdentifier


@dataclass(frozen=True, slots=True)
class GivenNumber:
    """A number as somebody gave it; blanks, full-width signs and small letters are fine."""

    kind: IdentifierKind
    number: str


@operation
def register_person(
    *,
    name: str,
    number: GivenNumber | None = None,
    assurance: Assurance = Assurance.NONE,
    by: Actor,
    at: datetime,
) -> Party:
    """The person with this number, registered if they are new.

    Nobody is registered twice: a known number leads to the person, and a number known
    under another name is refused. Without a number a new person is registered.
    """
    return _register(PartyKind.PERSON, name, number, assurance, by=by, at=at)


@operation
def register_organisation(
    *,
    name: str,
    number: GivenNumber | None = None,
    assurance: Assurance = Assurance.NONE,
    by: Actor,
    at: datetime,
) -> Party:
    """The organisation with this code, registered if it is new; it may have no code yet."""
    return _register(PartyKind.ORGANISATION, name, number, assurance, by=by, at=at)


@operation
def note_number(
    party: Party,
    number: GivenNumber,
    *,
    assurance: Assurance = Assurance.NONE,
    valid_from: date | None = None,
    by: Actor,
    at: datetime,
) -> Identifier:
    """Add a number to a party: a new organisation receives its credit code."""
    given = normal_number(number)
    known = _known(number.kind, given)
    if known is not None:
        if known.party_id != party.pk:
            raise NotAnIdentifier("这个号码已登记在另一个主体名下，请核对。", field="number")
        return known
    noted = _keep_number(party, number.kind, given, assurance, valid_from=valid_from, at=at)
    _line("party.identifier_noted", party, by=by, at=at, kind=number.kind.label)
    return noted


@operation
def rename_party(party: Party, *, name: str, by: Actor, at: datetime) -> Party:
    """The party has another name from now on (a change of name, or a slip put right)."""
    party = Party.objects.select_for_update(no_key=True).get(pk=party.pk)
    party.name = names.clean_name(name)
    party.name_bigrams = names.bigrams(party.name)
    party.save(update_fields=["name", "name_bigrams"])
    _line("party.renamed", party, by=by, at=at)
    return party


@operation
def identify(
    party: Party,
    *,
    assurance: Assurance,
    how: Identification.How,
    by: Actor,
    at: datetime,
) -> Identification:
    """Somebody made sure who this is: the original seen, a card read, the platform's word."""
    event = Identification.objects.create(
        party=party, assurance=assurance, how=how, by_id=by.id, by_name=by.name, identified_at=at
    )
    _line("party.identified", party, by=by, at=at, how=how.label, assurance=assurance.label)
    return event


@operation
def note_care_needs(
    party: Party, kinds: Sequence[CareNeed.Kind], *, by: Actor, at: datetime
) -> None:
    """What this person needs, as they told us; what is no longer named ends."""
    living = CareNeed.objects.filter(party=party, ended_at=None)
    living.exclude(kind__in=kinds).update(ended_at=at)
    CareNeed.objects.bulk_create(
        [CareNeed(party=party, kind=kind, noted_at=at) for kind in dict.fromkeys(kinds)],
        ignore_conflicts=True,
    )
    told = "、".join(kind.label for kind in kinds) or "无"
    _line("party.care_noted", party, by=by, at=at, kind=told)


@operation
def reveal_number(
    party: Party, kind: IdentifierKind, *, reason: str, by: Actor, at: datetime
) -> str:
    """Open a party's number for a person's eyes, with its line."""
    why = why_to_look(reason)
    found = Identifier.objects.filter(party=party, kind=kind, valid_to=None).first()
    if found is None:
        raise NotAnIdentifier(f"没有登记过{kind.label}。")
    _line("identifier.revealed", party, by=by, at=at, kind=kind.label, reason=why)
    return cipher.unseal(found.cipher, purpose=found.kind)


def normal_number(given: GivenNumber, *, field: str = "number") -> str:
    """The number as it is written, or a sentence why it cannot be one."""
    number = identifiers.normalise_identifier(given.number)
    if reason := identifiers.why_not(given.kind, number):
        raise NotAnIdentifier(reason, field=field)
    return number


def _register(
    kind: PartyKind,
    name: str,
    number: GivenNumber | None,
    assurance: Assurance,
    *,
    by: Actor,
    at: datetime,
) -> Party:
    clean = names.clean_name(name)
    given = normal_number(number) if number else ""
    if number and (known := _known(number.kind, given)):
        return _same(known.party, kind, clean)
    try:
        with transaction.atomic():
            party = Party.objects.create(
                kind=kind, name=clean, name_bigrams=names.bigrams(clean), registered_at=at
            )
            if number:
                _keep_number(party, number.kind, given, assurance, valid_from=None, at=at)
    except IntegrityError:
        # Somebody registered the same number this instant; theirs counts.
        known = _known(number.kind, given) if number else None
        if known is None:
            raise
        return _same(known.party, kind, clean)
    _line("party.registered", party, by=by, at=at)
    return party


def _same(party: Party, kind: PartyKind, name: str) -> Party:
    if party.kind != kind or names.fold(party.name) != names.fold(name):
        raise NameDoesNotMatch("名称（姓名）与号码不相符，请对照证件核对后再填写。", field="name")
    return party


def _known(kind: IdentifierKind, number: str) -> Identifier | None:
    blind = cipher.blind(number, purpose=kind)
    return (
        Identifier.objects.select_related("party")
        .filter(kind=kind, blind=blind, valid_to=None)
        .first()
    )


def _keep_number(
    party: Party,
    kind: IdentifierKind,
    number: str,
    assurance: Assurance,
    *,
    valid_from: date | None,
    at: datetime,
) -> Identifier:
    return Identifier.objects.create(
        party=party,
        kind=kind,
        cipher=cipher.seal(number, purpose=kind),
        blind=cipher.blind(number, purpose=kind),
        tail_blind=cipher.blind_tail(number, purpose=kind),
        plain=number if kind == IdentifierKind.USCC else "",
        valid_from=valid_from,
        assurance=assurance,
        noted_at=at,
    )


def _line(act: str, party: Party, *, by: Actor, at: datetime, **facts: str) -> None:
    record(act, "party", str(party.uid), by=by, at=at, chain=f"party:{party.uid}", facts=facts)
