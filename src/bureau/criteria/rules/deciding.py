"""The result of a table for given facts, with the rows it rests on."""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import reduce
from typing import Any

from bureau.criteria.rules.axes import Axis, bits
from bureau.criteria.rules.kinds import LARGEST, Kind, key_of, shown
from bureau.criteria.rules.tables import HitPolicy, Input, Table, Value
from bureau.refusal import Refusal

_KEEP_AT_MOST = 4096
_EXACT = Context(prec=400)


@dataclass(frozen=True, slots=True)
class Result:
    """``fired`` are the deciding rows, from 1: none means that no row held.

    ``error`` is set where several rows held and the hit policy allows no result.
    """

    output: Any
    fired: tuple[int, ...]
    error: str = ""


class Decider:
    """A table made ready: each fact is looked up once, and the rows left over are the result."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._all = (1 << len(table.rows)) - 1
        self._columns = [
            _Column(column, [row.cells[place] for row in table.rows])
            for place, column in enumerate(table.inputs)
        ]
        self._lookups = [(column.input.name, column.rows_for) for column in self._columns]
        self._results: dict[int, Result] = {}

    def decide(self, facts: Mapping[str, Any]) -> Result:
        """The result for facts by name; a fact missing or of another kind is refused by name."""
        rows = self._all
        try:
            for name, rows_for in self._lookups:
                rows &= rows_for(facts[name])
        except (KeyError, Refusal):
            rows = self._by_label(facts)
        found = self._results.get(rows)
        return found if found is not None else self._remember(rows)

    def _by_label(self, facts: Mapping[str, Any]) -> int:
        """The slow way, which says everything that is wrong at once."""
        rows, wrong = self._all, []
        for column in self._columns:
            try:
                rows &= column.rows_for(_fact(facts, column.input))
            except Refusal as refusal:
                wrong.append(f"“{column.input.name}”{refusal.message}")
        if wrong:
            raise Refusal(f"表“{self.table.name}”不能判断：{' '.join(wrong)}")
        return rows

    def _remember(self, rows: int) -> Result:
        fired = list(bits(rows))
        result = _by_policy(self.table, fired)
        if len(self._results) < _KEEP_AT_MOST:
            self._results[rows] = result
        return result


def evaluate_table(table: Table, facts: Mapping[str, Any]) -> Result:
    """Once; for many facts keep a ``Decider``."""
    return Decider(table).decide(facts)


def _fact(facts: Mapping[str, Any], column: Input) -> Any:
    for name in (column.name, column.label):
        if name and name in facts:
            return facts[name]
    value: Any = facts
    for step in column.name.split("."):
        if not isinstance(value, Mapping) or step not in value:
            raise Refusal("没有给出。不知道的写 null。")
        value = value[step]
    return value


class _Column:
    def __init__(self, column: Input, cells: list[Any]) -> None:
        self.input = column
        self.axis = Axis(column.kind, cells, column.domain)
        self._kind = column.kind
        self._rows = [0] * (self.axis.null + 1)
        for row, cell in enumerate(cells):
            for piece in bits(self.axis.pieces(cell)):
                self._rows[piece] |= 1 << row
        allowed = self.axis.domain
        if column.domain is None:
            allowed |= 1 << self.axis.null
        self._outcome = [
            rows if allowed >> piece & 1 else None for piece, rows in enumerate(self._rows)
        ]
        self.rows_for = self._quick()

    def _quick(self) -> Callable[[Any], int]:
        if not self._kind.ordered:
            return self._listed()
        return self._counted() if self._kind is Kind.NUMBER else self.rows_of

    def rows_of(self, value: Any) -> int:
        """The rows whose cell holds for a value; one of another kind or domain is refused."""
        piece = self.axis.piece(None if value is None else key_of(self._kind, value))
        rows = self._outcome[piece]
        if rows is None:
            given = "null" if value is None else str(value)[:40]
            raise Refusal(f"的值“{given}”不在它的值域之内。")
        return rows

    # Past cases are replayed by the hundred thousand: the common values take a short way.

    def _listed(self) -> Callable[[Any], int]:
        expected, exactly = (bool if self._kind is Kind.BOOLEAN else str), self.rows_of
        outcomes = zip(self.axis.cuts, self._outcome, strict=False)
        known = {key: rows for key, rows in outcomes if rows is not None}

        def rows_for(value: Any) -> int:
            if type(value) is expected and value in known:
                return known[value]
            return exactly(value)

        return rows_for

    def _counted(self) -> Callable[[Any], int]:
        decimals, outcome, exactly = self.axis.cuts, self._outcome, self.rows_of
        integers = [int(cut) if cut == int(cut) else cut for cut in decimals]
        count, most = len(decimals), int(LARGEST)

        def rows_for(value: Any) -> int:
            if type(value) is int and -most < value < most:
                cuts = integers
            elif type(value) is Decimal and value.is_finite() and -LARGEST < value < LARGEST:
                cuts = decimals
            else:
                return exactly(value)
            place = bisect_left(cuts, value)
            if place < count and cuts[place] == value:
                rows = outcome[2 * place + 1]
            else:
                rows = outcome[2 * place]
            return exactly(value) if rows is None else rows

        return rows_for


# --- Hit policies -------------------------------------------------------------------------


def _by_policy(table: Table, fired: list[int]) -> Result:
    numbers = tuple(row + 1 for row in fired)
    if not fired and table.falls_to_default:
        return Result(_shown(table, [output.default for output in table.outputs]), ())
    if table.policy.single:
        return _one(table, fired, numbers)
    return Result(_many(table, fired), numbers)


def _one(table: Table, fired: list[int], numbers: tuple[int, ...]) -> Result:
    if not fired:
        return Result(None, ())
    named = "、".join(f"第{number}行" for number in numbers)
    if table.policy is HitPolicy.UNIQUE and len(fired) > 1:
        return Result(None, numbers, f"表“{table.name}”只能有一行符合，现在有 {named}。")
    if table.policy is HitPolicy.ANY and len({table.rows[row].outputs for row in fired}) > 1:
        return Result(None, numbers, f"表“{table.name}”的 {named} 都符合，结果却不一样。")
    if table.policy is HitPolicy.PRIORITY:
        best = min(map(table.rank, fired))
        fired = [row for row in fired if table.rank(row) == best]
        if len({table.rows[row].outputs for row in fired}) > 1:
            return Result(None, numbers, f"表“{table.name}”的 {named} 都符合，分不出先后。")
    if table.policy in (HitPolicy.PRIORITY, HitPolicy.FIRST):
        fired = fired[:1]
        numbers = (fired[0] + 1,)
    return Result(_outputs(table, fired[0]), numbers)


def _many(table: Table, fired: list[int]) -> Any:
    if table.policy is HitPolicy.COUNT:
        return len(fired)
    if table.policy in (HitPolicy.SUM, HitPolicy.LEAST, HitPolicy.GREATEST):
        return _aggregate(table, fired)
    if table.policy is HitPolicy.OUTPUT_ORDER:
        fired = sorted(fired, key=table.rank)
    return [_outputs(table, row) for row in fired]


def _aggregate(table: Table, fired: list[int]) -> Any:
    values = [table.rows[row].outputs[0] for row in fired]
    if not values:
        return None
    kind = values[0][0]
    keys = [key for _, key in values]
    if table.policy is HitPolicy.SUM:
        return shown(kind, reduce(_EXACT.add, keys))
    return shown(kind, min(keys) if table.policy is HitPolicy.LEAST else max(keys))


def _outputs(table: Table, row: int) -> Any:
    return _shown(table, list(table.rows[row].outputs))


def _shown(table: Table, values: list[Value | None]) -> Any:
    given = [shown(*value) if value is not None else None for value in values]
    if len(given) == 1:
        return given[0]
    return dict(zip([output.name for output in table.outputs], given, strict=True))
