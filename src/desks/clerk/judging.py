"""Materials on a page where they are judged by keyboard: each beside its points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from bureau.cases.facts import MaterialState, Verdict
from bureau.cases.operations.counter import Judgement
from bureau.cases.queries.pages import MaterialLine
from bureau.cases.submission import HandedIn
from bureau.catalogue.elements import EditionContent, Material, Point
from bureau.files import queries as files
from desks.design import formats
from desks.design.drafts import OpenDraft, stored

CHOICES = (
    (Verdict.GOOD.value, "已核验", "ok"),
    (Verdict.MISSING.value, "缺", "bad"),
    (Verdict.DEFECTIVE.value, "不合格", "warn"),
)
SHORT = 24
PICTURES = frozenset({"jpg", "jpeg", "png"})
WRONG = (Verdict.MISSING, Verdict.DEFECTIVE)


@dataclass(frozen=True, slots=True)
class FileRow:
    uid: str
    name: str
    size: str
    picture: bool
    pdf: bool


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One line of the table: what the list says, how it stands, what was found."""

    number: int
    key: str
    name: str
    standard: str
    points: tuple[str, ...]
    defects: tuple[str, ...]
    asks: bool
    sign: str
    provider: str
    verdict: str
    defect: str
    copies: int
    files: tuple[FileRow, ...]
    necessary: bool
    wanting: bool = False

    @property
    def short(self) -> str:
        """What to look at, in one line; all of it stands beside the row."""
        if not self.asks:
            return f"由{self.provider}共享" if self.provider else "不用看"
        first = self.points[0] if self.points else self.standard
        words = first if len(first) <= SHORT else f"{first[: SHORT - 1]}…"
        return f"{words} 共 {len(self.points)} 条" if len(self.points) > 1 else words

    @property
    def when(self) -> str:
        """When the words about the fault are asked for (reveal.js)."""
        return f'{{"verdict-{self.key}": ["missing", "defective"]}}'


def draft_rows(draft: OpenDraft) -> list[JudgedRow]:
    """The materials of a draft at the window, with what was judged so far."""
    found = {
        one.uid: one
        for one in files.find_uploads([uid for uids in draft.uploads.values() for uid in uids])
    }
    rows = []
    for number, material in enumerate(draft.content.materials_for(draft.given), start=1):
        waived = material.key in draft.waived
        asks = not (material.generated or material.shareable or waived)
        uploads = [found[uid] for uid in draft.uploads.get(material.key, ()) if uid in found]
        points = _points(draft.content, material.key)
        rows.append(
            JudgedRow(
                number=number,
                key=material.key,
                name=material.name,
                standard=material.standard or material.filling,
                points=tuple(point.text for point in points),
                defects=tuple(point.defect for point in points if point.defect),
                asks=asks,
                sign=_exempt(material) if not asks else "",
                provider=material.provider if material.shareable else "",
                verdict=draft.data.get(f"verdict-{material.key}", ""),
                defect=draft.data.get(f"defect-{material.key}", ""),
                copies=_copies(draft.data, material),
                files=tuple(_file(one.uid, one.name, one.size, one.kind) for one in uploads),
                necessary=material.necessary or material.when is not None,
            )
        )
    return rows


def _points(content: EditionContent, key: str) -> Sequence[Point]:
    return [point for point in content.points if point.material == key]


def _exempt(material: Material) -> str:
    if material.generated:
        return "由表单生成"
    return "免交 · 共享" if material.shareable else "免交"


def _file(uid: str, name: str, size: int, kind: str) -> FileRow:
    return FileRow(uid, name, formats.size(size), kind in PICTURES, kind == "pdf")


def _copies(data: Mapping[str, str], material: Material) -> int:
    text = data.get(f"copies-{material.key}", "")
    return int(text) if text.isdecimal() and len(text) < 4 else max(material.copies, 1)


def case_rows(
    materials: Sequence[MaterialLine], typed: Mapping[str, str] | None = None
) -> list[JudgedRow]:
    """The materials of a case, as they stand; ``typed`` is what a page sent over it."""
    sent = typed or {}
    return [
        JudgedRow(
            number=number,
            key=one.key,
            name=one.name,
            standard=one.standard,
            points=tuple(point.text for point in one.points),
            defects=tuple(point.defect for point in one.points if point.defect),
            asks=one.needs_judging,
            sign=_held(one),
            provider=one.provider if one.state == MaterialState.HELD else "",
            verdict=sent.get(
                f"verdict-{one.key}", "" if one.verdict == Verdict.UNJUDGED else str(one.verdict)
            ),
            defect=sent.get(f"defect-{one.key}", one.defect),
            copies=one.copies,
            files=tuple(_file(f.upload, f.name, f.size, f.kind) for f in one.files),
            necessary=one.necessary,
            wanting=one.is_wanting,
        )
        for number, one in enumerate(materials, start=1)
    ]


def _held(line: MaterialLine) -> str:
    signs = {
        MaterialState.GENERATED: "由表单生成",
        MaterialState.WAIVED: "免交",
        MaterialState.HELD: "免交 · 共享",
    }
    return signs.get(line.state, "")


def handed_in(draft: OpenDraft) -> dict[str, HandedIn]:
    """What lies on the counter or was photographed: what was looked at was handed in."""
    given = {}
    for row in draft_rows(draft):
        if not row.asks:
            continue
        uids = draft.uploads.get(row.key, ())
        if uids:
            given[row.key] = HandedIn(files=stored(uids))
        elif row.verdict in (Verdict.GOOD, Verdict.DEFECTIVE):
            given[row.key] = HandedIn(copies=row.copies)
    return given


def judged_in(data: QueryDict, keys: Sequence[str]) -> list[Judgement]:
    """The verdicts a page sent for these materials.

    A fault without its words is left out: it is not yet judged, and the page says so.
    """
    found = []
    for key in keys:
        verdict = data.get(f"verdict-{key}", "")
        defect = data.get(f"defect-{key}", "").strip()
        if verdict not in {value for value, _, _ in CHOICES}:
            continue
        if verdict == Verdict.DEFECTIVE and not defect:
            continue
        found.append(
            Judgement(
                key=key,
                verdict=Verdict(verdict),
                defect=defect if verdict in WRONG else "",
                copies=_number(data.get(f"copies-{key}", "")),
            )
        )
    return found


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 1


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each, for the line below the table."""

    good: int
    exempt: int
    missing: int
    defective: int
    open: int


def counts_of(rows: Sequence[JudgedRow]) -> Counts:
    asked = [row for row in rows if row.asks]
    return Counts(
        good=sum(row.verdict == Verdict.GOOD for row in asked),
        exempt=len(rows) - len(asked),
        missing=sum(row.verdict == Verdict.MISSING for row in asked),
        defective=sum(row.verdict == Verdict.DEFECTIVE for row in asked),
        open=sum(not row.verdict and row.necessary for row in asked),
    )


def first_asked(rows: Sequence[JudgedRow], *, undecided: bool = False) -> str:
    """The key of the first material that is judged here, or that still has to be."""
    return next((row.key for row in rows if row.asks and not (undecided and row.verdict)), "")


def without_words(rows: Sequence[JudgedRow]) -> list[JudgedRow]:
    """Found faulty, but nothing says what is wrong."""
    return [row for row in rows if row.verdict == Verdict.DEFECTIVE and not row.defect.strip()]
