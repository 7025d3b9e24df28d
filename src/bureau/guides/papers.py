"""A guide as a paper: the full guide, the short one and the handbook of the house. Pure.

All three are the same projection in the same chapters; a paper only leaves out or adds. Web,
print, PDF and Word are drawn from the same paper, so they cannot disagree.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bureau.guides.parts import Guide, MaterialLine, Need, PointLine, Who


class Kind(StrEnum):
    FULL = "full"
    SHORT = "short"
    HANDBOOK = "handbook"


TITLES = {Kind.FULL: "办事指南", Kind.SHORT: "办事指南（简版）", Kind.HANDBOOK: "业务手册"}
SHORT_CHAPTERS = ("scope", "conditions", "materials", "flow", "limits", "fees", "result", "halls")


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of a paper with what stands under it."""

    title: str
    lines: tuple[str, ...] = ()
    table: Table | None = None
    below: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything a paper shows; nothing else decides what is on it."""

    kind: Kind
    item: str
    name: str
    title: str
    edition: str
    day: date
    code: str  # the beginning of the edition's hash: guide and handbook carry the same
    marks: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def head(self) -> str:
        """Edition and day, as they stand on every paper."""
        told = [self.edition, f"{self.day.isoformat()}打印", f"版本校验 {self.code}", *self.marks]
        return " · ".join(told)


def paper(kind: Kind, guide: Guide, *, day: date) -> Paper:
    """This paper of a guide, as of that day."""
    build = {Kind.FULL: _full, Kind.SHORT: _short, Kind.HANDBOOK: _handbook}[kind]
    marks = (("示例",) if guide.trial else ()) + (() if guide.written_out else ("待梳理",))
    return Paper(
        kind=kind,
        item=guide.item,
        name=guide.name,
        title=TITLES[kind],
        edition=guide.edition_line,
        day=day,
        code=guide.content_hash[:12],
        marks=marks,
        parts=build(guide),
    )


def _full(guide: Guide) -> tuple[Part, ...]:
    chapters = tuple(_chapter(guide, one.key, number=one.number) for one in guide.chapters)
    if not guide.faq:
        return chapters
    asked = tuple(Part(one.question, (one.answer,)) for one in guide.faq)
    return (*chapters, Part("附：常见问题", below=asked))


def _short(guide: Guide) -> tuple[Part, ...]:
    wanted = [one for one in guide.chapters if one.key in SHORT_CHAPTERS]
    parts = []
    for number, one in enumerate(wanted, start=1):
        part = _chapter(guide, one.key, number=number)
        if one.key == "materials" and guide.materials:
            rows = tuple((m.name, _who(m)) for m in guide.materials)
            part = Part(part.title, table=Table(("材料", "谁来准备"), rows))
        elif one.key == "flow" and guide.steps:
            part = Part(part.title, (" → ".join(step.name for step in guide.steps),))
        parts.append(part)
    contact = tuple(
        one for c in guide.chapters if c.key in ("consult", "complain") for one in c.lines
    )
    return (*parts, Part(f"{len(parts) + 1} 咨询和监督", contact))


def _handbook(guide: Guide) -> tuple[Part, ...]:
    chapters = tuple(
        _chapter(guide, one.key, number=one.number, inside=True) for one in guide.chapters
    )
    groups: dict[str, list[PointLine]] = {}
    for point in guide.points:
        groups.setdefault(point.kind_label, []).append(point)
    points = tuple(
        Part(kind, below=tuple(_point(number, one) for number, one in enumerate(found, start=1)))
        for kind, found in groups.items()
    )
    number = len(chapters) + 1
    none = () if points else ("还没有逐项梳理。",)
    return (*chapters, Part(f"{number} 审核要点", none, below=points))


def _chapter(guide: Guide, key: str, *, number: int, inside: bool = False) -> Part:
    chapter = next(one for one in guide.chapters if one.key == key)
    flagged = f"（{chapter.flag}）" if chapter.flag else ""
    title = f"{number} {chapter.title}{flagged}"
    if key == "materials" and guide.materials:
        return Part(title, table=_materials(guide, inside=inside))
    if key == "flow" and guide.steps:
        return Part(title, table=_steps(guide))
    if key == "conditions" and chapter.block:
        told = (one for one in guide.conditions if not one.forbids)
        lines = (f"{n}. {c.text}{_on(c.basis)}" for n, c in enumerate(told, start=1))
        return Part(title, tuple(lines))
    return Part(title, chapter.lines)


def _on(basis: str) -> str:
    return f"（{basis}）" if basis else ""


def _materials(guide: Guide, *, inside: bool) -> Table:
    head = ("序号", "材料", "谁来准备", "形式和份数", "来源", "要求")
    rows = []
    for number, one in enumerate(guide.materials, start=1):
        asked = [one.situation, one.filling, one.standard if inside or not one.filling else ""]
        words = "；".join(text.rstrip("。") for text in asked if text)
        copies = f"{one.form}，{one.copies}份" if one.who is Who.BRING else "不用交"
        source = one.provider or one.source
        rows.append((str(number), one.name, _who(one), copies, source, words))
    return Table((*head[:5], "受理标准和要求") if inside else head, tuple(rows))


def _who(one: MaterialLine) -> str:
    words = [one.who_label]
    if one.who is Who.BRING and one.need is Need.DEPENDS:
        words.append("看情况")
    if one.tolerable:
        words.append("可容缺")
    if one.promisable:
        words.append("可承诺")
    return "，".join(words)


def _steps(guide: Guide) -> Table:
    rows = tuple(
        (str(one.number), one.name, one.text, one.by, one.limit or "在总时限内")
        for one in guide.steps
    )
    return Table(("序号", "环节", "做什么", "谁来办", "时限"), rows)


def _point(number: int, one: PointLine) -> Part:
    told = [
        f"看哪份材料：{one.material}" if one.material else "",
        one.note,
        f"不合格怎么改：{one.mend}" if one.mend else "",
        f"依据：{one.basis}" if one.basis else "",
    ]
    table = Table(one.table_header, one.table_rows) if one.table_rows else None
    flagged = f"（{one.flag}）" if one.flag else ""
    return Part(f"{number}. {one.text}{flagged}", tuple(line for line in told if line), table)
