"""Django forms made from the fields of an edition (or any list of ``FormField``).

The form checks shape and asks only for what belongs to the answers given; sense is checked by the
operation. ``values`` and ``draft`` are plain and fit for JSON.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from bureau.catalogue.elements import FormField, Section, When
from bureau.refusal import Refusal
from desks.design import fields as kinds
from desks.design import groups, text

DEFAULT_UNITS = {"area": "平方米", "money": "元"}
DRAFT_TEXT = 10_000  # signs of one answer kept in a draft


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One line of the summary: the id of the control, its label, what to do."""

    target: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class FormSection:
    """A titled part of a form, as the edition groups it."""

    key: str
    title: str
    note: str
    fields: tuple[BoundField, ...]


class HouseForm(forms.Form):
    """A form whose fields come from an edition; see ``build_form``."""

    specs: ClassVar[Mapping[str, FormField]] = {}
    own_data: ClassVar[bool] = True
    use_required_attribute = False

    def full_clean(self) -> None:
        """As Django does, then forget what does not belong to the answers given."""
        super().full_clean()
        if not self.is_bound:
            return
        hidden = set(self.specs) - self._belonging()
        for key in hidden & set(self.fields):
            self.errors.pop(key, None)
            self.cleaned_data.pop(key, None)

    def _belonging(self) -> set[str]:
        """Keys of the fields that are to be filled in, in the order of the form."""
        given: dict[str, object] = {}
        for key, spec in self.specs.items():
            if spec.when is None or spec.when.holds(given):
                given[key] = self[key].data
        return set(given)

    @property
    def values(self) -> dict[str, Any]:
        """What was filled in, cleaned; empty answers left out. Complete only if valid."""
        self.is_valid()
        return {key: value for key, value in self.cleaned_data.items() if value not in ("", [], {})}

    @property
    def draft(self) -> dict[str, Any]:
        """What was typed, unchecked, to be kept and given back as ``initial``."""
        typed = {key: _tidy(self[key].data) for key in self.fields}
        return {key: value for key, value in typed.items() if value not in ("", [], {}, None)}

    @property
    def error_lines(self) -> list[ErrorLine]:
        """Everything that is wrong, in the order of the page, each line with its control."""
        lines = [ErrorLine("", "", str(message)) for message in self.non_field_errors()]
        for key in self.fields:
            for error in self.errors.as_data().get(key, []):
                lines.extend(self._lines(self[key], error))
        return lines

    @staticmethod
    def _lines(bound: BoundField, error: ValidationError) -> Iterable[ErrorLine]:
        target, label = f"id_{bound.html_name}", str(bound.label).rstrip("。")
        if isinstance(error, groups.PartError) and isinstance(bound.field, groups.Group):
            row = "" if error.row is None else f"__{error.row}"
            number = "" if error.row is None else f"第 {error.row + 1} 行"
            part = bound.field.parts[error.part]
            target = f"{target}{row}__{error.part}"
            label = f"{label}{number}的{part.label}"
        return [ErrorLine(target, label, message) for message in error.messages]

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal of the operation beside the field it names, or above the form."""
        known = refusal.field if refusal.field in self.fields else None
        self.add_error(known, str(refusal))

    def grouped(self, sections: Sequence[Section]) -> tuple[FormSection, ...]:
        """The fields under the titles of the edition; sections without fields fall away."""
        drawn = (
            FormSection(
                section.key,
                section.title,
                section.note,
                tuple(self[field.key] for field in section.fields if field.key in self.fields),
            )
            for section in sections
        )
        return tuple(section for section in drawn if section.fields)


def build_form(
    fields: Sequence[FormField],
    *,
    answers: Mapping[str, object] | None = None,
    own_data: bool = True,
) -> type[HouseForm]:
    """A form class for these fields.

    ``answers`` are those already given elsewhere (situational questions): a field that depends
    on them is in the form or not. A field that depends on another field of the form is there and
    counts only when it belongs. ``own_data`` is False where somebody types for another (a window):
    the browser then offers nothing it remembers.
    """
    keys = {field.key for field in fields}
    specs = {
        field.key: field.model_copy(update={"when": _inside(field.when, keys)})
        for field in fields
        if _outside_holds(field.when, keys, dict(answers or {}))
    }
    members: dict[str, Any] = {key: make_field(spec) for key, spec in specs.items()}
    return type("EditionForm", (HouseForm,), {**members, "specs": specs, "own_data": own_data})


def _outside_holds(when: When | None, keys: set[str], answers: dict[str, object]) -> bool:
    if when is None:
        return True
    outside = {key: allowed for key, allowed in when.answers.items() if key not in keys}
    return When(answers=outside).holds(answers)


def _inside(when: When | None, keys: set[str]) -> When | None:
    if when is None:
        return None
    inside = {key: allowed for key, allowed in when.answers.items() if key in keys}
    return When(answers=inside) if inside else None


_ONE_CONTROL: dict[str, type[kinds.Plain]] = {
    "text": kinds.Text,
    "textarea": kinds.Paragraphs,
    "number": kinds.Number,
    "money": kinds.Money,
    "area": kinds.Area,
    "date": kinds.Day,
    "yes_no": kinds.YesNo,
    "address": kinds.Address,
    "phone": kinds.Phone,
    "uscc": kinds.Uscc,
    "declaration": kinds.Declaration,
}
_PERSONS: dict[str, type[groups.Group]] = {"person": groups.Person, "people": groups.People}


def make_field(spec: FormField) -> forms.Field:
    """The form field for one field of the catalogue."""
    common: dict[str, Any] = {
        "label": spec.label,
        "required": spec.required,
        "help_text": spec.hint,
    }
    if spec.kind in _PERSONS:
        return _PERSONS[spec.kind](**common)
    if spec.kind == "rows":
        parts = {column.key: _part(column) for column in spec.columns}
        return groups.Rows(parts=parts, **common)
    common |= {
        "max_length": max(spec.max_length, 2000) if spec.kind == "textarea" else spec.max_length,
        "unit": spec.unit or DEFAULT_UNITS.get(spec.kind, ""),
    }
    if spec.kind in ("choice", "choices"):
        options = [(option.key, option.label, option.hint) for option in spec.options]
        made = kinds.Choice if spec.kind == "choice" else kinds.Choices
        return made(options=options, **common)
    return _ONE_CONTROL[spec.kind](**common)


def _part(column: FormField) -> kinds.Plain:
    part = make_field(column)
    if not isinstance(part, kinds.Plain):
        raise TypeError(f"a column cannot itself be a group: {column.key}")
    if isinstance(part, kinds.Choice):
        part.control = "select"
    return part


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return text.kept(value, longest=DRAFT_TEXT)
    if isinstance(value, list):
        return [_tidy(one) for one in value]
    if isinstance(value, dict):
        return {key: _tidy(one) for key, one in value.items()}
    return ""
