"""Rectifications as lists and pages show them. Who was rated finds none of their own."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from bureau.cases import words
from bureau.cases.models import Case
from bureau.feedback.events import KINDS
from bureau.feedback.grades import OPTIONS, Grade
from bureau.feedback.models import Invitation, Rating, Verification
from bureau.feedback.rectification.rules import KIND, MAY, SEE_ALL, Outcome, may_rectify
from bureau.offices.queries import Duties
from bureau.people.models import Account
from bureau.tasks.models import Task
from bureau.workdays.rules import is_past

PAGE = 100


@dataclass(frozen=True, slots=True)
class RectificationLine:
    """One rectification in a list."""

    uid: str
    item_name: str
    grade: Grade
    area: str
    office_name: str
    opened_at: datetime
    due_at: datetime
    done_at: datetime | None
    outcome: str
    is_late: bool
    is_verified: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, by whom."""

    founded: bool
    words: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RectificationPage:
    """One rectification: what was said beside what the case says."""

    line: RectificationLine
    kind_label: str
    served_at: datetime
    turn: str
    options: tuple[str, ...]
    words: str
    channel: str
    facts: tuple[tuple[str, str], ...]
    case_number: str
    findings: tuple[Finding, ...]
    evidence: str
    may_act: bool


def rectifications(
    viewer: Account, *, duties: Duties, at: datetime, done: bool = False
) -> tuple[RectificationLine, ...]:
    """What the viewer may see: the open ones by their day, or those done, newest first."""
    tasks = _visible(viewer, duties).filter(done_at__isnull=not done)
    order = ("-done_at", "-pk") if done else ("due_at", "pk")
    found = list(tasks.order_by(*order)[:PAGE])
    ratings = _ratings(task.object_id for task in found)
    verified = set(
        Verification.objects.filter(rating__in=ratings).values_list("rating_id", flat=True)
    )
    return tuple(
        _line(task, ratings[int(task.object_id)], viewer, duties, at=at, verified=verified)
        for task in found
        if int(task.object_id) in ratings
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """One that nobody has finished, for who works through them."""

    uid: str
    rating: int
    owner_account: str


def waiting(*, opened_before: datetime) -> tuple[Waiting, ...]:
    """Every open rectification older than that, the most urgent first."""
    tasks = Task.objects.filter(kind=KIND, done_at=None, opened_at__lt=opened_before)
    return tuple(
        Waiting(uid=str(task.uid), rating=int(task.object_id), owner_account=task.owner_account)
        for task in tasks.order_by("due_at", "pk")[:PAGE]
    )


def rectification(
    uid: str, viewer: Account, *, duties: Duties, at: datetime
) -> RectificationPage | None:
    """One of them, if the viewer may see it; nothing else exists."""
    task = _visible(viewer, duties).filter(uid=uid).first()
    if task is None:
        return None
    rating = Rating.objects.select_related("invitation__case").get(pk=int(task.object_id))
    findings = tuple(
        Finding(
            founded=one.founded,
            words=one.words,
            who=" ".join(part for part in (one.office_name, one.post, one.person_name) if part),
            at=one.at,
        )
        for one in rating.verifications.order_by("id")
    )
    event = rating.invitation
    verified = {rating.pk} if findings else set()
    line = _line(task, rating, viewer, duties, at=at, verified=verified)
    return RectificationPage(
        line=line,
        kind_label=KINDS[event.kind],
        served_at=event.served_at,
        turn="追评" if rating.turn == "follow_up" else "首评",
        options=_options(rating),
        words=rating.words,
        channel=rating.channel,
        facts=_facts(event),
        case_number=event.case.number if event.case else "",
        findings=findings,
        evidence=task.evidence,
        may_act=line.is_mine and task.done_at is None,
    )


def _visible(viewer: Account, duties: Duties) -> QuerySet[Task]:
    tasks = Task.objects.filter(kind=KIND).exclude(excluded_account=str(viewer.pk))
    if duties.has(*SEE_ALL):
        return tasks
    own = Q(owner_account=str(viewer.pk))
    if duties.has(*MAY):
        own |= Q(owner_office__in=sorted(duties.covered))
    return tasks.filter(own)


def _ratings(ids: Iterable[str]) -> Mapping[int, Rating]:
    return Rating.objects.select_related("invitation").in_bulk([int(one) for one in ids])


def _line(
    task: Task,
    rating: Rating,
    viewer: Account,
    duties: Duties,
    *,
    at: datetime,
    verified: Collection[int],
) -> RectificationLine:
    event = rating.invitation
    return RectificationLine(
        uid=str(task.uid),
        item_name=event.item_name or "窗口咨询",
        grade=Grade(rating.grade),
        area=event.area,
        office_name=event.office_name,
        opened_at=task.opened_at,
        due_at=task.due_at,
        done_at=task.done_at,
        outcome=Outcome(task.outcome).label if task.outcome in set(Outcome) else task.outcome,
        is_late=is_past(task.due_at, task.done_at or at),
        is_verified=rating.pk in verified,
        is_mine=may_rectify(
            str(viewer.pk),
            roles=duties.roles,
            covered=duties.covered,
            owner_account=task.owner_account,
            owner_office=task.owner_office,
            rated=task.excluded_account,
        ),
    )


def _options(rating: Rating) -> tuple[str, ...]:
    known = OPTIONS[Grade(rating.grade)]
    return tuple(known.get(code, code) for code in rating.options)


def _facts(event: Invitation) -> tuple[tuple[str, str], ...]:
    """What can be checked of the complaint at once, from the case."""
    case = event.case
    if case is None:
        return ()
    return (
        ("事项", case.item_name),
        ("收到申请", words.day(case.received_at)),
        ("受理", words.day(case.accepted_at) if case.accepted_at else "还没有受理"),
        ("告知补正", f"{case.notices} 次" if case.notices else "没有"),
        ("承诺时限", _kept(case, case.promise_due_at)),
        ("法定时限", _kept(case, case.statutory_due_at)),
    )


def _kept(case: Case, due: datetime | None) -> str:
    if due is None:
        return "还没有起算"
    until = f"到{words.until(due)}"
    if case.decided_at is None:
        return f"{until}，还没有决定"
    kept = "超过了" if is_past(due, case.decided_at) else "没有超过"
    return f"{until}，{words.day(case.decided_at)}决定，{kept}"
