"""Write letters, once and for ever; typeset them on first need."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import connection
from django.utils import timezone
from psycopg.types.json import Jsonb

from bureau.audit.actors import Actor
from bureau.audit.canonical import canonical, sm3
from bureau.audit.operations import LETTERS, at_close, operation, record
from bureau.files.kinds import KINDS as FILE_KINDS
from bureau.files.operations import keep_made
from bureau.notices.kinds import KINDS
from bureau.notices.models import Letter, LetterFile
from bureau.notices.queries import LetterBytes, find_letter, letter_bytes, sheet_of
from bureau.notices.refusals import LetterIncomplete
from bureau.notices.rules import TOKEN_LENGTH, TOKEN_SIGNS, Json, frozen, lacking, letter_number
from bureau.notices.sender import Sender
from bureau.notices.typesetting import EDITION, typeset

LICENCE = "licence"
VERIFY_PATH = "/verify"

WRITE = """
with given as (
    insert into notices_lettercounter (key, year, last) values (%(key)s, %(year)s, 1)
    on conflict (key, year) do update set last = notices_lettercounter.last + 1
    returning last
)
insert into notices_letter (
    uid, number, kind, title, edition, sender, authority_code, data,
    object_kind, object_id, verify_at, trial, created_at
)
select %(uid)s, replace(%(number)s, '#', last::text), %(kind)s, %(title)s, %(edition)s,
    %(sender)s, %(authority_code)s, %(data)s,
    %(object_kind)s, %(object_id)s, %(verify_at)s, %(trial)s, %(created_at)s
from given returning number
"""
"""One statement, so that the counter of an authority is locked no longer than it must be."""


@operation
def draft_letter(
    kind: str,
    *,
    authority: Sender,
    data: Mapping[str, Json],
    object_kind: str,
    object_id: str,
    procedure: str = "",
    by: Actor,
    at: datetime,
) -> str:
    """Write a letter in the act's transaction; its uid, which is also its verification code.

    Says no while the letter would not say all it must. The number is given when the act
    closes, so that numbers have no holes and no act waits for another longer than it must;
    an act that fails leaves neither letter nor number.
    """
    title, word = KINDS[kind].title_and_word(procedure)
    if missing := lacking(kind, data):
        raise LetterIncomplete(title, missing)
    if kind == LICENCE:  # each licence has a name of its own
        title = str(data["title"])
    letter = Letter(
        uid="".join(secrets.choice(TOKEN_SIGNS) for _ in range(TOKEN_LENGTH)),
        kind=kind,
        title=title,
        edition=EDITION,
        sender=asdict(authority),
        authority_code=authority.code,
        data=frozen(data),
        object_kind=object_kind,
        object_id=object_id,
        verify_at=f"{settings.ORIGIN}{VERIFY_PATH}",
        trial=settings.TRIAL,
        created_at=at,
    )
    key = f"{authority.code}:{word}"
    year = timezone.localtime(at).year
    letter.number = letter_number(short=authority.short, word=word, year=year, sequence="#")
    at_close(LETTERS, f"{key}:{year}", partial(_give_number, letter, key, year, by))
    return letter.uid


def _give_number(letter: Letter, key: str, year: int, by: Actor) -> None:
    columns = {field.attname: getattr(letter, field.attname) for field in Letter._meta.fields}
    columns |= {"sender": Jsonb(letter.sender), "data": Jsonb(letter.data)}
    with connection.cursor() as cursor:
        cursor.execute(WRITE, {"key": key, "year": year, **columns})
        row = cursor.fetchone()
    assert row is not None
    letter.number = row[0]
    record(
        "letter.written",
        "letter",
        letter.uid,
        by=by,
        at=letter.created_at,
        chain=f"{letter.authority_code}:{letter.object_id}",
        facts={"title": letter.title, "number": letter.number, "digest": _digest(letter)},
    )


def _digest(letter: Letter) -> str:
    return sm3(canonical([letter.data, letter.sender]))


def have_letter_bytes(
    uid: str, *, large: bool = False, by: Actor, at: datetime
) -> LetterBytes | None:
    """The letter as it was typeset on first need; None where there is no such letter.

    Whoever comes first typesets it; later calls, and others at the same moment, get the
    same bytes.
    """
    if (found := letter_bytes(uid, large=large)) is not None:
        return found
    letter = find_letter(uid)
    if letter is None:
        return None
    _keep_bytes(uid, typeset(sheet_of(letter, large=large)), large=large, by=by, at=at)
    return letter_bytes(uid, large=large)


@operation
def _keep_bytes(uid: str, pdf: bytes, *, large: bool, by: Actor, at: datetime) -> None:
    blob = keep_made(pdf, FILE_KINDS["pdf"], at=at)
    _, is_new = LetterFile.objects.get_or_create(
        letter_id=uid,
        large=large,
        defaults={"blob": blob, "size": len(pdf), "rendered_at": at},
    )
    if is_new:
        letter = Letter.objects.get(uid=uid)
        record(
            "letter.typeset",
            "letter",
            uid,
            by=by,
            at=at,
            chain=f"{letter.authority_code}:{letter.object_id}",
            facts={"number": letter.number, "sha256": blob.sha256},
        )
