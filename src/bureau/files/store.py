"""Where contents lie: ``ab/cd/<sha256>`` under the folder of files, each written once.

A content is complete or absent: it is written under a temporary name, synced, renamed,
and the folder synced, before any row speaks of it.
"""

import errno
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

from bureau.files.refusals import FileRefused

CHUNK = 1 << 18


class Readable(Protocol):
    """An upload, a file, anything that gives bytes piece by piece."""

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Incoming:
    """A content completely on disk under its temporary name."""

    place: Path
    sha256: str
    size: int


def root() -> Path:
    return Path(settings.MEDIA_ROOT)


def place_of(sha256: str) -> Path:
    return root() / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def received(stream: Readable, *, limit: int) -> Iterator[Incoming]:
    """The stream written to a temporary file; it is gone again unless :func:`settle` took it."""
    folder = root() / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / secrets.token_hex(16)
    try:
        yield _written(stream, place, limit)
    except OSError as fault:
        if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise FileRefused(
                "存放文件的空间满了，这次没有存上。请过一会儿再传，或者把材料交到窗口。"
            ) from fault
        raise
    finally:
        place.unlink(missing_ok=True)


def _written(stream: Readable, place: Path, limit: int) -> Incoming:
    digest = hashlib.sha256()
    size = 0
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as file:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise FileRefused(
                    f"这个文件超过 {limit >> 20} 兆，传不上来。请压缩图片或者分成几个文件再传。"
                )
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Incoming(place, digest.hexdigest(), size)


def settle(incoming: Incoming) -> None:
    """Give the content its lasting name. The same content again changes nothing."""
    target = place_of(incoming.sha256)
    if target.exists():
        os.utime(target)  # young again, so that no sweep takes it before its row is there
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(incoming.place, target)
    for folder in (target.parent, target.parent.parent, root()):
        _sync(folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def open_content(sha256: str) -> BinaryIO:
    return place_of(sha256).open("rb")


def shown_copy(sha256: str, make: Callable[[BinaryIO, Path], None]) -> Path:
    """The copy of a content that is shown, made once beside the store; it can always be remade."""
    target = root() / "shown" / sha256[:2] / sha256
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        place = target.with_name(f".{secrets.token_hex(16)}")
        try:
            with open_content(sha256) as content:
                make(content, place)
            os.replace(place, target)
        finally:
            place.unlink(missing_ok=True)
    return target


def contents_older_than(moment: float) -> Iterator[Path]:
    """Everything that lies in the store and was last touched before the moment."""
    for place in root().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
        if place.stat().st_mtime < moment:
            yield place


def leavings_older_than(moment: float) -> Iterator[Path]:
    """Temporary files of uploads that were cut off by the death of a process."""
    for place in (root() / "incoming").glob("*"):
        if place.stat().st_mtime < moment:
            yield place
