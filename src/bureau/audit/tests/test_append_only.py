"""The database refuses to change the record, whoever asks."""

from datetime import date

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from psycopg import sql

from bureau.audit.actors import Actor
from bureau.audit.operations import close_day, make_room
from bureau.audit.tests.factories import CLERK, NOON, do

pytestmark = pytest.mark.django_db


def refused(statement: str) -> str:
    """Why the database refuses a statement; empty when it does it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as refusal:
        return str(refusal).splitlines()[0]
    return ""


def partitions() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select inhrelid::regclass::text from pg_inherits"
            " where inhparent = 'audit_auditline'::regclass"
        )
        return [str(name) for (name,) in cursor.fetchall()]


def as_program() -> None:
    with connection.cursor() as cursor:
        role = sql.Identifier(settings.PROGRAM_ROLE)
        cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(role))


class TestTheOwner:
    @pytest.mark.parametrize(
        "statement",
        [
            "update audit_auditline set act = 'test.looked'",
            "delete from audit_auditline",
            "truncate audit_auditline",
            "update audit_dailyroot set root = ''",
            "delete from audit_dailyroot",
            "truncate audit_dailyroot",
        ],
    )
    def test_cannot_change_the_record_by_a_slip(self, statement: str) -> None:
        do("A1")
        close_day(date(2026, 9, 29), by=CLERK, at=NOON)

        assert "is append-only" in refused(statement)

    def test_cannot_go_round_by_a_partition(self) -> None:
        do("A1")

        for part in partitions():
            assert "is append-only" in refused(f"truncate {part}")
        holding = [part for part in partitions() if not part.endswith("_rest")]
        assert any("is append-only" in refused(f"delete from {part}") for part in holding)


class TestTheProgram:
    def test_adds_lines_and_rooms_but_owns_nothing(self) -> None:
        as_program()

        do("A1")
        made = make_room(8, by=CLERK, at=NOON)

        assert made == 2
        for part in partitions():
            assert "permission denied" in refused(f"select from {part}")
            assert "permission denied" in refused(f"truncate {part}")
            assert "must be owner" in refused(f"drop table {part}")

    def test_cannot_change_the_record_or_what_guards_it(self) -> None:
        as_program()

        for statement in (
            "update audit_auditline set act = ''",
            "delete from audit_auditline",
            "truncate audit_auditline",
            "truncate audit_dailyroot",
        ):
            assert "permission denied" in refused(statement)
        for statement in (
            "alter table audit_auditline disable trigger all",
            "drop trigger refuse_change_of_row on audit_auditline",
            "drop function refuse_change cascade",
            "alter function refuse_change() owner to current_user",
        ):
            assert "must be owner" in refused(statement)
        assert refused("set session_replication_role = replica")
        assert refused("select make_changeable('audit_auditline')")


class TestRoomForComingMonths:
    def test_is_made_once(self) -> None:
        before = len(partitions())

        first = make_room(9, by=Actor.system("维护"), at=NOON)
        second = make_room(9, by=Actor.system("维护"), at=NOON)

        assert (first, second) == (3, 0)
        assert len(partitions()) == before + 3

    def test_is_bounded(self) -> None:
        assert "0 to 36" in refused("select audit_add_months(37)")
