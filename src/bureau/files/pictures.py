"""Kind and size of a picture from its head alone; nothing is decoded."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_TIFF_WIDTH, _TIFF_HEIGHT = 256, 257

_SCAN = 0xDA
Size = tuple[int, int]


def kind_of(head: bytes) -> str | None:
    """Which picture begins like this."""
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head.startswith((b"II*\0", b"MM\0*")):
        return "tiff"
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "bmp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return "heic"
    return None


def size_of(kind: str, stream: BinaryIO) -> Size | None:
    """Width and height as the head declares them; None where they cannot be read."""
    try:
        return _READERS[kind](stream)
    except (struct.error, IndexError):
        return None


def start_of_scan(stream: BinaryIO) -> int:
    """Where the picture itself begins in a JPEG, after its head and the preview in it."""
    for mark, place in _jpeg_marks(stream):
        if mark == _SCAN:
            return place
    return 0


def _jpeg(stream: BinaryIO) -> Size | None:
    """The largest frame declared: a decoder could be led to any of them."""
    best: Size | None = None
    for mark, place in _jpeg_marks(stream):
        if mark in _FRAMES:
            stream.seek(place + 2)
            height, width = struct.unpack(">xHH", stream.read(5))
            best = _larger(best, (width, height))
    return best


def _jpeg_marks(stream: BinaryIO) -> Iterator[tuple[int, int]]:
    """Each mark of the head and where its length stands; the scan is the last."""
    place = 2
    for _ in range(2000):
        stream.seek(place)
        mark = stream.read(2)
        if len(mark) < 2 or mark[0] != 0xFF:
            return
        if mark[1] == 0xFF:  # a filling byte
            place += 1
            continue
        if mark[1] == 0x01 or 0xD0 <= mark[1] <= 0xD8:
            place += 2
            continue
        yield mark[1], place + 2
        if mark[1] in {0xD9, _SCAN}:
            return
        stream.seek(place + 2)
        (length,) = struct.unpack(">H", stream.read(2))
        place += 2 + length


def _larger(best: Size | None, size: Size) -> Size:
    return size if best is None or size[0] * size[1] > best[0] * best[1] else best


def _png(stream: BinaryIO) -> Size | None:
    stream.seek(12)
    name, width, height = struct.unpack(">4sII", stream.read(12))
    return (width, height) if name == b"IHDR" else None


def _bmp(stream: BinaryIO) -> Size | None:
    stream.seek(14)
    (header,) = struct.unpack("<I", stream.read(4))
    if header == 12:
        width, height = struct.unpack("<HH", stream.read(4))
    else:
        width, height = struct.unpack("<ii", stream.read(8))
    return abs(width), abs(height)


def _webp(stream: BinaryIO) -> Size | None:
    stream.seek(12)
    chunk = stream.read(4)
    body = stream.read(22)[4:]
    if chunk == b"VP8X":
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if chunk == b"VP8L":
        (bits,) = struct.unpack("<I", body[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        width, height = struct.unpack("<HH", body[6:10])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _tiff(stream: BinaryIO) -> Size | None:
    """The largest of the pages of a scan."""
    stream.seek(0)
    order = "<" if stream.read(2) == b"II" else ">"
    (place,) = struct.unpack(f"{order}2xI", stream.read(6))
    best: Size | None = None
    seen: set[int] = set()
    while place and place not in seen and len(seen) < 1000:
        seen.add(place)
        stream.seek(place)
        (entries,) = struct.unpack(f"{order}H", stream.read(2))
        found = {}
        for _ in range(entries):
            tag, of, _count, raw = struct.unpack(f"{order}HHI4s", stream.read(12))
            found[tag] = (
                struct.unpack(f"{order}H", raw[:2])[0]
                if of == 3
                else (struct.unpack(f"{order}I", raw)[0])
            )
        size = (found.get(_TIFF_WIDTH, 0), found.get(_TIFF_HEIGHT, 0))
        best = _larger(best, size)
        (place,) = struct.unpack(f"{order}I", stream.read(4))
    return best


def _heic(stream: BinaryIO) -> Size | None:
    """The largest of the declared extents (``ispe``), which stand in the head."""
    stream.seek(0)
    head = stream.read(256 * 1024)
    best: Size | None = None
    at = head.find(b"ispe")
    while at != -1:
        width, height = struct.unpack(">II", head[at + 8 : at + 16])
        best = _larger(best, (width, height))
        at = head.find(b"ispe", at + 4)
    return best


_READERS = {
    "jpeg": _jpeg,
    "png": _png,
    "bmp": _bmp,
    "webp": _webp,
    "tiff": _tiff,
    "heic": _heic,
}
