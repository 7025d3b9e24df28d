"""The list of items as anybody may take it away: what is asked for, in which time, for what
money. It holds nothing of any person."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from bureau.catalogue.elements import EditionContent
from bureau.catalogue.queries.editions import EditionFacts, in_force
from bureau.catalogue.words import ITEM_TYPES, PROCEDURES, STAGES, limit_words

DEPTHS = {
    "I": "I级（网上查询）",
    "II": "II级（网上预审）",
    "III": "III级（网上受理）",
    "IV": "IV级（全程网办）",
    "": "没有填写",
}
_WRITTEN_OTHERWISE = {"Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV"}


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One item in force, in the words of its guide."""

    key: str
    name: str
    stage: str
    item_type: str
    procedure: str
    catalogue_code: str
    levels: str
    objects: str
    statutory: str
    promised: str
    fees: str
    depth: str
    visits: int
    edition: str
    valid_from: date
    is_example: bool


@dataclass(frozen=True, slots=True)
class DepthShare:
    """How many of all items go so far online."""

    depth: str
    label: str
    items: int
    out_of: int


def open_list(*, on: date) -> tuple[OpenItem, ...]:
    """Every item in force on that day, by stage and name."""
    found = [_open(one) for one in in_force(on)]
    order = {label: number for number, label in enumerate(STAGES.values())}
    return tuple(sorted(found, key=lambda one: (order[one.stage], one.name)))


def shares_by_depth(*, on: date) -> tuple[DepthShare, ...]:
    """The items by how far they go online; every item is counted once, also without depth."""
    found = in_force(on)
    numbers = Counter(_depth(one.content.online_depth) for one in found)
    return tuple(
        DepthShare(depth, label, numbers[depth], len(found)) for depth, label in DEPTHS.items()
    )


def _open(edition: EditionFacts) -> OpenItem:
    content = edition.content
    return OpenItem(
        key=edition.item,
        name=content.name,
        stage=STAGES[content.stage],
        item_type=ITEM_TYPES.get(content.item_type, content.item_type),
        procedure=PROCEDURES[content.procedure],
        catalogue_code=content.catalogue_code,
        levels="、".join(content.levels),
        objects="、".join(content.service_objects),
        statutory=limit_words(content.statutory_limit),
        promised=limit_words(content.promised_limit, none="没有另外承诺"),
        fees="不收费"
        if content.fee_free
        else "；".join(f"{f.name}{f.standard}" for f in content.fees),
        depth=DEPTHS[_depth(content.online_depth)],
        visits=content.visits,
        edition=edition.number,
        valid_from=edition.valid_from,
        is_example=edition.trial,
    )


def _fees(content: EditionContent) -> str:
    if content.fee_free:
        return "不收费"
    return "；".join(f"{one.name}：{one.standard}" for one in content.fees)


def _depth(written: str) -> str:
    plain = _WRITTEN_OTHERWISE.get(written, written)
    return plain if plain in DEPTHS else ""
