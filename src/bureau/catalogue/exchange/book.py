"""What a workbook says: editions, laws and listings, and where each of them stands in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bureau.catalogue.files import EditionRow, RowError
from bureau.catalogue.files.yaml_files import Law


@dataclass(frozen=True, slots=True)
class ListingRow:
    """One office's listing as it stands in a workbook."""

    row: str
    item: str
    office_key: str
    authority_code: str
    valid_from: date
    halls: tuple[str, ...] = ()
    phones: Mapping[str, str] = field(default_factory=dict)
    step_handlers: Mapping[str, str] = field(default_factory=dict)
    promise_value: int | None = None
    promise_unit: str = ""
    waived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a sheet, and which column each value of it stands in."""

    row: str
    columns: Mapping[str, str]


@dataclass(slots=True)
class Book:
    """Everything a workbook says, and what is wrong with it."""

    rows: list[EditionRow] = field(default_factory=list)
    laws: list[Law] = field(default_factory=list)
    listings: list[ListingRow] = field(default_factory=list)
    states: dict[tuple[str, str], str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    """What the model does not know and where it is kept."""
    errors: list[RowError] = field(default_factory=list)
    places: dict[tuple[str, ...], Place] = field(default_factory=dict)
    """By row of the edition and path of the element, by key and by position."""

    def located(self, error: RowError) -> RowError:
        """The same error with the sheet, row and column a keeper finds it in."""
        path = tuple(part for part in error.field.split(".") if part)
        for length in range(len(path), -1, -1):
            place = self.places.get((error.row, *path[:length]))
            if place is not None:
                rest = ".".join(path[length:])
                return RowError(place.row, place.columns.get(rest, rest), error.message)
        return error


def walk(values: Mapping[str, Any], path: str) -> tuple[bool, Any]:
    """Whether the group a path leads into is there, and the value (``None``: not said)."""
    group, dot, name = path.partition(".")
    if not dot:
        return True, values.get(group)
    inner = values.get(group)
    return (False, None) if inner is None else (True, inner.get(name))
