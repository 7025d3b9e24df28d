"""The verbs that act on an entry: change, renew, give out anew, end, note a state on it.

Each adds to the history of the entry: a version more, or the day and the case that ended it.
"""

import secrets
from datetime import date, datetime
from typing import Any

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.refusal import Refusal
from bureau.registry.models import EntryNote, Licence
from bureau.registry.operations import TOKEN_BYTES, licence_line
from bureau.registry.rules import is_business_number, last_valid_day, normal_number
from bureau.registry.words import LicenceState, NoteKind


class NotNamed(Refusal):
    """Which of several entries is meant was not said, or said with a wrong number."""


class NoLongerValid(Refusal):
    """The version has been closed since it was read."""


@operation
def find_entry(*, holder_id: int, item_keys: tuple[str, ...], number: str = "") -> Licence | None:
    """The holder's valid entry of these items with this number, kept from others until the
    act is done; without a number the only one. None when there is none in the register.

    Where the number leaves open which is meant, nothing is guessed.
    """
    valid = list(
        Licence.objects.select_for_update()
        .filter(holder_id=holder_id, state=LicenceState.VALID, item_key__in=item_keys)
        .order_by("issued_on", "pk")
    )
    named = normal_number(number)
    if named:
        found = next((one for one in valid if normal_number(one.number) == named), None)
        # A business has one business licence: another such number is a slip of the pen.
        if found is None and is_business_number(named):
            known = [one.number for one in valid if is_business_number(one.number)]
            if known:
                raise NotNamed(
                    f"申请书上的编号{named}和登记簿里的{known[0]}不一致。请对照执照核对编号后再办。"
                )
        return found
    if len(valid) > 1:
        numbers = "、".join(one.number for one in valid)
        raise NotNamed(f"申请人名下有几张有效的证照：{numbers}。请在申请书上写明是哪一张再办。")
    return valid[0] if valid else None


@operation
def end_licence(licence: Licence, *, case_number: str, on: date, by: Actor, at: datetime) -> None:
    """The entry is good until the day before; no other entry of the holder is touched."""
    _close(licence, LicenceState.ENDED, case_number=case_number, on=on)
    licence_line("licence.ended", licence, case_number=case_number, by=by, at=at)


@operation
def reissue_licence(
    licence: Licence, *, case_number: str, on: date, by: Actor, at: datetime
) -> Licence:
    """Give the entry out anew: number, face and validity stay.

    The lost or worn copy is no longer good from that day, and whoever scans it reads so.
    """
    new = _next_version(licence, LicenceState.REPLACED, case_number=case_number, on=on)
    licence_line("licence.reissued", new, case_number=case_number, by=by, at=at)
    return new


@operation
def change_licence(
    licence: Licence,
    *,
    holder_name: str = "",
    place: str = "",
    scope: str = "",
    case_number: str,
    on: date,
    by: Actor,
    at: datetime,
) -> Licence:
    """The version that holds from that day: what is not told stays, and so do number and
    validity."""
    new = _next_version(
        licence,
        LicenceState.CHANGED,
        case_number=case_number,
        on=on,
        holder_name=holder_name or licence.holder_name,
        place=place or licence.place,
        scope=scope or licence.scope,
    )
    licence_line("licence.changed", new, case_number=case_number, by=by, at=at)
    return new


@operation
def renew_licence(
    licence: Licence,
    *,
    validity_value: int,
    validity_unit: str,
    case_number: str,
    on: date,
    by: Actor,
    at: datetime,
) -> Licence:
    """Number and face stay; the term counts anew from the day of the decision."""
    new = _next_version(
        licence,
        LicenceState.RENEWED,
        case_number=case_number,
        on=on,
        valid_from=on,
        valid_to=last_valid_day(on, value=validity_value, unit=validity_unit),
        source="case",
    )
    licence_line("licence.renewed", new, case_number=case_number, by=by, at=at)
    return new


@operation
def note_on_entry(
    licence: Licence,
    kind: NoteKind,
    *,
    valid_from: date,
    valid_to: date,
    case_number: str,
    on: date,
    by: Actor,
    at: datetime,
) -> EntryNote:
    """The entry shows this state over these days and stays valid."""
    if valid_to < valid_from:
        raise Refusal(
            f"{kind.label}的结束日期{valid_to}早于开始日期{valid_from}。请退回改正日期后再办。"
        )
    note = EntryNote.objects.create(
        holder_id=licence.holder_id,
        number=licence.number,
        kind=kind,
        valid_from=valid_from,
        valid_to=valid_to,
        noted_on=on,
        case_number=case_number,
    )
    licence_line("licence.noted", licence, case_number=case_number, by=by, at=at)
    return note


def _next_version(
    old: Licence, how: LicenceState, *, case_number: str, on: date, **changes: Any
) -> Licence:
    """What was imported stays marked so, as long as the facts come from there."""
    _close(old, how, case_number=case_number, on=on)
    face = {name: getattr(old, name) for name in _FACE} | changes
    return Licence.objects.create(
        **face,
        token=secrets.token_hex(TOKEN_BYTES),
        issued_on=on,
        given_by_case=case_number,
    )


_FACE = (
    *("number", "kind", "item_key", "holder_id", "holder_name", "place", "scope"),
    *("authority_code", "area", "valid_from", "valid_to", "source"),
)


def _close(licence: Licence, state: LicenceState, *, case_number: str, on: date) -> None:
    closed = Licence.objects.filter(pk=licence.pk, state=LicenceState.VALID).update(
        state=state, ended_on=on, ended_by_case=case_number
    )
    if not closed:
        raise NoLongerValid(f"编号{licence.number}的证照刚才已经变了。请刷新后再办。")
