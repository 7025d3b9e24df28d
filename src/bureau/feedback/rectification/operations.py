"""The verbs of a rectification: look into it, then finish it with what shows it."""

from datetime import datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.feedback.models import Rating, Verification
from bureau.feedback.rectification.rules import KIND, Outcome, may_rectify
from bureau.offices import queries as offices
from bureau.people.models import Account
from bureau.people.names import without_numbers
from bureau.refusal import Refusal
from bureau.tasks import operations as tasks
from bureau.tasks import queries as task_queries
from bureau.tasks.models import Task

SHORTEST = 4
LONGEST = 2000


class NotYours(Refusal):
    """This rectification is not this person's to do."""


class NotVerified(Refusal):
    """It was to be finished before anybody had looked into it."""


class SaysTooLittle(Refusal):
    """A finding, evidence or feedback that says nothing."""


@operation
def verify(uid: str, *, founded: bool | None, words: str, by: Account, at: datetime) -> None:
    """核实: what was found, and whether the complaint has a ground. May be repeated while
    the task is open; every finding stays."""
    task, actor = _ours(uid, by=by, at=at)
    if founded is None:
        raise SaysTooLittle("请选择评价反映的问题是否属实。", field="founded")
    found = _said(words, "请写明查到了什么（至少 4 个字）：问了谁、看了哪些记录。", "words")
    rating = _rating(task)
    last = rating.verifications.order_by("-id").first()
    if last and (last.founded, last.words, last.account) == (founded, found, actor.id):
        return  # sent twice
    Verification.objects.create(
        rating=rating,
        founded=founded,
        words=found,
        account=actor.id,
        person_name=actor.name,
        post=actor.post,
        office_name=actor.office,
        at=at,
    )
    _line("rating.verified", task, by=actor, at=at, founded=founded)


@operation
def finish(uid: str, *, outcome: str, evidence: str, told: str, by: Account, at: datetime) -> None:
    """办结: what was done, what shows it, and how the person who rated learnt of it.

    Nothing is finished before it was verified, and nothing without telling the person.
    What was found to be so is put right, not explained away.
    """
    task, actor = _ours(uid, by=by, at=at)
    last = Verification.objects.filter(rating=_rating(task)).order_by("-id").first()
    if last is None:
        raise NotVerified("还没有核实，不能办结。请先写下核实的情况。")
    try:
        ended = Outcome(outcome)
    except ValueError:
        raise SaysTooLittle("请选择办理结果。", field="outcome") from None
    if last.founded and ended is Outcome.EXPLAINED:
        raise SaysTooLittle(
            "核实属实的差评要整改，不能只作说明。请写明怎样整改的。", field="outcome"
        )
    done = _said(evidence, "请写明做了什么、有什么凭据（至少 4 个字）。", "evidence")
    heard = _said(
        told, "请写明怎样告诉评价人的；匿名联系不上的，写明在哪里公开答复（至少 4 个字）。", "told"
    )
    tasks.finish_task(task, outcome=ended, evidence=f"{done}\n反馈：{heard}", by=actor, at=at)
    _line("rating.rectified", task, by=actor, at=at, outcome=str(ended))


def _ours(uid: str, *, by: Account, at: datetime) -> tuple[Task, Actor]:
    task = task_queries.find_task(uid)
    if task is None or task.kind != KIND:
        raise NotYours("没有找到这项整改。")
    duties = offices.duties(by.pk, at)
    allowed = may_rectify(
        str(by.pk),
        roles=duties.roles,
        covered=duties.covered,
        owner_account=task.owner_account,
        owner_office=task.owner_office,
        rated=task.excluded_account,
    )
    if not allowed:
        raise NotYours("这项整改不归您办。被评价的人不能办自己的差评，请由好差评专员办理。")
    if task.done_at is not None:
        raise NotYours("这项整改已经办结。")
    return task, offices.actor_for(by, at, office_key=task.owner_office)


def _rating(task: Task) -> Rating:
    return Rating.objects.get(pk=int(task.object_id))


def _said(words: str, otherwise: str, field: str) -> str:
    text = without_numbers(words, field=field, longest=LONGEST)
    if len(text) < SHORTEST:
        raise SaysTooLittle(otherwise, field=field)
    return text


def _line(act: str, task: Task, *, by: Actor, at: datetime, **facts: str | bool) -> None:
    record(
        act, "rating", task.object_id, by=by, at=at, chain=f"rating:{task.object_id}", facts=facts
    )
