"""Publishing a guide: nothing that misleads goes out, and two persons answer for it."""

from datetime import date, datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.catalogue import operations as catalogue
from bureau.catalogue import queries
from bureau.catalogue.queries import EditionFacts
from bureau.guides.checking import check_edition
from bureau.guides.lint import errors
from bureau.refusal import Refusal
from bureau.workdays.clock import day_of


@operation
def propose(
    edition_id: int,
    *,
    valid_from: date,
    reason: str,
    document: str,
    article: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> EditionFacts:
    """送复核: a draft without errors, with its first day, its reason and its ground."""
    ensure_without_errors(edition_id, at=at)
    catalogue.propose(
        edition_id,
        valid_from=valid_from,
        reason=reason,
        document=document,
        article=article,
        by=by,
        at=at,
        version=version,
    )
    return _known(edition_id)


@operation
def publish(
    edition_id: int, *, by: Actor, at: datetime, version: int | None = None
) -> EditionFacts:
    """发布: the second person puts in force what the first proposed.

    Refused while a rule of the guide finds an error: what misleads the applicant or
    breaks the law is not published (国务院令第716号第六条).
    """
    ensure_without_errors(edition_id, at=at)
    catalogue.publish_proposed(edition_id, by=by, at=at, version=version)
    return _known(edition_id)


def ensure_without_errors(edition_id: int, *, at: datetime) -> None:
    """Refuse what the rules of a guide call an error, all of it in one sentence."""
    wrong = errors(check_edition(_known(edition_id), on=day_of(at)).findings)
    if wrong:
        lines = "；".join(one.message.rstrip("。") for one in wrong[:10])
        more = f"；另有{len(wrong) - 10}处" if len(wrong) > 10 else ""
        raise Refusal(f"指南还不能发布：{lines}{more}。")


def _known(edition_id: int) -> EditionFacts:
    edition = queries.edition_by_id(edition_id)
    if edition is None:
        raise Refusal("没有这个事项版本。它可能是一份已经作废的草稿。")
    return edition
