"""``make setup``: database made and migrated, static files collected, reference data loaded.

What was prepared is noted with a fingerprint of everything it depends on, so a second
run only looks.
"""

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands
from django.utils import timezone

from config import installation, roles
from config.embedded.places import places_for


def prepare(say: Callable[[str], object]) -> None:
    """Do what is missing; say nothing when nothing is."""
    wanted = _fingerprint()
    note = _note()
    if note is None or not note.exists() or note.read_text() != wanted:
        began = time.monotonic()
        say("正在准备数据库和基础数据……")
        steps()
        if note is not None:
            note.write_text(wanted)
        say(f"准备好了（{time.monotonic() - began:.0f} 秒）。")
    _one_kind_of_people()


def _note() -> Path | None:
    """Beside the database, so that it goes with it. Somebody else's is looked at each time."""
    if not settings.EMBEDDED_DATABASE:
        return None
    return places_for(settings.DATA_FOLDER).home / "prepared"


def steps() -> None:
    """Tables, static files and reference data, from whatever is there."""
    roles.use_owner()
    call_command("migrate", verbosity=0, interactive=False)
    roles.use_program()
    call_command("check", databases=["default"], stdout=StringIO())
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_calendar", stdout=StringIO())
    for command in ("load_reference", "load_indicators"):
        if command in get_commands():
            call_command(command)


def _one_kind_of_people() -> None:
    """Real people and people of a trial never meet in one database."""
    if settings.REAL:
        installation.begin_real(at=timezone.now())
    else:
        installation.ensure_never_real()


def _fingerprint() -> str:
    mark = hashlib.sha256(f"{sys.version} {settings.ROOMS} {settings.DESKS}".encode())
    mark.update(f"{settings.SANHUA_MODE} {sorted(settings.STORAGES.items())}".encode())
    mark.update(os.environ.get("DATABASE_URL", "").encode())
    for path in _files_it_depends_on():
        mark.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}".encode())
    return mark.hexdigest()


def _files_it_depends_on() -> Iterator[Path]:
    source = settings.CLONE / "src"
    yield settings.CLONE / "requirements.txt"
    for pattern in ("*/migrations/*.py", "*/static/**/*", "*/management/commands/*.py"):
        yield from sorted(path for path in source.glob(f"**/{pattern}") if path.is_file())
    yield source / "config" / "protection.py"
    yield from sorted(p for p in settings.REFERENCE_FOLDER.glob("**/*") if p.is_file())
