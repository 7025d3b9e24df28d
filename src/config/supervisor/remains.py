"""What a run that was killed may have left: found by its notes, ended before a new start.

On Linux the kernel ends children when their parent dies, so there is rarely anything.
Elsewhere, and in the seconds in between, the note beside the lock tells their groups.
"""

import json
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

_PATIENCE = 5.0


def note_groups(note: Path, groups: Sequence[int]) -> None:
    note.write_text(json.dumps(list(groups)), encoding="utf-8")


def end_remains(note: Path, *, folder: Path) -> None:
    """Wait for processes of an earlier run to go; end those that stay."""
    try:
        groups = set(json.loads(note.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return
    until = time.monotonic() + _PATIENCE
    while _members(groups, folder) and time.monotonic() < until:
        time.sleep(0.1)
    for pid in _members(groups, folder):
        os.kill(pid, signal.SIGKILL)
    note.unlink(missing_ok=True)


def _members(groups: set[int], folder: Path) -> list[int]:
    """Numbers are used again after a reboot: a member must also work in our folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if os.getpgid(process.pid) in groups and Path(process.cwd()) == folder:
                found.append(process.pid)
        except (psutil.Error, OSError):
            continue
    return found
