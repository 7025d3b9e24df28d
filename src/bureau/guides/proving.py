"""指南 = 表单 = 窗口核对 = 审查要点 = 清单: what every screen says, compared. Pure.

A screen says words at places (``materials.plan``, ``limits.promised``). Some lists it shows
whole: there nothing may be missing and nothing added. Each screen's words come from the very
projection its pages are drawn from, so a screen that goes its own way is found here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from bureau.catalogue.elements import EditionContent, Question
from bureau.catalogue.rules import Limits
from bureau.catalogue.words import limit_words

NO_LIMIT = "没有期限"
MOST_SITUATIONS = 48
"""So many situations of one item are compared; an item that has more says so."""

Words = Mapping[str, str]
Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What one screen shows: words by place, and the lists that it shows whole.

    ``depends`` are places it shows with "看情况": whether they belong is still open there.
    """

    words: Words
    whole: frozenset[str] = frozenset()
    depends: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place where a screen and the catalogue do not say the same."""

    screen: str
    place: str
    catalogue: str  # empty: the catalogue has nothing there
    shown: str  # empty: the screen has nothing there

    @property
    def kind(self) -> str:
        if not self.catalogue:
            return "多出"
        return "说的不一样" if self.shown else "缺少"


def disagreements(screen: str, catalogue: Words, shown: Shown) -> Iterator[Disagreement]:
    """Every place where this screen departs from the catalogue, in the catalogue's order."""
    for place, words in catalogue.items():
        said = shown.words.get(place)
        if said is None:
            if _is_whole(place, shown) and place not in shown.depends:
                yield Disagreement(screen, place, words, "")
        elif said != words:
            yield Disagreement(screen, place, words, said)
    for place, said in shown.words.items():
        if place not in catalogue and place not in shown.depends:
            yield Disagreement(screen, place, "", said)


def _is_whole(place: str, shown: Shown) -> bool:
    """Whether a screen that leaves this place out leaves out something it should show.

    ``materials`` shown whole means each material; of its parts (``materials.plan.source``)
    only those that the screen names with ``materials.*.source``.
    """
    head, _dot, rest = place.partition(".")
    key, _dot, part = rest.partition(".")
    if not part:
        return head in shown.whole or place in shown.whole
    return f"{head}.*.{part}" in shown.whole and f"{head}.{key}" in shown.words


def compared(catalogue: Words, shown: Shown) -> int:
    """How many places of a screen were held against the catalogue."""
    return sum(place in shown.words or _is_whole(place, shown) for place in catalogue)


def catalogue_says(
    content: EditionContent, answers: Answers, limits: Limits, *, waived: Iterable[str] = ()
) -> dict[str, str]:
    """Everything the edition says in this situation, by place: what every screen must repeat."""
    given: dict[str, object] = dict(answers)
    free = frozenset(waived)
    words = {f"limits.{key}": said for key, said in limit_places(limits).items()}
    for question in asked(content, answers):
        words[f"questions.{question.key}"] = question.text
    for material in content.materials_for(given):
        at = f"materials.{material.key}"
        asks = not (material.generated or material.shareable or material.key in free)
        words[at] = material.name
        words[f"{at}.who"] = who_words(asks=asks)
        words[f"{at}.form"] = material.form
        words[f"{at}.copies"] = str(material.copies)
        words[f"{at}.source"] = material.source
        words[f"{at}.standard"] = material.standard or material.filling
        words[f"{at}.points"] = "\n".join(
            point.text for point in content.points if point.material == material.key
        )
    for point in content.points_for(given):
        at = f"points.{point.key}"
        words[at] = point.text
        words[f"{at}.note"] = point.note
        words[f"{at}.mend"] = point.mend
        words[f"{at}.table"] = table_words(point.table.rows if point.table else ())
    form = content.application_form()
    for section in form.sections if form else ():
        for field in section.fields:
            if field.when is None or _settled(field.when.answers, content, given):
                words[f"fields.{field.key}"] = field.label
                words[f"fields.{field.key}.required"] = required_words(required=field.required)
    return words


def _settled(
    needed: Mapping[str, tuple[str, ...]], content: EditionContent, given: Mapping[str, object]
) -> bool:
    """Whether no answered question speaks against a field; what other fields say is open."""
    questions = {question.key for question in content.questions}
    return all(given.get(key) in allowed for key, allowed in needed.items() if key in questions)


def limit_places(limits: Limits) -> dict[str, str]:
    """Both limits, value and unit, never a bare number; extensions by themselves."""
    places = {}
    for key, limit in (("promised", limits.promised), ("statutory", limits.statutory)):
        words, comma, extension = limit_words(limit, none=NO_LIMIT).partition("，")
        places[key] = words
        if comma:
            places[f"{key}.extension"] = extension
    return places


def who_words(*, asks: bool) -> str:
    return "要交" if asks else "不用交"


def required_words(*, required: bool) -> str:
    return "必填" if required else "选填"


def table_words(rows: Iterable[Iterable[str]]) -> str:
    return "\n".join("|".join(row) for row in rows)


def asked(content: EditionContent, answers: Answers) -> list[Question]:
    """The questions that belong to these answers."""
    given: dict[str, object] = dict(answers)
    return [one for one in content.questions if one.when is None or one.when.holds(given)]


def situations(content: EditionContent) -> tuple[list[Answers], bool]:
    """Every way to answer the questions of an item, and whether there were too many."""
    found: dict[tuple[tuple[str, str], ...], Answers] = {}
    options = [[option.key for option in question.options] for question in content.questions]
    for picked in islice(product(*options), MOST_SITUATIONS * 20):
        answers: dict[str, str] = {}
        for question, key in zip(content.questions, picked, strict=True):
            if question.when is None or question.when.holds(dict(answers)):
                answers[question.key] = key
        found.setdefault(tuple(answers.items()), answers)
    every = list(found.values())
    return every[:MOST_SITUATIONS], len(every) > MOST_SITUATIONS
