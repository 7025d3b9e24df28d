"""Office files and OFD are archives: what is inside, without unpacking it."""

import zipfile
from typing import BinaryIO

from bureau.files.verdict import Unfit

MOST_ENTRIES = 5_000
MOST_UNPACKED = 600 * 1024 * 1024
MOST_RATIO = 200
SMALL = 10 * 1024 * 1024
"""Below this unpacked size no ratio is a danger; empty tables pack a thousand to one."""
_END = b"PK\x05\x06"
_END_LENGTH = 22
_MAIN_PART = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsx",
    "ppt/presentation.xml": "pptx",
    "OFD.xml": "ofd",
}


def office_kind(stream: BinaryIO, size: int) -> str | None:
    """Which office file an archive is; :class:`Unfit` for bombs, macros and bare archives."""
    _count_before_reading(stream, size)
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        raise Unfit(
            "这个文件不完整或者已经损坏，打不开。请在电脑上打开原文件，另存一份再传。"
        ) from fault
    _refuse_bomb(entries, size)
    names = {entry.filename.lstrip("/") for entry in entries}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unfit(
            "这个文件里有宏（会自动运行的程序），不能上传。请另存为不带宏的文件或者 PDF 再传。"
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Unfit("这个文件加了密码，我们打不开。请去掉密码再传。")
    for part, kind in _MAIN_PART.items():
        if part in names:
            return kind
    raise Unfit(
        "压缩包不能上传。请解开后，把里面的文件一个一个传（PDF、JPG、PNG、Word、Excel、OFD）。"
    )


def _count_before_reading(stream: BinaryIO, size: int) -> None:
    """The end record names the number of entries; a million of them is not even listed."""
    reach = min(size, 65_535 + _END_LENGTH)
    stream.seek(size - reach)
    tail = stream.read(reach)
    at = tail.rfind(_END)
    if at == -1:
        raise Unfit("这个文件只有前面一部分，没有传完整。请重新传一次。")
    entries = int.from_bytes(tail[at + 10 : at + 12], "little")
    directory = int.from_bytes(tail[at + 12 : at + 16], "little")
    if entries > MOST_ENTRIES or directory > MOST_ENTRIES * 400:
        raise Unfit(_BOMB)


_BOMB = "这个文件里装的东西太多，展开后会把机器占满，不能上传。请另存为 PDF 再传。"


def _refuse_bomb(entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise Unfit(_BOMB)
    if unpacked > SMALL and unpacked > size * MOST_RATIO:
        raise Unfit(_BOMB)
    # Overlapping entries claim more packed bytes than the file has.
    if sum(entry.compress_size for entry in entries) > size:
        raise Unfit(_BOMB)
