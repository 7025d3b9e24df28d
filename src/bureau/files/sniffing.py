"""What a file really is, from its own bytes; pure, reads no more than it must.

Names and declared types are claims of whoever sends. Everything here works on a seekable
stream, never loads a whole file, never unpacks and never decodes a picture.
"""

import os
import re
from collections.abc import Callable
from typing import BinaryIO

from bureau.files import archives, pdf, pictures
from bureau.files.kinds import BY_SUFFIX, KINDS, TAKEN, FileKind
from bureau.files.verdict import Unfit

HEAD = 4096
TAIL = 128 * 1024
MOST_PIXELS = 100_000_000

_PROGRAM = (
    b"MZ",
    b"\x7fELF",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
    b"\x4c\x00\x00\x00\x01\x14",
)
_PROGRAM_SUFFIX = re.compile(
    r"exe|com|bat|cmd|msi|scr|pif|lnk|vb[se]|jse?|wsf|ps1|sh|jar|apk|dll|hta|reg|php|jsp|py"
)
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<head", b"<body", b"<?php")
_PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_SUFFIX = re.compile(r"(?=[0-9]*[a-z])[0-9a-z]{1,8}", re.ASCII)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def examine(stream: BinaryIO, name: str) -> FileKind:
    """The kind of a complete file that we may keep; :class:`Unfit` says why we may not.

    The content decides. An ending that belongs to another kind of content is refused, except
    between pictures, where telephones name them wrongly and nothing can be hidden.
    """
    size = stream.seek(0, os.SEEK_END)
    if size == 0:
        raise Unfit("这个文件是空的，里面没有内容。请打开原文件看一看，再传一次。")
    head = _read(stream, 0, HEAD)
    suffix = suffix_of(name)
    if _PROGRAM_SUFFIX.fullmatch(suffix) or head.startswith(_PROGRAM):
        raise Unfit(f"程序和脚本文件不能上传。请传 {TAKEN} 文件。")
    key = _key_of(stream, head, size)
    if key is None:
        raise Unfit(_why_unknown(head, suffix))
    kind = KINDS[key]
    _check_name(kind, suffix)
    _CHECKS.get(key, _nothing)(stream, size)
    if kind.is_picture:
        _check_pixels(key, stream)
    return kind


def suffix_of(name: str) -> str:
    """The ending of a name in small letters, without its dot.

    Empty where there is none: 第1.2版 and 健康证.李小红 have no ending.
    """
    suffix = os.path.splitext(name.strip().rstrip(". "))[1].lstrip(".").lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def _read(stream: BinaryIO, start: int, length: int) -> bytes:
    stream.seek(start)
    return stream.read(length)


def _key_of(stream: BinaryIO, head: bytes, size: int) -> str | None:
    if head.startswith(b"%PDF-"):
        return "pdf"
    if (picture := pictures.kind_of(head)) is not None:
        return picture
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return archives.office_kind(stream, size)
    if head.startswith(_OLE):
        return _old_office(stream, size)
    return None


def _why_unknown(head: bytes, suffix: str) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_MARKUP):
        return f"网页和 SVG 文件里可以藏程序，不能上传。请改传 {TAKEN} 文件。"
    if head.startswith(_PACKED):
        return f"压缩包不能上传。请解开后，把里面的文件一个一个传（{TAKEN}）。"
    if suffix in BY_SUFFIX:
        label = BY_SUFFIX[suffix].label
        return f"这个文件名写的是“.{suffix}”，内容却不是{label}，可能已经损坏。请重新保存后再传。"
    return f"认不出这是什么文件。请传 {TAKEN} 文件，拍张照片也可以。"


def _check_name(kind: FileKind, suffix: str) -> None:
    if not suffix or suffix in kind.suffixes:
        return
    claimed = BY_SUFFIX.get(suffix)
    if claimed is not None and claimed.is_picture and kind.is_picture:
        return
    raise Unfit(
        f"这个文件名写的是“.{suffix}”，内容却是{kind.label}。"
        f"请把文件名改成“.{kind.suffixes[0]}”结尾再传；要是内容传错了，请换一个文件。"
    )


def _check_pixels(key: str, stream: BinaryIO) -> None:
    size = pictures.size_of(key, stream)
    if size is None or 0 in size:
        raise Unfit("这张图片打不开，可能没有传完整。请重新拍一张，或者重新保存后再传。")
    width, height = size
    if width * height > MOST_PIXELS:
        raise Unfit(
            f"这张图片太大（{width}×{height} 点）。请缩小到 1 亿点以内再传，手机直接拍的就可以。"
        )


def _pdf(stream: BinaryIO, size: int) -> None:
    tail = _read(stream, max(0, size - TAIL), TAIL)
    if b"%%EOF" not in tail:
        raise Unfit("这个 PDF 只有前面一部分，没有传完整。请重新传一次。")
    if b"/Encrypt" in tail or b"/Encrypt" in _read(stream, 0, TAIL):
        pdf.refuse_password(stream)


def _jpeg(stream: BinaryIO, size: int) -> None:
    # Telephones append previews and notes after the end mark, so it need not be the last;
    # the small preview in the head has an end mark too, which does not count.
    start = max(pictures.start_of_scan(stream), size - TAIL)
    if b"\xff\xd9" not in _read(stream, start, TAIL):
        raise Unfit("这张图片只有上半截，没有传完整。请重新传一次。")


def _png(stream: BinaryIO, size: int) -> None:
    if b"IEND" not in _read(stream, max(0, size - TAIL), TAIL):
        raise Unfit("这张图片只有上半截，没有传完整。请重新传一次。")


def _declared_length(stream: BinaryIO, size: int) -> None:
    """RIFF and BMP say in their head how long they are."""
    head = _read(stream, 0, 8)
    declared = (
        int.from_bytes(head[4:8], "little") + 8
        if head.startswith(b"RIFF")
        else int.from_bytes(head[2:6], "little")
    )
    if size < declared:
        raise Unfit("这张图片只有上半截，没有传完整。请重新传一次。")


def _nothing(stream: BinaryIO, size: int) -> None:
    """TIFF and HEIC have no end mark; their tables are read for the size in pixels."""


def _old_office(stream: BinaryIO, size: int) -> str | None:
    """Word or Excel of before 2007, by the names of the streams inside; no macros."""
    found: str | None = None
    before = b""
    stream.seek(0)
    while chunk := stream.read(1 << 20):
        window = before + chunk
        if _wide("_VBA_PROJECT") in window:
            raise Unfit(
                "这个文件里有宏（会自动运行的程序），不能上传。请另存为不带宏的文件或者 PDF 再传。"
            )
        if found is None and _wide("WordDocument") in window:
            found = "doc"
        if found is None and (_wide("Workbook") in window or _wide("Book\0") in window):
            found = "xls"
        before = window[-64:]
    return found


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


_CHECKS: dict[str, Callable[[BinaryIO, int], None]] = {
    "pdf": _pdf,
    "jpeg": _jpeg,
    "png": _png,
    "webp": _declared_length,
    "bmp": _declared_length,
}
