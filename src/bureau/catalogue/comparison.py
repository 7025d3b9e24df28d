"""Two editions side by side, by the keys of their elements. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from bureau.catalogue.elements import EditionContent, Element
from bureau.catalogue.labels import LABELS, PLACES, fields_in_words, in_words, title_of
from bureau.catalogue.places import GROUPS, INSIDE, LISTS, SINGLE


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one element, or a whole element that only one of the two has."""

    place: str
    section: str
    element: str
    field: str
    before: str
    after: str

    @property
    def kind(self) -> str:
        """``added``, ``removed`` or ``changed``; ``same`` where the whole is shown."""
        if self.before == self.after:
            return "same"
        if self.field:
            return "changed"
        return "added" if not self.before else "removed"


def compare(
    before: EditionContent, after: EditionContent, *, whole: bool = False
) -> tuple[Difference, ...]:
    """What differs, in the order of the guide; with ``whole`` also what is the same."""
    found = [
        *_single_values(before, after),
        *(
            one
            for name in LISTS
            for one in _lists(name, PLACES[name], getattr(before, name), getattr(after, name))
        ),
    ]
    return tuple(one for one in found if whole or one.before != one.after)


def _single_values(before: EditionContent, after: EditionContent) -> Iterator[Difference]:
    labels = LABELS[EditionContent]
    for group, names in GROUPS.items():
        for name in names:
            yield Difference(
                place=group,
                section=PLACES[group],
                element="",
                field=labels[name],
                before=in_words(getattr(before, name)),
                after=in_words(getattr(after, name)),
            )
    for name in SINGLE:
        one, other = getattr(before, name), getattr(after, name)
        if one is not None and other is not None:
            yield from _fields(name, PLACES[name], "", one, other)
        elif one is not None or other is not None:
            yield Difference(name, PLACES[name], "", "", _whole(one), _whole(other))


def _lists(
    path: str, section: str, before: tuple[Element, ...], after: tuple[Element, ...]
) -> Iterator[Difference]:
    olds, news = _by_key(before), _by_key(after)
    for key in dict.fromkeys((*news, *olds)):
        one, other = olds.get(key), news.get(key)
        place = f"{path}.{key}"
        known = other if other is not None else one
        assert known is not None
        title = title_of(known.model_dump(), place=place)
        if one is not None and other is not None:
            yield from _fields(place, section, title, one, other)
        else:
            yield Difference(place, section, title, "", _whole(one), _whole(other))
    common = [key for key in olds if key in news]
    if common != [key for key in news if key in olds]:
        yield Difference(path, section, "", "次序", "、".join(olds), "、".join(news))


def _by_key(elements: tuple[Element, ...]) -> dict[str, Element]:
    """By key; what has none by what it names, since a number changes with every neighbour."""
    found: dict[str, Element] = {}
    for number, one in enumerate(elements):
        own = getattr(one, "key", "") or getattr(one, "name", "")
        key = str(
            own or f"{getattr(one, 'document', number)} {getattr(one, 'article', '')}".strip()
        )
        found[key if key not in found else f"{key} {number}"] = one
    return found


def _fields(
    place: str, section: str, title: str, before: Element, after: Element
) -> Iterator[Difference]:
    labels = LABELS[type(after)]
    inside = INSIDE.get(type(after), {})
    for name in type(after).model_fields:
        if name == "key":
            continue
        one, other = getattr(before, name), getattr(after, name)
        if name in inside:
            yield from _lists(f"{place}.{name}", f"{section} {title}".strip(), one, other)
        else:
            yield Difference(place, section, title, labels[name], in_words(one), in_words(other))


def _whole(element: Element | None) -> str:
    if element is None:
        return ""
    return "\n".join(f"{name}：{words}" for name, words in fields_in_words(element))
