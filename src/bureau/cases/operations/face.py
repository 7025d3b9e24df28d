"""What stands on a result, read from the answers its edition names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bureau.cases.models import Case
from bureau.cases.queries.pages import shown
from bureau.catalogue.elements import EditionContent, FormField
from bureau.people import queries as people
from bureau.people.models import Party
from bureau.refusal import Refusal

LONGEST = {"holder": 200, "place": 300, "number": 60}


@dataclass(frozen=True, slots=True)
class Face:
    """The parts of a face, each with the answers it may come from."""

    case: Case
    content: EditionContent
    parts: Mapping[str, str | tuple[str, ...]]

    def text(self, part: str) -> str:
        """The answer as words; empty when nothing named for this part was answered."""
        key, value = self._first(part)
        if not key:
            return ""
        field = _field(self.content, key)
        words = shown(field, value) if field else str(value)
        if len(words) > LONGEST.get(part, len(words)):
            raise Refusal(
                f"“{field.label if field else key}”太长，证照上写不下。请退回改短后再办。"
            )
        return words

    def key(self, part: str) -> str:
        """The chosen option itself, not its words."""
        value = self._first(part)[1]
        return value if isinstance(value, str) else ""

    def day(self, part: str) -> date | None:
        """The answer as a day; None when it was not answered."""
        key, value = self._first(part)
        if not key:
            return None
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            field = _field(self.content, key)
            raise Refusal(
                f"“{field.label if field else key}”不是一个日期。请退回改正后再办。"
            ) from None

    def person(self, part: str) -> Party | None:
        """The person an answer refers to."""
        value = self._first(part)[1]
        return people.find_party(value["party"]) if isinstance(value, dict) else None

    def _first(self, part: str) -> tuple[str, Any]:
        given = {**self.case.application.situation, **self.case.application.answers}
        keys = self.parts.get(part, ())
        for key in (keys,) if isinstance(keys, str) else keys:
            field = _field(self.content, key)
            is_asked = field is None or field.when is None or field.when.holds(given)
            if is_asked and given.get(key) not in (None, "", [], {}):
                return key, given[key]
        return "", None


def _field(content: EditionContent, key: str) -> FormField | None:
    form = content.application_form()
    fields = (field for part in (form.sections if form else ()) for field in part.fields)
    return next((field for field in fields if field.key == key), None)
