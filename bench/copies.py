"""Many cases out of few: copies of cases that went through the operations.

A copy is what the operations wrote, column by column, but for what says *which* case it
is: numbers, keys, whose it is, and all of its moments moved by the same number of days.
So a bulk-loaded row can only be a row the house could have made. Left out are lines of
the record (their hashes belong to one history) and messages.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection, models, transaction

from bureau.cases.models import (
    Application,
    Case,
    CaseAct,
    DailyNumber,
    Finding,
    Pause,
    SubmittedMaterial,
)
from bureau.cases.numbers import application_number
from bureau.notices.models import Letter
from bureau.people.models import Account, Identifier, Party
from bureau.registry.models import Licence
from bureau.workdays.clock import day_of

PER_PERSON = 3
"""How many applications one person makes."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy to be made: of which application, and so many days later."""

    application: int
    days: int


@transaction.atomic
def copy_cases(copies: Sequence[Copy]) -> int:
    """Make these copies; how many there are."""
    _plan(copies)
    _copy_people()
    _copy_cases()
    return len(copies)


def _plan(copies: Sequence[Copy]) -> None:
    """One row per copy in a table of this transaction: what it is of and what it is called."""
    planned = list(_planned(copies))
    with connection.cursor() as cursor:
        cursor.execute("set local synchronous_commit = off")
        cursor.execute(PLAN)
        with cursor.cursor.copy(
            "copy copy_plan (n, application_id, days, number, person) from stdin"
        ) as target:
            for row in planned:
                target.write_row(row)
        cursor.execute(FILL_IN)
        cursor.execute(PEOPLE)
        cursor.execute("analyze copy_plan")


def _planned(copies: Sequence[Copy]) -> Iterator[tuple[int, int, int, str, int]]:
    """The copies with their numbers; of every few of one application the person is the same."""
    known = Application.objects.in_bulk({one.application for one in copies})
    given = Counter({(row.area, row.day): row.last for row in DailyNumber.objects.all()})
    begun: Counter[int] = Counter()
    for n, one in enumerate(copies, start=1):
        old = known[one.application]
        place = old.number[:6], day_of(old.submitted_at) + timedelta(days=one.days)
        given[place] += 1
        number = application_number(area=place[0], day=place[1], sequence=given[place])
        person = old.pk * 1_000_000 + begun[old.pk] // PER_PERSON
        begun[old.pk] += 1
        yield n, old.pk, one.days, number, person
    _note_numbers(given)


def _note_numbers(given: Counter[tuple[str, date]]) -> None:
    DailyNumber.objects.bulk_create(
        [DailyNumber(area=area, day=day, last=last) for (area, day), last in given.items()],
        update_conflicts=True,
        unique_fields=["area", "day"],
        update_fields=["last"],
    )


def _copy_people() -> None:
    party = {"party_id": "plan.party_id"}
    _copy(
        Party,
        "plan.first and plan.old_party_id = old.id",
        {"id": "plan.party_id", "uid": "gen_random_uuid()"},
    )
    _copy(
        Identifier,
        "plan.first and plan.old_party_id = old.party_id",
        party | {"blind": "md5(random()::text) || md5(random()::text)"},
    )
    _copy(
        Account,
        "plan.first and plan.old_account_id = old.id",
        party | {"id": "plan.account_id", "phone_blind": "null"},
    )


def _copy_cases() -> None:
    whose = {"application_id": "plan.new_application_id"}
    of_case = "plan.case_id = old.case_id"
    new_case = {"case_id": "plan.new_case_id"}
    licence = "case when {0} = '' then '' else {0} || '-' || plan.number end"
    _copy(
        Application,
        "plan.application_id = old.id",
        {
            "id": "plan.new_application_id",
            "number": "plan.number",
            "uid": "md5(old.uid || plan.number)",
            "idempotency_key": "'copy-' || plan.number || '-' || old.id",
            "party_id": "plan.party_id",
            "account_id": "case when old.account_id is not null then plan.account_id end",
        },
    )
    _copy(
        Case,
        "plan.case_id = old.id",
        whose
        | {
            "id": "plan.new_case_id",
            "number": "plan.number",
            "licence_number": licence.format("old.licence_number"),
        },
    )
    _copy(CaseAct, of_case, new_case | {"letter_uid": _letter_uid("old.letter_uid")})
    _copy(Pause, of_case, new_case | {"letter_uid": _letter_uid("old.letter_uid")})
    _copy(Finding, of_case, new_case)
    _copy(SubmittedMaterial, "plan.application_id = old.application_id", whose)
    _copy(
        Letter,
        "old.object_kind = 'case' and old.object_id = plan.old_number",
        {
            "uid": _letter_uid("old.uid"),
            "number": "old.number || '-' || plan.number",
            "object_id": "plan.number",
            "data": "replace(old.data::text, plan.old_number, plan.number)::jsonb",
        },
    )
    _copy(
        Licence,
        "old.given_by_case = plan.old_number",
        {
            "number": licence.format("old.number"),
            "token": "substr(md5(old.token || plan.number), 1, 24)",
            "holder_id": "plan.party_id",
            "given_by_case": "plan.number",
            "letter_uid": _letter_uid("old.letter_uid"),
        },
    )


def _letter_uid(old: str) -> str:
    """The copy's letter, named alike by the letter and by the act that wrote it."""
    new = f"upper(substr(md5({old} || '/' || plan.number), 1, 16))"
    return f"case when {old} = '' then '' else {new} end"


def _copy(model: type[models.Model], whose: str, changes: dict[str, str]) -> None:
    """Copy the rows of a table: the columns of ``changes`` anew, moments moved, the rest as is."""
    columns = [
        field
        for field in model._meta.concrete_fields
        if field.column in changes or not isinstance(field, models.AutoField)
    ]
    values = ", ".join(changes.get(field.column) or _moved(field) for field in columns)
    names = ", ".join(f'"{field.column}"' for field in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'insert into "{table}" ({names}) select {values} from "{table}" as old'
            f" join copy_plan as plan on {whose} order by plan.n, old.{_key(model)}"
        )


def _key(model: type[models.Model]) -> str:
    return f'"{model._meta.pk.column}"'


def _moved(field: "models.Field[Any, Any]") -> str:
    if not isinstance(field, models.DateField):  # a moment is one, too
        return f'old."{field.column}"'
    kind = field.db_type(connection)
    return f'(old."{field.column}" + make_interval(days => plan.days))::{kind}'


PLAN = """
drop table if exists copy_plan;
create temporary table copy_plan (
    n bigint primary key, application_id bigint, days integer, number text, person bigint,
    old_number text, case_id bigint, new_application_id bigint, new_case_id bigint,
    old_party_id bigint, old_account_id bigint, party_id bigint, account_id bigint, first boolean
) on commit drop
"""

FILL_IN = """
update copy_plan plan set
    old_number = c.number,
    case_id = c.id,
    old_party_id = a.party_id,
    old_account_id = a.account_id,
    new_application_id = nextval(pg_get_serial_sequence('cases_application', 'id')),
    new_case_id = nextval(pg_get_serial_sequence('cases_case', 'id'))
from cases_application a join cases_case c on c.application_id = a.id and c.position = 1
where a.id = plan.application_id
"""

PEOPLE = """
update copy_plan plan set
    party_id = one.party_id,
    account_id = one.account_id,
    first = plan.n = one.first
from (
    select person, min(n) as first,
        nextval(pg_get_serial_sequence('people_party', 'id')) as party_id,
        nextval(pg_get_serial_sequence('people_account', 'id')) as account_id
    from copy_plan group by person
) as one
where one.person = plan.person
"""
