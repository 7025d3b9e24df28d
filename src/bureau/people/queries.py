"""The questions about people. What is personal comes out masked; to open it is a verb."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from bureau.audit import queries as audit
from bureau.audit.actors import Actor
from bureau.people import cipher, identifiers, names
from bureau.people.models import (
    Account,
    Assurance,
    CareNeed,
    Confidential,
    ConfidentialKind,
    Contact,
    Identification,
    Identifier,
    IdentifierKind,
    Mandate,
    Party,
    PartyKind,
)

SHORTEST_SEARCH = 2


@dataclass(frozen=True, slots=True)
class PartyView:
    """A party as a page may show it: the name, and its number masked."""

    id: int
    uid: uuid.UUID
    kind: PartyKind
    name: str
    number_kind: str
    number: str
    assurance: Assurance

    @property
    def is_person(self) -> bool:
        return self.kind == PartyKind.PERSON


@dataclass(frozen=True, slots=True)
class ActingFor:
    """Somebody an account may act for: itself, or by a mandate."""

    party_id: int
    party_uid: uuid.UUID
    kind: PartyKind
    name: str
    mandate_uid: uuid.UUID | None
    everything: bool
    items: tuple[str, ...]
    confirmed: bool
    assurance: Assurance

    @property
    def sees_everything(self) -> bool:
        """Whether also what others did for this party may be seen, not only one's own."""
        return self.confirmed and self.assurance >= Assurance.SEEN

    @property
    def is_self(self) -> bool:
        return self.mandate_uid is None

    def covers(self, item: str) -> bool:
        return self.everything or item in self.items


@dataclass(frozen=True, slots=True)
class ContactView:
    """A contact with its phone and address masked."""

    uid: uuid.UUID
    name: str
    wish: Contact.Wish
    phone: str
    email: str
    address: str


@dataclass(frozen=True, slots=True)
class MandateView:
    """A mandate as a page shows it."""

    uid: uuid.UUID
    principal_name: str
    agent_name: str
    how: str
    state: Mandate.State
    evidence: str
    everything: bool
    items: tuple[str, ...]
    valid_from: date
    valid_to: date | None


def find_party(uid: uuid.UUID | str) -> Party | None:
    """The party with this public reference; whoever asks must know what they may see."""
    try:
        return Party.objects.filter(uid=uuid.UUID(str(uid))).first()
    except ValueError:
        return None


def party_with_number(kind: IdentifierKind, number: str) -> Party | None:
    """The party this number belongs to, by exact number only."""
    exact = identifiers.normalise_identifier(number)
    found = (
        Identifier.objects.select_related("party")
        .filter(kind=kind, blind=cipher.blind(exact, purpose=kind), valid_to=None)
        .first()
    )
    return found.party if found else None


def parties_with_tail(kind: IdentifierKind, tail: str, *, name: str) -> list[Party]:
    """Persons of exactly this name whose number ends so: what somebody can say by heart."""
    ending = identifiers.normalise_identifier(tail)
    if len(ending) != 4:
        return []
    blind = cipher.blind_tail(ending, purpose=kind)
    return list(
        Party.objects.filter(
            identifiers__kind=kind,
            identifiers__tail_blind=blind,
            identifiers__valid_to=None,
            name=names.clean_name(name),
        ).distinct()[:20]
    )


def search_parties(
    text: str,
    *,
    kind: PartyKind | None = None,
    within: Iterable[int] | None = None,
    limit: int = 20,
) -> list[Party]:
    """Parties whose name holds these signs (at least two); ``within`` narrows the scope."""
    wanted = names.fold(text)[: names.LONGEST_NAME]
    if len(wanted) < SHORTEST_SEARCH:
        return []
    found = Party.objects.filter(name_bigrams__contains=names.bigrams(wanted))
    if kind is not None:
        found = found.filter(kind=kind)
    if within is not None:
        found = found.filter(pk__in=list(within))
    # The pairs may stand apart in the name, so look again at the few that are left.
    close = found.order_by("name", "pk")[: limit * 5]
    return [party for party in close if wanted in names.fold(party.name)][:limit]


def party_views(parties: Sequence[Party]) -> list[PartyView]:
    """Parties as pages show them, in three statements whatever their number."""
    ids = [party.pk for party in parties]
    numbers: dict[int, Identifier] = {}
    for row in Identifier.objects.filter(party_id__in=ids, valid_to=None).order_by("pk"):
        numbers.setdefault(row.party_id, row)
    sure = assurances(ids)
    return [
        PartyView(
            id=party.pk,
            uid=party.uid,
            kind=PartyKind(party.kind),
            name=party.name,
            number_kind=_kind_label(numbers.get(party.pk)),
            number=_masked_number(numbers.get(party.pk)),
            assurance=sure[party.pk],
        )
        for party in parties
    ]


def find_party_by_id(party_id: int | None) -> PartyView | None:
    """A party as a page may show it, for who works with it already."""
    party = Party.objects.filter(pk=party_id).first() if party_id else None
    return party_views([party])[0] if party else None


def assurances(party_ids: Sequence[int]) -> dict[int, Assurance]:
    """How sure we are of each party: the best of its numbers and identifications."""
    sure = dict.fromkeys(party_ids, Assurance.NONE)
    best = Max("assurance")
    for rows in (
        Identification.objects.filter(party_id__in=party_ids)
        .values("party_id")
        .annotate(best=best),
        Identifier.objects.filter(party_id__in=party_ids, valid_to=None)
        .values("party_id")
        .annotate(best=best),
    ):
        for row in rows:
            sure[row["party_id"]] = max(sure[row["party_id"]], Assurance(row["best"]))
    return sure


def assurance_of(party_id: int) -> Assurance:
    """How sure we are who this is."""
    return assurances([party_id])[party_id]


def may_act_for(account: Account, *, at: datetime) -> list[ActingFor]:
    """Everybody this account may act for now: its own person first, then by mandate."""
    if account.party_id is None or not account.is_active:
        return []
    own = Party.objects.get(pk=account.party_id)
    rows = _living_mandates(account.party_id, at).select_related("principal")
    return [
        ActingFor(
            party_id=own.pk,
            party_uid=own.uid,
            kind=PartyKind(own.kind),
            name=own.name,
            mandate_uid=None,
            everything=True,
            items=(),
            confirmed=True,
            assurance=Assurance(account.party_assurance),
        ),
        *(
            _acting(row, Assurance(account.party_assurance))
            for row in rows.order_by("principal__name", "pk")
        ),
    ]


def principals_of(agent: Party, *, at: datetime) -> list[ActingFor]:
    """For whom somebody who came in person may act: themselves, and by living mandates."""
    sure = assurance_of(agent.pk)
    own = ActingFor(
        party_id=agent.pk,
        party_uid=agent.uid,
        kind=PartyKind(agent.kind),
        name=agent.name,
        mandate_uid=None,
        everything=True,
        items=(),
        confirmed=True,
        assurance=sure,
    )
    rows = _living_mandates(agent.pk, at).select_related("principal")
    return [own, *(_acting(row, sure) for row in rows.order_by("principal__name", "pk"))]


def acting_for(
    account: Account, party_uid: uuid.UUID | str, *, item: str = "", at: datetime
) -> ActingFor | None:
    """On which ground this account acts for this party (in this item); nothing is none."""
    for acting in may_act_for(account, at=at):
        if str(acting.party_uid) == str(party_uid) and (not item or acting.covers(item)):
            return acting
    return None


def sees_parties(account: Account, *, at: datetime) -> list[int]:
    """The parties of which this account may see everything, not only what it did itself:
    who it is was proven, and the mandate was confirmed."""
    return [acting.party_id for acting in may_act_for(account, at=at) if acting.sees_everything]


def mandates_of(party_id: int) -> list[MandateView]:
    """Mandates a party gave or holds, the newest first."""
    rows = Mandate.objects.filter(Q(principal_id=party_id) | Q(agent_id=party_id))
    return [
        MandateView(
            uid=row.uid,
            principal_name=row.principal.name,
            agent_name=row.agent.name,
            how=Mandate.How(row.how).label,
            state=Mandate.State(row.state),
            evidence=row.evidence,
            everything=row.everything,
            items=tuple(row.items),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in rows.select_related("principal", "agent").order_by("-given_at", "-pk")
    ]


def own_mandates(account: Account) -> list[MandateView]:
    """The mandates an account may see. Anybody can type a name and a number that are not
    theirs: until it was proven who it is, an account sees only what it registered itself."""
    if account.party_id is None:
        return []
    found = mandates_of(account.party_id)
    if account.party_assurance >= Assurance.SEEN:
        return found
    lines = audit.timeline("mandate", [str(one.uid) for one in found])
    own = {
        line.object_id
        for line in lines
        if line.act == "mandate.given" and line.actor_id == str(account.pk)
    }
    return [one for one in found if str(one.uid) in own]


def own_mandate(account: Account, uid: uuid.UUID | str) -> Mandate | None:
    """The living mandate with this reference, if this account may see it."""
    found = find_mandate(uid)
    if found is None or found.state == Mandate.State.REVOKED:
        return None
    return found if found.uid in {one.uid for one in own_mandates(account)} else None


def find_mandate(uid: uuid.UUID | str) -> Mandate | None:
    """The mandate with this reference."""
    try:
        return Mandate.objects.filter(uid=uuid.UUID(str(uid))).first()
    except ValueError:
        return None


def contact_view(uid: uuid.UUID | str) -> ContactView | None:
    """A contact, masked."""
    row = Contact.objects.select_related("phone", "email", "address").filter(uid=uid).first()
    if row is None:
        return None
    return ContactView(
        uid=row.uid,
        name=row.name,
        wish=Contact.Wish(row.wish),
        phone=_masked(row.phone),
        email=_masked(row.email),
        address=_masked(row.address),
    )


def masked(refs: Iterable[uuid.UUID | str]) -> dict[str, str]:
    """Sealed values as they may be shown, by reference."""
    rows = Confidential.objects.filter(ref__in=[str(ref) for ref in refs])
    return {str(row.ref): _masked(row) for row in rows}


def for_sending(ref: uuid.UUID | str) -> str:
    """A sealed value for a machine that sends to it or prints it on the envelope.

    ``account:<id>`` stands for the phone of an account. Never for a page: a person who
    looks uses ``operations.reveal``, which is on record.
    """
    kind, _, account_id = str(ref).partition(":")
    if kind == "account":
        return phone_of(Account.objects.get(pk=int(account_id)))
    row = Confidential.objects.get(ref=ref)
    return cipher.unseal(row.cipher, purpose=row.kind)


def care_needs(party_id: int) -> list[CareNeed.Kind]:
    """What this person needs now."""
    rows = CareNeed.objects.filter(party_id=party_id, ended_at=None).order_by("kind")
    return [CareNeed.Kind(row.kind) for row in rows]


def find_account(account_id: int | str) -> Account | None:
    """The account with this number, as the record names it."""
    text = str(account_id)
    return Account.objects.filter(pk=int(text)).first() if text.isdecimal() else None


def account_named(staff_number: str) -> Account | None:
    """The living account with this staff number (``--by`` of a command)."""
    number = identifiers.normalise_identifier(staff_number)
    return Account.objects.filter(staff_number=number, is_active=True).first()


def account_with_phone(phone: str) -> Account | None:
    """The account that signs in with this phone."""
    number = identifiers.normalise_phone(phone)
    if identifiers.mobile_reason(number):
        return None
    return Account.objects.filter(
        phone_blind=cipher.blind(number, purpose=cipher.ACCOUNT_PHONE)
    ).first()


def phone_of(account: Account) -> str:
    """The phone of an account, for sending a code to it; empty if it has none."""
    return (
        cipher.unseal(account.phone_cipher, purpose=cipher.ACCOUNT_PHONE)
        if account.phone_cipher
        else ""
    )


def has_trial_accounts() -> bool:
    """Whether anybody signs in here who was made up for a trial."""
    return Account.objects.filter(is_trial=True, is_active=True).exists()


def the_program() -> Actor:
    """Who acts when the clock does."""
    return Actor.system("三化窗口")


def names_of_accounts(account_ids: Iterable[str]) -> dict[str, str]:
    """Names of accounts by their ids, for lists that hold ids only."""
    wanted = [int(text) for text in account_ids if text.isdecimal()]
    return {
        str(pk): name
        for pk, name in Account.objects.filter(pk__in=wanted).values_list("pk", "name")
    }


def _living_mandates(agent_id: int, at: datetime) -> QuerySet[Mandate]:
    day = timezone.localdate(at)
    return Mandate.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day), agent_id=agent_id, valid_from__lte=day
    ).exclude(state=Mandate.State.REVOKED)


def _acting(row: Mandate, assurance: Assurance) -> ActingFor:
    return ActingFor(
        party_id=row.principal_id,
        party_uid=row.principal.uid,
        kind=PartyKind(row.principal.kind),
        name=row.principal.name,
        mandate_uid=row.uid,
        everything=row.everything,
        items=tuple(row.items),
        confirmed=row.state == Mandate.State.CONFIRMED,
        assurance=assurance,
    )


def _kind_label(row: Identifier | None) -> str:
    return IdentifierKind(row.kind).label if row else ""


def _masked_number(row: Identifier | None) -> str:
    if row is None:
        return ""
    # A credit code is public; every other number is a person's.
    return row.plain or names.mask_number(cipher.unseal(row.cipher, purpose=row.kind))


def _masked(row: Confidential | None) -> str:
    if row is None:
        return ""
    plain = cipher.unseal(row.cipher, purpose=row.kind)
    if row.kind == ConfidentialKind.ADDRESS:
        return names.mask_address(plain)
    if "@" in plain:
        head, _, domain = plain.partition("@")
        return f"{head[:1]}***@{domain}"
    return names.mask_number(plain)
