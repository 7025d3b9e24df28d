"""In the house to throw away: fill it, measure it, say how fast it was."""

import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench import acts, patterns, table
from bench.clients import CLIENTS
from bench.scene import Scene
from bench.web import served
from bureau.workdays import clock


@contextmanager
def told(what: str) -> Iterator[None]:
    """Say what is going on and how long it took."""
    began = time.monotonic()
    print(f"{what} …", end=" ", flush=True)
    yield
    print(f"{time.monotonic() - began:.0f} 秒", flush=True)


def main(cases: int, seconds: float) -> int:
    with told("建库、装载基础数据和一座小城"):
        patterns.prepare_city()
    with told(f"批量装载到 {cases} 件"):
        patterns.fill(cases, clock.now())
    with told("准备测速用的人和办件"):
        scene = Scene(clock.now())
    lines = []
    with served():
        for name, goal, prepare in acts.all_acts(scene, clock.now()):
            with told(name):
                lines.append(table.Line(name, goal, acts.measure(prepare, seconds=seconds)))
    print(f"\n{platform.machine()}，{cases} 件，{CLIENTS} 个客户端，都在同一台机器\n")
    print(table.table(lines))
    slow = [line.name for line in lines if not line.holds]
    if slow:
        print(f"\n没有达到对照系统的 {table.GATE:.0f} 倍，或者出了错：{'、'.join(slow)}")
    return 1 if slow else 0
