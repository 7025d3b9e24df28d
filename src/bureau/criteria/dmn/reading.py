"""Read the decision tables of a DMN file, ours or another tool's.

Diagrams, extensions and documentation are passed over; what would change a result and is
not understood is refused, naming table, row and cell.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from bureau.criteria.dmn.document import Document, ensure_not_circular
from bureau.criteria.dmn.elements import child, children, local, opened, text_of
from bureau.criteria.rules.cells import Cell, read_cell, read_value, read_values
from bureau.criteria.rules.kinds import Kind, kind_named
from bureau.criteria.rules.tables import (
    MOST_COLUMNS,
    MOST_ROWS,
    HitPolicy,
    Input,
    Output,
    Row,
    Table,
    Value,
)
from bureau.refusal import Refusal

_POLICIES = {
    "UNIQUE": HitPolicy.UNIQUE,
    "ANY": HitPolicy.ANY,
    "PRIORITY": HitPolicy.PRIORITY,
    "FIRST": HitPolicy.FIRST,
    "RULE ORDER": HitPolicy.RULE_ORDER,
    "OUTPUT ORDER": HitPolicy.OUTPUT_ORDER,
    "COLLECT": HitPolicy.COLLECT,
}
_AGGREGATIONS = {
    "": HitPolicy.COLLECT,
    "SUM": HitPolicy.SUM,
    "MIN": HitPolicy.LEAST,
    "MAX": HitPolicy.GREATEST,
    "COUNT": HitPolicy.COUNT,
}
_GUESSES = (
    Kind.BOOLEAN,
    Kind.NUMBER,
    Kind.STRING,
    Kind.DATE,
    Kind.DATE_TIME,
    Kind.DAYS,
    Kind.MONTHS,
)
_NOT_A_NAME = re.compile(
    r"""[+\-*/()\[\]{}<>=!"',;:@]|\b(?:if|for|some|every|function|instance)\b"""
)


@contextmanager
def place(where: str) -> Iterator[None]:
    """Says where in the file a Refusal inside happened."""
    try:
        yield
    except Refusal as refusal:
        raise Refusal(f"{where}：{refusal.message}") from None


def read_dmn(data: bytes) -> Document:
    """All tables of a file, or a Refusal naming the first thing that cannot be read."""
    root = opened(data)
    _only_feel(root, "文件")
    types = _Types(root)
    decisions = list(children(root, "decision"))
    _nothing_foreign(root)
    names = [_name(decision, number) for number, decision in enumerate(decisions, 1)]
    for name in names:
        if names.count(name) > 1:
            raise Refusal(f"有两张表都叫“{name}”。请给其中一张另起名字。")
    tables = tuple(
        _table(decision, name, types) for decision, name in zip(decisions, names, strict=True)
    )
    if not tables:
        raise Refusal("文件里一张决策表也没有。")
    requires = _requirements(decisions, names)
    ensure_not_circular(requires)
    return Document(tables, requires, data)


def _name(decision: etree._Element, number: int) -> str:
    return (decision.get("name") or decision.get("id") or f"第{number}张").strip()


def _nothing_foreign(root: etree._Element) -> None:
    for element in children(root, "businessKnowledgeModel", "decisionService", "import"):
        name = element.get("name") or element.get("id") or ""
        raise Refusal(f"“{name}”是 {local(element)}，这里只认决策表。请去掉它，或者改写成表。")


def _only_feel(element: etree._Element, where: str) -> None:
    language = element.get("expressionLanguage", "")
    if language and "feel" not in language.lower():
        raise Refusal(f"{where}用的是“{language[:60]}”写的，这里只认 S-FEEL。")


# --- What tables rest on ------------------------------------------------------------------


def _requirements(decisions: list[etree._Element], names: list[str]) -> dict[str, dict[str, str]]:
    by_id = {d.get("id"): (n, d) for n, d in zip(names, decisions, strict=True) if d.get("id")}
    found: dict[str, dict[str, str]] = {}
    for name, decision in zip(names, decisions, strict=True):
        needed = found.setdefault(name, {})
        for requirement in children(decision, "informationRequirement"):
            link = child(requirement, "requiredDecision")
            if link is None:
                continue
            target = by_id.get(link.get("href", "").rpartition("#")[2])
            if target is None:
                shown = link.get("href", "")[:60]
                raise Refusal(f"表“{name}”要用到“{shown}”的结果，文件里没有这张表。")
            variable = child(target[1], "variable")
            given = variable.get("name") if variable is not None else None
            needed[given or target[0]] = target[0]
    return found


# --- Types --------------------------------------------------------------------------------


class _Types:
    """The kinds and domains that a file declares by name."""

    def __init__(self, root: etree._Element) -> None:
        self.items = {item.get("name", ""): item for item in children(root, "itemDefinition")}
        self.variables: dict[str, str] = {}
        for data in children(root, "inputData"):
            variable = child(data, "variable")
            if variable is not None and variable.get("typeRef"):
                name = variable.get("name") or data.get("name") or ""
                self.variables[name] = variable.get("typeRef", "")

    def kind(self, name: str, seen: tuple[str, ...] = ()) -> tuple[Kind | None, str]:
        """The kind a name stands for, and the text of its allowed values."""
        name = name.strip()
        if not name or name.rpartition(":")[2] == "Any":
            return None, ""
        item = self.items.get(name)
        if item is None:
            kind = kind_named(name)
            if kind is None:
                raise Refusal(
                    f"不认识类型“{name}”。能用：string、boolean、number、date、dateTime、时长。"
                )
            return kind, ""
        if name in seen:
            raise Refusal(f"类型“{name}”绕回了自己。")
        if item.get("isCollection") == "true" or child(item, "itemComponent") is not None:
            raise Refusal(f"类型“{name}”是一组值，一格里只能是一个值。")
        kind, allowed = self.kind(text_of(child(item, "typeRef")), (*seen, name))
        own = text_of(child(item, "allowedValues")) or text_of(child(item, "typeConstraint"))
        return kind, own or allowed


# --- One table ----------------------------------------------------------------------------


def _table(decision: etree._Element, name: str, types: _Types) -> Table:
    element = child(decision, "decisionTable")
    if element is None:
        others = [
            local(e) for e in children(decision) if local(e).endswith(("xpression", "context"))
        ]
        what = f"，写的是 {others[0]}" if others else ""
        raise Refusal(f"“{name}”不是决策表{what}。这里只认决策表，请改写成表。")
    with place(f"表“{name}”"):
        _only_feel(element, "这张表")
        policy = _policy(element)
        heads = list(children(element, "input"))
        rules = list(children(element, "rule"))
        ends = list(children(element, "output"))
        _bounds(heads, ends, rules)
    inputs, columns = _inputs(name, heads, rules, types)
    outputs = tuple(_output(name, end, len(ends), types) for end in ends)
    rows = tuple(
        Row(
            tuple(column[number] for column in columns),
            _outputs(name, number + 1, rule, outputs),
            tuple(text_of(entry) for entry in children(rule, "annotationEntry")),
            text_of(child(rule, "description")),
        )
        for number, rule in enumerate(rules)
    )
    notes = tuple(e.get("name", "") for e in children(element, "annotation"))
    table = Table(name, inputs, outputs, rows, policy, notes)
    with place(f"表“{name}”"):
        _ensure_policy_fits(table)
    return table


def _policy(element: etree._Element) -> HitPolicy:
    named = element.get("hitPolicy", "UNIQUE").upper().replace("_", " ")
    aggregation = element.get("aggregation", "").upper()
    policy = _POLICIES.get(named)
    if policy is HitPolicy.COLLECT:
        policy = _AGGREGATIONS.get(aggregation)
    if policy is None:
        raise Refusal(f"不认识命中策略“{element.get('hitPolicy')} {aggregation}”。")
    return policy


def _bounds(
    heads: list[etree._Element], ends: list[etree._Element], rules: list[etree._Element]
) -> None:
    if not heads or not ends:
        raise Refusal("至少要有一列条件和一列结果。")
    if len(heads) + len(ends) > MOST_COLUMNS:
        raise Refusal(f"有 {len(heads) + len(ends)} 列，最多 {MOST_COLUMNS} 列。")
    if len(rules) > MOST_ROWS:
        raise Refusal(f"有 {len(rules)} 行，最多 {MOST_ROWS} 行。")
    for number, rule in enumerate(rules, 1):
        cells = len(list(children(rule, "inputEntry")))
        results = len(list(children(rule, "outputEntry")))
        if (cells, results) != (len(heads), len(ends)):
            raise Refusal(
                f"第{number}行有 {cells} 格条件、{results} 格结果，"
                f"应有 {len(heads)} 格条件、{len(ends)} 格结果。"
            )


def _inputs(
    table: str, heads: list[etree._Element], rules: list[etree._Element], types: _Types
) -> tuple[tuple[Input, ...], list[list[Cell]]]:
    entries = [list(children(rule, "inputEntry")) for rule in rules]
    for number, row in enumerate(entries, 1):
        for entry in row:
            _only_feel(entry, f"表“{table}”第{number}行")
    inputs: list[Input] = []
    columns: list[list[Cell]] = []
    for at, head in enumerate(heads):
        texts = [text_of(row[at]) for row in entries]
        with place(f"表“{table}”第{at + 1}列条件"):
            name, declared, allowed = _head(head, types)
        if name in [column.name for column in inputs]:
            raise Refusal(f"表“{table}”有两列条件都叫“{name}”。请合成一列。")
        kind = declared or _guess([allowed, *texts])
        with place(f"表“{table}”“{name}”一列的值域"):
            domain = read_cell(allowed, kind)
        column = Input(name, kind, head.get("label", ""), None if domain.anything else domain)
        inputs.append(column)
        columns.append(_cells(texts, kind, table, name))
    return tuple(inputs), columns


def _cells(texts: list[str], kind: Kind, table: str, column: str) -> list[Cell]:
    found = []
    for number, text in enumerate(texts, 1):
        with place(f"表“{table}”第{number}行“{column}”一格"):
            found.append(read_cell(text, kind))
    return found


def _head(head: etree._Element, types: _Types) -> tuple[str, Kind | None, str]:
    expression = child(head, "inputExpression")
    name = re.sub(r"\s+", " ", text_of(expression))
    if expression is None or not name:
        raise Refusal("没有写看的是哪个事实（inputExpression）。")
    if _NOT_A_NAME.search(name) or name[0].isdigit() or len(name) > 100:
        raise Refusal(f"“{name[:60]}”要先算才知道。这里只能写一个事实的名称。")
    _only_feel(expression, f"“{name}”")
    kind, allowed = types.kind(expression.get("typeRef") or types.variables.get(name, ""))
    return name, kind, text_of(child(head, "inputValues")) or allowed


def _guess(texts: list[str]) -> Kind:
    """Another tool may leave the kind out: the first that reads all the cells."""
    for kind in _GUESSES:
        try:
            if not all(read_cell(text, kind).anything for text in texts):
                return kind
        except Refusal:
            continue
    return Kind.STRING


def _output(table: str, end: etree._Element, of: int, types: _Types) -> Output:
    name = end.get("name") or end.get("label") or (table if of == 1 else "")
    if not name:
        raise Refusal(f"表“{table}”有一列结果没有名称。有几列结果时每列都要有名称。")
    with place(f"表“{table}”结果“{name}”一列"):
        kind, allowed = types.kind(end.get("typeRef", ""))
        declared = text_of(child(end, "outputValues")) or allowed
        values = read_values(declared, kind)
        default = child(end, "defaultOutputEntry")
        found = read_value(text_of(default), kind) if default is not None else None
    return Output(name, kind, end.get("label", ""), values, found)


def _outputs(
    table: str, number: int, rule: etree._Element, outputs: tuple[Output, ...]
) -> tuple[Value, ...]:
    found = []
    for entry, output in zip(children(rule, "outputEntry"), outputs, strict=True):
        with place(f"表“{table}”第{number}行结果“{output.name}”一格"):
            _only_feel(entry, "这一格")
            found.append(read_value(text_of(entry), output.kind))
    return tuple(found)


def _ensure_policy_fits(table: Table) -> None:
    """Refuses an order without declared values and a sum of what cannot be added."""
    policy = table.policy
    if policy in (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER):
        for output in table.outputs:
            if not output.values:
                raise Refusal(f"“{policy.label}”要先在结果“{output.name}”一列按先后列出全部的值。")
    if policy not in (HitPolicy.SUM, HitPolicy.LEAST, HitPolicy.GREATEST):
        return
    if len(table.outputs) > 1:
        raise Refusal(f"“{policy.label}”只能有一列结果。")
    numbers = (Kind.NUMBER, Kind.INTEGER)
    kinds = {row.outputs[0][0] for row in table.rows}
    for number, row in enumerate(table.rows, 1):
        kind, key = row.outputs[0]
        fits = kind in numbers if policy is HitPolicy.SUM else kind.ordered and len(kinds) == 1
        if key is None or not fits:
            raise Refusal(f"第{number}行的结果不能“{policy.label}”。")
