"""What the next letter would say, while the clerk is still judging: the same words."""

from dataclasses import dataclass
from datetime import datetime

from bureau.cases import letters, words
from bureau.cases.clock import Ruler, decision_dues, supplement_due_at
from bureau.cases.models import Case
from bureau.cases.operations.counter import materials_of, wanting_of
from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import Procedure


@dataclass(frozen=True, slots=True)
class Wanting:
    """One thing that is missing or wrong, with how to mend it and the article."""

    material: str
    problem: str
    fix: str
    basis: str


@dataclass(frozen=True, slots=True)
class LetterPreview:
    """The letter that fits what was judged so far."""

    title: str
    addressee: str
    item: str
    wanting: tuple[Wanting, ...]
    until: str
    steps: tuple[str, ...]
    promise: str
    statutory: str


def letter_preview(number: str, *, at: datetime) -> LetterPreview:
    """A one-time notice (or a return) while something is wanting; else the acceptance.

    Whether the viewer may see the case was settled before.
    """
    case = Case.objects.select_related("application").get(number=number)
    content = catalogue.edition_content(case.accepted_under_id or case.received_under_id)
    wanting = wanting_of(materials_of(case))
    licence = case.procedure == Procedure.LICENCE
    ruler = Ruler()
    if wanting:
        said = letters.said_once(case, content, wanting, at=at)
        due = supplement_due_at(content, noticed_at=at, ruler=ruler) if licence else None
        return LetterPreview(
            title="一次性告知书" if licence else "退回并一次性告知书",
            addressee=case.party_name,
            item=case.item_name,
            wanting=tuple(Wanting(**point) for point in said["points"]),
            until=words.until(due) if due else "",
            steps=(),
            promise=said["promise"],
            statutory="",
        )
    dues = decision_dues(case, accepted_at=at, ruler=ruler)
    return LetterPreview(
        title="受理通知书",
        addressee=case.party_name,
        item=case.item_name,
        wanting=(),
        until="",
        steps=tuple(words.steps(content)),
        promise=letters.due_words(case.promise_value, case.promise_unit, dues.promise),
        statutory=letters.due_words(case.statutory_value, case.statutory_unit, dues.statutory),
    )
