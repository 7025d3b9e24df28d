"""The supervisor's part in PostgreSQL: its parent, or a guest of a keeper still at work.

A keeper whose users are gone hands over at once. One that still serves a command keeps
the database until that ends; we stay its user meanwhile, so nothing is interrupted, and
become the parent as soon as it is gone.
"""

import signal
import subprocess
import time

import psycopg

from config.embedded import cluster
from config.embedded.children import signal_group, wait_for
from config.embedded.keeper import ask_to_yield
from config.embedded.locks import FileLock
from config.embedded.places import Places

_HAND_OVER = 3.0
_TRY_AGAIN = 5.0


class EmbeddedDatabase:
    """Keeps it running; ``tend`` is called a few times a second."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._parenthood = FileLock(places.locks / "database")
        self._use = FileLock(places.locks / "users")
        self._server: subprocess.Popen[bytes] | None = None
        self._not_before = 0.0

    @property
    def server(self) -> subprocess.Popen[bytes] | None:
        return self._server

    @property
    def is_ours(self) -> bool:
        return self._parenthood.held

    def start(self) -> None:
        """Return once it answers, whoever its parent is."""
        until = time.monotonic() + _HAND_OVER
        while not self._parenthood.take():
            ask_to_yield(self._parenthood)
            if time.monotonic() > until:
                break
            time.sleep(0.05)
        self._use.take(shared=True, wait=True)
        if self.is_ours or self._parenthood.take():
            cluster.end_remains(self._places)
            self._begin()

    def _begin(self) -> None:
        self._parenthood.write("supervisor")
        self._server = cluster.start(self._places, cluster.prepare(self._places))
        cluster.wait_until_ready(self._places, self._server)
        _count_jobs_anew(self._places)

    def tend(self) -> bool:
        """True when it was away and is back: who depends on it should start anew."""
        if time.monotonic() < self._not_before:
            return False
        if self.is_ours:
            if self._server is not None and self._server.poll() is None:
                return False
        elif not self._parenthood.take():
            return False
        self._not_before = time.monotonic() + _TRY_AGAIN
        if self._server is not None:
            signal_group(self._server, signal.SIGKILL)
            self._server = None
        cluster.end_remains(self._places)
        self._begin()
        self._not_before = 0.0
        return True

    def stop(self) -> None:
        if self._server is not None:
            self._server.send_signal(signal.SIGINT)  # it ends its own children in order
            if not wait_for([self._server], seconds=30):
                signal_group(self._server, signal.SIGQUIT)
        self._use.release()
        self._parenthood.release()


def _count_jobs_anew(places: Places) -> None:
    """A crash resets the counters that start autovacuum; without statistics jobs crawl."""
    with psycopg.connect(cluster.address(places), autocommit=True) as connection:
        if connection.execute("SELECT to_regclass('procrastinate_jobs')").fetchone() != (None,):
            connection.execute("ANALYZE procrastinate_jobs")
