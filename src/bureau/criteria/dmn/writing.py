"""Write decision tables as DMN 1.3; in a file that was read, all else stays as it was."""

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from bureau.criteria.dmn.document import Document
from bureau.criteria.dmn.elements import OURS, child, children, namespace, opened
from bureau.criteria.rules.kinds import literal
from bureau.criteria.rules.tables import HitPolicy, Input, Output, Row, Table, Value
from bureau.refusal import Refusal

_POLICIES = {
    HitPolicy.UNIQUE: ("UNIQUE", ""),
    HitPolicy.ANY: ("ANY", ""),
    HitPolicy.PRIORITY: ("PRIORITY", ""),
    HitPolicy.FIRST: ("FIRST", ""),
    HitPolicy.RULE_ORDER: ("RULE ORDER", ""),
    HitPolicy.OUTPUT_ORDER: ("OUTPUT ORDER", ""),
    HitPolicy.COLLECT: ("COLLECT", ""),
    HitPolicy.SUM: ("COLLECT", "SUM"),
    HitPolicy.LEAST: ("COLLECT", "MIN"),
    HitPolicy.GREATEST: ("COLLECT", "MAX"),
    HitPolicy.COUNT: ("COLLECT", "COUNT"),
}


def write_dmn(tables: Iterable[Table], *, name: str = "决策表") -> bytes:
    """A new file with these tables."""
    root = etree.Element(f"{{{OURS}}}definitions", nsmap=_nsmap({None: OURS}))
    root.set("id", "definitions")
    root.set("name", name)
    root.set("namespace", "urn:sanhua:criteria")
    for number, table in enumerate(tables, 1):
        decision = _under(root, "decision", id=f"decision-{number}", name=table.name)
        _under(decision, "variable", id=f"variable-{number}", name=table.name)
        decision.append(_element(decision, table, f"table-{number}"))
    return _bytes(root)


def rewrite(document: Document, table: Table) -> bytes:
    """The file as it was read, with one table's place taken by this one of the same name."""
    root = opened(document.source)
    for number, decision in enumerate(children(root, "decision"), 1):
        old = child(decision, "decisionTable")
        if old is not None and (decision.get("name") or decision.get("id")) == table.name:
            new = _element(decision, table, old.get("id") or f"table-{number}")
            new.tail = old.tail
            decision.replace(old, new)
            return _bytes(root)
    raise Refusal(f"文件里没有叫“{table.name}”的表。")


def _nsmap(prefixes: Mapping[str | None, str]) -> Any:
    """lxml's own type leaves out the prefix that is none."""
    return prefixes


def _bytes(root: etree._Element) -> bytes:
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _under(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{namespace(parent)}}}{tag}")
    for name, value in attributes.items():
        if value:
            element.set(name, value)
    return element


def _texted(parent: etree._Element, tag: str, text: str, **attributes: str) -> None:
    _under(_under(parent, tag, **attributes), "text").text = text


def _element(decision: etree._Element, table: Table, key: str) -> etree._Element:
    policy, aggregation = _POLICIES[table.policy]
    element = etree.Element(f"{{{namespace(decision)}}}decisionTable", nsmap=_nsmap(decision.nsmap))
    element.set("id", key)
    element.set("hitPolicy", policy)
    if aggregation:
        element.set("aggregation", aggregation)
    for number, column in enumerate(table.inputs, 1):
        _input(element, column, f"{key}-input-{number}")
    for number, output in enumerate(table.outputs, 1):
        _output(element, output, f"{key}-output-{number}")
    for name in table.note_names:
        _under(element, "annotation", name=name)
    for number, row in enumerate(table.rows, 1):
        _row(element, row, f"{key}-row-{number}")
    return element


def _input(element: etree._Element, column: Input, key: str) -> None:
    head = _under(element, "input", id=key, label=column.label)
    _texted(head, "inputExpression", column.name, id=f"{key}-e", typeRef=column.kind.value)
    if column.domain is not None:
        _texted(head, "inputValues", column.domain.text, id=f"{key}-v")


def _output(element: etree._Element, output: Output, key: str) -> None:
    kind = output.kind.value if output.kind is not None else ""
    end = _under(element, "output", id=key, name=output.name, label=output.label, typeRef=kind)
    if output.values:
        _texted(end, "outputValues", ", ".join(map(_said, output.values)), id=f"{key}-v")
    if output.default is not None:
        _texted(end, "defaultOutputEntry", _said(output.default), id=f"{key}-d")


def _row(element: etree._Element, row: Row, key: str) -> None:
    rule = _under(element, "rule", id=key)
    if row.description:
        _under(rule, "description").text = row.description
    for number, cell in enumerate(row.cells, 1):
        _texted(rule, "inputEntry", cell.text, id=f"{key}-i{number}")
    for number, value in enumerate(row.outputs, 1):
        _texted(rule, "outputEntry", _said(value), id=f"{key}-o{number}")
    for note in row.notes:
        _texted(rule, "annotationEntry", note)


def _said(value: Value) -> str:
    return literal(*value)
