"""Which letters there are, their bytes, whether a paper is genuine; messages and their fate."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from bureau.files import queries as files
from bureau.files.queries import Served
from bureau.notices.models import Letter, LetterFile, Message, MessageState
from bureau.notices.rules import Json, token_as_kept, token_as_printed
from bureau.notices.sender import Sender
from bureau.notices.typesetting import Sheet
from bureau.people.names import mask_name


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """A letter as pages list it; ``data`` is what it says."""

    uid: str
    number: str
    kind: str
    title: str
    edition: str
    sender: Sender
    data: dict[str, Json]
    object_kind: str
    object_id: str
    verify_at: str
    trial: bool
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterProof:
    """What anybody who holds the paper may compare with it."""

    code: str
    number: str
    title: str
    authority: str
    written_at: datetime
    addressee: str
    item: str
    fields: tuple[tuple[str, str], ...]
    trial: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterBytes:
    """The typeset letter in the store."""

    uid: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFacts:
    """A message as the reconciliation page and its addressee see it."""

    key: str
    channel: str
    template: str
    params: dict[str, str]
    state: MessageState
    attempts: int
    left_at: datetime
    sent_at: datetime | None
    fault: str


def find_letter(uid: str) -> LetterFacts | None:
    """One letter; whether the viewer may see it is the caller's to say."""
    row = Letter.objects.filter(uid=uid).first()
    return None if row is None else _facts(row)


def letters_about(object_kind: str, object_id: str) -> list[LetterFacts]:
    """Everything written about one object, oldest first."""
    rows = Letter.objects.filter(object_kind=object_kind, object_id=object_id)
    return [_facts(row) for row in rows.order_by("created_at", "number")]


def find_letter_by_token(typed: str) -> LetterProof | None:
    """The letter a verification code belongs to, as its paper should read.

    The code may be typed in any case, with or without dashes. A licence is public and
    shown whole; of anybody else's letter the name is veiled.
    """
    row = Letter.objects.filter(uid=token_as_kept(typed)).first()
    if row is None:
        return None
    public = row.kind == "licence"
    addressee = str(row.data.get("addressee", ""))
    return LetterProof(
        code=token_as_printed(row.uid),
        number=row.number,
        title=row.title,
        authority=row.sender["name"],
        written_at=row.created_at,
        addressee=mask_name(addressee) if addressee else "",
        item=str(row.data.get("item", "")),
        fields=tuple((str(k), str(v)) for k, v in row.data.get("fields", ())) if public else (),
        trial=row.trial,
    )


def letter_bytes(uid: str, *, large: bool = False) -> LetterBytes | None:
    """The bytes of a letter if it was already typeset."""
    row = (
        LetterFile.objects.filter(letter_id=uid, large=large)
        .values_list("letter__title", "letter__number", "blob_id", "size")
        .first()
    )
    if row is None:
        return None
    title, number, sha256, size = row
    return LetterBytes(uid=uid, name=f"{title} {number}.pdf", sha256=sha256, size=size)


def serve_letter(found: LetterBytes, *, shown: bool = False) -> Served:
    """A typeset letter on its way to the browser, to save or to look at."""
    return files.serve_made(found.sha256, "pdf", found.name, shown=shown)


def sheet_of(letter: LetterFacts, *, large: bool) -> Sheet:
    """All that decides the bytes of a letter."""
    return Sheet(
        kind=letter.kind,
        edition=letter.edition,
        title=letter.title,
        number=letter.number,
        sender=letter.sender,
        data=letter.data,
        token=letter.uid,
        verify_at=letter.verify_at,
        written_on=timezone.localtime(letter.written_at).date(),
        trial=letter.trial,
        large=large,
    )


def messages_to(to_ref: str, *, most: int = 50) -> list[MessageFacts]:
    """What we told somebody, newest first."""
    rows = Message.objects.filter(to_ref=to_ref).order_by("-left_at", "-id")[:most]
    return [_message(row) for row in rows]


def messages_about(object_kind: str, object_id: str) -> list[MessageFacts]:
    """What we told anybody about one object, oldest first."""
    rows = Message.objects.filter(object_kind=object_kind, object_id=object_id)
    return [_message(row) for row in rows.order_by("left_at", "id")]


def messages_about_any(
    object_kind: str, object_ids: Iterable[str], *, most: int = 50
) -> list[tuple[str, MessageFacts]]:
    """What we told about several objects, newest first, each with the object it is about."""
    rows = Message.objects.filter(object_kind=object_kind, object_id__in=list(object_ids))
    return [(row.object_id, _message(row)) for row in rows.order_by("-left_at", "-id")[:most]]


def keys_left(keys: Iterable[str]) -> frozenset[str]:
    """Which of these messages were already left."""
    return frozenset(Message.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def overdue_messages(at: datetime, *, most: int = 200) -> list[MessageFacts]:
    """What has not gone out in time: given up, or to be posted by hand; zero is normal."""
    waiting = [MessageState.WAITING, MessageState.FAILED, MessageState.GIVEN_UP]
    rows = Message.objects.filter(state__in=waiting, not_before__lt=at).order_by("not_before", "id")
    return [_message(row) for row in rows[:most]]


def _facts(row: Letter) -> LetterFacts:
    return LetterFacts(
        uid=row.uid,
        number=row.number,
        kind=row.kind,
        title=row.title,
        edition=row.edition,
        sender=Sender(**row.sender),
        data=row.data,
        object_kind=row.object_kind,
        object_id=row.object_id,
        verify_at=row.verify_at,
        trial=row.trial,
        written_at=row.created_at,
    )


def _message(row: Message) -> MessageFacts:
    return MessageFacts(
        key=row.key,
        channel=row.channel,
        template=row.template,
        params=row.params,
        state=MessageState(row.state),
        attempts=row.attempts,
        left_at=row.left_at,
        sent_at=row.sent_at,
        fault=row.fault,
    )
