"""The decision tables of one DMN file, and which of them rest on which."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bureau.criteria.rules.deciding import Result, evaluate_table
from bureau.criteria.rules.tables import Table
from bureau.refusal import Refusal


@dataclass(frozen=True)
class Document:
    """``requires`` names, for a table, the variables it reads and the tables that give them."""

    tables: tuple[Table, ...]
    requires: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    source: bytes = b""

    def table(self, name: str) -> Table:
        for table in self.tables:
            if table.name == name:
                return table
        names = "、".join(f"“{table.name}”" for table in self.tables) or "一张也没有"
        raise Refusal(f"文件里没有叫“{name}”的表。现有：{names}。")

    def evaluate(self, name: str, facts: Mapping[str, Any]) -> Result:
        """The result of one table; what it rests on is decided first, once each."""
        return self._evaluate(name, facts, {})

    def _evaluate(self, name: str, facts: Mapping[str, Any], done: dict[str, Result]) -> Result:
        if name not in done:
            known = dict(facts)
            for variable, table in self.requires.get(name, {}).items():
                result = self._evaluate(table, facts, done)
                if result.error:
                    return result
                known[variable] = result.output
            done[name] = evaluate_table(self.table(name), known)
        return done[name]


def ensure_not_circular(requires: Mapping[str, Mapping[str, str]]) -> None:
    """Refuses tables that wait for each other, naming the circle."""
    settled: set[str] = set()
    for start in requires:
        path: list[str] = []
        waiting = [(start, False)]
        while waiting:
            name, leaving = waiting.pop()
            if leaving:
                path.pop()
                settled.add(name)
            elif name in path:
                circle = " → ".join(f"“{each}”" for each in [*path[path.index(name) :], name])
                raise Refusal(f"几张表互相等对方的结果，永远判断不了：{circle}。请去掉其中一个。")
            elif name not in settled:
                path.append(name)
                waiting.append((name, True))
                waiting += [(other, False) for other in requires.get(name, {}).values()]
