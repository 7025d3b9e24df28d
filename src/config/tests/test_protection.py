"""The program's database role may use every table, change no record, and own nothing."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from psycopg import sql

from config import protection


@pytest.fixture
def as_program(db: None) -> Iterator[None]:
    """Work as the program does, inside the test's own transaction."""
    with connection.cursor() as cursor:
        role = sql.Identifier(settings.PROGRAM_ROLE)
        cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(role))
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def _refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as refusal:
        return "permission denied" in str(refusal) or "must be owner" in str(refusal)
    return False


@pytest.mark.usefixtures("as_program")
class TestTheProgramsRole:
    def test_reads_and_writes_ordinary_tables(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO django_session VALUES ('k', 'v', now())")
            cursor.execute("UPDATE django_session SET session_data = 'w'")
            cursor.execute("DELETE FROM django_session")

            assert cursor.rowcount == 1

    def test_cannot_change_delete_or_empty_an_append_only_table(self) -> None:
        tables = protection.append_only_tables()

        assert "audit_auditline" in tables
        for table in tables:
            assert _refused(f"DELETE FROM {table}")
            assert _refused(f"TRUNCATE {table}")
            assert _refused(f"ALTER TABLE {table} DISABLE TRIGGER ALL")

    def test_cannot_reach_a_partition_past_its_parent(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r'")
            partitions = [str(name) for (name,) in cursor.fetchall()]

        assert partitions
        for partition in partitions:
            assert _refused(f"DELETE FROM {partition}")
            assert _refused(f"SELECT * FROM {partition}")

    def test_cannot_make_tables_or_switch_triggers_off(self) -> None:
        assert _refused("CREATE TABLE mine (id int)")
        assert _refused("SET session_replication_role = replica")
