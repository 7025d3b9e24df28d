"""Tables as plain data with the slowest possible reading of them, to hold the quick one against.

A test is ("-",), ("not", tests) or ("in", tests); a test of the list is ("=", value),
(comparison, value) or ("..", low, low_in, high, high_in).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from typing import Any

from bureau.criteria.dmn.reading import read_dmn
from bureau.criteria.rules.tables import HitPolicy, Table

_DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"
_POLICY = {
    "U": "UNIQUE", "A": "ANY", "P": "PRIORITY", "F": "FIRST", "R": "RULE ORDER",
    "O": "OUTPUT ORDER", "C": "COLLECT",
}  # fmt: skip
_AGGREGATION = {"+": "SUM", "<": "MIN", ">": "MAX", "#": "COUNT"}


@dataclass(frozen=True)
class Column:
    name: str
    kind: str  # number, string, boolean
    domain: tuple[Any, ...] | None
    sample: tuple[Any, ...]  # one value at least of every piece the tests can tell apart


@dataclass(frozen=True)
class Plain:
    policy: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Any, ...], Any], ...]  # tests, output
    outputs: tuple[Any, ...]

    def table(self) -> Table:
        return read_dmn(self.xml().encode()).tables[0]

    def xml(self) -> str:
        heads = "".join(
            f"<input><inputExpression typeRef='{c.kind}'><text>{c.name}</text></inputExpression>"
            f"{_domain(c)}</input>"
            for c in self.columns
        )
        values = ", ".join(map(_literal, self.outputs))
        rules = "".join(
            "<rule>"
            + "".join(
                f"<inputEntry><text>{_escaped(cell_text(t))}</text></inputEntry>" for t in tests
            )
            + f"<outputEntry><text>{_escaped(_literal(output))}</text></outputEntry></rule>"
            for tests, output in self.rows
        )
        aggregation = _AGGREGATION.get(self.policy[1:], "")
        return (
            f"<definitions xmlns='{_DMN}'><decision name='T'>"
            f"<decisionTable hitPolicy='{_POLICY[self.policy[0]]}' aggregation='{aggregation}'>"
            f"{heads}<output name='r'><outputValues><text>{_escaped(values)}</text></outputValues>"
            f"</output>{rules}</decisionTable></decision></definitions>"
        )

    # --- Brute force ----------------------------------------------------------------------

    def points(self) -> Iterator[dict[str, Any]]:
        names = [column.name for column in self.columns]
        for values in product(*(self._values(place) for place in range(len(self.columns)))):
            yield dict(zip(names, values, strict=True))

    def _values(self, place: int) -> list[Any]:
        column = self.columns[place]
        tests = [row[0][place] for row in self.rows]
        if column.domain is not None:
            return [value for value in column.sample if holds(column.domain, value)]
        named = any(("=", None) in test[1] for test in tests if test[0] != "-")
        return [value for value in column.sample if value is not None or named]

    def holding(self, point: dict[str, Any]) -> list[int]:
        values = list(point.values())
        return [
            number
            for number, (tests, _) in enumerate(self.rows, 1)
            if all(holds(t, value) for t, value in zip(tests, values, strict=True))
        ]

    def result(self, point: dict[str, Any]) -> Any:
        """The output, or ``Ellipsis`` where the hit policy allows none."""
        rows = self.holding(point)
        found = [self.rows[row - 1][1] for row in rows]
        return _POLICIES[self.policy](found, self.outputs)

    def merged(self, one: int, other: int) -> "Plain":
        """The same table with one row for two: it holds where either does."""
        rows = list(self.rows)
        (first, output), (second, _) = rows[one - 1], rows[other - 1]
        tests = tuple(("or", a, b) for a, b in zip(first, second, strict=True))
        rows[one - 1] = (tests, output)
        del rows[other - 1]
        return replace(self, rows=tuple(rows))

    def conflict(self, one: int, other: int) -> bool:
        outputs = {self.rows[one - 1][1], self.rows[other - 1][1]}
        return self.policy == "U" or (self.policy == "A" and len(outputs) > 1)


def _unique(found: list[Any], _: Any) -> Any:
    return None if not found else found[0] if len(found) == 1 else ...


def _any(found: list[Any], _: Any) -> Any:
    return None if not found else found[0] if len(set(found)) == 1 else ...


_POLICIES: dict[str, Any] = {
    "U": _unique,
    "A": _any,
    "P": lambda found, order: next((value for value in order if value in found), None),
    "F": lambda found, _: found[0] if found else None,
    "R": lambda found, _: found,
    "O": lambda found, order: [value for value in order for each in found if each == value],
    "C": lambda found, _: found,
    "C+": lambda found, _: sum(found) if found else None,
    "C<": lambda found, _: min(found, default=None),
    "C>": lambda found, _: max(found, default=None),
    "C#": lambda found, _: len(found),
}
POLICIES = tuple(policy.value for policy in HitPolicy)


def holds(test: tuple[Any, ...], value: Any) -> bool:
    if test[0] == "-":
        return True
    if test[0] == "or":
        return holds(test[1], value) or holds(test[2], value)
    said = [_says(each, value) for each in test[1]]
    if test[0] == "in":
        return True in said
    return True not in said and None not in said


def _says(test: tuple[Any, ...], value: Any) -> bool | None:
    """Three-valued, as FEEL: a comparison with null is neither true nor false."""
    if test[0] == "=":
        return bool(value == test[1])
    if value is None:
        return None
    if test[0] == "..":
        _, low, low_in, high, high_in = test
        return bool(low < value < high or (low_in and value == low) or (high_in and value == high))
    limit = test[1]
    return bool(
        {"<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit}[
            test[0]
        ]
    )


# --- As text ------------------------------------------------------------------------------


def cell_text(test: tuple[Any, ...]) -> str:
    if test[0] == "-":
        return "-"
    said = ", ".join(map(_test_text, test[1]))
    return f"not({said})" if test[0] == "not" else said


def _test_text(test: tuple[Any, ...]) -> str:
    if test[0] == "=":
        return _literal(test[1])
    if test[0] == "..":
        _, low, low_in, high, high_in = test
        return f"{'[' if low_in else '('}{low}..{high}{']' if high_in else ')'}"
    return f"{test[0]} {test[1]}"


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return str(value)
    return "null" if value is None else f'"{value}"'


def _domain(column: Column) -> str:
    if column.domain is None:
        return ""
    return f"<inputValues><text>{_escaped(cell_text(column.domain))}</text></inputValues>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
