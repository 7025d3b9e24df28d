"""PDF: whether it opens, and a copy without anything that acts by itself."""

from pathlib import Path
from typing import BinaryIO

import pikepdf

from bureau.files.verdict import Unfit

_ACTING = ("/OpenAction", "/AA")
_NAMES = ("/JavaScript", "/EmbeddedFiles")
_HARMFUL_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition"}
)


def refuse_password(stream: BinaryIO) -> None:
    """A PDF that needs a password to open cannot be examined; limits on printing may stay."""
    stream.seek(0)
    try:
        pikepdf.open(stream).close()
    except pikepdf.PasswordError as fault:
        raise Unfit("这个 PDF 设了打开密码，我们打不开。请去掉密码再传。") from fault
    except pikepdf.PdfError as fault:
        raise Unfit("这个 PDF 打不开，可能已经损坏。请重新保存后再传。") from fault


def clean_copy(stream: BinaryIO, target: Path) -> None:
    """The copy we show: no script, no action on opening, no form submission, no attachments.

    The original stays as it was handed in, by its hash; the copy is the same every time.
    """
    stream.seek(0)
    try:
        _clean(stream, target)
    except pikepdf.PdfError as fault:
        raise Unfit("这个 PDF 在页面上显示不了。请下载后再打开看。") from fault


def _clean(stream: BinaryIO, target: Path) -> None:
    with pikepdf.open(stream) as pdf:
        root = pdf.Root
        for key in _ACTING:
            _drop(root, key)
        if "/Names" in root:
            for key in _NAMES:
                _drop(root.Names, key)
        if "/AcroForm" in root:
            _drop(root.AcroForm, "/XFA")
        for page in pdf.pages:
            _drop(page.obj, "/AA")
            for note in page.obj.get("/Annots", pikepdf.Array()):
                _calm(note)
        pdf.save(target, deterministic_id=True, encryption=False)


def _calm(note: pikepdf.Object) -> None:
    _drop(note, "/AA")
    action = note.get("/A")
    if isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) in _HARMFUL_ACTIONS:
        _drop(note, "/A")
    if str(note.get("/Subtype")) in {"/RichMedia", "/Screen", "/3D", "/Movie", "/FileAttachment"}:
        for key in ("/RichMediaContent", "/FS", "/Movie", "/3DD", "/A"):
            _drop(note, key)


def _drop(holder: pikepdf.Object, key: str) -> None:
    if key in holder:
        del holder[key]
