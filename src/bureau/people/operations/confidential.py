"""Keeping what is personal sealed, and opening it only with a reason on record."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.people import cipher, identifiers, names
from bureau.people.models import Confidential, ConfidentialKind, Contact, Party
from bureau.people.refusals import NotAnIdentifier, ReasonMissing


@dataclass(frozen=True, slots=True)
class GivenValue:
    """A phone, address or account number to be kept sealed."""

    kind: ConfidentialKind
    value: str
    field: str = ""


@operation
def note_confidential(
    kind: ConfidentialKind,
    value: str,
    *,
    party: Party | None = None,
    field: str = "",
    by: Actor,
    at: datetime,
) -> uuid.UUID:
    """Keep one value sealed; the reference is what forms, letters and lines may hold."""
    return note_confidentials([GivenValue(kind, value, field)], party=party, by=by, at=at)[0]


@operation
def note_confidentials(
    values: Sequence[GivenValue], *, party: Party | None = None, by: Actor, at: datetime
) -> list[uuid.UUID]:
    """Keep several values sealed, in one statement."""
    kept = []
    for given in values:
        plain = normal_value(given)
        kept.append(
            Confidential(
                kind=given.kind,
                party=party,
                cipher=cipher.seal(plain, purpose=given.kind),
                blind=cipher.blind(plain, purpose=given.kind),
                tail_blind=cipher.blind_tail(plain, purpose=given.kind),
                noted_at=at,
            )
        )
    Confidential.objects.bulk_create(kept)
    for row in kept:
        record(
            "confidential.noted",
            "confidential",
            str(row.ref),
            by=by,
            at=at,
            chain=f"party:{party.uid if party else row.ref}",
            facts={"kind": ConfidentialKind(row.kind).label},
        )
    return [row.ref for row in kept]


@operation
def note_contact(
    *,
    name: str,
    wish: Contact.Wish,
    phone: str = "",
    email: str = "",
    address: str = "",
    party: Party | None = None,
    by: Actor,
    at: datetime,
) -> Contact:
    """Whom to tell about one application. Nothing but the wish is required, and the wish
    only asks for what it needs: a letter needs an address, a text message a phone."""
    needs = {
        Contact.Wish.SMS: (
            phone,
            "phone",
            "选择短信通知，请填写手机号码；没有手机可以选择邮寄或自取。",
        ),
        Contact.Wish.EMAIL: (email, "email", "选择电子邮件通知，请填写邮箱。"),
        Contact.Wish.LETTER: (address, "address", "选择邮寄通知，请填写邮寄地址。"),
    }
    if wish in needs and not needs[wish][0].strip():
        raise NotAnIdentifier(needs[wish][2], field=needs[wish][1])
    given = {
        "phone": GivenValue(ConfidentialKind.PHONE, phone, "phone"),
        "email": GivenValue(ConfidentialKind.OTHER, email, "email"),
        "address": GivenValue(ConfidentialKind.ADDRESS, address, "address"),
    }
    filled = {role: value for role, value in given.items() if value.value.strip()}
    refs: dict[str, uuid.UUID] = {}
    if filled:
        kept = note_confidentials(list(filled.values()), party=party, by=by, at=at)
        refs = dict(zip(filled, kept, strict=True))
    contact = Contact.objects.create(
        name=names.clean_name(name, field="contact_name"),
        phone_id=refs.get("phone"),
        email_id=refs.get("email"),
        address_id=refs.get("address"),
        wish=wish,
        noted_at=at,
    )
    record(
        "contact.noted",
        "contact",
        str(contact.uid),
        by=by,
        at=at,
        chain=f"party:{party.uid if party else contact.uid}",
        facts={"wish": wish.label},
    )
    return contact


@operation
def reveal(ref: uuid.UUID, *, reason: str, by: Actor, at: datetime) -> str:
    """Open a sealed value for a person's eyes: who, when and why stay on record."""
    why = why_to_look(reason)
    kept = Confidential.objects.get(ref=ref)
    record(
        "confidential.revealed",
        "confidential",
        str(ref),
        by=by,
        at=at,
        chain=f"confidential:{ref}",
        facts={"kind": ConfidentialKind(kept.kind).label, "reason": why},
    )
    return cipher.unseal(kept.cipher, purpose=kept.kind)


def normal_value(given: GivenValue) -> str:
    """The value as it is kept, or a sentence what is wrong with it."""
    field = given.field or str(given.kind)
    if given.kind == ConfidentialKind.PHONE:
        phone = identifiers.normalise_phone(given.value)
        if reason := identifiers.phone_reason(phone):
            raise NotAnIdentifier(reason, field=field)
        return phone
    if given.kind == ConfidentialKind.BANK_ACCOUNT:
        account = identifiers.normalise_identifier(given.value)
        if not (account.isdigit() and 8 <= len(account) <= 32):
            raise NotAnIdentifier("银行账号应为 8 至 32 位数字。", field=field)
        return account
    value = names.clean_text(given.value, field=field, longest=500)
    if not value:
        raise NotAnIdentifier("没有内容，请填写。", field=field)
    return value


def why_to_look(text: str) -> str:
    """The reason of a look, or a refusal without one."""
    reason = names.without_numbers(text, field="reason", longest=200)
    if len(reason) < 2:
        raise ReasonMissing("请写明查看的理由，它会记入留痕。", field="reason")
    return reason
