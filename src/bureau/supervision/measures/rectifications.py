"""差评按期整改: of the rectifications due in the period, those finished in time."""

from collections.abc import Collection
from fractions import Fraction
from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from bureau.feedback.models import Rating
from bureau.supervision.definitions import NUMERATOR, REST
from bureau.supervision.measures.measure import (
    Row,
    RowKind,
    RowPage,
    Tallies,
    after_key,
    one_page,
)
from bureau.supervision.rules import Tally
from bureau.supervision.scope import Scope
from bureau.tasks.models import Task

KEY = "rectified"
BAD_RATING = "bad_rating"


class Rectifications:
    """One statement over the tasks that bad ratings opened."""

    keys = (KEY,)

    def tallies(self, scope: Scope, keys: Collection[str]) -> Tallies:
        rows = (
            _due(scope)
            .values("area")
            .order_by()
            .annotate(all=Count("pk"), hit=Count("pk", filter=_in_time()))
        )
        return {
            KEY: {
                row["area"]: Tally(Fraction(row["hit"]), Fraction(row["all"]), row["all"])
                for row in rows
            }
        }

    def rows(self, key: str, part: str, scope: Scope, *, after: str) -> RowPage:
        tasks = _due(scope)
        if part == NUMERATOR:
            tasks = tasks.filter(_in_time())
        elif part == REST:
            tasks = tasks.exclude(_in_time())
        found, more = one_page(tasks, column="due_at", after=after)
        rows = tuple(_row(task) for task in found)
        return RowPage(rows, rows[-1].after if more else "")


def _due(scope: Scope) -> QuerySet[Any]:
    """Due in the period and by now: what still has time is not late."""
    tasks = Task.objects.filter(
        kind=BAD_RATING, due_at__gte=scope.since, due_at__lt=min(scope.until, scope.at)
    ).annotate(area=_about("invitation__area"), office=_about("invitation__office_key"))
    tasks = tasks.filter(area__in=scope.areas)
    return tasks if scope.offices is None else tasks.filter(office__in=scope.offices)


def _about(field: str) -> Subquery:
    """A fact of the rated service. Only what can be a number is taken for one."""
    number = Func(
        OuterRef("object_id"),
        Value("^[0-9]{1,18}$"),
        function="substring",
        output_field=TextField(),
    )
    rating = Rating.objects.filter(pk=Cast(number, BigIntegerField()))
    return Subquery(rating.values(field)[:1])


def _in_time() -> Q:
    return Q(done_at__isnull=False, done_at__lte=F("due_at"))


def _row(task: Any) -> Row:
    done = task.done_at is not None
    return Row(
        kind=RowKind.TASK,
        ref=str(task.uid),
        title=task.subject,
        party="",
        area=task.area,
        office_key=task.owner_office,
        state="已办结" if done else "未办结",
        event_at=task.done_at,
        due_at=task.due_at,
        amount=None,
        out_of=None,
        note="",
        hit=task.done_at is not None and task.done_at <= task.due_at,
        after=after_key(task.due_at, task.pk),
    )


RECTIFICATIONS = Rectifications()
