"""Form fields with several controls: a person, several persons, repeated rows.

A group's value is a mapping by part key, a repeated group's a list of such mappings. Controls are
named ``<field>__<part>`` and ``<field>__<row>__<part>``, with ``<field>__count`` for the rows.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bureau.people import identifiers
from desks.design.fields import Choice, Name, Phone, Plain

ID_KINDS: tuple[tuple[str, str], ...] = (
    (identifiers.ID_CARD, "居民身份证"),
    (identifiers.PERMANENT_RESIDENCE, "外国人永久居留身份证"),
    (identifiers.HK_MACAO, "港澳居民证件"),
    (identifiers.TAIWAN, "台湾居民证件"),
    (identifiers.PASSPORT, "护照"),
)


class IdNumber(Plain):
    """The number of an identity document; which shape depends on the kind beside it."""

    kind = "id_number"
    numeric = True

    def tidy(self, value: str) -> str:
        return identifiers.normalise_identifier(value)


class PartError(ValidationError):
    """An error of one part of a group: which row (or none), which part, what is wrong."""

    def __init__(self, message: str, *, part: str = "", row: int | None = None) -> None:
        super().__init__(message)
        self.part = part
        self.row = row


def untouched(parts: Mapping[str, Plain], given: Mapping[str, Any]) -> bool:
    """Whether nobody typed anything: what a list shows from the start does not count."""
    return not any(value and value != parts[key].default for key, value in given.items())


class GroupWidget(forms.Widget):
    """Reads the parts of a group out of what was sent."""

    def __init__(self, parts: Mapping[str, Plain], *, repeated: bool, most: int) -> None:
        super().__init__()
        self.parts = parts
        self.repeated = repeated
        self.most = most

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        if not self.repeated:
            return self._parts(data, files, name)
        try:
            count = min(int(data.get(f"{name}__count") or 0), self.most)
        except ValueError:
            count = 0
        rows = [self._parts(data, files, f"{name}__{row}") for row in range(count)]
        return [row for row in rows if not untouched(self.parts, row)]

    def _parts(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, Any]:
        return {
            key: part.widget.value_from_datadict(data, files, f"{name}__{key}") or ""
            for key, part in self.parts.items()
        }

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False


class Group(forms.Field):
    """Several controls that answer one question; the value is a mapping by part."""

    kind = "group"
    control = "group"
    repeated = False
    numeric = False
    unit = ""

    def __init__(self, *, parts: Mapping[str, Plain], most: int = 50, **kwargs: Any) -> None:
        self.parts = dict(parts)
        self.most = most
        widget = GroupWidget(self.parts, repeated=self.repeated, most=most)
        kwargs.setdefault("error_messages", {"required": "这一项要填。"})
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        given = value if isinstance(value, dict) else {}
        if untouched(self.parts, given) and not self.required:
            return {}
        return self.clean_parts(given, row=None)

    def clean_parts(self, given: Mapping[str, Any], *, row: int | None) -> dict[str, Any]:
        cleaned: dict[str, Any] = {}
        wrong: list[ValidationError] = []
        for key, part in self.parts.items():
            try:
                cleaned[key] = part.clean(given.get(key, ""))
            except ValidationError as error:
                wrong.extend(PartError(message, part=key, row=row) for message in error.messages)
        wrong.extend(
            PartError(message, part=part, row=row)
            for part, message in self.across(cleaned)
            if not any(isinstance(error, PartError) and error.part == part for error in wrong)
        )
        if wrong:
            raise ValidationError(wrong)
        return cleaned

    def across(self, cleaned: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
        """What is wrong between parts: (part, sentence)."""
        return ()


class Rows(Group):
    """A group that may be given several times; the value is a list of mappings."""

    kind = "rows"
    control = "rows"
    repeated = True

    def clean(self, value: Any) -> Any:
        rows = value if isinstance(value, list) else []
        if not rows and self.required:
            raise ValidationError("请至少填一行。", code="required")
        cleaned: list[dict[str, Any]] = []
        wrong: list[ValidationError] = []
        for at, row in enumerate(rows):
            try:
                cleaned.append(self.clean_parts(row, row=at))
            except ValidationError as error:
                wrong.extend(error.error_list)
        if wrong:
            raise ValidationError(wrong)
        return cleaned


def person_parts() -> dict[str, Plain]:
    """Name, kind and number of the document, phone; a phone is never required."""
    name = Name(label="姓名", max_length=100)
    name.autocomplete = "name"
    kind = Choice(label="证件类型", options=[(key, label, "") for key, label in ID_KINDS])
    kind.control = "select"
    kind.default = identifiers.ID_CARD
    number = IdNumber(label="证件号码", max_length=30)
    return {
        "name": name,
        "id_kind": kind,
        "id_number": number,
        "phone": Phone(label="手机号", required=False),
    }


def person_across(cleaned: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """Whether the number can be one of the document chosen beside it."""
    number = cleaned.get("id_number", "")
    if not number:
        return ()
    reason = identifiers.why_not(cleaned.get("id_kind", "") or identifiers.ID_CARD, number)
    return [("id_number", reason)] if reason else ()


class Person(Group):
    """One person."""

    kind = "person"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(parts=person_parts(), **kwargs)

    def across(self, cleaned: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
        return person_across(cleaned)


class People(Rows):
    """Several persons."""

    kind = "people"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(parts=person_parts(), **kwargs)

    def across(self, cleaned: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
        return person_across(cleaned)
