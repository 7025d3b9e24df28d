"""报错: anybody says what is wrong in a guide and gets a number and a public answer."""

import re
from datetime import datetime, timedelta

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.catalogue import queries as catalogue
from bureau.catalogue.authority import ensure_common
from bureau.guides.models import GuideReport
from bureau.guides.owning import owner_of_guides
from bureau.offices.words import Act
from bureau.refusal import Refusal
from bureau.tasks.models import Task
from bureau.tasks.operations import finish_task, open_task
from bureau.workdays.clock import day_of

REPORT = "guide_report"
DAYS_TO_ANSWER = timedelta(days=7)
SHORTEST, LONGEST = 5, 1000
SOMEBODY = Actor(id="", name="报错人")
NUMBER = re.compile(r"ZN-?(\d{6})-?(\d{5,})", re.IGNORECASE)


@operation
def report_error(item: str, words: str, *, by: Actor, at: datetime) -> GuideReport:
    """Kept with the edition it speaks of, and a task of the city's keepers. The same words
    sent twice on a day are one report."""
    day = day_of(at)
    edition = catalogue.edition_in_force(item, on=day)
    if edition is None:
        raise Refusal("这个事项现在没有在用的指南。")
    said = words.strip()
    if not SHORTEST <= len(said) <= LONGEST:
        raise Refusal(f"请写{SHORTEST}到{LONGEST}个字：哪一处、哪里不对。", field="words")
    report, created = GuideReport.objects.get_or_create(
        item=item,
        words=said,
        reported_on=day,
        defaults={"item_name": edition.name, "edition": edition.number, "reported_at": at},
    )
    if not created:
        return report
    record(
        "guides.error_reported",
        "guide_report",
        report.number,
        by=by,
        at=at,
        chain="catalogue",
        facts={"item": item},
    )
    if owner := owner_of_guides(at=at):
        open_task(
            kind=REPORT,
            subject=f"群众报错 {report.number}：{edition.name}"[:200],
            object_kind="guide_report",
            object_id=str(report.pk),
            owner=owner,
            due_at=at + DAYS_TO_ANSWER,
            source="guides.report",
            by=by,
            at=at,
        )
    return report


@operation
def answer_report(
    report: GuideReport, *, corrected: bool, answer: str, by: Actor, at: datetime
) -> GuideReport:
    """The answer everybody can read; it finishes the task."""
    ensure_common(by, act=Act.KEEP, items=[report.item], at=at)
    found = GuideReport.objects.select_for_update(no_key=True).get(pk=report.pk)
    if found.answered_at is not None:
        raise Refusal("这一条已经答复过了。")
    if len(answer.strip()) < SHORTEST:
        raise Refusal("请写明查到了什么、改了没有；这段话是公开的。", field="answer")
    found.corrected, found.answer = corrected, answer.strip()
    found.answered_by, found.answered_at = by.name, at
    found.save(update_fields=["corrected", "answer", "answered_by", "answered_at"])
    for task in Task.objects.filter(kind=REPORT, object_id=str(found.pk), done_at=None):
        outcome = "corrected" if corrected else "kept"
        finish_task(task, outcome=outcome, evidence=found.answer, by=by, at=at)
    record("guides.error_answered", "guide_report", found.number, by=by, at=at, chain="catalogue")
    return found


def find_report(number: str) -> GuideReport | None:
    """The report of that number; nothing for one that cannot be."""
    told = NUMBER.fullmatch(number.strip())
    if told is None or len(told.group(2)) > 12:
        return None
    found = GuideReport.objects.filter(pk=int(told.group(2))).first()
    return found if found and f"{found.reported_on:%y%m%d}" == told.group(1) else None


def reports() -> tuple[GuideReport, ...]:
    """Those without an answer first, the oldest of them at the head."""
    found = GuideReport.objects.order_by("reported_at")
    return (*found.filter(answered_at=None), *found.exclude(answered_at=None).reverse()[:100])


def days_to_answer() -> float | None:
    """How long answers took on average, in days; None before the first."""
    took = [
        (one.answered_at - one.reported_at).total_seconds() / 86400
        for one in GuideReport.objects.exclude(answered_at=None)
        if one.answered_at is not None
    ]
    return round(sum(took) / len(took), 1) if took else None
