"""Where an element of an edition stands, and how one is put in, changed or taken out. Pure.

A place is a path of names and keys: ``promised_limit``, ``materials.plan``,
``forms.application.sections.shop.fields.name``. What has no key goes by its number:
``fees.0``. Single values that belong together are one place: ``about``, ``handling``.
Contents are plain values here, as ``files.dump`` writes them.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from itertools import pairwise
from typing import Any

from bureau.catalogue.elements import (
    Basis,
    Condition,
    Element,
    Faq,
    Fee,
    Form,
    FormField,
    Limit,
    Material,
    Point,
    Question,
    Reform,
    Result,
    Section,
    Step,
)

Plain = dict[str, Any]

GROUPS: Mapping[str, tuple[str, ...]] = {
    "about": (
        *("name", "name_en", "summary", "plain_words", "procedure", "stage", "item_type"),
        *("catalogue_code", "handling_item_code", "code_mark", "levels", "service_objects"),
        *("system_of_record", "how_and_where", "notes", "written_out"),
    ),
    "handling": (
        *("handling", "separation", "on_the_spot", "online", "online_depth"),
        *("visits", "visits_reason", "visits_mark", "supplement_days"),
        *("tolerance_allowed", "tolerance_reason", "tolerance_mark", "excluded_time"),
    ),
    "charging": ("fee_free", "fee_note", "fee_mark"),
    "rights": ("rights",),
}

SINGLE: Mapping[str, type[Element]] = {
    "statutory_limit": Limit,
    "promised_limit": Limit,
    "result": Result,
    "reform": Reform,
}

TELLING = {"statutory_limit": "unit", "promised_limit": "unit", "result": "name", "reform": "mode"}
"""The field of a single value without which it is not there."""

LISTS: Mapping[str, type[Element]] = {
    "conditions": Condition,
    "questions": Question,
    "materials": Material,
    "forms": Form,
    "steps": Step,
    "points": Point,
    "fees": Fee,
    "bases": Basis,
    "faq": Faq,
}

WITHOUT_KEYS = ("fees", "bases")

INSIDE: Mapping[type[Element], Mapping[str, type[Element]]] = {
    Form: {"sections": Section},
    Section: {"fields": FormField},
    FormField: {"columns": FormField},
}
"""Lists inside an element whose members are places of their own."""

GROUP_OF = {field: group for group, fields in GROUPS.items() for field in fields}

DEEPEST = 8
"""form, section, field, column: a name and a key each."""


class NoSuchPlace(LookupError):
    """There is no such element in this content."""


def kind_of(place: str) -> type[Element] | None:
    """What stands at a place; None for a group of single values."""
    parts = place.split(".")
    if place in GROUPS:
        return None
    if place in SINGLE:
        return SINGLE[place]
    if len(parts) % 2 or len(parts) > DEEPEST or not all(parts):
        raise NoSuchPlace(place)
    kinds: Mapping[str, type[Element]] = LISTS
    kind: type[Element] | None = None
    for name in parts[::2]:
        kind = kinds.get(name)
        if kind is None:
            raise NoSuchPlace(place)
        kinds = INSIDE.get(kind, {})
    return kind


def list_of(place: str) -> str:
    """The list an element stands in: ``materials`` for ``materials.plan``."""
    return place.rpartition(".")[0]


def value_at(plain: Plain, place: str) -> Plain | None:
    """What stands at a place; None where a single value is not there."""
    kind_of(place)
    if place in GROUPS:
        return {name: plain[name] for name in GROUPS[place] if name in plain}
    if place in SINGLE:
        found: Plain | None = plain.get(place)
        return found
    listed, number = _stands(plain, place)
    value: Plain = listed[number]
    return value


def position_of(plain: Plain, place: str) -> int:
    """Which one of its list an element is, from 0."""
    return _stands(plain, place)[1] if "." in place else 0


def with_value(
    plain: Plain, place: str, value: Plain | None, *, position: int = -1, back: bool = False
) -> Plain:
    """The content with this value at the place; None takes it out.

    An element that is not there yet is put in at ``position``, or at the end; so is one
    that comes ``back``, whatever has its number now.
    """
    kind_of(place)
    made = deepcopy(plain)
    if place in GROUPS:
        for name in GROUPS[place]:
            made.pop(name, None)
        made.update(value or {})
    elif place in SINGLE:
        made.pop(place, None)
        if value is not None:
            made[place] = value
    else:
        listed = _list_at(made, list_of(place))
        number = None if back else _number_in(listed, place.rpartition(".")[2])
        _into_list(listed, number, value, position)
    return made


def _into_list(listed: list[Plain], number: int | None, value: Plain | None, position: int) -> None:
    if number is not None and value is None:
        del listed[number]
    elif number is not None and value is not None and position in (-1, number):
        listed[number] = value
    elif value is not None:
        if number is not None:
            del listed[number]
        listed.insert(len(listed) if position < 0 else position, value)


def new_key(plain: Plain, name: str, wanted: str = "") -> str:
    """A key for one more element of a list: the one wanted, else the next free number."""
    listed = members(plain, name)
    if name in WITHOUT_KEYS:
        return str(len(listed))
    taken = {one.get("key") for one in listed}
    stem = {"faq": "faq"}.get(name, name.rpartition(".")[2].removesuffix("s"))
    number = len(listed) + 1
    while not wanted and f"{stem}-{number}" in taken:
        number += 1
    return wanted or f"{stem}-{number}"


def blank(place: str) -> Plain:
    """An element of this place that says nothing yet: its key, and what it must have, empty."""
    kind = kind_of(place)
    if kind is None:
        return {}
    needed = {name: one for name, one in kind.model_fields.items() if one.is_required()}
    made: Plain = {name: "" if one.annotation is str else [] for name, one in needed.items()}
    if kind is Limit:
        made["value"] = 0
    if "key" in made:
        made["key"] = place.rpartition(".")[2]
    return made


def members(plain: Plain, name: str) -> list[Plain]:
    """The elements of a list, also of one that is empty."""
    return _list_at(deepcopy(plain), name)


def every_place(plain: Plain) -> Iterator[str]:
    """Every place of a content in the order of the guide."""
    yield from ("about", "statutory_limit", "promised_limit", "handling")
    for name in LISTS:
        yield from _places(plain, name, LISTS[name])
    yield from ("charging", "result", "reform", "rights")


def _places(holder: Plain, path: str, kind: type[Element]) -> Iterator[str]:
    for number, one in enumerate(holder.get(path.rpartition(".")[2], ())):
        place = f"{path}.{one.get('key', number)}"
        yield place
        for name, inner in INSIDE.get(kind, {}).items():
            yield from _places(one, f"{place}.{name}", inner)


def nearest(plain: Plain, told: str) -> str:
    """The place at which something told of an element can be mended; empty if there is none.

    A rule speaks of ``steps.receive.limit`` or ``visits``; these stand at ``steps.receive``
    and ``handling``.
    """
    known = set(every_place(plain))
    name = GROUP_OF.get(told.split("_")[0] if told == "tolerance" else told, told)
    if told == "tolerance":
        return "handling"
    while name:
        if name in known:
            return name
        name = name.rpartition(".")[0]
    return ""


def mark_of(value: Plain | None) -> str:
    """A short mark of a value; another one as soon as it says something else."""
    told = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new("sm3", told.encode()).hexdigest()[:16]


def _list_at(plain: Plain, path: str) -> list[Plain]:
    """The list itself, made where there is none yet."""
    parts = path.split(".")
    holder = plain
    for name, key in list(pairwise(parts))[::2]:
        listed = holder.get(name, [])
        number = _number_in(listed, key)
        if number is None:
            raise NoSuchPlace(path)
        holder = listed[number]
    found: list[Plain] = holder.setdefault(parts[-1], [])
    return found


def _stands(plain: Plain, place: str) -> tuple[list[Plain], int]:
    listed = _list_at(deepcopy(plain), list_of(place))
    number = _number_in(listed, place.rpartition(".")[2])
    if number is None:
        raise NoSuchPlace(place)
    return listed, number


def _number_in(listed: list[Plain], key: str) -> int | None:
    for number, one in enumerate(listed):
        if str(one.get("key", number)) == key:
            return number
    return None
