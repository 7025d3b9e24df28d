"""What N-same compares, and how: pure, the same two texts always give the same verdict.

An element a list does not speak of is not compared and not counted. Missing items (ours,
not in the list) and orphans (in the list, not ours) are counted apart, never in the rate.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from bureau.catalogue.elements import EditionContent, Form, Limit, Step
from bureau.catalogue.words import ITEM_TYPES, is_longer, limit_words
from bureau.workdays.rules import Unit

RULES = 1
"""The edition of the rules below; a change of what counts as the same is a new one."""


class Element(StrEnum):
    """What may be compared (方案 三（一）1 names the first nine)."""

    CODE = "code"
    NAME = "name"
    TYPE = "type"
    BASIS = "basis"
    LEVELS = "levels"
    FLOW = "flow"
    STATUTORY = "statutory"
    PROMISE = "promise"
    MATERIALS = "materials"
    FORMS = "forms"
    CONDITIONS = "conditions"


LABELS = {
    Element.CODE: "基本编码",
    Element.NAME: "名称",
    Element.TYPE: "事项类型",
    Element.BASIS: "设定依据",
    Element.LEVELS: "行使层级",
    Element.FLOW: "办理流程",
    Element.STATUTORY: "法定时限",
    Element.PROMISE: "承诺时限",
    Element.MATERIALS: "申请材料",
    Element.FORMS: "表单",
    Element.CONDITIONS: "受理条件",
}
USUAL = tuple(one for one in Element if one is not Element.CONDITIONS)
"""Conditions stand in the guide, not in the list of the plan: only where switched on."""


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    EXTRA = "extra"  # asks for something we do not ask for
    SILENT = "silent"  # the list does not speak of it


def formula(elements: Iterable[Element]) -> str:
    """The version of the formula: another N, or other rules, is another version."""
    wanted = set(elements)
    chosen = [one for one in Element if one in wanted]
    words = f"{RULES}:{','.join(chosen)}"
    return f"{len(chosen)}同-{hashlib.sha256(words.encode()).hexdigest()[:6]}"


@dataclass(frozen=True, slots=True)
class Judged:
    """One element of one item: the verdict, and the lines of both texts."""

    element: Element
    verdict: Verdict
    ours: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return LABELS[self.element]


@dataclass(frozen=True, slots=True)
class Said:
    """What one text says, ready to be compared; ``None`` where it says nothing."""

    code: str | None = None
    name: str | None = None
    type: str | None = None
    basis: tuple[tuple[str, str], ...] | None = None
    levels: tuple[str, ...] | None = None
    flow: tuple[str, ...] | None = None
    statutory: tuple[int, str] | None = None
    promise: tuple[int, str] | None = None
    materials: tuple[Mapping[str, Any], ...] | None = None
    forms: tuple[Mapping[str, str], ...] | None = None
    conditions: tuple[str, ...] | None = None


_BRACKETS = re.compile(r"[(〔\[][^()〔〕\[\]]*(权限|级)[^()〔〕\[\]]*[)〕\]]")
_SIGNS = re.compile(r"[\s\W_]+")


def plain(words: str) -> str:
    """A name as it is compared: one width, no brackets and signs, no remark of competence."""
    return _SIGNS.sub("", _BRACKETS.sub("", unicodedata.normalize("NFKC", words))).lower()


STAGES = {
    "receive": "受理",
    "accept": "受理",
    "examine": "审查",
    "inspect": "审查",
    "decide": "决定",
    "certify": "办结",
    "deliver": "送达",
    "publish": "公示",
    "forward": "转报",
}
_STAGE_WORDS = (
    ("收件", "受理"),
    ("受理", "受理"),
    ("申请", "受理"),
    ("核查", "审查"),
    ("审查", "审查"),
    ("审核", "审查"),
    ("勘验", "审查"),
    ("决定", "决定"),
    ("审批", "决定"),
    ("制证", "办结"),
    ("办结", "办结"),
    ("发证", "送达"),
    ("送达", "送达"),
    ("领取", "送达"),
    ("公示", "公示"),
    ("转报", "转报"),
)


def stage_of(kind: str, name: str, *, special: bool = False) -> str:
    """The kind of stage a step is, from its kind or else from its name."""
    found = STAGES.get(kind) or next((s for w, s in _STAGE_WORDS if w in name), plain(name))
    return f"特别程序·{found}" if special else found


def stages(steps: Iterable[str]) -> tuple[str, ...]:
    """The sequence of stages; several steps of one kind in a row are one stage."""
    made: list[str] = []
    for one in steps:
        if not made or made[-1] != one:
            made.append(one)
    return tuple(made)


def fingerprint(form: Form) -> str:
    """The version of a form: what it asks, whatever it is called."""
    asked = [
        (section.key, one.key, one.kind, one.required)
        for section in form.sections
        for one in section.fields
    ]
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:8]


def said_by(content: EditionContent) -> Said:
    """What our edition says."""
    return Said(
        code=content.catalogue_code,
        name=content.name,
        type=content.item_type,
        basis=tuple((one.document, one.article) for one in content.bases),
        levels=content.levels,
        flow=stages(_stage(one) for one in content.steps),
        statutory=_pair(content.statutory_limit),
        promise=_pair(content.promised_limit),
        materials=tuple(
            {
                "key": one.key,
                "name": one.name,
                "necessary": one.necessary,
                "form": one.form,
                "copies": one.copies,
                "source": one.source,
            }
            for one in content.materials
        ),
        forms=tuple(
            {"key": one.key, "name": one.name, "version": fingerprint(one)} for one in content.forms
        ),
        conditions=tuple(one.text for one in content.conditions),
    )


def _stage(step: Step) -> str:
    return stage_of(step.kind, step.name, special=step.special)


def _pair(limit: Limit | None) -> tuple[int, str]:
    return (limit.value, limit.unit) if limit else (0, "")


def judge(ours: Said, theirs: Said, elements: Iterable[Element]) -> tuple[Judged, ...]:
    """Every chosen element of one item, in the order of the plan."""
    chosen = set(elements)
    return tuple(_JUDGES[one](ours, theirs) for one in Element if one in chosen)


def _silent(element: Element) -> Judged:
    return Judged(element, Verdict.SILENT)


def _equal(element: Element, same: bool, ours: Sequence[str], theirs: Sequence[str]) -> Judged:
    verdict = Verdict.SAME if same else Verdict.DIFFERENT
    return Judged(element, verdict, tuple(ours), tuple(theirs))


def _code(ours: Said, theirs: Said) -> Judged:
    if theirs.code is None:
        return _silent(Element.CODE)
    same = ours.code == theirs.code
    return _equal(Element.CODE, same, [ours.code or ""], [theirs.code])


def _name(ours: Said, theirs: Said) -> Judged:
    if theirs.name is None:
        return _silent(Element.NAME)
    same = plain(ours.name or "") == plain(theirs.name)
    return _equal(Element.NAME, same, [ours.name or ""], [theirs.name])


def _type(ours: Said, theirs: Said) -> Judged:
    if theirs.type is None:
        return _silent(Element.TYPE)
    codes = {label: code for code, label in ITEM_TYPES.items()}
    theirs_code = codes.get(theirs.type, theirs.type)
    words = [ITEM_TYPES.get(one or "", one or "") for one in (ours.type, theirs_code)]
    return _equal(Element.TYPE, ours.type == theirs_code, words[:1], words[1:])


def _basis(ours: Said, theirs: Said) -> Judged:
    if theirs.basis is None:
        return _silent(Element.BASIS)
    sets = [{(plain(d), plain(a)) for d, a in one or ()} for one in (ours.basis, theirs.basis)]
    words = [
        tuple(f"《{d}》{f'第{a}条' if a else ''}" for d, a in one or ())
        for one in (ours.basis, theirs.basis)
    ]
    return _equal(Element.BASIS, sets[0] == sets[1], *words)


def _levels(ours: Said, theirs: Said) -> Judged:
    if theirs.levels is None:
        return _silent(Element.LEVELS)
    allowed = {one[:1] for one in ours.levels or ()}
    same = bool(theirs.levels) and all(one[:1] in allowed for one in theirs.levels)
    return _equal(Element.LEVELS, same, ours.levels or (), theirs.levels)


def _flow(ours: Said, theirs: Said) -> Judged:
    if theirs.flow is None:
        return _silent(Element.FLOW)
    return _equal(Element.FLOW, ours.flow == theirs.flow, ours.flow or (), theirs.flow)


def _words(pair: tuple[int, str] | None) -> str:
    if not pair or not pair[1]:
        return "没有"
    if pair[1] not in Unit.__members__.values():
        return f"{pair[0]}{pair[1]}"
    return limit_words(Limit(value=pair[0], unit=pair[1]))


def _statutory(ours: Said, theirs: Said) -> Judged:
    if theirs.statutory is None:
        return _silent(Element.STATUTORY)
    same = ours.statutory == theirs.statutory
    return _equal(Element.STATUTORY, same, [_words(ours.statutory)], [_words(theirs.statutory)])


def _promise(ours: Said, theirs: Said) -> Judged:
    """A lower level may promise less time, never more."""
    if theirs.promise is None:
        return _silent(Element.PROMISE)
    words = [_words(ours.promise)], [_words(theirs.promise)]
    if ours.promise == theirs.promise:
        return _equal(Element.PROMISE, True, *words)
    known = all(pair and pair[1] in set(Unit) for pair in (ours.promise, theirs.promise))
    if not known:
        return _equal(Element.PROMISE, False, *words)
    mine, other = (
        Limit(value=pair[0], unit=pair[1]) for pair in (ours.promise, theirs.promise) if pair
    )
    longer = is_longer(other, mine)
    judged = _equal(Element.PROMISE, not longer, *words)
    note = "比全市统一的长" if longer else "比全市统一的短，可以"
    return Judged(judged.element, judged.verdict, judged.ours, judged.theirs, (note,))


_MATERIAL = {"necessary": "必要性", "form": "形式", "copies": "份数", "source": "来源"}


def _materials(ours: Said, theirs: Said) -> Judged:
    """None more than ours; each with our necessity, form, copies and source."""
    if theirs.materials is None:
        return _silent(Element.MATERIALS)
    mine = {str(one["key"]): one for one in ours.materials or ()}
    by_name = {plain(str(one["name"])): one for one in ours.materials or ()}
    notes: list[str] = []
    extra = False
    met: set[str] = set()
    for one in theirs.materials:
        same = mine.get(str(one.get("key") or "")) or by_name.get(plain(str(one["name"])))
        if same is None:
            extra = True
            notes.append(f"多出：{one['name']}")
            continue
        met.add(str(same["key"]))
        notes.extend(
            f"{same['name']}的{label}不同：{_yes(same[part])} → {_yes(one[part])}"
            for part, label in _MATERIAL.items()
            if one.get(part) is not None and one[part] != same[part]
        )
    differs = any(not note.startswith("多出") for note in notes)
    fewer = [f"少要：{one['name']}（可以）" for key, one in mine.items() if key not in met]
    verdict = Verdict.EXTRA if extra else Verdict.DIFFERENT if differs else Verdict.SAME
    return Judged(
        Element.MATERIALS,
        verdict,
        tuple(str(one["name"]) for one in ours.materials or ()),
        tuple(str(one["name"]) for one in theirs.materials),
        (*notes, *fewer),
    )


def _yes(value: object) -> str:
    return ("必要" if value else "非必要") if isinstance(value, bool) else str(value)


def _forms(ours: Said, theirs: Said) -> Judged:
    if theirs.forms is None:
        return _silent(Element.FORMS)
    mine = {one["key"]: one for one in ours.forms or ()}
    by_name = {plain(one["name"]): one for one in ours.forms or ()}
    notes: list[str] = []
    met: set[str] = set()
    for one in theirs.forms:
        same = mine.get(one.get("key") or "") or by_name.get(plain(one["name"]))
        if same is None:
            notes.append(f"多出：{one['name']}")
            continue
        met.add(same["key"])
        if one.get("version") and one["version"] != same["version"]:
            notes.append(f"{same['name']}的版本不同：{same['version']} → {one['version']}")
    notes.extend(f"少了：{one['name']}" for key, one in mine.items() if key not in met)
    judged = _equal(
        Element.FORMS,
        not notes,
        [one["name"] for one in ours.forms or ()],
        [one["name"] for one in theirs.forms],
    )
    return Judged(judged.element, judged.verdict, judged.ours, judged.theirs, tuple(notes))


def _conditions(ours: Said, theirs: Said) -> Judged:
    if theirs.conditions is None:
        return _silent(Element.CONDITIONS)
    lists = [[plain(one) for one in said or ()] for said in (ours.conditions, theirs.conditions)]
    same = lists[0] == lists[1]
    return _equal(Element.CONDITIONS, same, ours.conditions or (), theirs.conditions)


_JUDGES = {
    Element.CODE: _code,
    Element.NAME: _name,
    Element.TYPE: _type,
    Element.BASIS: _basis,
    Element.LEVELS: _levels,
    Element.FLOW: _flow,
    Element.STATUTORY: _statutory,
    Element.PROMISE: _promise,
    Element.MATERIALS: _materials,
    Element.FORMS: _forms,
    Element.CONDITIONS: _conditions,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One list against ours: the fields compared and equal, missing and orphans apart."""

    cells: Mapping[str, tuple[Judged, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    orphans: tuple[str, ...] = ()

    @property
    def compared(self) -> int:
        return sum(
            one.verdict is not Verdict.SILENT for cell in self.cells.values() for one in cell
        )

    @property
    def same(self) -> int:
        return sum(one.verdict is Verdict.SAME for cell in self.cells.values() for one in cell)

    @property
    def differing(self) -> tuple[str, ...]:
        """The items in which something is not the same."""
        return tuple(item for item, cell in self.cells.items() if departures(cell))

    @property
    def rate(self) -> Fraction | None:
        """Equal over compared, exact; nothing compared has no rate."""
        return Fraction(self.same, self.compared) if self.compared else None


def departures(cell: Iterable[Judged]) -> tuple[Judged, ...]:
    """The elements in which a list departs from ours."""
    return tuple(one for one in cell if one.verdict in {Verdict.DIFFERENT, Verdict.EXTRA})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: our item ("" for an orphan), its own name, and what it says."""

    item: str
    name: str
    digest: str
    said: Said


def compare(
    ours: Mapping[str, Said],
    rows: Sequence[Row],
    *,
    expected: Iterable[str],
    elements: Iterable[Element],
    known: dict[tuple[str, str], tuple[Judged, ...]] | None = None,
) -> Outcome:
    """One list against ours.

    ``expected`` are the items this list should hold. ``known`` keeps verdicts between
    lists, because townships of one county mostly say the same to the letter.
    """
    chosen = tuple(elements)
    known = {} if known is None else known
    cells: dict[str, tuple[Judged, ...]] = {}
    orphans = []
    for row in rows:
        if row.item not in ours:
            orphans.append(row.name)
            continue
        key = (row.item, row.digest)
        cell = known.get(key)
        if cell is None:
            cell = known[key] = judge(ours[row.item], row.said, chosen)
        cells[row.item] = cell
    missing = tuple(item for item in expected if item not in cells)
    return Outcome(cells, missing, tuple(orphans))
