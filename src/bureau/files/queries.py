"""What was handed in, and its content for whoever may see it (the caller knows)."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bureau.files import pdf, store
from bureau.files.kinds import KINDS, SHOWN_INLINE
from bureau.files.models import BlobState, Upload
from bureau.files.names import disposition
from bureau.files.refusals import INFECTED, FileNotReady
from bureau.files.verdict import Unfit

_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
# A browser's PDF viewer does not start in a sandbox; what is shown has been cleaned.
_PDF_VIEW = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)


@dataclass(frozen=True, slots=True)
class UploadFacts:
    """One upload as pages show it."""

    uid: str
    name: str
    kind: str
    label: str
    size: int
    sha256: str
    state: BlobState
    owner: str
    for_party: str
    purpose: str
    created_at: datetime
    can_be_shown: bool


@dataclass(frozen=True, slots=True)
class Served:
    """What goes back to the browser: headers and pieces."""

    headers: dict[str, str]
    pieces: Iterator[bytes]


def find_upload(uid: str) -> UploadFacts | None:
    """One upload by its public name; whether the viewer may see it is the caller's to say."""
    return next(iter(find_uploads([uid])), None)


def find_uploads(uids: Iterable[str]) -> list[UploadFacts]:
    """Several uploads, oldest first; names that are no names are left out."""
    known = [found for uid in uids if (found := _uuid(uid)) is not None]
    rows = Upload.objects.filter(uid__in=known).select_related("blob").order_by("created_at", "id")
    return [_facts(row) for row in rows]


def uploads_for(purpose: str, *, owner: str) -> list[UploadFacts]:
    """What one account handed in for one purpose."""
    rows = Upload.objects.filter(purpose=purpose, owner_account=owner)
    return [_facts(row) for row in rows.select_related("blob").order_by("created_at", "id")]


def serve(upload: UploadFacts, *, shown: bool = False) -> Served:
    """The upload to save, or with ``shown`` to look at on the page.

    To save: byte for byte what was handed in. To look at: pictures as they are, a PDF as
    a copy without anything that acts by itself; other kinds only to save.
    """
    if upload.state == BlobState.QUARANTINE:
        raise FileNotReady("这个文件正在查毒，通常一分钟内就好。请稍后再打开。")
    if upload.state == BlobState.REFUSED:
        raise FileNotReady(INFECTED)
    inline = shown and upload.can_be_shown
    try:
        place = (
            store.shown_copy(upload.sha256, pdf.clean_copy)
            if inline and upload.kind == "pdf"
            else store.place_of(upload.sha256)
        )
    except Unfit as unfit:
        raise FileNotReady(unfit.sentence) from unfit
    size = place.stat().st_size
    headers = safe_headers(upload.kind, upload.name, size, inline=inline)
    return Served(headers, pieces_of(place))


def serve_made(sha256: str, kind: str, name: str, *, shown: bool) -> Served:
    """What the house itself made, to save or to look at."""
    place = store.place_of(sha256)
    headers = safe_headers(kind, name, place.stat().st_size, inline=shown)
    return Served(headers, pieces_of(place))


def pieces_of(place: Path) -> Iterator[bytes]:
    """A content piece by piece."""
    with place.open("rb") as content:
        while piece := content.read(store.CHUNK):
            yield piece


def safe_headers(kind: str, name: str, size: int, *, inline: bool) -> dict[str, str]:
    """Headers under which a content can do nothing on our site."""
    return {
        "Content-Type": KINDS[kind].mime,
        "Content-Length": str(size),
        "Content-Disposition": disposition(name, inline=inline),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": _PDF_VIEW if inline and kind == "pdf" else _SANDBOX,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }


def _facts(row: Upload) -> UploadFacts:
    kind = KINDS[row.blob.kind]
    return UploadFacts(
        uid=str(row.uid),
        name=row.original_name,
        kind=kind.key,
        label=kind.label,
        size=row.blob.size,
        sha256=row.blob.sha256,
        state=BlobState(row.blob.state),
        owner=row.owner_account,
        for_party=row.for_party,
        purpose=row.purpose,
        created_at=row.created_at,
        can_be_shown=kind.key in SHOWN_INLINE,
    )


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
