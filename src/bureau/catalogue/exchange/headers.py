"""Which table a sheet is, and which column is what: by the words in its head. Pure.

The head may be one row or two (a group above its columns), may stand below a title, and
its columns may come in any order.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bureau.catalogue.exchange.cells import Cell, short
from bureau.catalogue.exchange.tables import ITEM, TABLES, Column, Table, canonical
from bureau.catalogue.exchange.workbook import Sheet, letters
from bureau.catalogue.files.rows import RowError

LOOKED_AT = 12
"""A head further down than this many rows is none."""
LARGEST_MERGE = 20_000

_TABLES = {canonical(name): table for table in TABLES for name in (table.name, *table.aliases)}
_COLUMNS = {
    table.name: {
        canonical(name): column
        for column in reversed(table.every_column)
        for name in reversed(column.names)
    }
    for table in TABLES
}
for _table in TABLES:  # a header of ours outweighs somebody's other word for it
    _COLUMNS[_table.name].update({canonical(one.header): one for one in _table.every_column})


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says: the columns known, those unknown, and the row after it."""

    table: Table
    known: Mapping[int, Column]
    unknown: Mapping[int, str]
    first_row: int
    errors: tuple[RowError, ...] = field(default=())


def table_named(name: str) -> Table | None:
    return _TABLES.get(canonical(name))


def find_head(sheet: Sheet, table: Table | None, *, needs_key: bool = True) -> Head | None:
    """The head of a sheet, as the given table or as the one its words fit best.

    A sheet of a strange name is only ours when it names our keys; a list kept elsewhere
    has none (``needs_key``).
    """
    fitting: list[tuple[int, int, Head]] = []
    for place, one in enumerate((table,) if table else TABLES):
        for rows in _candidates(sheet):
            head = _head(sheet, one, rows)
            fitting.append((len(head.known) * 4 - len(rows), -place, head))
    if not fitting:
        return None
    _, _, best = max(fitting, key=lambda found: found[:2])
    least = 2 if table else 3
    if len(best.known) < least or (table is None and needs_key and ITEM not in best.known.values()):
        return None
    return best


def _candidates(sheet: Sheet) -> Iterator[tuple[int, ...]]:
    rows = list(sheet.rows)[:LOOKED_AT]
    for row in rows:
        yield (row,)
        if row + 1 in sheet.rows:
            yield (row, row + 1)


def _head(sheet: Sheet, table: Table, rows: tuple[int, ...]) -> Head:
    names = _COLUMNS[table.name]
    lines = [_spread(sheet, row) for row in rows]
    known: dict[int, Column] = {}
    unknown: dict[int, str] = {}
    errors = []
    taken: dict[str, int] = {}
    for column in sorted({one for line in lines for one in line}):
        words = list(dict.fromkeys(line[column] for line in lines if column in line))
        tried = ["".join(words), *reversed(words)]
        found = next((names[key] for one in tried if (key := canonical(one)) in names), None)
        if found is None:
            unknown[column] = "·".join(words)
        elif found.path in taken:
            errors.append(
                RowError(
                    f"〔{sheet.name}〕第{rows[-1]}行",
                    f"{letters(column)}列",
                    f"“{short(words[-1])}”与{letters(taken[found.path])}列是同一项。请只留一列。",
                )
            )
        else:
            taken[found.path] = column
            known[column] = found
    return Head(table, known, unknown, rows[-1] + 1, tuple(errors))


def _spread(sheet: Sheet, row: int) -> dict[int, str]:
    """The words of a row of the head, those of merged cells over all they cover."""
    words = {column: cell.text.strip() for column, cell in sheet.rows.get(row, {}).items()}
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom and right - left < 400:
            cell = sheet.rows.get(top, {}).get(left)
            if cell:
                words.update(dict.fromkeys(range(left, right + 1), cell.text.strip()))
    return words


def filled_down(sheet: Sheet, first_row: int) -> dict[int, dict[int, Cell]]:
    """The rows below the head; what stands in a merged cell holds for all its rows."""
    rows = {number: dict(cells) for number, cells in sheet.rows.items() if number >= first_row}
    for top, left, bottom, _ in sheet.merged:
        cell = sheet.rows.get(top, {}).get(left)
        if cell is None or top < first_row or bottom - top > LARGEST_MERGE:
            continue
        for row in range(top + 1, bottom + 1):
            if row in rows:
                rows[row].setdefault(left, cell)
    return rows
