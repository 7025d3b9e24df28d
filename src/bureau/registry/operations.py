"""The verbs that bring an entry into the register; ``entries`` has those that act on one."""

import secrets
from datetime import date, datetime

from django.db import connection

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.refusal import Refusal
from bureau.registry.models import Licence
from bureau.registry.rules import food_licence_number, last_valid_day, trial_credit_code
from bureau.registry.words import LicenceState

TOKEN_BYTES = 12
BY_DIVISION = frozenset({"jy", "uscc", "uscc_individual"})


class NumberTaken(Refusal):
    """The number is that of a valid licence of somebody else."""


class AlreadyEnded(Refusal):
    """The register knows the number, and that its licence has ended."""


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
    licence_line("licence.issued", licence, case_number=case_number, by=by, at=at)
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

    A number that is valid in somebody else's name is refused, and one that has ended.
    """
    known = Licence.objects.filter(number=number).order_by("pk").last()
    if known is not None and known.state == LicenceState.VALID:
        if known.holder_id == holder_id:
            return known
        raise NumberTaken("这个编号的证照登记在另一个主体名下。请对照证照核对编号后再办。")
    if known is not None:
        raise AlreadyEnded(
            f"编号{number}的证照{LicenceState(known.state).label}（{known.ended_on}），"
            "不能再变更、延续、补领或者注销。请对照证照核对编号后再办。"
        )
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
    licence_line("licence.entered", licence, case_number="", by=by, at=at)
    return licence


def licence_line(act: str, licence: Licence, *, case_number: str, by: Actor, at: datetime) -> None:
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
