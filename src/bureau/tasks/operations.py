"""The verbs of a task: opened once, handed over, finished with an outcome."""

from dataclasses import dataclass
from datetime import datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.refusal import Refusal
from bureau.tasks.models import Task


class TaskRefused(Refusal):
    """The task cannot be given, handed over or finished so."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose task it is: a person, an office (whoever is there), or a person of an office."""

    account: str = ""
    office: str = ""


@operation
def open_task(
    *,
    kind: str,
    subject: str,
    object_kind: str,
    object_id: str,
    owner: Owner,
    due_at: datetime,
    source: str,
    excluded_account: str = "",
    by: Actor,
    at: datetime,
) -> Task:
    """Somebody must do this by then. Asking twice for the same open task gives the same one.

    ``excluded_account`` may never own or finish it: who was rated does not put it right.
    """
    _ensure_owner(owner, excluded_account)
    same = {"kind": kind, "object_kind": object_kind, "object_id": object_id, "source": source}
    if found := Task.objects.filter(**same, done_at=None).first():
        return found
    task = Task(
        **same,
        subject=subject,
        owner_account=owner.account,
        owner_office=owner.office,
        excluded_account=excluded_account,
        opened_at=at,
        due_at=due_at,
    )
    Task.objects.bulk_create([task], ignore_conflicts=True)
    opened = Task.objects.get(**same, done_at=None)
    if opened.uid == task.uid:
        _line("task.opened", opened, by=by, at=at, subject=subject)
    return opened


@operation
def hand_over_task(task: Task, *, to: Owner, reason: str, by: Actor, at: datetime) -> Task:
    """Another person or office takes it on; the day stays."""
    task = _open(task)
    if not reason.strip():
        raise TaskRefused("请写明转交的理由。", field="reason")
    _ensure_owner(to, task.excluded_account)
    task.owner_account, task.owner_office = to.account, to.office
    task.save(update_fields=["owner_account", "owner_office"])
    _line("task.handed_over", task, by=by, at=at, account=to.account, office=to.office)
    return task


@operation
def finish_task(task: Task, *, outcome: str, evidence: str, by: Actor, at: datetime) -> Task:
    """Done, with what came of it and what shows it."""
    task = _open(task)
    if task.excluded_account and by.id == task.excluded_account:
        raise TaskRefused("这项待办与您本人有关，不能由您办结，请转交他人。")
    if not outcome.strip() or not evidence.strip():
        raise TaskRefused("请写明办理结果和依据。", field="evidence")
    task.done_at, task.outcome, task.evidence = at, outcome, evidence
    task.save(update_fields=["done_at", "outcome", "evidence"])
    _line("task.finished", task, by=by, at=at, outcome=outcome)
    return task


def _ensure_owner(owner: Owner, excluded: str) -> None:
    if not owner.account and not owner.office:
        raise TaskRefused("待办必须有人或单位负责。", field="owner")
    if excluded and owner.account == excluded:
        raise TaskRefused("这项待办不能由当事人自己办理，请选择其他人。", field="owner")


def _open(task: Task) -> Task:
    found = Task.objects.select_for_update(no_key=True).get(pk=task.pk)
    if found.done_at is not None:
        raise TaskRefused("这项待办已经办结。")
    return found


def _line(act: str, task: Task, *, by: Actor, at: datetime, **facts: str) -> None:
    record(
        act,
        "task",
        str(task.uid),
        by=by,
        at=at,
        chain=f"task:{task.object_kind}:{task.object_id}",
        facts={"kind": task.kind, **facts},
    )
