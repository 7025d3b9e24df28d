"""电子证照: the paper of a licence, written when somebody first wants it.

What it says stands in the register since the decision and does not change, so nothing is
gained by writing it earlier; a licence nobody downloads needs no paper.
"""

from datetime import datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.cases import words
from bureau.cases.letters import sender
from bureau.cases.operations.frame import locked
from bureau.notices import operations as notices
from bureau.notices.queries import letters_about
from bureau.registry.queries import LicenceFacts, licence_by_token

LICENCE = "licence"


@operation
def have_licence_paper(token: str, *, by: Actor, at: datetime) -> str | None:
    """The letter that is the paper of this licence; its code leads to the register.

    None for a licence that no case gave: what was taken over from elsewhere has its own.
    """
    licence = licence_by_token(token)
    if licence is None or not licence.given_by_case:
        return None
    locked(licence.given_by_case)  # two who want it at once get the same
    if known := letters_about(LICENCE, token):
        return known[-1].uid
    return notices.draft_letter(
        LICENCE,
        authority=sender(licence.authority_code),
        data={
            "title": licence.kind,
            "licence_number": licence.number,
            "fields": _fields(licence),
            "issued_on": words.day_of(licence.issued_on),
        },
        object_kind=LICENCE,
        object_id=token,
        by=by,
        at=at,
    )


def _fields(licence: LicenceFacts) -> list[list[str]]:
    start = words.day_of(licence.valid_from)
    valid = f"{start}至{words.day_of(licence.valid_to)}" if licence.valid_to else f"{start}起长期"
    if not licence.term_is_known:
        valid = "以原证记载为准"
    told = (
        ("名称（姓名）", licence.holder_name),
        ("地址", licence.place),
        ("范围", licence.scope),
        ("有效期", valid),
    )
    return [[label, value] for label, value in told if value]
