"""A whole house in a folder of its own, started and stopped as an operator would."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psutil

from config.embedded import cluster, places

CLONE = Path(__file__).resolve().parents[3]


def until(condition: Callable[[], bool], *, seconds: float = 30) -> bool:
    """Wait for what another process does; False when it did not within that time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still run; one that only waits to be counted by its parent does not."""
    found = []
    for process in processes:
        try:
            if process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.NoSuchProcess:
            continue
    return found


class House:
    """One data folder, one port, and the processes started for them."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.places = places.places_for(data)
        self.process: subprocess.Popen[bytes] | None = None
        self._started: list[subprocess.Popen[bytes]] = []
        self._heard = 0

    def _environment(self) -> dict[str, str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("SANHUA_", "DATABASE_"))}
        return {
            **clean,
            "PYTHONPATH": str(CLONE / "src"),
            "SANHUA_DATA": str(self.data),
            "SANHUA_PORT": str(self.port),
            "SANHUA_WEB_WORKERS": "1",
            "SANHUA_TRIAL_CITY": "no",
        }

    def begin(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A Python process of this house, its output in a file of its own."""
        self.data.mkdir(parents=True, exist_ok=True)
        output = self.data / f"output-{len(self._started)}"
        with output.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=CLONE,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._started.append(process)
        return process

    def output_of(self, process: subprocess.Popen[bytes]) -> str:
        number = self._started.index(process)
        return (self.data / f"output-{number}").read_text(encoding="utf-8")

    def prepare(self) -> None:
        process = self.begin("manage.py", "prepare")
        assert process.wait(120) == 0, self.output_of(process)

    def run(self, *arguments: str) -> subprocess.Popen[bytes]:
        """``make run``, until the first page answers."""
        self.process = self.begin(*(arguments or ("-m", "config.running")))
        process = self.process
        assert until(lambda: "打开 http" in self.output_of(process), seconds=60), self.said()
        return process

    def said(self) -> str:
        return self.output_of(self.process) if self.process else ""

    def heard_all(self) -> None:
        self._heard = len(self.said())

    def news(self) -> str:
        """What it said since we had heard all."""
        return self.said()[self._heard :]

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}/health", timeout=15
            ) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def database_pid(self) -> int:
        return int((self.places.cluster / "postmaster.pid").read_text().splitlines()[0])

    def database_answers(self) -> bool:
        return cluster.answers(self.places)

    def child(self, word: str) -> int:
        """The direct child of ``make run`` whose command line holds this word."""
        assert self.process is not None
        for process in psutil.Process(self.process.pid).children():
            if alive([process]) and any(word in part for part in process.cmdline()):
                return process.pid
        return 0

    def everything(self) -> list[psutil.Process]:
        assert self.process is not None
        return psutil.Process(self.process.pid).children(recursive=True)

    def close(self) -> None:
        for process in self._started:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
        for process in self._started:
            process.wait(30)
        # A keeper may still be in its last seconds.
        until(lambda: not self._keeper_ended(), seconds=30)
        shutil.rmtree(self.places.home, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)

    def keeper(self) -> int:
        """The process that keeps the database for commands, or 0."""
        note = self.data / "run" / "database"
        name, _, pid = note.read_text().partition(" ") if note.exists() else ("", "", "")
        if name != "keeper" or not psutil.pid_exists(int(pid)):
            return 0
        return int(pid) if alive([psutil.Process(int(pid))]) else 0

    def _keeper_ended(self) -> bool:
        if keeper := self.keeper():
            os.kill(keeper, signal.SIGTERM)
        return bool(keeper)
