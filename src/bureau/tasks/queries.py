"""What is still to be done, by whom, since when."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from bureau.tasks.models import Task


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task as a list or page shows it."""

    uid: uuid.UUID
    kind: str
    subject: str
    object_kind: str
    object_id: str
    owner_account: str
    owner_office: str
    source: str
    opened_at: datetime
    due_at: datetime
    done_at: datetime | None
    outcome: str
    evidence: str

    def is_overdue(self, at: datetime) -> bool:
        """Finished late, or still open after its day."""
        return (self.done_at or at) > self.due_at


def open_tasks(
    *, account: str = "", offices: Iterable[str] = (), kinds: Iterable[str] = (), limit: int = 200
) -> list[TaskView]:
    """What waits for a person and for the offices they work in, the most urgent first.

    A task that is about this person is not theirs to do and is left out.
    """
    mine = Q(owner_account=account) if account else Q(pk__in=())
    ours = Q(owner_account="", owner_office__in=list(offices))
    tasks = Task.objects.filter(mine | ours, done_at=None)
    if account:
        tasks = tasks.exclude(excluded_account=account)
    if wanted := list(kinds):
        tasks = tasks.filter(kind__in=wanted)
    return _views(tasks.order_by("due_at", "pk")[:limit])


def overdue_tasks(*, at: datetime, offices: Iterable[str] | None = None) -> list[TaskView]:
    """Open tasks whose day is over, the oldest first."""
    tasks = Task.objects.filter(done_at=None, due_at__lt=at)
    if offices is not None:
        tasks = tasks.filter(owner_office__in=list(offices))
    return _views(tasks.order_by("due_at", "pk"))


def tasks_about(object_kind: str, object_id: str) -> list[TaskView]:
    """Every task about one thing, open or done, in the order they came."""
    tasks = Task.objects.filter(object_kind=object_kind, object_id=object_id)
    return _views(tasks.order_by("opened_at", "pk"))


def find_task(uid: uuid.UUID | str) -> Task | None:
    """The task with this reference; the caller knows who may see it."""
    try:
        return Task.objects.filter(uid=uuid.UUID(str(uid))).first()
    except ValueError:
        return None


def view_of(task: Task) -> TaskView:
    """One task as a page shows it."""
    return TaskView(
        uid=task.uid,
        kind=task.kind,
        subject=task.subject,
        object_kind=task.object_kind,
        object_id=task.object_id,
        owner_account=task.owner_account,
        owner_office=task.owner_office,
        source=task.source,
        opened_at=task.opened_at,
        due_at=task.due_at,
        done_at=task.done_at,
        outcome=task.outcome,
        evidence=task.evidence,
    )


@dataclass(frozen=True, slots=True)
class OfficeLoad:
    """How many tasks of one office are open, and how many of them late."""

    office: str
    open: int
    overdue: int


def open_by_office(kind: str, *, at: datetime) -> list[OfficeLoad]:
    """Open and late tasks of a kind, office by office."""
    rows = (
        Task.objects.filter(kind=kind, done_at=None)
        .values("owner_office")
        .annotate(open=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=at)))
        .order_by("owner_office")
    )
    return [OfficeLoad(row["owner_office"], row["open"], row["overdue"]) for row in rows]


def _views(tasks: QuerySet[Task]) -> list[TaskView]:
    return [view_of(task) for task in tasks]
