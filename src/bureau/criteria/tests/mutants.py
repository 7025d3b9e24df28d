"""Every way a row of a table can be spoilt by one slip, to see that the proof notices."""

from collections.abc import Iterator
from dataclasses import replace

from bureau.criteria.rules.axes import Axis
from bureau.criteria.rules.cells import ANYTHING, Cell
from bureau.criteria.rules.tables import Row, Table


def mutants(table: Table) -> Iterator[tuple[str, Table]]:
    """The table with a row deleted, doubled, widened in a cell, or a limit moved in or out."""
    for number, row in enumerate(table.rows):
        before, after = table.rows[:number], table.rows[number + 1 :]
        yield f"第{number + 1}行删去", table.with_rows(before + after)
        yield f"第{number + 1}行写了两遍", table.with_rows((*before, row, row, *after))
        for place, cell in enumerate(row.cells):
            for slip, other in _slips(table, place, cell):
                spoilt = _with_cell(row, place, other)
                name = f"第{number + 1}行“{table.inputs[place].name}”{slip}"
                yield name, table.with_rows((*before, spoilt, *after))


def _slips(table: Table, place: int, cell: Cell) -> Iterator[tuple[str, Cell]]:
    if cell.anything:
        return
    column = table.inputs[place]
    if not _covers_domain(table, place, cell):
        yield "放宽成不论", ANYTHING
    for at, part in enumerate(cell.parts):
        if not column.kind.ordered or part.single:
            continue
        for end in ("low", "high"):
            if getattr(part, end) is not None:
                other = replace(part, **{f"{end}_in": not getattr(part, f"{end}_in")})
                parts = (*cell.parts[:at], other, *cell.parts[at + 1 :])
                yield "界限进出一格", replace(cell, parts=parts)


def _covers_domain(table: Table, place: int, cell: Cell) -> bool:
    column = table.inputs[place]
    axis = Axis(column.kind, [row.cells[place] for row in table.rows], column.domain)
    return axis.pieces(cell) & axis.domain == axis.domain


def _with_cell(row: Row, place: int, cell: Cell) -> Row:
    return replace(row, cells=(*row.cells[:place], cell, *row.cells[place + 1 :]))
