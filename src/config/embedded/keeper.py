"""Keeps the embedded database running while commands and tests use it.

A command that finds no database starts this process and forgets it. It leaves some
seconds after its last user, or at once when ``make run`` asks and nobody is left. Being
the second is no fault: whoever came first keeps.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil

from config.embedded import cluster
from config.embedded.children import signal_group, wait_for
from config.embedded.locks import FileLock
from config.embedded.places import Places, places_for

NAME = "keeper"
GRACE_SECONDS = 20.0
_LOOK_EVERY = 0.25


class Keeper:
    """Parent of PostgreSQL for as long as anybody uses it."""

    def __init__(self, places: Places, *, grace: float = GRACE_SECONDS) -> None:
        self._places = places
        self._grace = grace
        self._database = FileLock(places.locks / "database")
        self._users = FileLock(places.locks / "users")
        self._asked_to_yield = False
        self._asked_to_stop = False

    def run(self) -> None:
        signal.signal(signal.SIGUSR1, self._yield)
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if not self._database.take():
            return
        self._database.write(f"{NAME} {os.getpid()}")
        cluster.end_remains(self._places)
        server = self._start()
        while not self._asked_to_stop and not self._alone_long_enough():
            time.sleep(_LOOK_EVERY)
            if server.poll() is not None:
                signal_group(server, signal.SIGKILL)
                server = self._start()
        server.send_signal(signal.SIGINT)
        wait_for([server], seconds=30)

    def _start(self) -> subprocess.Popen[bytes]:
        server = cluster.start(self._places, cluster.prepare(self._places))
        cluster.wait_until_ready(self._places, server)
        self._last_used = time.monotonic()
        return server

    def _alone_long_enough(self) -> bool:
        """On True the lock of the users stays ours: who comes now waits, then starts anew."""
        if not self._users.take():
            self._last_used = time.monotonic()
            return False
        if self._asked_to_yield or time.monotonic() - self._last_used > self._grace:
            return True
        self._users.release()
        return False

    def _yield(self, *_: object) -> None:
        self._asked_to_yield = True

    def _stop(self, *_: object) -> None:
        self._asked_to_stop = True


def ask_to_yield(database: FileLock) -> None:
    """Ask a keeper to leave as soon as nobody uses the database; others are not asked."""
    name, _, pid = database.read().partition(" ")
    if name != NAME or not pid.isdigit():
        return
    with suppress(psutil.Error):
        keeper = psutil.Process(int(pid))
        # A killed keeper leaves its number behind, which may be somebody else's by now.
        if __name__ in keeper.cmdline():
            keeper.send_signal(signal.SIGUSR1)


def main() -> None:
    data, kind, grace = sys.argv[1:]
    try:
        Keeper(places_for(Path(data), durable=kind == "durable"), grace=float(grace)).run()
    except cluster.CannotStart as reason:
        sys.stderr.write(f"{reason}\n")
        raise SystemExit(1) from reason


if __name__ == "__main__":
    main()
