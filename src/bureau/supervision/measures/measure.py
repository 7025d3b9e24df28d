"""What every measure promises, and a row behind a number."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Protocol, TypeVar

from django.db.models import F, Model, Q, QuerySet

from bureau.supervision.rules import Tally
from bureau.supervision.scope import Scope

PAGE = 50

Tallies = dict[str, dict[str, Tally]]
"""By indicator, then by area."""

M = TypeVar("M", bound=Model)


class RowKind(StrEnum):
    CASE = "case"
    ITEM = "item"
    RATING = "rating"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was counted. Names of persons and businesses are masked."""

    kind: RowKind
    ref: str
    title: str
    party: str
    area: str
    office_key: str
    state: str
    event_at: datetime | None
    due_at: datetime | None
    amount: Fraction | None
    out_of: Fraction | None
    note: str
    hit: bool
    after: str


@dataclass(frozen=True, slots=True)
class RowPage:
    rows: tuple[Row, ...]
    next_after: str


class Measure(Protocol):
    """Counts some indicators together, in as few statements as it can."""

    @property
    def keys(self) -> tuple[str, ...]: ...

    def tallies(self, scope: Scope, keys: Collection[str]) -> Tallies: ...

    def rows(self, key: str, part: str, scope: Scope, *, after: str) -> RowPage: ...


def after_key(moment: datetime | None, number: int) -> str:
    """Where a page ended: the moment and the row, as it stands in an address."""
    return f"{moment.isoformat()}~{number}" if moment else f"~{number}"


def read_after(after: str) -> tuple[datetime, int] | None:
    """Where the page before ended; ``None`` for the first page and for nonsense."""
    moment, _, number = after.partition("~")
    try:
        when = datetime.fromisoformat(moment)
        return (when, int(number)) if when.tzinfo else None
    except ValueError:
        return None


def one_page(
    found: QuerySet[M], *, column: str, after: str, newest_first: bool = True
) -> tuple[list[M], bool]:
    """The rows of a page after a key, and whether there are more: no counting."""
    place = read_after(after)
    if place is not None:
        sign = "lt" if newest_first else "gt"
        moment, number = place
        found = found.filter(
            Q(**{f"{column}__{sign}": moment}) | Q(**{column: moment, f"pk__{sign}": number})
        )
    order = F(column).desc() if newest_first else F(column).asc()
    rows = list(found.order_by(order, "-pk" if newest_first else "pk")[: PAGE + 1])
    return rows[:PAGE], len(rows) > PAGE


def paged(rows: Mapping[tuple[str, str], Row], *, after: str) -> RowPage:
    """A page of rows that are few enough to be made at once, in the order of their keys."""
    wanted = [row for key, row in sorted(rows.items()) if "~".join(key) > after]
    more = len(wanted) > PAGE
    return RowPage(tuple(wanted[:PAGE]), wanted[PAGE - 1].after if more else "")
