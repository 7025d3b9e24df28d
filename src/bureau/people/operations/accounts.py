"""Ways to sign in: opened, joined to a person, closed."""

from datetime import datetime

from django.db import IntegrityError, transaction

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.people import cipher, identifiers, names
from bureau.people.models import (
    LONGEST_STAFF_NUMBER,
    Account,
    AccountKind,
    Assurance,
    Party,
    PartyKind,
)
from bureau.people.refusals import AccountTaken, NotAnIdentifier


@operation
def open_account(
    *,
    kind: AccountKind,
    name: str,
    staff_number: str = "",
    phone: str = "",
    password: str = "",
    password_hash: str = "",
    party: Party | None = None,
    party_assurance: Assurance = Assurance.NONE,
    is_trial: bool = False,
    by: Actor,
    at: datetime,
) -> Account:
    """A new way to sign in: a staff number, a phone, or both; never the same one twice.

    ``password_hash`` stands for a password hashed before (many trial accounts at once).
    """
    account = Account(
        kind=kind,
        name=names.clean_name(name),
        staff_number=_normal_staff_number(staff_number) or None,
        party=party,
        party_assurance=party_assurance,
        is_trial=is_trial,
        opened_at=at,
    )
    if phone:
        put_phone(account, phone)
    if password_hash:
        account.password = password_hash
    elif password:
        account.set_password(password)
    else:
        account.set_unusable_password()
    _save(account)
    _line("account.opened", account, by=by, at=at, kind=kind.label)
    return account


@operation
def close_account(account: Account, *, by: Actor, at: datetime) -> Account:
    """Nobody signs in with it any more; what was done under it stays."""
    account = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    account.is_active = False
    account.save(update_fields=["is_active"])
    _line("account.closed", account, by=by, at=at)
    return account


@operation
def join_party(
    account: Account,
    party: Party,
    *,
    assurance: Assurance = Assurance.NONE,
    by: Actor,
    at: datetime,
) -> Account:
    """This account is this person's. It belongs to one person and never to another.

    Whoever only typed a name and a number (``Assurance.NONE``) may act in that name but
    sees nothing that others did for the person. A clerk who saw the original, or the
    identity platform, lifts it.
    """
    account = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    if party.kind != PartyKind.PERSON:
        raise AccountTaken("账号只能属于自然人；为单位办事请登记委托。")
    if account.party_id not in (None, party.pk):
        raise AccountTaken("这个账号已经属于另一个人。")
    if account.party_id == party.pk and account.party_assurance >= assurance:
        return account
    account.party, account.party_assurance = party, assurance
    account.save(update_fields=["party", "party_assurance"])
    how = Assurance(assurance).label
    _line("account.joined_party", account, by=by, at=at, party=str(party.uid), how=how)
    return account


@operation
def set_phone(account: Account, phone: str, *, verified: bool, by: Actor, at: datetime) -> Account:
    """The phone this account signs in with; an empty one takes it away."""
    account = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    if phone:
        put_phone(account, phone, verified=verified)
    else:
        account.phone_cipher, account.phone_blind, account.phone_verified = "", None, False
    _save(account)
    _line("account.phone_set", account, by=by, at=at)
    return account


@operation
def set_password(account: Account, password: str, *, by: Actor, at: datetime) -> Account:
    """A new password; the pages check before that it is a good one."""
    account = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    account.set_password(password)
    account.save(update_fields=["password"])
    _line("account.password_set", account, by=by, at=at)
    return account


@operation
def note_sign_in(account: Account, *, by: Actor, at: datetime) -> None:
    """Somebody signed in."""
    _line("account.signed_in", account, by=by, at=at)


@operation
def note_failed_sign_in(account: Account | None, *, why: str, by: Actor, at: datetime) -> None:
    """Somebody tried to sign in and could not; what they typed is not kept."""
    record(
        "account.sign_in_failed",
        "account",
        str(account.pk) if account else "",
        by=by,
        at=at,
        chain=f"account:{account.pk}" if account else "account:unknown",
        facts={"why": why},
    )


def put_phone(account: Account, phone: str, *, verified: bool = False) -> None:
    """Put a phone on an account that is not saved yet, or will be."""
    number = normal_mobile(phone)
    account.phone_cipher = cipher.seal(number, purpose=cipher.ACCOUNT_PHONE)
    account.phone_blind = cipher.blind(number, purpose=cipher.ACCOUNT_PHONE)
    account.phone_verified = verified


def normal_mobile(phone: str) -> str:
    """The mobile number as its eleven digits."""
    number = identifiers.normalise_phone(phone)
    if reason := identifiers.mobile_reason(number):
        raise NotAnIdentifier(reason, field="phone")
    return number


def _normal_staff_number(text: str) -> str:
    number = identifiers.normalise_identifier(text)
    if len(number) > LONGEST_STAFF_NUMBER:
        raise NotAnIdentifier("工号太长，最多 40 位。", field="staff_number")
    return number


def _save(account: Account) -> None:
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as trouble:
        raise AccountTaken("这个工号或手机号已有账号，请直接登录。", field="phone") from trouble


def _line(act: str, account: Account, *, by: Actor, at: datetime, **facts: str) -> None:
    key = str(account.pk)
    record(act, "account", key, by=by, at=at, chain=f"account:{key}", facts=facts)
