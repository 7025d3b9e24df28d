"""A draft as its page shows it: every place, what it says, whether it changed, what is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bureau.catalogue.comparison import Difference, compare
from bureau.catalogue.elements import EditionContent, Element
from bureau.catalogue.labels import PLACES, fields_in_words, place_words, title_of
from bureau.catalogue.places import (
    GROUPS,
    LISTS,
    SINGLE,
    WITHOUT_KEYS,
    Plain,
    every_place,
    list_of,
    nearest,
    value_at,
)
from bureau.catalogue.queries import ChangeLine, Writing, edition_content
from bureau.catalogue.rules import unconfirmed
from bureau.catalogue.words import limit_words
from bureau.guides.checking import Checked
from desks.design import formats
from desks.design.pieces import DiffRow

SHOWN = 3
"""Fields of an element that its row tells besides its title."""


TITLES = {"basics": "基本信息和时限", "outcome": "结果、收费和权利"}
HEADINGS = {
    **dict.fromkeys(("about", "statutory_limit", "promised_limit", "handling"), "basics"),
    **dict.fromkeys(("charging", "result", "reform", "rights"), "outcome"),
}
"""Single values under a heading of several."""


def heading_of(place: str) -> str:
    """Under which heading of the draft's page a place stands."""
    return HEADINGS.get(place, place.split(".")[0])


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place of a draft."""

    place: str
    key: str
    title: str
    more: str
    changed: str
    wrong: int
    depth: int = 0


@dataclass(frozen=True, slots=True)
class PlaceSection:
    """The places of one heading; ``adds`` names the list a new one is put into."""

    key: str
    title: str
    rows: tuple[PlaceRow, ...]
    adds: str = ""
    keyed: bool = True

    @property
    def changed(self) -> int:
        return sum(bool(row.changed) for row in self.rows)

    @property
    def wrong(self) -> int:
        return sum(row.wrong for row in self.rows)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding of the check, with the place at which it is mended."""

    bad: bool
    place: str
    where: str
    message: str
    rule: str


def differences(draft: Writing, *, whole: bool = False) -> tuple[Difference, ...]:
    """What the draft says otherwise than the edition it was opened from."""
    if draft.based_on is None:
        return ()
    return compare(edition_content(draft.based_on), draft.edition.content, whole=whole)


def sections(draft: Writing, checked: Checked) -> list[PlaceSection]:
    """Every place under its heading, in the order of the guide."""
    content, plain = draft.edition.content, draft.plain
    changed = _changed(differences(draft))
    wrong: dict[str, int] = {}
    for one in checked.findings:
        place = nearest(plain, one.place)
        wrong[place] = wrong.get(place, 0) + 1
    rows: dict[str, list[PlaceRow]] = {}
    for place in every_place(plain):
        heading = heading_of(place)
        rows.setdefault(heading, []).append(_row(place, plain, content, changed, wrong))
    return [
        PlaceSection(
            key=name,
            title=TITLES.get(name) or PLACES[name],
            rows=tuple(rows.get(name, ())),
            adds=name if name in LISTS else "",
            keyed=name not in WITHOUT_KEYS,
        )
        for name in ("basics", *LISTS, "outcome")
    ]


def _changed(found: Iterable[Difference]) -> dict[str, str]:
    words = {"added": "新加", "changed": "改了", "removed": ""}
    return {one.place: words.get(one.kind, "") for one in found}


def _row(
    place: str,
    plain: Plain,
    content: EditionContent,
    changed: Mapping[str, str],
    wrong: Mapping[str, int],
) -> PlaceRow:
    value = value_at(plain, place)
    parts = place.split(".")
    if place in GROUPS:
        title, more = PLACES[place], _group_words(place, content)
    elif place in SINGLE:
        element = getattr(content, place)
        title, more = PLACES[place], "没有" if element is None else _single_words(place, element)
    else:
        title, more = title_of(value or {}, place=place), _more(value or {})
    return PlaceRow(
        place=place,
        key="" if parts[0] in WITHOUT_KEYS or len(parts) == 1 else parts[-1],
        title=title,
        more=more,
        changed=changed.get(place, ""),
        wrong=wrong.get(place, 0),
        depth=max(0, len(parts) // 2 - 1),
    )


def _group_words(place: str, content: EditionContent) -> str:
    part = content.model_copy()
    told = dict(fields_in_words(part))
    from_labels = {
        "about": ("事项名称", "一句话说明", "行使层级", "服务对象"),
        "handling": ("办件类型", "谁可以合并环节", "到现场次数", "网上办理深度"),
        "charging": ("不收费", "收费说明"),
        "rights": ("权利和义务",),
    }[place]
    return "　".join(f"{name}：{told[name]}" for name in from_labels if name in told)[:200]


def _single_words(place: str, element: Element) -> str:
    if place.endswith("_limit"):
        basis = getattr(element, "basis", "")
        words = limit_words(element)  # type: ignore[arg-type]
        return f"{words}（{basis}）" if basis else words
    return "　".join(f"{name}：{words}" for name, words in fields_in_words(element)[:SHOWN])


def _more(value: Plain) -> str:
    told = [
        str(value[name])
        for name in ("standard", "hint", "answer", "defect", "situation", "article", "source")
        if value.get(name)
    ]
    return "　".join(told[:2])[:160]


def finding_rows(draft: Writing, checked: Checked) -> list[FindingRow]:
    """The findings, each with where it opens."""
    return [
        FindingRow(
            bad=one.level == "error",
            place=nearest(draft.plain, one.place),
            where=_where(draft.plain, one.place),
            message=one.message,
            rule=one.rule,
        )
        for one in checked.findings
    ]


def _where(plain: Plain, told: str) -> str:
    place = nearest(plain, told)
    if not place:
        return PLACES.get(told.split(".")[0], "全部")
    value = value_at(plain, place)
    named = title_of(value or {}, place=place) if "." in place else ""
    return f"{place_words(place)} {named}".strip()


def unconfirmed_rows(draft: Writing) -> list[tuple[str, str]]:
    """Each value that is only an example: the place as ``confirm`` takes it, and in words."""
    return [(one, _where(draft.plain, one)) for one in unconfirmed(draft.edition.content)]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change in words."""

    place: str
    words: str
    who: str
    when: str


def change_rows(changes: Sequence[ChangeLine], *, now: datetime) -> list[ChangeRow]:
    """The changes of a draft, the last one first."""
    return [
        ChangeRow(
            place="" if one.removed else one.place,
            words=f"{'加了' if one.added else '删了' if one.removed else '改了'}“{one.title}”",
            who=one.by_name,
            when=formats.ago(one.at, now=now),
        )
        for one in changes
    ]


def diff_rows(found: Iterable[Difference]) -> list[DiffRow]:
    """Differences as the rows of design/diff.html."""
    return [
        DiffRow(
            name=" · ".join(part for part in (one.section, one.element, one.field) if part),
            before=one.before,
            after=one.after,
        )
        for one in found
    ]


def around(plain: Plain, place: str) -> tuple[str, str]:
    """The places before and after one, for going on without the list; empty at the ends."""
    every = list(every_place(plain))
    if place not in every:
        return "", ""
    number = every.index(place)
    before = every[number - 1] if number else ""
    return before, every[number + 1] if number + 1 < len(every) else ""


def siblings(plain: Plain, place: str) -> bool:
    """Whether an element stands among others with which it can change places."""
    if "." not in place or place.split(".")[0] in WITHOUT_KEYS:
        return False
    same = [one for one in every_place(plain) if "." in one and list_of(one) == list_of(place)]
    return len(same) > 1
