"""动态修订: an article changes, and everybody whose guide names it has something to do."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.catalogue import queries as catalogue
from bureau.catalogue.numerals import article_words
from bureau.catalogue.operations.amending import amend_article
from bureau.guides.models import LawChange
from bureau.guides.owning import owner_of_guides
from bureau.guides.reliance import who_relies
from bureau.refusal import Refusal
from bureau.tasks.operations import open_task
from bureau.tasks.queries import TaskView, tasks_about
from bureau.workdays.clock import day_of

FOLLOW_UP = "guide_follow_up"
DAYS_TO_FOLLOW = timedelta(days=14)


@operation
def mark_amended(
    document: str,
    article: str,
    *,
    text: str,
    source: str,
    published_on: date,
    valid_from: date,
    by: Actor,
    at: datetime,
) -> LawChange:
    """The article's new words from a day on, and one task for every item that relies on it."""
    day = day_of(at)
    if published_on > day:
        raise Refusal("公布日期不能晚于今天。", field="published_on")
    if valid_from < published_on:
        raise Refusal("施行日期不能早于公布日期。", field="valid_from")
    relying = who_relies(document, article, on=day)
    before, after = amend_article(
        document, article, text=text, source=source, valid_from=valid_from, by=by, at=at
    )
    change = LawChange.objects.create(
        document=document,
        article=article,
        old_text=before,
        new_text=after,
        published_on=published_on,
        valid_from=valid_from,
        marked_by=by.name,
        marked_at=at,
        items=[one.item for one in relying],
    )
    record(
        "guides.law_amended",
        "law_change",
        str(change.pk),
        by=by,
        at=at,
        chain="catalogue",
        facts={"document": document, "article": article, "items": len(relying)},
    )
    owner = owner_of_guides(at=at)
    for one in relying if owner else ():
        if owner:
            open_task(
                kind=FOLLOW_UP,
                subject=f"《{document}》{article_words(article)}改了，核对“{one.name}”"[:200],
                object_kind="law_change",
                object_id=f"{change.pk}/{one.item}"[:80],
                owner=owner,
                due_at=at + DAYS_TO_FOLLOW,
                source="guides.law",
                by=by,
                at=at,
            )
    return change


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One item of a change: its task, and how long until a new edition took effect here."""

    item: str
    name: str
    task: TaskView | None
    edition: str
    days: int | None


def follow_ups(change: LawChange) -> tuple[FollowUp, ...]:
    """What became of each item; days run from the publication of the upper document."""
    return tuple(_follow_up(change, item) for item in change.items)


def _follow_up(change: LawChange, item: str) -> FollowUp:
    editions = catalogue.editions_of(item)
    marked = day_of(change.marked_at)
    newer = [
        one
        for one in editions
        if one.status != "draft"
        and one.approved_on is not None
        and one.approved_on >= marked
        and one.valid_from >= change.published_on
    ]
    first = min(newer, key=lambda one: one.valid_from, default=None)
    tasks = tasks_about("law_change", f"{change.pk}/{item}"[:80])
    return FollowUp(
        item=item,
        name=editions[0].name if editions else item,
        task=tasks[-1] if tasks else None,
        edition=first.number if first else "",
        days=(first.valid_from - change.published_on).days if first else None,
    )


def changes() -> tuple[LawChange, ...]:
    """Every change marked so far, the newest first."""
    return tuple(LawChange.objects.order_by("-marked_at", "-pk"))


def find_change(key: int) -> LawChange | None:
    return LawChange.objects.filter(pk=key).first()
