"""Rows of this desk in plain strings: the view makes them once, the template places them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bureau.cases.facts import MaterialState
from bureau.cases.queries.lists import WorkRow
from bureau.cases.queries.pages import AnswerLine, CasePage, MaterialLine, PointLine
from bureau.cases.states import State
from bureau.catalogue.elements import Basis, Mark
from bureau.catalogue.queries import BasisText
from bureau.files.queries import UploadFacts
from bureau.guides.lines import POINT_KINDS, basis_lines
from bureau.guides.parts import ArticleLine
from desks.design import formats

FORM = "_form"
"""The key under which the viewer shows what was filled in."""


def digest(what: object) -> str:
    """A short mark of what a page would show."""
    return hashlib.sha256(repr(what).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class WorkLine:
    number: str
    item: str
    party: str
    light: str
    due: str
    due_iso: str
    waits_for: str
    proposal: str
    received: str
    mine: bool
    holder: str


def work_line(row: WorkRow, now: datetime) -> WorkLine:
    today = formats.local(now).date()
    due = "没有期限"
    if row.due_at:
        due = formats.moment(row.due_at, today=today)
        due += "（暂定）" if row.provisional else ""
        due = f"{due} 已过" if row.due_at < now else f"{due} 前"
    return WorkLine(
        number=row.number,
        item=row.item_name,
        party=row.party_name,
        light=row.colour or "hold",
        due=due,
        due_iso=row.due_at.isoformat() if row.due_at else "",
        waits_for="待决定" if row.state == State.EXAMINED else "待审查",
        proposal={"grant": "建议准予", "refuse": "建议不予"}.get(row.proposal, ""),
        received=formats.short_day(row.received_at),
        mine=row.mine,
        holder="" if row.mine else row.holder,
    )


@dataclass(frozen=True, slots=True)
class PointRow:
    """One review point: what it asks, on which basis, what was found."""

    key: str
    code: str
    title: str
    kind: str
    forms: tuple[str, ...]
    verdict: str
    state: str
    colour: str
    icon: str
    note: str
    found: str
    columns: tuple[str, ...]
    table: tuple[tuple[int, tuple[str, ...]], ...]
    picture: str
    caution: str
    defect: str
    mend: str
    basis: str
    articles: tuple[ArticleLine, ...]
    material: str
    material_name: str
    trial: bool


VERDICTS = {
    "pass": ("通过", "ok", "circle-check"),
    "fail": ("不通过", "bad", "circle-x"),
    "na": ("不适用", "hold", "minus"),
    "": ("未判", "hold", "circle-dashed"),
}


def point_rows(page: CasePage, texts: Mapping[Basis, BasisText]) -> list[PointRow]:
    names = {material.key: material.name for material in page.materials}
    return rows_of_points(page.points, texts, names)


def rows_of_points(
    points: Sequence[PointLine], texts: Mapping[Basis, BasisText], names: Mapping[str, str]
) -> list[PointRow]:
    return [_point_row(number, line, texts, names) for number, line in enumerate(points, start=1)]


def _point_row(
    number: int, line: PointLine, texts: Mapping[Basis, BasisText], names: Mapping[str, str]
) -> PointRow:
    point = line.point
    state, colour, icon = VERDICTS[line.verdict]
    text = texts.get(point.basis) if point.basis else None
    basis = basis_lines([text])[0] if text else None
    table = point.table
    found = f"{line.found_by} {formats.stamp(line.found_at)}" if line.found_at else ""
    return PointRow(
        key=point.key,
        code=f"R{number:02}",
        title=point.text,
        kind=POINT_KINDS.get(point.kind, ""),
        forms=(
            "文",
            *(("表",) if table else ()),
            *(("图",) if point.picture else ()),
            *(("注",) if point.note else ()),
        ),
        verdict=line.verdict,
        state=state,
        colour=colour,
        icon=icon,
        note=line.note,
        found=found,
        columns=table.header if table else (),
        table=tuple(enumerate(table.rows, start=1)) if table else (),
        picture=point.picture,
        caution=point.note,
        defect=point.defect,
        mend=point.mend,
        basis=basis.words if basis else "",
        articles=basis.articles if basis else (),
        material=point.material if point.material in names else "",
        material_name=names.get(point.material, ""),
        trial=point.mark in (Mark.PLAUSIBLE, Mark.UNKNOWN),
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """How far the examination is."""

    total: int
    passed: int
    failed: int
    not_applicable: int
    open: int
    first_open: str
    first_code: str

    def tags(self) -> list[tuple[str, str, str]]:
        """Colour, words and icon of each count that is not nought."""
        every = (
            ("ok", "通过", self.passed, "circle-check"),
            ("bad", "不通过", self.failed, "circle-x"),
            ("hold", "不适用", self.not_applicable, "minus"),
            ("hold", "未判", self.open, "circle-dashed"),
        )
        return [(kind, f"{word} {count}", icon) for kind, word, count, icon in every if count]


def counts_of(rows: Sequence[PointRow]) -> Counts:
    left = [row for row in rows if not row.verdict]
    return Counts(
        total=len(rows),
        passed=sum(row.verdict == "pass" for row in rows),
        failed=sum(row.verdict == "fail" for row in rows),
        not_applicable=sum(row.verdict == "na" for row in rows),
        open=len(left),
        first_open=left[0].key if left else "",
        first_code=left[0].code if left else "",
    )


@dataclass(frozen=True, slots=True)
class FileRow:
    uid: str
    name: str
    size: str
    look: str
    """picture, pdf or nothing that a browser shows."""


@dataclass(frozen=True, slots=True)
class MaterialRow:
    key: str
    number: int
    name: str
    icon: str
    words: str
    standard: str
    files: tuple[FileRow, ...]
    filled: bool
    """Made from what was filled in: that is shown."""


_STANDINGS = {
    MaterialState.HELD: ("certificate-2", "免交：已经有，或者由部门共享取得。"),
    MaterialState.GENERATED: ("file-text", "由系统根据填写的内容生成。"),
    MaterialState.WAIVED: ("circle-check", "本局免收。"),
    MaterialState.ABSENT: ("circle-minus", "没有提交。"),
    MaterialState.UPLOADED: ("paperclip", ""),
}


def material_rows(
    materials: Sequence[MaterialLine], uploads: Mapping[str, UploadFacts]
) -> list[MaterialRow]:
    return [_material_row(number, line, uploads) for number, line in enumerate(materials, start=1)]


def _material_row(
    number: int, line: MaterialLine, uploads: Mapping[str, UploadFacts]
) -> MaterialRow:
    icon, words = _STANDINGS.get(line.state, ("paperclip", ""))
    if line.state == MaterialState.PAPER:
        icon, words = "file-text", f"纸质 {line.copies} 份，原件在窗口。"
    if line.is_wanting:
        icon, words = "alert-triangle", line.defect or words or "有问题。"
    elif line.provider and line.state == MaterialState.HELD:
        words = f"免交：由{line.provider}共享取得。"
    return MaterialRow(
        key=line.key,
        number=number,
        name=line.name,
        icon=icon,
        words=words,
        standard=line.standard,
        files=tuple(
            FileRow(one.upload, one.name, formats.size(one.size), _look(uploads.get(one.upload)))
            for one in line.files
        ),
        filled=line.state == MaterialState.GENERATED,
    )


def _look(upload: UploadFacts | None) -> str:
    if upload is None or not upload.can_be_shown:
        return ""
    return "pdf" if upload.kind == "pdf" else "picture"


def sections(answers: Sequence[AnswerLine]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The answers, section by section, in the order of the form."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in answers:
        found.setdefault(line.section, []).append((line.label, line.value))
    return list(found.items())
