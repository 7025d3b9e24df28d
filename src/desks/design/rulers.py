"""时限尺 and its kin: small drawings made on the server, as SVG attributes only.

Geometry is not inline style, so the content policy holds; every drawing says in words what
it shows, and text beside it says the same. Colours come from the style sheet by class.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Light = Literal["ok", "warn", "over", "bad", "hold", "brand"]

# The colours of a clock (workdays) by the classes of the style sheet.
LIGHTS: dict[str, Light] = {
    "green": "ok",
    "yellow": "warn",
    "orange": "over",
    "red": "bad",
    "grey": "hold",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the ruler: a promise, a legal limit, a target."""

    at: float
    text: str
    target: bool = False  # golden: a target of an indicator


@dataclass(frozen=True, slots=True)
class Hold:
    """A stretch that does not count: hatched."""

    start: float
    end: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Ruler:
    """A scale of ``total`` units (usually working days) of which ``used`` are gone.

    ``label`` is the whole meaning in one sentence, for those who listen.
    """

    total: float
    used: float
    label: str
    light: Light = "ok"
    marks: Sequence[Mark] = field(default_factory=tuple)
    holds: Sequence[Hold] = field(default_factory=tuple)
    now: str = ""
    ticks: int = 0


def term_ruler(
    *,
    used: float,
    promise: float | None,
    legal: float | None,
    light: Light,
    promise_text: str = "",
    legal_text: str = "",
    now: str = "",
    holds: Sequence[Hold] = (),
    label: str,
) -> Ruler:
    """The ruler of one case: up to the legal limit (or the promise), in counted days.

    ``used`` beyond the end fills the ruler; the words say by how much it is over.
    """
    ends = [end for end in (promise, legal) if end]
    held = sum(hold.end - hold.start for hold in holds)
    total = max([*ends, 1]) + held
    marks = []
    if promise:
        marks.append(Mark(promise + held, promise_text or "承诺"))
    if legal and legal != promise:
        marks.append(Mark(legal + held, legal_text or "法定"))
    return Ruler(
        total=total,
        used=min(used + held, total),
        label=label,
        light=light,
        marks=tuple(marks),
        holds=tuple(holds),
        now=now,
        ticks=min(int(total), 40),
    )


def indicator_ruler(
    *, value: float, target: float, low: float, high: float, light: Light, text: str, label: str
) -> Ruler:
    """An indicator between ``low`` and ``high`` with its target as a golden line."""
    width = high - low or 1
    at = min(max(value - low, 0), width)
    mark = Mark(min(max(target - low, 0), width), text, target=True)
    return Ruler(total=width, used=at, label=label, light=light, marks=(mark,), ticks=10)


def draw(ruler: Ruler) -> SafeString:
    """The ruler as SVG: track, filling, hatched holds, ticks, lines and their words."""
    return _draw(ruler, target=any(mark.target for mark in ruler.marks))


def _draw(ruler: Ruler, *, target: bool) -> SafeString:
    top, thick = (0.2, 0.5) if target else ((1.35, 0.6) if _upper(ruler) else (0.15, 0.6))
    below = top + thick
    words = any(mark.text for mark in ruler.marks)
    height = below + (1.6 if target else 2.15) if words else below + 0.55
    out = [
        f'<svg class="ruler" width="100%" height="{_em(height)}" role="img" '
        f'aria-label="{escape(ruler.label)}">',
        f'<rect class="trk" x="0" y="{_em(top)}" width="100%" height="{_em(thick)}" rx="2"/>',
    ]
    used = _percent(ruler.used, ruler.total)
    if used:
        out.append(
            f'<rect class="fill {ruler.light}" x="0" y="{_em(top)}" width="{used:g}%" '
            f'height="{_em(thick)}" rx="2"/>'
        )
    for hold in ruler.holds:
        start, end = _percent(hold.start, ruler.total), _percent(hold.end, ruler.total)
        out.append(
            f'<rect class="hold" x="{start:g}%" y="{_em(top)}" width="{end - start:g}%" '
            f'height="{_em(thick)}"/>'
        )
        if hold.text:
            out.append(_words("now", (start + end) / 2, 0.95, hold.text))
    out.extend(_ticks(ruler, below))
    if ruler.now:
        out.append(_words("now", used, 0.95, ruler.now))
    for mark in ruler.marks:
        out.extend(_line(mark, ruler.total, top, below))
    out.append("</svg>")
    return mark_safe("".join(out))  # every word in it went through escape()


def _upper(ruler: Ruler) -> bool:
    return bool(ruler.now) or any(hold.text for hold in ruler.holds)


def _ticks(ruler: Ruler, below: float) -> list[str]:
    if not ruler.ticks:
        return []
    return [
        f'<line class="tk" x1="{at:g}%" x2="{at:g}%" y1="{_em(below)}" '
        f'y2="{_em(below + (0.4 if step % 5 == 0 else 0.2))}"/>'
        for step in range(ruler.ticks + 1)
        for at in [_percent(step, ruler.ticks)]
    ]


def _line(mark: Mark, total: float, top: float, below: float) -> list[str]:
    at = _percent(mark.at, total)
    kind = "mk p" if mark.target else "mk"
    text_at = below + 1.45 if mark.target else below + 1.65
    lines = [
        f'<line class="{kind}" x1="{at:g}%" x2="{at:g}%" y1="{_em(max(top - 0.2, 0))}" '
        f'y2="{_em(below + (0.45 if mark.target else 0.55))}"/>'
    ]
    if mark.text:
        lines.append(_words("p" if mark.target else "", at, text_at, mark.text))
    return lines


def _words(kind: str, at: float, y: float, text: str) -> str:
    """Words that stay inside the drawing: turned inwards at either end."""
    anchor = "start" if at < 12 else "end" if at > 80 else "middle"
    return (
        f'<text class="{kind}" x="{at:g}%" y="{_em(y)}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )


def _percent(part: float, whole: float) -> float:
    return round(100 * min(max(part, 0), whole) / whole, 2) if whole else 0.0


def _em(value: float) -> str:
    return f"{round(value, 2):g}em"


def spark(values: Sequence[float], *, label: str) -> SafeString:
    """The course of a few numbers, newest to the right with a dot."""
    if len(values) < 2:
        return mark_safe("")
    low, high = min(values), max(values)
    width = high - low or 1
    step = 80 / (len(values) - 1)
    points = [(2 + step * i, 19 - 16 * (value - low) / width) for i, value in enumerate(values)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return mark_safe(
        f'<svg class="spark" viewBox="0 0 84 22" role="img" aria-label="{escape(label)}">'
        f'<polyline points="{line}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2.2"/></svg>'
    )


def bar(value: float, *, most: float, target: float | None = None, light: str = "") -> SafeString:
    """One bar of a table cell; the number stands beside it as text."""
    line = ""
    if target is not None:
        at = _percent(target, most)
        line = f'<line class="t" x1="{at:g}%" x2="{at:g}%" y1="0" y2="8"/>'
    return mark_safe(
        '<svg class="hbar" aria-hidden="true"><rect class="trk" width="100%" height="8"/>'
        f'<rect class="b {escape(light)}" width="{_percent(value, most):g}%" height="8"/>'
        f"{line}</svg>"
    )
