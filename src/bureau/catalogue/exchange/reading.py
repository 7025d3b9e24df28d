"""From a workbook to editions, laws and listings; every mistake with sheet, row and column.

A column or sheet that is not there says nothing: what the item's edition already says
stays. A blank cell under a header says "nothing". What no column of ours knows is kept in
the edition's notes and said. Pure.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from bureau.catalogue.elements import EditionContent
from bureau.catalogue.exchange import tables
from bureau.catalogue.exchange.book import Book, Place
from bureau.catalogue.exchange.cells import BadCell, Cell, read, short
from bureau.catalogue.exchange.headers import Head, filled_down, find_head, table_named
from bureau.catalogue.exchange.tables import Column, Table, canonical
from bureau.catalogue.exchange.workbook import Sheet, Tell, Workbook, letters, nobody
from bureau.catalogue.files.rows import EditionRow, RowError, in_words

Held = Callable[[str, str], Mapping[str, Any]]
"""What an item's edition of that number, else its newest, says now; empty when new."""


def nothing_held(item: str, number: str) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its values (``None`` for a blank cell) and what is unknown."""

    row: str
    values: Mapping[str, Any]
    unknown: Mapping[str, str]
    columns: Mapping[str, str]
    words: Mapping[str, str]
    """Every cell as it stands."""

    def text(self, path: str) -> str:
        return str(self.values.get(path) or "")


@dataclass(slots=True)
class Part:
    """One sheet as the table it is."""

    sheet: Sheet
    head: Head
    lines: list[Line] = field(default_factory=list)

    @property
    def table(self) -> Table:
        return self.head.table

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(one.path for one in self.head.known.values())


@dataclass(slots=True)
class Draft:
    """One edition while it is put together."""

    row: str
    item: str
    number: str
    valid_from: date
    content: dict[str, Any]
    notes: list[str] = field(default_factory=list)


def read_parts(workbook: Workbook, book: Book, *, foreign: bool = False) -> dict[str, Part]:
    """The sheets by the table each of them is, their cells read.

    In a ``foreign`` list nobody can be told to write otherwise: what cannot be read stays
    as its words, and a strange sheet is passed over.
    """
    parts: dict[str, Part] = {}
    for sheet in workbook.sheets:
        if not sheet.rows or canonical(sheet.name) in tables.EXPLANATIONS:
            continue
        head = find_head(sheet, table_named(sheet.name), needs_key=not foreign)
        if head is None and foreign:
            book.remarks.append(f"“{sheet.name}”表没有认出来，没有比较。")
        elif head is None:
            book.errors.append(RowError(f"〔{sheet.name}〕", "", _not_known(sheet.name)))
        elif head.table.name in parts:
            other = parts[head.table.name].sheet.name
            book.errors.append(
                RowError(
                    f"〔{sheet.name}〕",
                    "",
                    f"与“{other}”都是“{head.table.name}”表。请并成一张，或者删去一张。",
                )
            )
        else:
            book.errors.extend(head.errors)
            part = parts[head.table.name] = Part(sheet, head)
            part.lines.extend(_lines(part, Book() if foreign else book))
    return parts


def _not_known(name: str) -> str:
    if table_named(name):
        return "没有找到表头。请在数据上面写一行列名（与导出的表一样），列的先后不限。"
    wanted = "、".join(table.name for table in tables.TABLES)
    return f"不认识这张表。要导入请改名为其中之一：{wanted}；只是给人看的，请改名为“说明”。"


def _lines(part: Part, book: Book) -> Iterable[Line]:
    head = part.head
    columns = {
        column.path: f"{letters(place)}列“{column.header}”" for place, column in head.known.items()
    }
    own = part.sheet.rows
    for number, cells in filled_down(part.sheet, head.first_row).items():
        if not own[number]:
            continue
        row = f"〔{part.sheet.name}〕第{number}行"
        values: dict[str, Any] = {}
        for place, column in head.known.items():
            values[column.path] = _value(cells.get(place), column, row, columns, book)
        unknown = {
            words: cells[place].text.strip()
            for place, words in head.unknown.items()
            if place in cells
        }
        for place in cells.keys() - head.known.keys() - head.unknown.keys():
            unknown[f"{letters(place)}列"] = cells[place].text.strip()
        words = {
            column.path: cells[place].text.strip()
            for place, column in head.known.items()
            if place in cells
        }
        yield Line(row, values, unknown, columns, words)


def _value(
    cell: Cell | None, column: Column, row: str, columns: Mapping[str, str], book: Book
) -> Any:
    if cell is None:
        return None
    try:
        return read(cell, column.kind, column.labels)
    except BadCell as error:
        book.errors.append(RowError(row, columns[column.path], str(error)))
        return None


def read_editions(
    parts: Mapping[str, Part], book: Book, *, held: Held = nothing_held, tell: Tell = nobody
) -> None:
    """The editions of a workbook, with every mistake in them."""
    drafts = _drafts(parts, book, held)
    for table in tables.OF_EDITIONS[1:]:
        if table.name in parts:
            tell(f"整理“{table.name}”", 0, len(drafts))
            _Filling(parts[table.name], drafts, book).fill()
    _note(parts, drafts, book)
    for done, draft in enumerate(drafts.values()):
        if done % 100 == 0:
            tell("核对事项", done, len(drafts))
        _finish(draft, book)
    tell("核对事项", len(drafts), len(drafts))


Drafts = dict[tuple[str, str], Draft]


def _drafts(parts: Mapping[str, Part], book: Book, held: Held) -> Drafts:
    drafts: Drafts = {}
    part = parts.get(tables.ITEMS.name)
    for line in part.lines if part else ():
        missing = [
            one
            for one in (tables.ITEM, tables.NUMBER, tables.ITEMS.columns[0])
            if line.values.get(one.path) is None
        ]
        for one in missing:
            where = line.columns.get(one.path, f"“{one.header}”列")
            if not any(e.row == line.row and e.field == where for e in book.errors[-3:]):
                book.errors.append(RowError(line.row, where, f"没有写{one.header}，请补上。"))
        if missing:
            continue
        item, number = line.text("item"), line.text("number")
        if (item, number) in drafts:
            first = drafts[item, number].row
            book.errors.append(
                RowError(
                    line.row,
                    line.columns["item"],
                    f"{item} 第{number}版与{first}重复。请只留一行，或者改版次。",
                )
            )
            continue
        content = dict(held(item, number))
        _overlay(content, line, [one.path for one in tables.ITEMS.columns[2:]])
        drafts[item, number] = Draft(line.row, item, number, line.values["valid_from"], content)
        book.states[item, number] = line.text("status")
        own_key = {"key": line.columns["item"]}
        book.places[(line.row,)] = Place(line.row, {**line.columns, **own_key})
    return drafts


def _overlay(values: dict[str, Any], line: Line, paths: Iterable[str]) -> None:
    """Put a row's cells over what is there; a blank cell takes away what was."""
    groups: dict[str, bool] = {}
    for path in paths:
        if path not in line.values:
            continue
        value = line.values[path]
        group, dot, name = path.partition(".")
        if not dot:
            target = values
            name = group
        else:
            if group not in groups:
                values[group] = dict(values.get(group) or {})
                groups[group] = False
            groups[group] = groups[group] or value is not None
            target = values[group]
        if value is None:
            target.pop(name, None)
        else:
            target[name] = value
    for group, said in groups.items():
        if not said:
            del values[group]


class _Filling:
    """Puts the rows of one table into the editions they belong to."""

    def __init__(self, part: Part, drafts: Drafts, book: Book) -> None:
        self.part = part
        self.drafts = drafts
        self.book = book
        self.names = part.table.place.split(".")
        self.has_key = any(one.path == "key" for one in part.table.columns)
        self.lists: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        self.before: dict[tuple[str, ...], dict[str, dict[str, Any]]] = {}
        self.paths: dict[tuple[str, ...], tuple[str, ...]] = {}
        editions = Counter(item for item, _ in drafts)
        self.only = {item: number for item, number in drafts if editions[item] == 1}

    def fill(self) -> None:
        for draft in self.drafts.values():
            self._open((draft.item, draft.number), draft.row, draft.content, self.names, ())
        for line in self.part.lines:
            self._take(line)

    def _open(
        self,
        owner: tuple[str, ...],
        row: str,
        values: dict[str, Any],
        names: list[str],
        path: tuple[str, ...],
    ) -> None:
        """Start the lists of this table anew, keeping what was for columns not in the sheet."""
        name, *inner = names
        elements = values.get(name) or []
        if inner:
            copied = [dict(one) for one in elements]
            values[name] = copied
            for index, one in enumerate(copied):
                self._open(
                    (*owner, str(one.get("key"))), row, one, inner, (*path, name, str(index))
                )
            return
        before = {str(one.get("key")): dict(one) for one in elements} if self.has_key else {}
        new: list[dict[str, Any]] = []
        if elements or self.part.lines:
            values[name] = new
        if self.part.table is tables.FIELDS:
            owner = (*owner, "")
            before = dict(_every_field(elements, ""))
        self.lists[owner] = new
        self.before[owner] = before
        self.paths[owner] = (row, *path, name)

    def _take(self, line: Line) -> None:
        owner = self._owner(line)
        if owner is None:
            return
        into = self.lists.get(owner)
        if into is None:
            self._no_owner(line, owner)
            return
        key = line.text("key")
        if self.has_key and any(one.get("key") == key for one in into):
            self._wrong(line, "key", f"键“{key}”在同一处写了两遍。请改成不同的键，或者删去一行。")
            return
        root = (*owner[:-1], "") if self.part.table is tables.FIELDS else owner
        name = f"{owner[-1]}/{key}".lstrip("/") if self.part.table is tables.FIELDS else key
        values = dict(self.before.get(root, {}).get(name, {}))
        _overlay(values, line, (one.path for one in self.part.table.columns))
        if self.part.table is tables.FIELDS:
            values.pop("columns", None)
            values["columns"] = self.lists[(*owner[:-1], name)] = []
            self.paths[(*owner[:-1], name)] = (*self.paths[owner], str(len(into)), "columns")
        into.append(values)
        place = Place(line.row, line.columns)
        self.book.places[(*self.paths[owner], str(len(into) - 1))] = place
        if key:
            self.book.places.setdefault((*self.paths[owner], key), place)

    def _owner(self, line: Line) -> tuple[str, ...] | None:
        item, number = line.text("item"), line.text("number")
        if not item:
            self._wrong(line, "item", "没有写事项键。每一行都要写，或者合并这一列的单元格。")
            return None
        if not number and "number" not in line.values:
            number = self.only.get(item, "")
        if (item, number) not in self.drafts:
            which = f"{item} 第{number}版" if number else f"{item}（没有写版次）"
            self._wrong(line, "item", f"“事项”表里没有{which}。请核对键和版次，或者先加上事项。")
            return None
        return (item, number, *(line.text(one.path) for one in self.part.table.owners[2:]))

    def _no_owner(self, line: Line, owner: tuple[str, ...]) -> None:
        owners = self.part.table.owners
        named = "、".join(
            f"{column.header}“{value}”" for column, value in zip(owners[2:], owner[2:], strict=True)
        )
        self._wrong(line, owners[-1].path, f"没有找到它属于的{named}。请核对键，或者先加上那一行。")

    def _wrong(self, line: Line, path: str, sentence: str) -> None:
        header = next((c.header for c in self.part.table.every_column if c.path == path), path)
        where = line.columns.get(path, f"“{header}”列")
        if not any(e.row == line.row and e.field == where for e in self.book.errors[-3:]):
            self.book.errors.append(RowError(line.row, where, sentence))


def _every_field(
    elements: Iterable[Mapping[str, Any]], above: str
) -> Iterable[tuple[str, dict[str, Any]]]:
    for one in elements:
        name = f"{above}/{one.get('key')}".lstrip("/")
        yield name, dict(one)
        yield from _every_field(one.get("columns") or (), name)


def _note(parts: Mapping[str, Part], drafts: Drafts, book: Book) -> None:
    """Keep in the notes what no column of ours holds, and say so."""
    newest = {item: draft for (item, _), draft in drafts.items()}
    for part in parts.values():
        counted: dict[str, int] = {}
        for line in part.lines:
            for words, text in line.unknown.items():
                draft = drafts.get((line.text("item"), line.text("number")))
                draft = draft or newest.get(line.text("item"))
                if draft is None or part.table not in tables.OF_EDITIONS:
                    book.errors.append(
                        RowError(line.row, f"“{words}”列", "这张表没有这一列。请删去，或改列名。")
                    )
                    continue
                about = line.text("name") or line.text("text") or line.text("key")
                about = f"{short(about)}：" if part.table is not tables.ITEMS and about else ""
                draft.notes.append(f"【{part.table.name}·{words}】{about}{text}")
                counted[words] = counted.get(words, 0) + 1
        book.remarks.extend(
            f"“{part.sheet.name}”表的“{words}”列没有对应的要素，{count}处内容已写进事项的备注。"
            for words, count in counted.items()
        )


def _finish(draft: Draft, book: Book) -> None:
    if draft.notes:
        notes = str(draft.content.get("notes") or "")
        new = [line for line in draft.notes if line not in notes]
        draft.content["notes"] = "\n".join([*([notes] if notes else []), *new])
    try:
        content = EditionContent.model_validate(draft.content)
    except ValidationError as error:
        book.errors.extend(book.located(one) for one in in_words(error, row=draft.row))
        return
    book.rows.append(EditionRow(draft.row, draft.item, draft.number, draft.valid_from, content))
