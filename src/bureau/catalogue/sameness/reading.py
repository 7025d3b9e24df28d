"""A list kept elsewhere, as its keepers write it: what each row says, ready to compare. Pure.

It may be our own workbook or one sheet with everything about an item in its row. A column
that is not there and a cell left blank say nothing; 无 says that there is none.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from bureau.catalogue.exchange import tables
from bureau.catalogue.exchange.book import Book
from bureau.catalogue.exchange.labels import UNITS
from bureau.catalogue.exchange.reading import Line, Part, read_parts
from bureau.catalogue.exchange.workbook import Workbook
from bureau.catalogue.sameness.rules import Said, plain, stage_of, stages

_LINES = re.compile(r"[\n；;]")
_NUMBERED = re.compile(r"^\s*[(]?[0-9一二三四五六七八九十]{1,3}[)、.．]\s*")
_BASIS = re.compile(r"《([^》]+)》(?:[^第《]*第([一二三四五六七八九十百零〇0-9、至]+)条)?")
_TERM = re.compile(r"([0-9]+)\s*个?\s*(.*)")
_ARROWS = re.compile(r"\s*(?:→|->|—>|=>|>|-|—|、|,|，|\n|；|;)\s*")
_DAYS = {"天": "natural_day", "日": "natural_day", "个月": "month"}


@dataclass(frozen=True, slots=True)
class ForeignItem:
    """One item of a list kept elsewhere."""

    row: str
    key: str
    code: str
    handling: str
    name: str
    said: Said

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr(asdict(self.said)).encode()).hexdigest()


def as_plain(said: Said) -> dict[str, Any]:
    """What a row says as plain values; nothing for what it does not speak of."""
    return {name: value for name, value in asdict(said).items() if value is not None}


def as_said(values: Mapping[str, Any]) -> Said:
    """The same read back."""
    known = {one.name for one in fields(Said)}
    made: dict[str, Any] = {}
    for name, value in values.items():
        if name in known:
            made[name] = _tuples(value) if isinstance(value, (list, tuple)) else value
    return Said(**made)


def _tuples(value: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(tuple(one) if isinstance(one, list) else one for one in value)


def read_list(workbook: Workbook) -> tuple[list[ForeignItem], Book]:
    """Every item of the list; the book holds what is wrong and what was passed over."""
    book = Book(errors=list(workbook.errors))
    parts = read_parts(workbook, book, foreign=True)
    items = parts.get(tables.ITEMS.name)
    found = [_item(line) for line in (items.lines if items else [])]
    named = [one for one in found if one.name or one.key or one.code]
    for name in (tables.MATERIALS, tables.BASES, tables.STEPS, tables.FORMS, tables.CONDITIONS):
        if name.name in parts:
            named = _with_part(named, parts[name.name])
    return named, book


def _item(line: Line) -> ForeignItem:
    said = {
        "code": line.words.get("catalogue_code"),
        "name": line.words.get("name"),
        "type": line.words.get("item_type"),
        "levels": line.values.get("levels"),
        "statutory": _term(line, "statutory_limit"),
        "promise": _term(line, "promised_limit"),
        "basis": _flat(line, _bases, "设定依据", "依据", "法律依据", "实施依据"),
        "materials": _flat(line, _material_names, "申请材料", "材料", "材料清单", "材料名称"),
        "flow": _flat(line, _stages, "办理流程", "流程", "办理环节"),
        "forms": _flat(line, _form_names, "表单", "申请表", "表单名称"),
        "conditions": _flat(line, _conditions, "受理条件", "条件", "申请条件"),
    }
    return ForeignItem(
        row=line.row,
        key=line.text("item"),
        code=line.words.get("catalogue_code", ""),
        handling=line.words.get("handling_item_code", ""),
        name=line.words.get("name", ""),
        said=Said(**said),
    )


def _flat(line: Line, read: Any, *names: str) -> Any:
    """An element that has its column in the row of the item."""
    wanted = {plain(name) for name in names}
    for header, text in line.unknown.items():
        if plain(header) in wanted:
            return read(text)
    return None


def _pieces(text: str) -> list[str]:
    return [
        piece
        for part in _LINES.split(unicodedata.normalize("NFKC", text))
        if (piece := _NUMBERED.sub("", part).strip(" 。"))
    ]


def _bases(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, article) for name, article in _BASIS.findall(text))


def _material_names(text: str) -> tuple[dict[str, str], ...]:
    return tuple({"name": piece} for piece in _pieces(text))


_form_names = _material_names


def _conditions(text: str) -> tuple[str, ...]:
    return tuple(_pieces(text))


def _stages(text: str) -> tuple[str, ...]:
    return stages(stage_of("", one) for one in _ARROWS.split(text) if one)


def _term(line: Line, place: str) -> tuple[int, str] | None:
    """A limit from its two columns, or from one that says both."""
    if f"{place}.value" not in line.columns:
        return None
    text = unicodedata.normalize("NFKC", line.words.get(f"{place}.value", ""))
    unit = line.values.get(f"{place}.unit") or ""
    return term_of(text, unit) if text or unit else None


def term_of(text: str, unit: str = "") -> tuple[int, str]:
    """``10``, ``10个工作日``, ``当场`` as value and unit; words nobody knows stay words."""
    if text in {"", "无", "没有", "-", "—"}:
        return (0, unit)
    if "当场" in text or "即办" in text or "立等" in text:
        return (0, "on_the_spot")
    found = _TERM.fullmatch(text)
    if found is None:
        return (0, text)
    words = found[2].strip()
    units = {label: key for key, label in UNITS.items()} | _DAYS
    return (int(found[1]), unit if not words else str(units.get(words, words)))


def _with_part(items: list[ForeignItem], part: Part) -> list[ForeignItem]:
    """The items with what a sheet of its own says of each."""
    lines: dict[int, list[Line]] = {}
    owners = _owners(items)
    for line in part.lines:
        place = next((owners[key] for key in _names_of(line) if key in owners), None)
        if place is not None:
            lines.setdefault(place, []).append(line)
    element, read = _PARTS[part.table.name]
    return [
        replace(one, said=replace(one.said, **{element: read(lines.get(place, []))}))
        for place, one in enumerate(items)
    ]


def _owners(items: list[ForeignItem]) -> dict[tuple[str, ...], int]:
    owners: dict[tuple[str, ...], int] = {}
    for place, one in enumerate(items):
        keys: list[tuple[str, ...]] = [("name", plain(one.name)), ("key", one.key)]
        keys.append(("code", one.code, one.handling))
        for key in keys:
            if all(key):
                owners.setdefault(key, place)
    return owners


def _names_of(line: Line) -> Iterable[tuple[str, ...]]:
    said = {plain(header): text for header, text in line.unknown.items()}
    yield "key", line.text("item")
    yield "code", said.get("基本编码", ""), said.get("业务办理项编码", "")
    yield "name", plain(said.get("事项名称", ""))


def _read_materials(lines: list[Line]) -> tuple[dict[str, Any], ...]:
    parts = ("key", "name", "necessary", "form", "copies", "source")
    made = []
    for line in lines:
        said = {part: line.values.get(part) for part in parts}
        made.append({part: value for part, value in said.items() if value is not None})
    return tuple(one for one in made if one.get("name"))


def _read_bases(lines: list[Line]) -> tuple[tuple[str, str], ...]:
    return tuple((line.text("document").strip("《》"), line.text("article")) for line in lines)


def _read_steps(lines: list[Line]) -> tuple[str, ...]:
    return stages(
        stage_of(line.text("kind"), line.text("name"), special=bool(line.values.get("special")))
        for line in lines
    )


def _read_forms(lines: list[Line]) -> tuple[dict[str, str], ...]:
    made = []
    for line in lines:
        version = {plain(header): text for header, text in line.unknown.items()}.get("版本", "")
        one = {"key": line.text("key"), "name": line.text("name"), "version": version}
        made.append({part: text for part, text in one.items() if text})
    return tuple({"name": one.get("key", ""), **one} for one in made)


def _read_conditions(lines: list[Line]) -> tuple[str, ...]:
    return tuple(line.text("text") for line in lines)


_PARTS: dict[str, tuple[str, Any]] = {
    tables.MATERIALS.name: ("materials", _read_materials),
    tables.BASES.name: ("basis", _read_bases),
    tables.STEPS.name: ("flow", _read_steps),
    tables.FORMS.name: ("forms", _read_forms),
    tables.CONDITIONS.name: ("conditions", _read_conditions),
}


@dataclass(frozen=True, slots=True)
class Match:
    """Which of our items a row is, and how that is known; by name only, a person confirms."""

    item: str = ""
    by: str = ""  # key, codes, name


def match(
    rows: list[ForeignItem],
    ours: Mapping[str, Said],
    codes: Mapping[tuple[str, str], str],
) -> list[Match]:
    """Each row's item: by our key, by both codes, else proposed by its name."""
    names: dict[str, list[str]] = {}
    for item, said in ours.items():
        names.setdefault(plain(said.name or ""), []).append(item)
    made = []
    for row in rows:
        pair = (row.code, row.handling)
        alike = names.get(plain(row.name), [])
        if row.key in ours:
            made.append(Match(row.key, "key"))
        elif all(pair) and pair in codes:
            made.append(Match(codes[pair], "codes"))
        elif len(alike) == 1:
            made.append(Match(alike[0], "name"))
        else:
            made.append(Match())
    return made
