"""Small DMN files for the specifications of this room."""

from bureau.criteria.dmn.reading import read_dmn
from bureau.criteria.rules.tables import Table

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def dmn(*decisions: str, head: str = "") -> bytes:
    body = "".join(decisions)
    return f'<definitions xmlns="{DMN}" name="t" namespace="t">{head}{body}</definitions>'.encode()


def decision(
    *rows: tuple[str, ...],
    inputs: tuple[tuple[str, ...], ...] = (("面积", "number"),),
    policy: str = "UNIQUE",
    outputs: str = '<output name="结果"/>',
    name: str = "表一",
    inside: str = "",
) -> str:
    """``inputs`` are name, type and, if declared, domain; the last cell of a row is its output."""
    heads = "".join(
        f'<input><inputExpression typeRef="{kind}"><text>{fact}</text></inputExpression>'
        + "".join(f"<inputValues><text>{_xml(values)}</text></inputValues>" for values in domain)
        + "</input>"
        for fact, kind, *domain in inputs
    )
    rules = "".join(
        "<rule>"
        + "".join(f"<inputEntry><text>{_xml(cell)}</text></inputEntry>" for cell in cells)
        + f"<outputEntry><text>{_xml(output)}</text></outputEntry></rule>"
        for *cells, output in rows
    )
    return (
        f'<decision id="{name}" name="{name}">{inside}'
        f'<decisionTable hitPolicy="{policy}">{heads}{outputs}{rules}</decisionTable></decision>'
    )


def a_table(*rows: tuple[str, ...], **options: object) -> Table:
    return read_dmn(dmn(decision(*rows, **options))).tables[0]  # type: ignore[arg-type]


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
