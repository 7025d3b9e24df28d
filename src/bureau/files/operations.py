"""Keep what is handed in; examine what was kept."""

import io
from datetime import datetime, timedelta

from django.conf import settings

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.files import scanner, store
from bureau.files.kinds import FileKind
from bureau.files.models import Blob, BlobState, Upload
from bureau.files.names import clean_name
from bureau.files.refusals import INFECTED, FileRefused
from bureau.files.sniffing import examine
from bureau.files.verdict import Unfit

FORGET_AFTER = timedelta(days=1)


def keep(
    stream: store.Readable,
    name: str,
    *,
    owner: str,
    purpose: str,
    for_party: str = "",
    declared_size: int | None = None,
    limit: int | None = None,
    by: Actor,
    at: datetime,
) -> Upload:
    """Keep one file as it was handed in: whole on disk first, then its row.

    ``owner`` is the account that sends, ``for_party`` for whom, ``purpose`` which material
    of what. The same file for the same purpose again is the same upload. Says no, with a
    sentence, to what is empty, cut off, too large, disguised, or able to do harm; then
    nothing stays behind.
    """
    limit = settings.UPLOAD_LIMIT if limit is None else limit
    with store.received(stream, limit=limit) as incoming:
        if declared_size is not None and incoming.size != declared_size:
            raise FileRefused("文件只传到一半就断了。请重新传一次。")
        try:
            with incoming.place.open("rb") as content:
                kind = examine(content, name)
        except Unfit as unfit:
            raise FileRefused(unfit.sentence) from unfit
        store.settle(incoming)
    return _note_upload(
        Blob(sha256=incoming.sha256, size=incoming.size, kind=kind.key),
        clean_name(name, kind),
        owner=owner,
        purpose=purpose,
        for_party=for_party,
        by=by,
        at=at,
    )


@operation
def _note_upload(
    blob: Blob, name: str, *, owner: str, purpose: str, for_party: str, by: Actor, at: datetime
) -> Upload:
    first_state = BlobState.QUARANTINE if scanner.is_configured() else BlobState.UNSCANNED
    blob, _ = Blob.objects.get_or_create(
        sha256=blob.sha256,
        defaults={"size": blob.size, "kind": blob.kind, "state": first_state, "stored_at": at},
    )
    if blob.state == BlobState.REFUSED:
        raise FileRefused(INFECTED)
    upload, is_new = Upload.objects.get_or_create(
        owner_account=owner,
        for_party=for_party,
        purpose=purpose,
        blob=blob,
        defaults={"original_name": name, "created_at": at},
    )
    if is_new:
        record(
            "file.kept",
            "upload",
            str(upload.uid),
            by=by,
            at=at,
            chain=f"files:{owner}",
            facts={"sha256": blob.sha256, "kind": blob.kind, "size": blob.size},
        )
    return upload


def keep_made(data: bytes, kind: FileKind, *, at: datetime) -> Blob:
    """Keep what the house itself made (a typeset letter); part of somebody's operation."""
    with store.received(io.BytesIO(data), limit=len(data)) as incoming:
        store.settle(incoming)
    blob, _ = Blob.objects.get_or_create(
        sha256=incoming.sha256,
        defaults={
            "size": len(data),
            "kind": kind.key,
            "state": BlobState.CLEAN,
            "stored_at": at,
        },
    )
    return blob


def scan_waiting(*, by: Actor, at: datetime, most: int = 100) -> int:
    """Show the scanner what waits in quarantine; how many it judged.

    The scanner is asked outside any transaction; when it is away, what waits goes on
    waiting and the next call tries again.
    """
    judged = 0
    if not scanner.is_configured():
        return judged
    waiting = Blob.objects.filter(state=BlobState.QUARANTINE).order_by("stored_at")[:most]
    for blob in waiting:
        try:
            with store.open_content(blob.sha256) as content:
                finding = scanner.scan(content)
        except scanner.ScannerAway:
            break
        judged += _judge(blob.sha256, finding, by=by, at=at)
    return judged


@operation
def _judge(sha256: str, finding: scanner.Finding, *, by: Actor, at: datetime) -> int:
    state = BlobState.REFUSED if finding.virus else BlobState.CLEAN
    changed = Blob.objects.filter(sha256=sha256, state=BlobState.QUARANTINE).update(
        state=state, reason=finding.virus
    )
    if changed:
        act = "file.refused" if finding.virus else "file.cleared"
        record(act, "blob", sha256, by=by, at=at, chain="files", facts={"found": finding.virus})
    return changed


@operation
def sweep_store(*, by: Actor, at: datetime) -> int:
    """Remove what a killed process left behind: no row speaks of it and it is a day old."""
    moment = (at - FORGET_AFTER).timestamp()
    gone = list(store.leavings_older_than(moment))
    for place in store.contents_older_than(moment):
        if not Blob.objects.filter(sha256=place.name).exists():
            gone.append(place)
    for place in gone:
        place.unlink(missing_ok=True)
    if gone:
        record("file.store_swept", "store", "files", by=by, at=at, chain="files",
               facts={"count": len(gone)})  # fmt: skip
    return len(gone)
