"""What kinds of file we take, and how each is called."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of content. ``suffixes`` are the endings a name may have, usual one first."""

    key: str
    label: str
    mime: str
    suffixes: tuple[str, ...]
    is_picture: bool = False


_OOXML = "application/vnd.openxmlformats-officedocument"
_ALL = (
    FileKind("pdf", "PDF", "application/pdf", ("pdf",)),
    FileKind("jpeg", "JPG 图片", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), True),
    FileKind("png", "PNG 图片", "image/png", ("png",), True),
    FileKind("webp", "WebP 图片", "image/webp", ("webp",), True),
    FileKind("bmp", "BMP 图片", "image/bmp", ("bmp", "dib"), True),
    FileKind("tiff", "TIFF 图片", "image/tiff", ("tif", "tiff"), True),
    FileKind("heic", "HEIC 图片", "image/heic", ("heic", "heif"), True),
    FileKind("docx", "Word 文档", f"{_OOXML}.wordprocessingml.document", ("docx",)),
    FileKind("xlsx", "Excel 表格", f"{_OOXML}.spreadsheetml.sheet", ("xlsx",)),
    FileKind("pptx", "演示文稿", f"{_OOXML}.presentationml.presentation", ("pptx",)),
    FileKind("ofd", "OFD", "application/ofd", ("ofd",)),
    FileKind("doc", "Word 文档（旧格式）", "application/msword", ("doc", "wps")),
    FileKind("xls", "Excel 表格（旧格式）", "application/vnd.ms-excel", ("xls", "et")),
)
KINDS = {kind.key: kind for kind in _ALL}
BY_SUFFIX = {suffix: kind for kind in _ALL for suffix in kind.suffixes}

TAKEN = "PDF、JPG、PNG、Word、Excel、OFD"
"""How we say to people what we take; the rest of the table is taken without being asked for."""
SHOWN_INLINE = frozenset({"jpeg", "png", "webp", "pdf"})
"""What a browser can show by itself."""
