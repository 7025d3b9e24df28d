"""From a draft to an edition in force: proposed by one person, published by a second."""

from datetime import date, datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.catalogue.authority import ensure_common
from bureau.catalogue.elements import EditionContent
from bureau.catalogue.models import Edition, Item, LegalDocument
from bureau.catalogue.operations.editions import put_in_force
from bureau.catalogue.operations.locking import kept_words, locked, locked_draft, write_line
from bureau.catalogue.rules import problems
from bureau.offices.words import Act
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
) -> Edition:
    """送复核: the draft with its first day, its reason and the text it rests on.

    From then on nobody writes in it; its keeper can take it back, the second person return it.
    """
    edition = locked_draft(edition_id, by=by, at=at)
    if version is not None and version != edition.version:
        raise Refusal("您打开页面以后草稿又有改动。请刷新看过再送复核。")
    ensure_free_day(edition, valid_from, at=at)
    told = kept_words(reason, field="reason", needed="请写明为什么改。")
    edition.ground_document, edition.ground_article = named_ground(document, article)
    if wrong := problems(EditionContent.model_validate(edition.content)):
        raise Refusal(f"草稿自相矛盾，先改好再送：{wrong[0].message}")
    edition.valid_from = valid_from
    edition.reason = told
    edition.proposed_by, edition.proposer, edition.proposed_at = by.id, by.name, at
    edition.returned_because = ""
    edition.save()
    write_line(
        "catalogue.edition_proposed",
        edition,
        by=by,
        at=at,
        valid_from=valid_from.isoformat(),
        reason=told,
        ground=f"{edition.ground_document} {edition.ground_article}".strip(),
        hash=edition.content_hash,
    )
    return edition


@operation
def return_draft(edition_id: int, *, reason: str, by: Actor, at: datetime) -> Edition:
    """Back to a draft: its keeper takes it back, or the second person says what is wrong."""
    edition = locked(edition_id)
    if edition.status != Edition.Status.DRAFT or edition.proposed_at is None:
        raise Refusal("这一版没有在等复核，不用退回。")
    own = edition.proposed_by == by.id
    ensure_common(by, act=Act.KEEP if own else Act.PUBLISH, items=[edition.item.key], at=at)
    needed = "" if own else "请写明退回的原因，编制的人好照着改。"
    told = kept_words(reason, field="reason", needed=needed) or "编制人收回"
    edition.proposed_by, edition.proposer, edition.proposed_at = "", "", None
    edition.returned_because = "" if own else f"{by.name}：{told}"
    edition.version += 1
    edition.save()
    write_line("catalogue.edition_returned", edition, by=by, at=at, reason=told)
    return edition


@operation
def publish_proposed(
    edition_id: int, *, by: Actor, at: datetime, version: int | None = None
) -> Edition:
    """发布: the second person puts in force what the first proposed, and nothing else."""
    edition = locked(edition_id)
    if edition.status != Edition.Status.DRAFT:
        raise Refusal("这一版已经发布过了，可能是别人刚刚发布的。")
    if edition.proposed_at is None:
        raise Refusal("这一版还没有送复核，或者已经收回。请编制的人送来再发布。")
    if version is not None and version != edition.version:
        raise Refusal("您打开页面以后这一版退回改过。请刷新看过再发布。")
    if edition.changes.filter(by_id=by.id).exists():
        raise Refusal("您改过这份草稿，不能再由您复核。请另请一人。")
    # Two drafts of one item published at once: the second waits, then sees the first.
    Item.objects.select_for_update(no_key=True).get(pk=edition.item_id)
    ensure_free_day(edition, edition.valid_from, at=at)
    first = Actor(id=edition.proposed_by, name=edition.proposer)
    return put_in_force(edition_id, by=first, second=by, at=at)


def ensure_free_day(edition: Edition, day: date, *, at: datetime) -> None:
    """Refuse a first day that is past, or behind or on the first day of another edition."""
    if day < day_of(at):
        raise Refusal(
            f"启用日{day}已经过去，不能倒着发布。请改成今天或者以后。", field="valid_from"
        )
    last = (
        Edition.objects.filter(item_id=edition.item_id, valid_to=None)
        .exclude(pk=edition.pk)
        .exclude(status=Edition.Status.DRAFT)
        .order_by("-valid_from")
        .first()
    )
    if last is not None and last.valid_from == day:
        raise Refusal(
            f"第{last.number}版也从{day}起执行，同一天不能有两版。请换一天，或者先撤下那一版。",
            field="valid_from",
        )
    if last is not None and last.valid_from > day:
        raise Refusal(
            f"第{last.number}版自{last.valid_from}起执行，这一版不能排在它前面。请换一天。",
            field="valid_from",
        )


def named_ground(document: str, article: str) -> tuple[str, str]:
    """Document and article a change rests on; the document must be in the table."""
    named = kept_words(document, field="document", needed="请写明依据哪个文件。")
    if not LegalDocument.objects.filter(short_name=named).exists():
        raise Refusal(
            f"法律文件表里没有《{named}》。请从清单里选；确实没有的，先录入这个文件。",
            field="document",
        )
    return named, kept_words(article, field="article")
