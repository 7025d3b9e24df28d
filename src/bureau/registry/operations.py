"""The verbs of the register."""

import secrets
from datetime import date, datetime

from django.db import connection

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.refusal import Refusal
from bureau.registry.models import Licence, LicenceState
from bureau.registry.rules import food_licence_number, last_valid_day, trial_credit_code

TOKEN_BYTES = 12
BY_DIVISION = frozenset({"jy", "uscc", "uscc_individual"})


class NumberTaken(Refusal):
    """The number is that of a valid licence of somebody else."""


@operation
def issue_licence(
    *,
    holder_id: int,
    holder_name: str,
    kind: str,
    number_rule: str,
    item_key: str,
    case_number: str,
    authority_code: str,
    area: str,
    division: str,
    short_name: str,
    valid_from: date,
    validity_value: int,
    validity_unit: str,
    place: str = "",
    scope: str = "",
    business: str = "catering",
    by: Actor,
    at: datetime,
) -> Licence:
    """Enter a new licence, entry or filing, numbered by its rule, found again by its token."""
    year = valid_from.year
    # Numbers that carry the division run through it for ever; the others by authority and year.
    by_division = number_rule in BY_DIVISION
    sequence = _next(number_rule, division if by_division else area, 0 if by_division else year)
    licence = Licence.objects.create(
        number=_number(
            number_rule,
            division=division,
            short_name=short_name,
            business=business,
            year=year,
            sequence=sequence,
        ),
        token=secrets.token_hex(TOKEN_BYTES),
        kind=kind,
        item_key=item_key,
        holder_id=holder_id,
        holder_name=holder_name,
        place=place,
        scope=scope,
        authority_code=authority_code,
        area=area,
        issued_on=valid_from,
        valid_from=valid_from,
        valid_to=last_valid_day(valid_from, value=validity_value, unit=validity_unit),
        given_by_case=case_number,
    )
    _line("licence.issued", licence, case_number=case_number, by=by, at=at)
    return licence


@operation
def enter_known_licence(
    *,
    number: str,
    holder_id: int,
    holder_name: str,
    kind: str,
    item_key: str,
    authority_code: str,
    area: str,
    valid_from: date,
    valid_to: date | None = None,
    place: str = "",
    scope: str = "",
    by: Actor,
    at: datetime,
) -> Licence:
    """Enter a licence that was given before this register began, under the number it has.

    A number that is valid in somebody else's name is refused.
    """
    known = Licence.objects.filter(number=number, state=LicenceState.VALID).first()
    if known is not None and known.holder_id == holder_id:
        return known
    if known is not None:
        raise NumberTaken("这个编号的证照登记在另一个主体名下。请对照证照核对编号后再办。")
    licence = Licence.objects.create(
        number=number,
        token=secrets.token_hex(TOKEN_BYTES),
        kind=kind,
        item_key=item_key,
        holder_id=holder_id,
        holder_name=holder_name,
        place=place,
        scope=scope,
        authority_code=authority_code,
        area=area,
        issued_on=valid_from,
        valid_from=valid_from,
        valid_to=valid_to,
        source="imported",
    )
    _line("licence.entered", licence, case_number="", by=by, at=at)
    return licence


@operation
def end_licences(
    *,
    holder_id: int,
    item_keys: tuple[str, ...],
    case_number: str,
    on: date,
    number: str = "",
    by: Actor,
    at: datetime,
) -> tuple[str, ...]:
    """End the holder's valid licences of these items; the numbers of what was ended.

    With ``number`` only that one: who has a licence for each of three shops keeps two.
    """
    named = number.strip().upper()
    found = [one for one in _valid(holder_id, item_keys) if named in ("", one.number)]
    for licence in found:
        _close(licence, LicenceState.ENDED, case_number=case_number, on=on)
        _line("licence.ended", licence, case_number=case_number, by=by, at=at)
    return tuple(licence.number for licence in found)


@operation
def reissue_licence(
    *,
    holder_id: int,
    item_keys: tuple[str, ...],
    case_number: str,
    on: date,
    by: Actor,
    at: datetime,
) -> Licence | None:
    """Give the holder's valid licence of these items out anew; None when there is none.

    Number, face and validity stay; the lost or worn copy is no longer good from that day,
    and whoever scans it reads so.
    """
    found = _valid(holder_id, item_keys)
    if not found:
        return None
    old = found[-1]
    _close(old, LicenceState.REPLACED, case_number=case_number, on=on)
    new = Licence.objects.get(pk=old.pk)
    new.pk, new.token = None, secrets.token_hex(TOKEN_BYTES)
    new.state, new.ended_on, new.ended_by_case = LicenceState.VALID, None, ""
    new.issued_on, new.given_by_case, new.source = on, case_number, "case"
    new.save(force_insert=True)
    _line("licence.reissued", new, case_number=case_number, by=by, at=at)
    return new


def _valid(holder_id: int, item_keys: tuple[str, ...]) -> list[Licence]:
    return list(
        Licence.objects.select_for_update()
        .filter(holder_id=holder_id, state=LicenceState.VALID, item_key__in=item_keys)
        .order_by("issued_on", "pk")
    )


def _close(licence: Licence, state: LicenceState, *, case_number: str, on: date) -> None:
    licence.state, licence.ended_on, licence.ended_by_case = state, on, case_number
    licence.save(update_fields=["state", "ended_on", "ended_by_case"])


def _line(act: str, licence: Licence, *, case_number: str, by: Actor, at: datetime) -> None:
    record(
        act,
        "licence",
        licence.number,
        by=by,
        at=at,
        chain=f"{licence.authority_code}:{case_number or licence.number}",
        facts={"kind": licence.kind, "case": case_number},
    )


def _number(
    rule: str, *, division: str, short_name: str, business: str, year: int, sequence: int
) -> str:
    if rule == "jy":
        return food_licence_number(business=business, division=division, sequence=sequence)
    if rule == "uscc":
        return trial_credit_code(division=division, sequence=sequence)
    if rule == "uscc_individual":
        return trial_credit_code(division=division, sequence=sequence, kind="2")
    word = {"filing": "备", "special_equipment": "特设登"}.get(rule, "证")
    return f"{short_name}{word}〔{year}〕{sequence:05d}"


def _next(kind: str, area: str, year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into registry_numbercounter (kind, area, year, last) values (%s, %s, %s, 1)"
            " on conflict (kind, area, year)"
            " do update set last = registry_numbercounter.last + 1 returning last",
            [kind, area, year],
        )
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])
