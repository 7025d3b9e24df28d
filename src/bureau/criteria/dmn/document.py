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
        self.table(name)
        done: dict[str, Result] = {}
        for each in self._in_order(name):
            known = dict(facts)
            for variable, table in self.requires.get(each, {}).items():
                known[variable] = done[table].output
            done[each] = evaluate_table(self.table(each), known)
            if done[each].error:
                return done[each]
        return done[name]

    def _in_order(self, name: str) -> list[str]:
        """A table and all it rests on, each after what it rests on itself."""
        order: dict[str, None] = {}
        waiting = [(name, False)]
        while waiting:
            each, ready = waiting.pop()
            if ready:
                order.setdefault(each)
            elif each not in order:
                needed = self.requires.get(each, {}).values()
                waiting += [(each, True), *((other, False) for other in needed)]
        return list(order)


def ensure_not_circular(requires: Mapping[str, Mapping[str, str]]) -> None:
    """Refuses tables that wait for each other, naming the circle."""
    settled: set[str] = set()
    for start in requires:
        path: list[str] = []
        on_path: set[str] = set()
        waiting = [(start, False)]
        while waiting:
            name, leaving = waiting.pop()
            if leaving:
                on_path.discard(path.pop())
                settled.add(name)
            elif name in on_path:
                circle = " → ".join(f"“{each}”" for each in [*path[path.index(name) :], name])
                raise Refusal(f"几张表互相等对方的结果，永远判断不了：{circle}。请去掉其中一个。")
            elif name not in settled:
                path.append(name)
                on_path.add(name)
                waiting.append((name, True))
                waiting += [(other, False) for other in requires.get(name, {}).values()]
