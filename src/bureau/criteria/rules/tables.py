"""A decision table as one value: columns with kinds and domains, rows, and a hit policy."""

from dataclasses import dataclass, replace
from enum import Enum

from bureau.criteria.rules.cells import Cell
from bureau.criteria.rules.kinds import Key, Kind

MOST_ROWS = 5000
MOST_COLUMNS = 60


class HitPolicy(Enum):
    """What it means that several rows hold at once."""

    UNIQUE = "U"
    ANY = "A"
    PRIORITY = "P"
    FIRST = "F"
    RULE_ORDER = "R"
    OUTPUT_ORDER = "O"
    COLLECT = "C"
    SUM = "C+"
    LEAST = "C<"
    GREATEST = "C>"
    COUNT = "C#"

    @property
    def label(self) -> str:
        return _POLICY_LABELS[self]

    @property
    def single(self) -> bool:
        """At most one row decides."""
        return self in (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.PRIORITY, HitPolicy.FIRST)


_POLICY_LABELS = {
    HitPolicy.UNIQUE: "只能有一行",
    HitPolicy.ANY: "几行结果相同",
    HitPolicy.PRIORITY: "结果排在前的优先",
    HitPolicy.FIRST: "取第一行",
    HitPolicy.RULE_ORDER: "全部，按行的先后",
    HitPolicy.OUTPUT_ORDER: "全部，按结果的先后",
    HitPolicy.COLLECT: "全部",
    HitPolicy.SUM: "全部相加",
    HitPolicy.LEAST: "取最小",
    HitPolicy.GREATEST: "取最大",
    HitPolicy.COUNT: "数几行",
}

Value = tuple[Kind, Key]


@dataclass(frozen=True, slots=True)
class Input:
    """``name`` is the fact asked for; ``domain`` the values it may have, if declared."""

    name: str
    kind: Kind
    label: str = ""
    domain: Cell | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """``values`` are the declared values in their order of priority, highest first."""

    name: str
    kind: Kind | None = None
    label: str = ""
    values: tuple[Value, ...] = ()
    default: Value | None = None


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    outputs: tuple[Value, ...]
    notes: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rows: tuple[Row, ...]
    policy: HitPolicy = HitPolicy.UNIQUE
    note_names: tuple[str, ...] = ()

    @property
    def falls_to_default(self) -> bool:
        """Where no row holds, a declared default is the result."""
        return all(output.default is not None for output in self.outputs)

    def with_rows(self, rows: tuple[Row, ...]) -> "Table":
        return replace(self, rows=rows)

    def rank(self, row: int) -> tuple[int, ...]:
        """The place of a row's outputs in their declared values; the least ranks highest."""
        return tuple(
            output.values.index(value) if value in output.values else len(output.values)
            for output, value in zip(self.outputs, self.rows[row].outputs, strict=True)
        )
