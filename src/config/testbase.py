"""Test databases: migrated once into a template, cloned in milliseconds for each process."""

import hashlib
import os
from functools import cache
from pathlib import Path

import django
import psutil
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from config import roles
from config.embedded import joining
from config.embedded.locks import alone

_TEMPLATE = "sanhua_template_"
_CLONE = "sanhua_test_"


def make() -> str:
    """A migrated, protected, empty database of this process alone; it is now the default."""
    if settings.EMBEDDED_DATABASE:
        _join_a_database_for_tests()
    roles.use_owner()
    with alone(_turn()):
        template = _TEMPLATE + _migrations_mark()
        names = _names()
        if template not in names or not _finished(template):
            _make_template(template, outdated=[n for n in names if n.startswith(_TEMPLATE)])
        for left in (n for n in names if n.startswith(_CLONE) and _abandoned(n)):
            _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", left)
        clone = f"{_CLONE}{os.getpid()}"
        _copy(template, clone)
    _use(clone)
    return clone


def _join_a_database_for_tests() -> None:
    """Not the one people look at: this one may forget, so it is several times as quick."""
    places = joining.join(settings.DATA_FOLDER / "tests", durable=False)
    for wanted in (settings.OWNER_DATABASE, settings.PROGRAM_DATABASE):
        wanted["HOST"] = str(places.socket)


def renew() -> None:
    """Throw away what a test has committed: the same database, as new."""
    connection.close()
    with alone(_turn()):
        _copy(_TEMPLATE + _migrations_mark(), str(connection.settings_dict["NAME"]))


def remove(name: str) -> None:
    connection.close()
    _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _make_template(name: str, *, outdated: list[str]) -> None:
    for old in outdated:
        _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", old)
    _execute("CREATE DATABASE {}", name)
    _use(name)
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    _execute("COMMENT ON DATABASE {} IS 'finished'", name)


@cache
def _migrations_mark() -> str:
    """Changes when any migration, or the code that grants rights, does."""
    mark = hashlib.sha256(f"{django.VERSION} {settings.AUTH_USER_MODEL}".encode())
    files = [Path(__file__).with_name("protection.py")]
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        files += sorted(Path(app.path, "migrations").rglob("*.py"))
        # A model's append_only decides about rights without any migration.
        files += sorted(Path(app.path).glob("models*")) if app.label in _own_labels() else []
    for file in files:
        if file.is_file():
            mark.update(file.read_bytes())
    return mark.hexdigest()[:12]


def _own_labels() -> set[str]:
    return {name.rpartition(".")[2] for name in (*settings.ROOMS, *settings.DESKS, "config")}


def _abandoned(name: str) -> bool:
    """Only with a database of our own can another process's number be looked up here."""
    number = name.removeprefix(_CLONE)
    return settings.EMBEDDED_DATABASE and number.isdigit() and not psutil.pid_exists(int(number))


def _turn() -> Path:
    """One process at a time: a template can be copied only while nobody is in it."""
    return Path(settings.DATA_FOLDER) / "run" / "template"


def _copy(template: str, clone: str) -> None:
    _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", clone)
    _execute("CREATE DATABASE {} TEMPLATE {}", clone, template)


def _use(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _names() -> list[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        return [str(name) for (name,) in cursor.fetchall()]


def _finished(name: str) -> bool:
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name],
        )
        return bool(cursor.fetchone() == ("finished",))


def _execute(statement: str, *names: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
