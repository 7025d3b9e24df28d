"""Starting and ending child processes so that none is ever left behind."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

_PR_SET_PDEATHSIG = 1


def _die_with(parent: int, signal_number: int) -> Callable[[], None] | None:
    """What a child does before it begins: ask the kernel to end it when its parent dies.

    Only Linux can. It must come after the change of user, which clears the wish, and the
    parent may already be gone. It is the parent's *thread* that counts: start children
    from the main thread only.
    """
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal_number)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

    return ask


def spawn(
    command: Sequence[str | Path],
    *,
    dies_by: signal.Signals,
    output: IO[bytes] | int | None = None,
    runs_as: pwd.struct_passwd | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path = Path("/"),
) -> subprocess.Popen[bytes]:
    """A child in a session of its own, so that Ctrl-C reaches only us and we end it in order."""
    return subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        cwd=folder,
        env=dict(environment) if environment is not None else None,
        start_new_session=True,
        user=runs_as.pw_uid if runs_as else None,
        group=runs_as.pw_gid if runs_as else None,
        extra_groups=[] if runs_as else None,
        preexec_fn=_die_with(os.getpid(), dies_by),
    )


def signal_group(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Signal a child and everything it started; its group outlives its leader."""
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return


def wait_for(children: Sequence[subprocess.Popen[bytes]], *, seconds: float) -> bool:
    """True when all ended within that time."""
    until = time.monotonic() + seconds
    for child in children:
        try:
            child.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            return False
    return True
