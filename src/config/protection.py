"""The rights of the program's database role: what the database itself refuses, whoever asks.

A model says ``append_only = True`` and the program may then only read and add there. On
partitions it has no right at all: rows reach them through their parent.
"""

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import sql


@dataclass(frozen=True)
class Protected:
    tables: int
    append_only: int


def append_only_tables() -> set[str]:
    return {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if getattr(model, "append_only", False)
    }


def protect_tables(role: str | None = None) -> Protected:
    """Grant and revoke until the program's role has just its rights. Run as the owner."""
    grantee = sql.Identifier(role or settings.PROGRAM_ROLE)
    closed = append_only_tables()
    with connection.cursor() as cursor:
        tables = _tables(cursor)
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(grantee))
        cursor.execute(
            sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(grantee)
        )
        for name, is_partition in tables:
            table = sql.Identifier(name)
            cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(table, grantee))
            if is_partition:
                continue
            rights = "SELECT, INSERT" if name in closed else "SELECT, INSERT, UPDATE, DELETE"
            cursor.execute(sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(rights), table, grantee))
    return Protected(tables=len(tables), append_only=len(closed))


def _tables(cursor: CursorWrapper) -> list[tuple[str, bool]]:
    """Every table of ours with whether it is a partition of another."""
    cursor.execute(
        "SELECT relname, relispartition FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname"
    )
    return [(str(name), bool(is_partition)) for name, is_partition in cursor.fetchall()]
