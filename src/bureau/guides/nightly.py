"""Every night all guides are looked at, and what misleads becomes somebody's task."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.guides.board import board
from bureau.guides.checking import Checked, check_guides
from bureau.guides.models import NightlyCheck
from bureau.guides.owning import owner_of_guides
from bureau.tasks.models import Task
from bureau.tasks.operations import finish_task, open_task
from bureau.workdays.clock import day_of

FINDING = "guide_finding"
DAYS_TO_MEND = timedelta(days=14)


@operation
def check_every_guide(*, by: Actor, at: datetime) -> NightlyCheck:
    """Lint and proof of every guide in force; once more on the same day replaces that day's.

    A guide with errors is a task of the city's keepers; once nothing is wrong with it any
    more the task is finished.
    """
    day = day_of(at)
    checked = check_guides(on=day)
    rules = Counter(one.rule for guide in checked for one in guide.findings)
    found, _created = NightlyCheck.objects.update_or_create(
        day=day,
        defaults={
            "at": at,
            "guides": len(checked),
            "errors": sum(one.errors for one in checked),
            "warnings": sum(one.warnings for one in checked),
            "disagreeing": sum(not one.agrees for one in board(on=day)),
            "by_rule": dict(sorted(rules.items())),
        },
    )
    _open_tasks(checked, by=by, at=at)
    _finish_tasks(checked, by=by, at=at)
    record(
        "guides.checked",
        "catalogue",
        day.isoformat(),
        by=by,
        at=at,
        chain="catalogue",
        facts={"guides": found.guides, "errors": found.errors, "warnings": found.warnings},
    )
    return found


def _open_tasks(checked: Sequence[Checked], *, by: Actor, at: datetime) -> None:
    owner = owner_of_guides(at=at)
    for one in checked if owner else ():
        if one.errors and owner:
            open_task(
                kind=FINDING,
                subject=f"指南有错误：{one.name}"[:200],
                object_kind="guide",
                object_id=one.item,
                owner=owner,
                due_at=at + DAYS_TO_MEND,
                source="guides.lint",
                by=by,
                at=at,
            )


def _finish_tasks(checked: Sequence[Checked], *, by: Actor, at: datetime) -> None:
    wrong = {one.item for one in checked if one.errors}
    for task in Task.objects.filter(kind=FINDING, object_kind="guide", done_at=None):
        if task.object_id not in wrong:
            finish_task(task, outcome="mended", evidence="夜间检查没有再发现错误。", by=by, at=at)


def last_checks() -> tuple[NightlyCheck | None, NightlyCheck | None]:
    """The newest night and the one before it."""
    newest = list(NightlyCheck.objects.order_by("-day")[:2])
    return (newest[0] if newest else None, newest[1] if len(newest) > 1 else None)
