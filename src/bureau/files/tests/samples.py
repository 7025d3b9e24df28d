"""Small files of every kind, good and bad, made here so that nothing foreign is kept."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import pikepdf
from PIL import Image

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def a_pdf(*, password: str = "", limits_only: bool = False) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    made = io.BytesIO()
    if password or limits_only:
        rights = pikepdf.Encryption(owner="owner", user=password)
        pdf.save(made, encryption=rights)
    else:
        pdf.save(made)
    return made.getvalue()


def an_acting_pdf() -> bytes:
    """A PDF that would run a script, send a form and start a program."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hello')")
    pdf.Root.OpenAction = pdf.make_indirect(script)
    pdf.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["a", script])),
        EmbeddedFiles=pikepdf.Dictionary(Names=pikepdf.Array()),
    )
    page.obj.AA = pikepdf.Dictionary(O=script)
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=launch
    )
    page.obj.Annots = pikepdf.Array([pdf.make_indirect(note)])
    made = io.BytesIO()
    pdf.save(made)
    return made.getvalue()


def a_picture(kind: str, *, side: int = 8) -> bytes:
    made = io.BytesIO()
    Image.effect_noise((side, side), 80).convert("RGB").save(made, kind)
    return made.getvalue()


def a_picture_with_preview(*, side: int = 400) -> bytes:
    """A JPEG whose head holds a small JPEG with an end mark of its own."""
    preview = a_picture("JPEG")
    segment = b"\xff\xe1" + struct.pack(">H", len(preview) + 2) + preview
    whole = a_picture("JPEG", side=side)
    return whole[:2] + segment + whole[2:]


def a_png_that_claims(width: int, height: int) -> bytes:
    """A head that declares a size; a decoder would ask for that much memory."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IEND", b"")


def a_heic_that_claims(width: int, height: int) -> bytes:
    brand = struct.pack(">I4s4sI", 20, b"ftyp", b"heic", 0) + b"mif1"
    return brand + struct.pack(">I4sIII", 20, b"ispe", 0, width, height)


def an_archive(parts: Mapping[str, bytes], *, packed: bool = True) -> bytes:
    made = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(made, "w", how) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return made.getvalue()


def a_docx(**more: bytes) -> bytes:
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
    return an_archive({**parts, **more})


def an_ofd() -> bytes:
    return an_archive({"OFD.xml": b"<ofd:OFD/>", "Doc_0/Document.xml": b"<ofd:Document/>"})


def an_old_document(stream: str = "WordDocument", *, macro: bool = False) -> bytes:
    names = [stream] + (["_VBA_PROJECT"] if macro else [])
    return OLE + bytes(504) + b"".join(name.encode("utf-16-le") + bytes(64) for name in names)
