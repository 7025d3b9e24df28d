"""Form answers and papers of the trial city, from the examples of the edition itself."""

from functools import lru_cache
from random import Random
from typing import Any

import typst

from bureau.catalogue.elements import EditionContent, FormField, Result
from bureau.notices.glyphs import FONTS
from bureau.people.models import Party, PartyKind
from bureau.trial import names

_PAPER = """#set page(width: 148mm, height: 105mm, margin: 12mm)
#set text(font: ("Noto Serif SC", "Noto Serif CJK SC"), size: 16pt)
#align(center)[#text(size: 22pt)[#sys.inputs.title] \\ 示例材料，不是真实证明]
#rect(width: 100%, height: 45mm)[#align(center + horizon)[示意图 #sys.inputs.number]]
"""


def situation(content: EditionContent, random: Random) -> dict[str, str]:
    """One answer to every situational question."""
    return {
        question.key: random.choice(question.options).key
        for question in content.questions
        if question.options
    }


def answers(
    content: EditionContent,
    holder: Party,
    person: Party,
    random: Random,
    *,
    place: str,
    number: str = "",
) -> dict[str, Any]:
    """The form filled in as in its filled example; the person as reference wherever one is
    asked for, the holder by its name where it is a business that exists."""
    form = content.application_form()
    if form is None:
        return {}
    told: dict[str, Any] = {}
    for section in form.sections:
        for field in section.fields:
            value = _value(field, person)
            if value not in ("", None, [], {}):
                told[field.key] = value
    if content.result is not None:
        told |= _on_the_face(content, content.result, holder, random, place=place, number=number)
    return told


def _on_the_face(
    content: EditionContent,
    result: Result,
    holder: Party,
    random: Random,
    *,
    place: str,
    number: str,
) -> dict[str, Any]:
    """What will stand on the result, and what stands on the licence it is about."""
    trade = "company" if content.procedure == "registration" else "catering"
    exists = holder.kind == PartyKind.ORGANISATION
    told: dict[str, Any] = {}
    for key in result.face_of("holder")[:1]:
        told[key] = holder.name if exists and not result.changes else names.shop(random, trade)
    for key in result.before_of("holder")[:1]:
        told[key] = holder.name
    for key in (*result.face_of("place")[:1], *result.before_of("place")[:1]):
        told[key] = names.address(random, place)
    for key in result.face_of("number")[:1] if number else ():
        told[key] = number
    return told


def _value(field: FormField, person: Party) -> Any:
    reference = {"party": str(person.uid), "name": person.name}
    if field.kind == "person":
        return reference
    if field.kind == "people":
        return [reference]
    if field.kind in ("phone", "rows"):
        return None
    labels = {option.label: option.key for option in field.options}
    if field.kind == "choice":
        return labels.get(field.example, next(iter(labels.values()), ""))
    if field.kind == "choices":
        chosen = [labels[one] for one in field.example.split("、") if one in labels]
        return chosen or list(labels.values())[:1]
    if field.kind == "yes_no":
        return "yes" if field.example == "是" else "no"
    return field.example


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )
    return typst.Compiler(font_paths=fonts)


@lru_cache(maxsize=64)
def paper(title: str, number: int) -> bytes:
    """A sheet that looks like a material and says that it is none."""
    sheet = _compiler().compile(
        input=_PAPER.encode(),
        format="pdf",
        sys_inputs={"title": title, "number": str(number)},
    )
    assert isinstance(sheet, bytes)
    return sheet
