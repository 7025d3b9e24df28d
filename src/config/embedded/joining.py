"""What a command or a test run does to have a database: join the one that runs, or start one."""

import os
import subprocess
import sys
import time
from pathlib import Path

from config.embedded import cluster
from config.embedded.keeper import GRACE_SECONDS
from config.embedded.locks import FileLock, alone
from config.embedded.places import Places, places_for

_SOURCE = Path(__file__).resolve().parents[2]
_memberships: list[FileLock] = []  # held until this process ends, however it ends


def join(
    data: Path, *, durable: bool = True, grace: float = GRACE_SECONDS, seconds: float = 90
) -> Places:
    """Return once the database of this data folder answers; it then stays while we live."""
    places = places_for(data, durable=durable)
    users = FileLock(places.locks / "users")
    users.take(shared=True, wait=True)  # waits only while a keeper is on its way out
    _memberships.append(users)
    if not cluster.answers(places):
        with alone(places.locks / "starting"):
            if not cluster.answers(places):
                _start_keeper(places, grace=grace, seconds=seconds)
    return places


def leave() -> None:
    """Give up the database before the process ends."""
    while _memberships:
        _memberships.pop().release()


def _start_keeper(places: Places, *, grace: float, seconds: float) -> None:
    places.logs.mkdir(parents=True, exist_ok=True)
    log = places.logs / "keeper.log"
    with log.open("ab") as output:
        kind = "durable" if places.durable else "throwaway"
        arguments = [str(places.data), kind, str(grace)]
        keeper = subprocess.Popen(
            [sys.executable, "-m", "config.embedded.keeper", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env={**os.environ, "PYTHONPATH": str(_SOURCE)},
            start_new_session=True,
        )
    until = time.monotonic() + seconds
    while not cluster.answers(places):
        # Exit code 0 means another process is the database's parent and about to be ready.
        if keeper.poll() not in {None, 0}:
            last = log.read_text(encoding="utf-8").strip().splitlines()[-1:]
            raise cluster.CannotStart("".join(last) or f"内置数据库没有启动。原因见 {log}。")
        if time.monotonic() > until:
            raise cluster.CannotStart(f"内置数据库 {seconds:.0f} 秒还没有就绪。日志在 {log}。")
        time.sleep(0.05)
