"""What a screen shows of an item, for the prover; those of this room stand here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bureau.catalogue.queries import EditionFacts, ListingFacts, limits_for
from bureau.catalogue.rules import Limits
from bureau.guides.forms import blank_form
from bureau.guides.parts import Guide, Need, Place, Who
from bureau.guides.projection import guide
from bureau.guides.proving import (
    NO_LIMIT,
    Shown,
    required_words,
    table_words,
    who_words,
)
from bureau.guides.situations import my_guide


@dataclass(frozen=True, slots=True)
class Setting:
    """One edition in one situation, with what an office gives more cheaply."""

    edition: EditionFacts
    answers: Mapping[str, str] = field(default_factory=dict)
    listing: ListingFacts | None = None

    @property
    def limits(self) -> Limits:
        return limits_for(self.edition.content, self.listing)

    @property
    def waived(self) -> tuple[str, ...]:
        return self.listing.waived if self.listing else ()

    @property
    def place(self) -> Place | None:
        one = self.listing
        if one is None:
            return None
        return Place(
            office_key=one.office_key,
            office_name="",
            authority_name="",
            promise_value=one.promise_value,
            promise_unit=one.promise_unit,
            waived=one.waived,
        )


Screen = Callable[[Setting], Shown]


def guide_shows(setting: Setting) -> Shown:
    """办事指南 on the screen, on paper and in a file."""
    whole = guide(setting.edition, place=setting.place)
    mine = my_guide(whole, setting.answers).guide
    words = _limits(whole)
    depends = set()
    for question in whole.questions:
        if question.when is None or question.when.holds(dict(setting.answers)):
            words[f"questions.{question.key}"] = question.text
    for material in mine.materials:
        at = f"materials.{material.key}"
        if material.need is Need.DEPENDS and material.when is not None:
            depends |= {at, f"{at}.who", f"{at}.form", f"{at}.copies", f"{at}.source"}
        words[at] = material.name
        words[f"{at}.who"] = who_words(asks=material.who is Who.BRING)
        words[f"{at}.form"] = material.form
        words[f"{at}.copies"] = str(material.copies)
        words[f"{at}.source"] = material.source
    for point in mine.points:
        at = f"points.{point.key}"
        if point.need is Need.DEPENDS:
            depends |= {at, f"{at}.table", f"{at}.note", f"{at}.mend"}
        words[at] = point.text
        words[f"{at}.table"] = table_words(point.table_rows)
        words[f"{at}.note"] = point.note
        words[f"{at}.mend"] = point.mend
    return Shown(
        words,
        frozenset({"limits", "questions", "materials", "points", "materials.*.who"}),
        frozenset(depends),
    )


def _limits(whole: Guide) -> dict[str, str]:
    promise, statutory = whole.fact("promise"), whole.fact("statutory")
    none = statutory is None or statutory.value == "没有法定期限"
    words = {}
    for key, said in (
        ("promised", promise.value if promise else NO_LIMIT),
        ("statutory", NO_LIMIT if none or statutory is None else statutory.value),
    ):
        words[f"limits.{key}"], comma, extension = said.partition("，")
        if comma:
            words[f"limits.{key}.extension"] = extension
    return words


def blank_shows(setting: Setting) -> Shown:
    """空白表: the sheet that people print and fill in by hand."""
    form = setting.edition.content.application_form()
    sheet = blank_form(setting.edition.content, form.key) if form else None
    words: dict[str, str] = {}
    depends = set()
    for section in sheet.sections if sheet else ():
        for one in section.fields:
            at = f"fields.{one.key}"
            if one.conditional:
                depends |= {at, f"{at}.required"}
            words[at] = one.label
            words[f"{at}.required"] = required_words(required=one.required)
    return Shown(words, frozenset({"fields", "fields.*.required"}), frozenset(depends))
