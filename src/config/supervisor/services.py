"""One child process: started, started again when it ends, each time a little later."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.embedded.children import signal_group, spawn

_FIRST_PAUSE = 0.3
_LONGEST_PAUSE = 5.0
_WELL_AFTER = 20.0  # seconds of life after which an end counts as the first one again
_LOG_LIMIT = 20 * 1024 * 1024


@dataclass
class Service:
    """A command that should always run. ``label`` is its name on the screen."""

    label: str
    command: list[str]
    log: Path
    folder: Path
    environment: Mapping[str, str]
    dies_by: signal.Signals
    child: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _pause: float = field(default=_FIRST_PAUSE, init=False)
    _started: float = field(default=0.0, init=False)
    _not_before: float = field(default=0.0, init=False)

    def start(self) -> None:
        keep_small(self.log)
        with self.log.open("ab") as output:
            self.child = spawn(
                self.command,
                dies_by=self.dies_by,
                output=output,
                environment=self.environment,
                folder=self.folder,
            )
        self._started = time.monotonic()

    def has_ended(self) -> bool:
        """Did it end since we last looked? Its whole group goes with it.

        A web server killed hard leaves workers behind that still answer, with old code.
        """
        if self.child is None or self.child.poll() is None:
            return False
        signal_group(self.child, signal.SIGKILL)
        self.child = None
        lived = time.monotonic() - self._started
        self._pause = _FIRST_PAUSE if lived > _WELL_AFTER else min(self._pause * 2, _LONGEST_PAUSE)
        self._not_before = time.monotonic() + self._pause
        return True

    def start_when_due(self) -> None:
        if self.child is None and time.monotonic() >= self._not_before:
            self.start()

    def ask_to_stop(self) -> None:
        if self.child is not None:
            self.child.send_signal(signal.SIGTERM)

    def end(self) -> None:
        if self.child is not None:
            signal_group(self.child, signal.SIGKILL)
            self.child.wait()
            self.child = None


def keep_small(log: Path) -> None:
    """One older log is kept; a disk is not filled by a service that dies all day."""
    if log.exists() and log.stat().st_size > _LOG_LIMIT:
        log.replace(log.with_name(f"{log.name}.1"))


def child_environment(source: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(source),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONUNBUFFERED": "1",
    }


def program(name: str) -> str:
    """A program of our own virtual environment."""
    return str(Path(sys.executable).with_name(name))
