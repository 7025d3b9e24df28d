"""What changes between two contents of an item, element by element, in a keeper's words. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bureau.catalogue.exchange import tables
from bureau.catalogue.exchange.cells import short
from bureau.catalogue.exchange.tables import Table
from bureau.catalogue.exchange.writing import cell_of, elements_of

ADDED, REMOVED, MOVED = "新增", "删去", "换了先后"


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that changes: which table, which element of it, which column, from, to."""

    table: str
    element: str
    column: str
    before: str
    after: str


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Everything in which two contents differ; elements are matched by their keys."""
    found = list(_changes(tables.ITEMS, "", before, after))
    for table in tables.OF_EDITIONS[1:]:
        old, new = _by_key(table, before), _by_key(table, after)
        for key in dict.fromkeys((*old, *new)):
            if key not in new:
                found.append(Difference(table.name, _named(old[key], key), REMOVED, "有", "没有"))
            elif key not in old:
                found.append(Difference(table.name, _named(new[key], key), ADDED, "没有", "有"))
            else:
                found.extend(_changes(table, _named(new[key], key), old[key], new[key]))
        kept = [key for key in old if key in new], [key for key in new if key in old]
        if kept[0] != kept[1]:
            moved = [" → ".join(_named(new[key], key) for key in keys) for keys in kept]
            found.append(Difference(table.name, "", MOVED, *moved))
    return found


def _by_key(table: Table, content: Mapping[str, Any]) -> dict[tuple[str, ...], Mapping[str, Any]]:
    made: dict[tuple[str, ...], Mapping[str, Any]] = {}
    for one in elements_of(table, content):
        key = _key(table, one)
        number = sum(known[:-1] == key for known in made)
        made[(*key, str(number))] = one
    return made


def _key(table: Table, one: Mapping[str, Any]) -> tuple[str, ...]:
    if "key" not in one:
        return (str(one.get("document") or one.get("name")), str(one.get("article", "")))
    owners = (str(one.get(column.path, "")) for column in table.owners[2:])
    return (*owners, str(one["key"]))


def _named(one: Mapping[str, Any], key: tuple[str, ...]) -> str:
    if "document" in one:
        article = one.get("article")
        return f"{one['document']}{f'第{article}条' if article else ''}"
    words = next(
        (one[name] for name in ("name", "label", "title", "question", "text") if one.get(name)),
        key[-2],
    )
    return short(str(words))


def _changes(
    table: Table, element: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Difference]:
    for column in table.columns:
        if column.path in {"valid_from", "status"}:
            continue
        old, new = cell_of(column, before), cell_of(column, after)
        if old != new:
            yield Difference(table.name, element, column.header, _shown(old), _shown(new))


def _shown(value: str | int | None) -> str:
    return "（空）" if value is None else str(value)
