"""The order of things: remains, database, city, web and worker; and back again."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from config import progress
from config.embedded import cluster
from config.embedded.children import wait_for
from config.embedded.locks import FileLock
from config.embedded.places import Places
from config.supervisor.database import EmbeddedDatabase
from config.supervisor.remains import end_remains, note_groups
from config.supervisor.services import Service

_LOOK_EVERY = 0.2
_STOP_WITHIN = 15.0
_DOORS_WITHIN = 120.0
_CLOCK_WITHIN = 30.0
_DISK_LOOK_EVERY = 60.0
_DISK_WARNING = 1024 * 1024 * 1024


class Stopped(Exception):
    """Somebody asked us to stop: Ctrl-C, a signal, a closed window."""


@dataclass(frozen=True)
class Plan:
    """What is to run, and how to speak about it."""

    address: str
    port: int
    data: Path
    clone: Path
    places: Places | None  # None: the database is somebody else's
    city: Service | None
    web: Service
    worker: Service
    say: Callable[[str], None]
    clock: Service | None = None  # sets the city's time and ends


class House:
    """One parent for everything. ``run`` returns the exit code."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._say = plan.say
        self._lock = FileLock(plan.data / "run" / "supervisor")
        self._groups = plan.data / "run" / "groups.json"
        self._database = EmbeddedDatabase(plan.places) if plan.places else None
        self._services: list[Service] = []
        self._next_disk_look = 0.0
        self._to_stop = False

    def run(self) -> int:
        plan = self._plan
        if not self._lock.take():
            self._say(
                f"本系统已经在运行：{self._lock.read()}。要停止它，请在运行它的窗口按 Ctrl-C。"
            )
            return 1
        self._lock.write(f"http://{plan.address}:{plan.port}（进程号 {os.getpid()}）")
        end_remains(self._groups, folder=plan.clone)
        if _port_taken(plan.address, plan.port):
            self._say(
                f"端口 {plan.port} 已被别的程序占用。请先关闭那个程序，"
                f"或换一个端口：SANHUA_PORT={plan.port + 1} make run"
            )
            return 1
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop_asked)
        try:
            self._start()
            while True:
                self._tend()
                time.sleep(_LOOK_EVERY)
        except Stopped:
            self._say("正在停止……")
            return 0
        except cluster.CannotStart as reason:
            self._say(str(reason))
            return 1
        finally:
            self._stop()
            self._say("已全部停止。")

    def _stop_asked(self, _number: int, _frame: FrameType | None) -> None:
        """A second Ctrl-C does not interrupt the orderly stop, which takes seconds at most."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        self._to_stop = True
        raise Stopped

    def _start(self) -> None:
        plan = self._plan
        if self._database:
            self._database.start()
        if plan.clock:
            plan.clock.start()  # beside the others, so that a second start stays quick
        if plan.city:
            self._build_city(plan.city)
        for service in (plan.web, plan.worker):
            service.start()
            self._services.append(service)
        self._note()
        self._wait_for_clock()
        self._wait_for_first_page()

    def _wait_for_clock(self) -> None:
        clock = self._plan.clock
        if clock is None or clock.child is None:
            return
        try:
            failed = clock.child.wait(_CLOCK_WITHIN)
        except subprocess.TimeoutExpired:
            failed = 1
        clock.end()
        if failed:
            self._say(f"  城市时钟没有校对，时间可能停在下班以后；原因见 {clock.log}")

    def _build_city(self, city: Service) -> None:
        """Wait until enough of the trial city stands; the rest arrives while people look."""
        progress.forget(self._plan.data)
        city.start()
        told = 0
        until = time.monotonic() + _DOORS_WITHIN
        while not self._to_stop and city.child is not None and city.child.poll() is None:
            if time.monotonic() > until:
                break
            state = progress.read(self._plan.data)
            if state and state.doors_open:
                break
            if state and state.done - told >= 100:
                told = state.done
                self._say(f"  演示城市：已有 {told} 件……")
            time.sleep(_LOOK_EVERY)

    def _wait_for_first_page(self) -> None:
        plan = self._plan
        until = time.monotonic() + 60
        while not _page_answers(plan.address, plan.port):
            self._tend()
            if time.monotonic() > until:
                self._say(f"网页还没有应答。原因见 {plan.web.log} 和 {plan.data / 'logs'}。")
                return
            time.sleep(_LOOK_EVERY)
        self._say(f"\n打开 http://{plan.address}:{plan.port}  （按 Ctrl-C 停止）")

    def _tend(self) -> None:
        if self._to_stop:  # Python drops what a signal raises at some moments, as in a fork
            raise Stopped
        if self._database:
            self._tend_database(self._database)
        self._tend_city()
        for service in self._services:
            if service.has_ended():
                self._say(f"{service.label}意外退出，正在重新启动。原因见 {service.log}")
            if service.child is None:
                service.start_when_due()
                self._note()
        self._watch_disk()

    def _tend_database(self, database: EmbeddedDatabase) -> None:
        try:
            if database.tend():
                self._say("数据库已重新启动，后台任务随之重新开始。")
                # Left alone the worker would fall back to slow polling.
                self._plan.worker.end()
                self._plan.worker.start()
        except cluster.CannotStart as reason:
            self._say(str(reason))

    def _tend_city(self) -> None:
        city = self._plan.city
        if city is None or city.child is None or city.child.poll() is None:
            return
        if city.child.returncode:
            self._say(f"演示城市没有建完，已有的部分可以使用。原因见 {city.log}")
        elif (state := progress.read(self._plan.data)) and state.of:
            self._say(f"演示城市已建好：共 {state.done} 件。")
        city.child = None

    def _watch_disk(self) -> None:
        if time.monotonic() < self._next_disk_look:
            return
        self._next_disk_look = time.monotonic() + _DISK_LOOK_EVERY
        free = shutil.disk_usage(self._plan.data).free
        if free < _DISK_WARNING:
            self._say(f"磁盘快满了：只剩 {free // 1024 // 1024} MB。请尽快清理，否则数据库会停止。")

    def _note(self) -> None:
        children = [service.child for service in self._services]
        if self._plan.city:
            children.append(self._plan.city.child)
        note_groups(self._groups, [child.pid for child in children if child])

    def _stop(self) -> None:
        """Whoever uses the database goes first; the database is last."""
        passing = (self._plan.city, self._plan.clock)
        services = [*self._services, *(service for service in passing if service)]
        for service in services:
            service.ask_to_stop()
        wait_for([s.child for s in services if s.child], seconds=_STOP_WITHIN)
        for service in services:
            service.end()
        if self._database:
            self._database.stop()
        self._groups.unlink(missing_ok=True)
        self._lock.release()


def _port_taken(address: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
            probe.listen(1)
        except OSError:
            return True
    return False


def _page_answers(address: str, port: int) -> bool:
    host = "127.0.0.1" if address in {"0.0.0.0", "::"} else address
    try:
        with urllib.request.urlopen(f"http://{host}:{port}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError:
        return True  # an answer, if not a good one
    except OSError:
        return False
