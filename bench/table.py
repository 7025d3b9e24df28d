"""What was measured beside what a peer does and what we want."""

import unicodedata
from dataclasses import dataclass

from bench.clients import Measured

GATE = 2.0
"""How many times the peer every line must reach."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Acts a second of the measured peer (a well-known case register), and of ours."""

    peer: float
    wanted: float


SUBMIT = Goal(peer=40, wanted=200)
TRANSITION = Goal(peer=25, wanted=150)
CASE_PAGE = Goal(peer=55, wanted=300)
WORK_LIST = Goal(peer=11, wanted=150)


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    goal: Goal
    measured: Measured

    @property
    def ratio(self) -> float:
        return self.measured.per_second / self.goal.peer

    @property
    def holds(self) -> bool:
        return self.ratio >= GATE and not self.measured.failed


HEAD = ("", "每秒", "p50 毫秒", "p95 毫秒", "对照", "倍数", "目标", "达到", "出错")


def table(lines: list[Line]) -> str:
    """The lines as people read them on a terminal."""
    rows = [HEAD, *(_cells(line) for line in lines)]
    widths = [max(_width(row[n]) for row in rows) for n in range(len(HEAD))]
    return "\n".join(
        "  ".join(_padded(cell, widths[n], left=n == 0) for n, cell in enumerate(row))
        for row in rows
    )


def _cells(line: Line) -> tuple[str, ...]:
    one, goal = line.measured, line.goal
    return (
        line.name,
        f"{one.per_second:.0f}",
        f"{one.p50 * 1000:.0f}",
        f"{one.p95 * 1000:.0f}",
        f"{goal.peer:.0f}",
        f"{line.ratio:.1f}" + ("" if line.holds else " ✗"),
        f"{goal.wanted:.0f}",
        f"{one.per_second / goal.wanted:.0%}",
        str(one.failed),
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _padded(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
