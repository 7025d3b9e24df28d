"""The local facts of an office's listing in plain strings, and the gaps of all of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bureau.catalogue import queries as catalogue
from bureau.catalogue.queries import EditionFacts, ListingFacts
from bureau.catalogue.words import limit_words, term_words
from bureau.guides.coverage import Coverage
from bureau.offices import queries as offices
from bureau.offices.queries import OfficeInfo
from bureau.refusal import Refusal
from desks.design import formats
from desks.steward.inputs import UNITS

MOST = 300
"""Rows of a list of gaps on one page."""

KINDS = (
    ("unclaimed", "没有认领"),
    ("unconfirmed", "没有核定"),
    ("outside", "应进未进大厅"),
    ("unauthorised", "进了大厅没有授权"),
)
WORDS = {
    "unclaimed": "事项规定这一级办理，本单位还没有一个机构认领。",
    "unconfirmed": "单位认领了，市局还没有核定。",
    "outside": "在本系统收件，却没有写在哪个大厅办，也没有核准的例外。",
    "unauthorised": "写了在大厅办，作决定的机构还没有人有这个事项的决定授权。",
}
PHONE = re.compile(r"[\d\-（）() ]{3,24}")


def figures(found: Coverage) -> list[tuple[str, str, str]]:
    """进驻率 and 授权率 with their fractions."""
    entry = f"{found.in_hall}/{found.must_be_in_hall}"
    authority = f"{found.with_authority}/{found.in_hall}"
    return [
        ("应进大厅", str(found.must_be_in_hall), "条"),
        ("进驻率", _rate(found.in_hall, found.must_be_in_hall), entry),
        ("已进大厅", str(found.in_hall), "条"),
        ("授权率", _rate(found.with_authority, found.in_hall), authority),
    ]


def _rate(part: int, whole: int) -> str:
    return formats.percent(part, whole) if whole else "没有可算的"


def a_phone(told: str, name: str) -> str:
    """A number people can call, as it was written."""
    if not PHONE.fullmatch(told):
        raise Refusal("电话只写数字和连字符，固定电话带区号，例如 0736-7777777。", field=name)
    return told


@dataclass(frozen=True, slots=True)
class OfficeRow:
    item: str
    name: str
    claimed: bool
    confirmed: bool
    since: str
    halls: int
    promise: str


def office_rows(info: OfficeInfo, *, day: date) -> list[OfficeRow]:
    """Every item of the office's level, and whatever else it has claimed."""
    own = {one.item: one for one in catalogue.listings_of_office(info.key, on=day)}
    rows = []
    for edition in catalogue.in_force(day):
        found = own.get(edition.item)
        if found is None and info.level not in edition.content.levels:
            continue
        rows.append(
            OfficeRow(
                item=edition.item,
                name=edition.name,
                claimed=found is not None,
                confirmed=bool(found and found.confirmed),
                since=formats.iso_day(found.valid_from) if found else "",
                halls=len(found.halls) if found else 0,
                promise=term_words(found.promise_value, found.promise_unit)
                if found and found.promise_value
                else "",
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may be ticked."""

    key: str
    label: str
    hint: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class StepChoice:
    """A step with the offices that may do it."""

    name: str
    label: str
    chosen: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LocalFields:
    """Everything an office fills in; the rest is the edition's."""

    valid_from: str
    halls: tuple[Choice, ...]
    consult: str
    complain: str
    promise_value: str
    promise_unit: str
    common_promise: str
    units: tuple[tuple[str, str], ...]
    waived: tuple[Choice, ...]
    steps: tuple[StepChoice, ...]


def local_fields(
    info: OfficeInfo,
    edition: EditionFacts,
    found: ListingFacts | None,
    *,
    day: date,
    typed: Mapping[str, str] | None,
    chosen: Mapping[str, list[str]] | None,
) -> LocalFields:
    """The form with what is claimed now, or with what was typed."""
    sent = typed or {}
    picked = chosen or {
        "halls": list(found.halls) if found else [],
        "waived": list(found.waived) if found else [],
    }
    phones = found.phones if found else {}
    value = found.promise_value if found else None
    content = edition.content
    here = offices.halls_for(info.key)
    others = [one for one in offices.halls() if one.key in picked["halls"]]
    halls = {one.key: one for one in (*here, *others)}
    first = max(day + timedelta(days=1), edition.valid_from)
    return LocalFields(
        valid_from=sent.get("valid_from", first.isoformat()),
        halls=tuple(
            Choice(one.key, one.name, one.address, one.key in picked["halls"])
            for one in halls.values()
        ),
        consult=sent.get("consult", phones.get("consult", "")),
        complain=sent.get("complain", phones.get("complain", "")),
        promise_value=sent.get("promise_value", "" if value is None else str(value)),
        promise_unit=sent.get(
            "promise_unit", (found.promise_unit if found else "") or "working_day"
        ),
        common_promise=limit_words(content.promised_limit, none="没有写"),
        units=UNITS,
        waived=tuple(
            Choice(one.key, one.name, one.source, one.key in picked["waived"])
            for one in content.materials
        ),
        steps=_steps(info, edition, found, sent, day=day),
    )


def _steps(
    info: OfficeInfo,
    edition: EditionFacts,
    found: ListingFacts | None,
    sent: Mapping[str, str],
    *,
    day: date,
) -> tuple[StepChoice, ...]:
    same = [
        (one.key, one.name)
        for one in offices.offices(day=day)
        if one.authority_code == info.authority_code and one.key != info.key
    ]
    return tuple(
        StepChoice(
            name=f"step-{one.key}",
            label=one.name,
            chosen=sent.get(
                f"step-{one.key}", found.step_handlers.get(one.key, "") if found else ""
            ),
            options=(("", "本单位"), *same),
        )
        for one in edition.content.steps
    )
