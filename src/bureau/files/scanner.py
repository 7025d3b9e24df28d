"""The virus scanner: ClamAV by its INSTREAM command, where one is configured."""

import socket
import struct
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings

CHUNK = 1 << 18


class ScannerAway(Exception):
    """The scanner does not answer; what waits goes on waiting."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``virus`` is the name of what was found; empty for a clean content."""

    virus: str


def is_configured() -> bool:
    return bool(settings.CLAMAV)


def scan(content: BinaryIO) -> Finding:
    """What the scanner says of a content: length-prefixed pieces, an empty one at the end."""
    try:
        with _connected() as line:
            line.sendall(b"zINSTREAM\0")
            while chunk := content.read(CHUNK):
                line.sendall(struct.pack(">I", len(chunk)) + chunk)
            line.sendall(struct.pack(">I", 0))
            answer = b""
            while piece := line.recv(4096):
                answer += piece
    except OSError as fault:
        raise ScannerAway(str(fault)) from fault
    text = answer.rstrip(b"\0\n").decode("utf-8", "replace")
    if text.endswith(" FOUND"):
        return Finding(text.removeprefix("stream: ").removesuffix(" FOUND"))
    if text.endswith("OK"):
        return Finding("")
    raise ScannerAway(text or "no answer")


def _connected() -> socket.socket:
    """``/run/clamav/clamd.ctl`` or ``host:port``, as SANHUA_CLAMAV says."""
    address = str(settings.CLAMAV)
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(60)
        line.connect(address)
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=60)
