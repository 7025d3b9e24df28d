"""What is proven of a table over the domains its inputs declare, with a witness for each flaw.

Nothing is sampled: a table whose proof would take too long is said to be too wide, and a
table that is not proven is not published.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import islice, pairwise
from operator import or_
from typing import Any

from bureau.criteria.rules.axes import Axis, bits
from bureau.criteria.rules.cells import Cell
from bureau.criteria.rules.coverage import (
    Box,
    TooWide,
    Work,
    is_covered,
    meet,
    merged,
    uncovered,
)
from bureau.criteria.rules.tables import HitPolicy, Table

WORK_ALLOWED = 1_500_000
MOST_GAPS = 200
MOST_HARMLESS = 1000

_ONE_IS_ENOUGH = (HitPolicy.ANY, HitPolicy.PRIORITY, HitPolicy.LEAST, HitPolicy.GREATEST)
_EACH_COUNTS = (
    HitPolicy.RULE_ORDER,
    HitPolicy.OUTPUT_ORDER,
    HitPolicy.COLLECT,
    HitPolicy.SUM,
    HitPolicy.COUNT,
)

Witness = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gap:
    """A region no row holds for: ``region`` is each input's values in words of a cell."""

    witness: Witness
    region: dict[str, str]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rows hold at once; a conflict where the hit policy cannot bear it."""

    rows: tuple[int, int]
    witness: Witness
    conflict: bool


@dataclass(frozen=True, slots=True)
class Flaw:
    """A flaw of one row; ``column`` names the cell where it is one cell's."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Proof:
    """``complete`` is None where the table is too wide to tell. Rows count from 1."""

    table: Table
    complete: bool | None
    gaps: tuple[Gap, ...]
    more_gaps: bool
    overlaps: tuple[Overlap, ...]
    more_overlaps: int
    unreachable: tuple[Flaw, ...]
    mergeable: tuple[tuple[int, int, str], ...]
    outside: tuple[Flaw, ...]
    repeated: tuple[Flaw, ...] = ()
    too_wide: str = ""

    @property
    def conflicts(self) -> tuple[Overlap, ...]:
        return tuple(overlap for overlap in self.overlaps if overlap.conflict)

    @property
    def sound(self) -> bool:
        """Fit to be published: nothing open, nothing decided twice, no row in vain."""
        return self.complete is True and not (
            self.conflicts or self.unreachable or self.outside or self.repeated
        )


def check_table(table: Table, *, work_allowed: int = WORK_ALLOWED) -> Proof:
    return _Checker(table, Work(work_allowed)).proof()


class _Checker:
    def __init__(self, table: Table, work: Work) -> None:
        self.table = table
        self.work = work
        self.axes = [
            Axis(column.kind, [row.cells[place] for row in table.rows], column.domain)
            for place, column in enumerate(table.inputs)
        ]
        self.space: Box = tuple(axis.domain for axis in self.axes)
        self.boxes: list[Box] = [
            tuple(
                axis.pieces(cell) & axis.domain
                for axis, cell in zip(self.axes, row.cells, strict=True)
            )
            for row in table.rows
        ]

        self.ranks = [table.rank(row) for row in range(len(table.rows))]

    def proof(self) -> Proof:
        overlaps, harmless = self._overlaps()
        too_wide = ""
        unreachable: list[Flaw] = []
        gaps: list[Gap] = []
        more, complete = False, None
        try:
            gaps, more = self._gaps(apart=not overlaps)
            complete = self.table.falls_to_default or not gaps
            unreachable = self._unreachable()
        except TooWide:
            complete = False if gaps else None
            too_wide = f"表“{self.table.name}”太宽，证不完有没有空缺和用不到的行。请拆成几张小表。"
        return Proof(
            table=self.table,
            complete=complete,
            gaps=() if self.table.falls_to_default else tuple(gaps),
            more_gaps=more,
            overlaps=tuple(overlaps),
            more_overlaps=max(0, harmless - MOST_HARMLESS),
            unreachable=tuple(unreachable),
            mergeable=tuple(self._mergeable()),
            outside=tuple(self._outside()),
            repeated=tuple(self._repeated()),
            too_wide=too_wide,
        )

    # --- Gaps -----------------------------------------------------------------------------

    def _gaps(self, *, apart: bool) -> tuple[list[Gap], bool]:
        if not all(self.space):
            return [], False
        live = [box for box in self.boxes if all(box)]
        found: list[Box] = []
        more = False
        try:
            for box in islice(uncovered(self.space, live, self.work, apart=apart), MOST_GAPS * 5):
                found.append(box)
        except TooWide:
            if not found:
                raise
            more = True
        more = more or len(found) == MOST_GAPS * 5
        boxes = merged(found)
        more = more or len(boxes) > MOST_GAPS
        return [self._gap(box) for box in boxes[:MOST_GAPS]], more

    def _gap(self, box: Box) -> Gap:
        said = {
            column.name: axis.describe(pieces)
            for column, axis, pieces in zip(self.table.inputs, self.axes, box, strict=True)
        }
        return Gap(self._witness(box), said)

    def _witness(self, box: Box) -> Witness:
        """One value for each input; an ordinary one before null, where both would do."""
        return {
            column.name: axis.witness((pieces & -pieces).bit_length() - 1)
            for column, axis, pieces in zip(self.table.inputs, self.axes, box, strict=True)
        }

    # --- Overlaps -------------------------------------------------------------------------

    def _overlaps(self) -> tuple[list[Overlap], int]:
        found, harmless = [], 0
        for one, other in self._pairs():
            common = meet(self.boxes[one], self.boxes[other])
            if common is None:
                continue
            conflict = self._conflict(one, other)
            harmless += not conflict
            if conflict or harmless <= MOST_HARMLESS:
                found.append(Overlap((one + 1, other + 1), self._witness(common), conflict))
        return found, harmless

    def _pairs(self) -> Iterator[tuple[int, int]]:
        """The pairs of rows that share a piece in every input."""
        holding = [self._rows_by_piece(place) for place in range(len(self.axes))]
        for one, box in enumerate(self.boxes):
            together = -1 << one + 1
            for rows, pieces in zip(holding, box, strict=True):
                together &= reduce(or_, (rows[piece] for piece in bits(pieces)), 0)
                if not together:
                    break
            yield from ((one, other) for other in bits(together))

    def _rows_by_piece(self, place: int) -> list[int]:
        rows = [0] * (self.axes[place].null + 1)
        for row, box in enumerate(self.boxes):
            for piece in bits(box[place]):
                rows[piece] |= 1 << row
        return rows

    def _conflict(self, one: int, other: int) -> bool:
        policy = self.table.policy
        same = self.table.rows[one].outputs == self.table.rows[other].outputs
        if policy is HitPolicy.UNIQUE:
            return True
        if policy is HitPolicy.ANY:
            return not same
        if policy is HitPolicy.PRIORITY:
            return not same and self.ranks[one] == self.ranks[other]
        return False

    # --- Rows -----------------------------------------------------------------------------

    def _unreachable(self) -> list[Flaw]:
        found = []
        for row, box in enumerate(self.boxes):
            if not all(box):
                found.append(Flaw(row + 1, "", "在值域之内没有一种情形符合这一行。"))
            elif (before := self._stronger(row)) and is_covered(box, before, self.work):
                found.append(Flaw(row + 1, "", "符合这一行的情形，都已由更优先的行决定。"))
        return found

    def _stronger(self, row: int) -> list[Box]:
        policy = self.table.policy
        if policy is HitPolicy.FIRST:
            return self.boxes[:row]
        if policy is HitPolicy.PRIORITY:
            rank = self.ranks[row]
            return [box for n, box in enumerate(self.boxes) if self.ranks[n] < rank]
        return []

    def _repeated(self) -> Iterator[Flaw]:
        """Rows that say again what one other row says: without them nothing changes, or
        where every row counts, the same row stands twice."""
        if self.table.policy in _EACH_COUNTS:
            first: dict[object, int] = {}
            for row, box in enumerate(self.boxes):
                other = first.setdefault((box, self.table.rows[row].outputs), row)
                if other != row and all(box):
                    yield Flaw(row + 1, "", f"第{other + 1}行已经说了。")
        elif self.table.policy in _ONE_IS_ENOUGH:
            within: dict[int, int] = {}
            for one, other in self._pairs():
                if self.table.rows[one].outputs == self.table.rows[other].outputs:
                    common = meet(self.boxes[one], self.boxes[other])
                    if common == self.boxes[other]:
                        within.setdefault(other, one)
                    elif common == self.boxes[one]:
                        within.setdefault(one, other)
            for row, other in sorted(within.items()):
                yield Flaw(row + 1, "", f"第{other + 1}行已经说了。")

    def _mergeable(self) -> Iterator[tuple[int, int, str]]:
        """Rows of one result, apart in one input only, whose joining changes nothing."""
        groups: dict[tuple[int, Box, object], list[int]] = {}
        for row, box in enumerate(self.boxes):
            outputs = self.table.rows[row].outputs
            for place in range(len(box)):
                key = (place, box[:place] + box[place + 1 :], outputs)
                groups.setdefault(key, []).append(row)
        said: set[tuple[int, int]] = set()
        for (place, _, _), rows in groups.items():
            for one, other in pairwise(rows):
                if (one, other) not in said and self._may_merge(one, other):
                    said.add((one, other))
                    yield one + 1, other + 1, self.table.inputs[place].name

    def _may_merge(self, one: int, other: int) -> bool:
        policy = self.table.policy
        box = self.boxes[other]
        if policy in (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.PRIORITY):
            return True
        if policy in (HitPolicy.LEAST, HitPolicy.GREATEST):
            return True
        if policy is HitPolicy.FIRST:
            between = range(one + 1, other)
            outputs = self.table.rows[other].outputs
            return not any(
                self.table.rows[row].outputs != outputs and meet(self.boxes[row], box)
                for row in between
            )
        if meet(self.boxes[one], box):
            return False
        if policy is HitPolicy.RULE_ORDER:
            return not any(meet(self.boxes[row], box) for row in range(one + 1, other))
        return True

    def _outside(self) -> Iterator[Flaw]:
        for number, row in enumerate(self.table.rows, 1):
            for column, axis, cell in zip(self.table.inputs, self.axes, row.cells, strict=True):
                if not cell.anything and any(
                    not axis.pieces(single) & axis.domain for single in _singly(cell)
                ):
                    said = f"“{cell.text}”里有值域之外的值。"
                    yield Flaw(number, column.name, said)
            for output, value in zip(self.table.outputs, row.outputs, strict=True):
                if output.values and value not in output.values:
                    yield Flaw(number, output.name, "结果不在声明的几个值之内。")


def _singly(cell: Cell) -> Iterator[Cell]:
    """Each thing a cell names, alone and unnegated."""
    for part in cell.parts:
        yield Cell(cell.text, (part,))
    if cell.null:
        yield Cell(cell.text, null=True)
