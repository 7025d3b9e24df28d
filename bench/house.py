"""A database and a data folder of our own beside the real ones, gone when we are done."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psutil
from django.conf import settings
from psycopg import connect, sql
from psycopg.conninfo import make_conninfo

from config import roles
from config.embedded.children import signal_group

PREFIX = "sanhua_bench_"
PORT = 8765

__all__ = ["PORT", "signal_group", "to_throw_away"]


@contextmanager
def to_throw_away() -> Iterator[dict[str, str]]:
    """The environment in which every process of this house works on a database of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    roles.have_database(as_owner=True)
    name = f"{PREFIX}{os.getpid()}"
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        for left in _left_behind():
            _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", left)
        _execute("CREATE DATABASE {}", name)
        (folder / "static").symlink_to(settings.STATIC_ROOT)
        yield {
            **os.environ,
            "DATABASE_URL": _address(settings.PROGRAM_DATABASE, name),
            "DATABASE_OWNER_URL": _address(settings.OWNER_DATABASE, name),
            "SANHUA_DATA": str(folder),
            "SANHUA_PORT": str(PORT),
            # All clients of the measurement stand behind one address.
            "SANHUA_WRITES_A_MINUTE": "1000000",
        }
    finally:
        _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        shutil.rmtree(folder, ignore_errors=True)


def _address(parts: dict[str, str], name: str) -> str:
    words = {"host": parts["HOST"], "port": parts["PORT"]}
    if parts["PASSWORD"]:
        words["password"] = parts["PASSWORD"]
    told = "&".join(f"{key}={quote(str(value), safe='')}" for key, value in words.items() if value)
    return f"postgresql://{quote(parts['USER'])}@/{name}?{told}"


def _left_behind() -> list[str]:
    """Databases of measurements that were killed."""
    with connect(_owner(), autocommit=True) as connection:
        found = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]
        )
        names = [str(name) for (name,) in found]
    return [name for name in names if not psutil.pid_exists(int(name.removeprefix(PREFIX)))]


def _execute(statement: str, name: str) -> None:
    with connect(_owner(), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def _owner() -> str:
    parts = settings.OWNER_DATABASE
    return make_conninfo(
        host=parts["HOST"] or None,
        port=parts["PORT"] or None,
        user=parts["USER"],
        password=parts["PASSWORD"] or None,
        dbname=parts["NAME"],
    )
