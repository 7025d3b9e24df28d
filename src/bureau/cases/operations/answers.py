"""Form answers as they are kept: persons, phones and accounts become references.

What stands in an application's answers is never a person's number, phone or account; it
is a reference to the sealed value, with the name for reading.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.catalogue.elements import EditionContent, FormField
from bureau.people import operations as people
from bureau.people.identifiers import normalise_identifier
from bureau.people.models import ConfidentialKind, IdentifierKind, Party
from bureau.people.names import clean_text
from bureau.refusal import Refusal

Answers = Mapping[str, Any]


@operation
def keep_answers(
    content: EditionContent, answers: Answers, *, by: Actor, at: datetime
) -> dict[str, Any]:
    """The answers with every personal value replaced by a reference.

    Only fields of the item's form are kept: nobody is asked for more. A value that cannot
    be (a wrong check digit, a name with invisible signs) is refused with its field.
    """
    form = content.application_form()
    if form is None:
        return {}
    given = [
        (one, answers[one.key])
        for section in form.sections
        for one in section.fields
        if one.key in answers and answers[one.key] not in ("", None, [], {})
    ]
    keeper = _Keeper(by, at)
    named = [person for one, value in given for person in _named(one, value, place=one.key)]
    # In the order of their numbers, so that two forms which name the same new people never
    # wait for each other in a circle.
    for person in sorted(named, key=lambda person: person.number):
        if person.number:
            keeper.registered[person.number] = keeper.register(person)
    return {one.key: keeper.kept(one, value, place=one.key) for one, value in given}


@dataclass(frozen=True, slots=True)
class _Person:
    """A person as a form names them."""

    label: str
    place: str
    name: str
    number: str
    kind: IdentifierKind
    phone: str


def _person(value: Any, *, field: FormField, place: str) -> _Person:
    if not isinstance(value, Mapping) or not str(value.get("name", "")).strip():
        raise Refusal(f"请填写“{field.label}”的姓名。", field=place)
    return _Person(
        label=field.label,
        place=place,
        name=str(value["name"]),
        number=normalise_identifier(str(value.get("id_number", ""))),
        kind=IdentifierKind(str(value.get("id_kind") or IdentifierKind.ID_CARD)),
        phone=str(value.get("phone", "")).strip(),
    )


def _numbered(value: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The rows that say anything."""
    for number, one in enumerate(value):
        if isinstance(one, Mapping) and any(one.values()):
            yield number, one


def _named(field: FormField, value: Any, *, place: str) -> Iterator[_Person]:
    """Everybody a field names."""
    if field.kind == "person":
        yield _person(value, field=field, place=place)
    elif field.kind == "people":
        for number, one in _numbered(value):
            yield _person(one, field=field, place=f"{place}-{number}")
    elif field.kind == "rows":
        for _, row in _numbered(value):
            for column in field.columns:
                yield from _named(column, row.get(column.key, ""), place=f"{place}-{column.key}")


@dataclass(slots=True)
class _Keeper:
    by: Actor
    at: datetime
    registered: dict[str, Party] = field(default_factory=dict)
    """By number."""

    def register(self, person: _Person) -> Party:
        number = people.GivenNumber(person.kind, person.number) if person.number else None
        try:
            return people.register_person(name=person.name, number=number, by=self.by, at=self.at)
        except Refusal as refusal:
            raise Refusal(
                f"“{person.label}”：{refusal.message}", basis=refusal.basis, field=person.place
            ) from refusal

    def kept(self, field: FormField, value: Any, *, place: str) -> Any:
        if field.kind == "person":
            return self._person(_person(value, field=field, place=place))
        if field.kind == "people":
            return [
                self._person(_person(one, field=field, place=f"{place}-{number}"))
                for number, one in _numbered(value)
            ]
        if field.kind == "phone":
            return {"ref": self._phone(str(value), place=place)}
        if field.personal:
            return {"ref": self._address(str(value), place=place)}
        if field.kind == "rows":
            return [
                {
                    column.key: self.kept(
                        column, row.get(column.key, ""), place=f"{place}-{column.key}"
                    )
                    for column in field.columns
                }
                for _, row in _numbered(value)
            ]
        if isinstance(value, str):
            return clean_text(value, field=place, longest=max(field.max_length, 2000))
        return value

    def _person(self, person: _Person) -> dict[str, str]:
        party = self.registered.get(person.number) or self.register(person)
        kept = {"party": str(party.uid), "name": party.name}
        if person.phone:
            kept["phone"] = self._phone(person.phone, place=person.place, party=party)
        return kept

    def _address(self, text: str, *, place: str) -> str:
        return str(
            people.note_confidential(
                ConfidentialKind.ADDRESS, text, field=place, by=self.by, at=self.at
            )
        )

    def _phone(self, number: str, *, place: str, party: Party | None = None) -> str:
        return str(
            people.note_confidential(
                ConfidentialKind.PHONE, number, party=party, field=place, by=self.by, at=self.at
            )
        )
