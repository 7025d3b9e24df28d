"""办理流程图: the flow of a guide as SVG, drawn on the server, and the same in one sentence.

The straight way runs from left to right, in as many rows as it needs; beside it (below) stands
what happens when something lacks. Geometry is attributes only, so the content policy holds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from bureau.guides.parts import Edge, Flow, Node

SIGN = 15  # height of a sign of a label, and its width in Chinese
SMALL = 13
LINE = 20
PAD = 10
GAP = 26
WIDEST = 850
BELOW = 54  # between the straight way and what stands below it
LONGEST = 8  # signs of a label in one line


@dataclass(frozen=True, slots=True)
class _Box:
    node: Node
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


def draw_flow(flow: Flow) -> SafeString:
    """The drawing; empty when there are no steps."""
    straight = [node for node in flow.nodes if node.lane == 0]
    if not straight:
        return mark_safe("")
    boxes = _place(straight, [node for node in flow.nodes if node.lane], flow.edges)
    known = {box.node.key: box for box in boxes}
    # A short flow is not blown up to the width of the page.
    width = max(*(box.right + 2 for box in boxes), WIDEST)
    height = max(box.bottom for box in boxes) + 2
    out = [
        f'<svg class="flow" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'aria-label="{escape(in_words(flow))}">',
        '<defs><marker id="flow-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>',
    ]
    for edge in flow.edges:
        if edge.source in known and edge.target in known:
            out.extend(_way(known[edge.source], known[edge.target], edge))
    for box in boxes:
        out.extend(_drawn(box))
    out.append("</svg>")
    return mark_safe("".join(out))  # every word in it went through escape()


def in_words(flow: Flow) -> str:
    """The whole flow in one sentence, for those who listen."""
    names = {node.key: node.label for node in flow.nodes}
    steps = "；".join(
        f"{node.label}（{node.note}）" if node.note else node.label
        for node in flow.nodes
        if node.lane == 0
    )
    beside = "".join(
        f"。{names[edge.source]}时{edge.label}：{names[edge.target]}{_back(flow, edge.target)}"
        for edge in flow.edges
        if edge.label and _is_beside(flow, edge.target)
    )
    return f"流程：{steps}{beside}。"


def _back(flow: Flow, key: str) -> str:
    return "".join(f"，{edge.label}" for edge in flow.edges if edge.source == key and edge.label)


def _is_beside(flow: Flow, key: str) -> bool:
    return any(node.key == key and node.lane for node in flow.nodes)


def _place(straight: Sequence[Node], beside: Sequence[Node], edges: Iterable[Edge]) -> list[_Box]:
    """Boxes from left to right, a new row when one is full; the others below their source."""
    source = {edge.target: edge.source for edge in edges if edge.label}
    boxes: list[_Box] = []
    x, y, height = 2.0, 2.0, _row_height(straight)
    row: list[_Box] = []
    for node in straight:
        width = _width(node)
        if row and x + width > WIDEST:
            boxes.extend(_below(row, beside, source))
            x, y = 2.0, max(box.bottom for box in boxes) + BELOW * 0.7
            row = []
        row.append(_Box(node, _lines(node.label), x, y, width, height))
        boxes.append(row[-1])
        x += width + GAP
    boxes.extend(_below(row, beside, source))
    return boxes


def _below(row: Sequence[_Box], beside: Sequence[Node], source: dict[str, str]) -> list[_Box]:
    found: list[_Box] = []
    left = 2.0
    for box in row:
        for node in beside:
            if source.get(node.key) != box.node.key:
                continue
            width = _width(node)
            x = max(left, box.middle - width / 2)
            found.append(
                _Box(node, _lines(node.label), x, box.bottom + BELOW, width, _row_height([node]))
            )
            left = x + width + GAP
    return found


def _lines(label: str) -> tuple[str, ...]:
    """A label in lines of about the same length, broken after a comma where there is one."""
    if len(label) <= LONGEST:
        return (label,)
    head, comma, tail = label.partition("，")
    if comma and max(len(head), len(tail)) <= LONGEST + 2:
        return (head + comma, tail)
    half = (len(label) + 1) // 2
    return (label[:half], label[half:])


def _units(text: str) -> float:
    """Width in signs: what is not Chinese is about half as wide."""
    return sum(0.6 if sign.isascii() else 1.0 for sign in text)


def _width(node: Node) -> float:
    longest = max(_units(line) for line in _lines(node.label)) * SIGN
    notes = max((_units(line) for line in _notes(node)), default=0) * SMALL
    return max(longest, notes) + 2 * PAD


def _notes(node: Node) -> list[str]:
    return [part for part in node.note.split("；") if part]


def _row_height(nodes: Sequence[Node]) -> float:
    most = max(len(_lines(node.label)) + len(_notes(node)) for node in nodes)
    return LINE * max(most, 2) + 16


def _drawn(box: _Box) -> list[str]:
    yours = box.node.kind in ("start", "yours")
    kind = "bx k" if yours else "bx alt" if box.node.lane else "bx"
    words = [(line, "w" if yours else "") for line in box.lines]
    words += [(line, "w s" if yours else "s") for line in _notes(box.node)]
    top = box.y + (box.height - LINE * len(words)) / 2 + 15
    return [
        f'<rect class="{kind}" x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" '
        f'height="{box.height:g}" rx="6"/>',
        *(
            f'<text class="{look}" x="{box.middle:g}" y="{top + LINE * at:g}">{escape(line)}</text>'
            for at, (line, look) in enumerate(words)
        ),
    ]


def _way(start: _Box, end: _Box, edge: Edge) -> list[str]:
    if start.node.lane:
        return _way_back(start, end, edge)
    if end.node.lane:
        return _way_down(start, end, edge)
    if end.y > start.y:  # the next row
        turn = end.y - 16
        path = f"M{start.middle:g} {start.bottom:g}V{turn:g}H{end.middle:g}V{end.y:g}"
    else:
        path = f"M{start.right:g} {start.y + start.height / 2:g}H{end.x:g}"
    return [_path(path)]


def _way_down(start: _Box, end: _Box, edge: Edge) -> list[str]:
    x = min(max(start.middle - 10, end.x + 8), end.right - 8)
    return [
        _path(f"M{x:g} {start.bottom:g}V{end.y:g}"),
        _words(x - 6, (start.bottom + end.y) / 2 + 4, edge.label, "end"),
    ]


def _way_back(start: _Box, end: _Box, edge: Edge) -> list[str]:
    x = min(max(end.middle + 10, start.x + 8), start.right - 8)
    return [
        _path(f"M{x:g} {start.y:g}V{end.bottom:g}"),
        _words(x + 6, (start.y + end.bottom) / 2 + 4, edge.label, "start"),
    ]


def _path(path: str) -> str:
    return f'<path d="{path}" marker-end="url(#flow-tip)"/>'


def _words(x: float, y: float, text: str, anchor: str) -> str:
    if not text:
        return ""
    side = f"side {anchor}"
    return f'<text class="s {side}" x="{x:g}" y="{y:g}">{escape(text)}</text>'
