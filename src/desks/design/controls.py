"""What a template needs to draw one form field: plain values, nothing to work out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField, Field

from bureau.catalogue.elements import FormField, When
from desks.design.fields import Choice, Choices, Plain
from desks.design.forms import HouseForm
from desks.design.groups import Group, PartError


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    label: str
    hint: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Control:
    """One control or group; ``control`` says which: input, textarea, radio, select, checks,
    tick, group or rows."""

    name: str
    label: str
    kind: str
    control: str
    value: str = ""
    hint: str = ""
    errors: tuple[str, ...] = ()
    required: bool = True
    unit: str = ""
    input_type: str = "text"
    inputmode: str = ""
    autocomplete: str = ""
    narrow: bool = False
    numeric: bool = False
    max_length: int = 0
    options: tuple[Option, ...] = ()
    parts: tuple["Control", ...] = ()
    rows: tuple[tuple["Control", ...], ...] = ()
    blank: tuple["Control", ...] = ()
    most: int = 0
    when: str = ""
    when_words: str = ""

    @property
    def id(self) -> str:
        return f"id_{self.name}"

    @property
    def described_by(self) -> str:
        """Ids of the hint and the error, for those who listen."""
        there = ((self.hint or self.when_words, "hint"), (self.errors, "error"))
        return " ".join(f"{self.id}-{end}" for said, end in there if said)

    @property
    def grouped(self) -> bool:
        """Several controls under one legend."""
        return self.control in ("radio", "checks", "group", "rows")


def control_of(bound: BoundField) -> Control:
    """The control of one field of a house form, with what was typed and what is wrong."""
    form, made = bound.form, bound.field
    spec = form.specs.get(bound.name) if isinstance(form, HouseForm) else None
    own_data = form.own_data if isinstance(form, HouseForm) else True
    errors: Sequence[ValidationError] = (
        form.errors.as_data().get(bound.name, []) if form.is_bound else []
    )
    value = bound.value()
    if isinstance(made, Group):
        drawn = _group(made, bound.html_name, value, errors, own_data=own_data)
    else:
        drawn = _single(made, bound.html_name, value, _messages(errors), own_data=own_data)
    return _with_when(drawn, form, spec)


def _messages(errors: Sequence[ValidationError]) -> tuple[str, ...]:
    return tuple(message for error in errors for message in error.messages)


def _single(
    made: Field, name: str, value: Any, errors: tuple[str, ...], *, own_data: bool
) -> Control:
    options: Sequence[tuple[str, str, str]] = ()
    if isinstance(made, (Choice, Choices)):
        options = made.options
    chosen = value if isinstance(value, list) else [value or getattr(made, "default", "")]
    control = made.control if isinstance(made, Plain) else "input"
    return Control(
        name=name,
        label=str(made.label or ""),
        kind=getattr(made, "kind", "text"),
        control=control,
        value="" if value is None or isinstance(value, (list, dict)) else str(value),
        hint=str(made.help_text),
        errors=errors,
        required=made.required,
        unit=getattr(made, "unit", ""),
        input_type=getattr(made, "input_type", "text"),
        inputmode=getattr(made, "inputmode", ""),
        autocomplete=getattr(made, "autocomplete", "") if own_data else "off",
        narrow=getattr(made, "narrow", False),
        numeric=getattr(made, "numeric", False),
        options=tuple(Option(k, label, hint, k in chosen) for k, label, hint in options),
    )


def _group(
    made: Group,
    name: str,
    value: Any,
    errors: Sequence[ValidationError],
    *,
    own_data: bool,
) -> Control:
    common: dict[str, Any] = {
        "name": name,
        "label": str(made.label or ""),
        "kind": made.kind,
        "control": made.control,
        "hint": str(made.help_text),
        "errors": _messages([e for e in errors if not isinstance(e, PartError)]),
        "required": made.required,
        "most": made.most,
    }

    def parts(given: Mapping[str, Any], at: str, row: int | None) -> tuple[Control, ...]:
        return tuple(
            _single(
                part,
                f"{at}__{key}",
                given.get(key, ""),
                _messages([e for e in errors if _belongs(e, key, row)]),
                own_data=own_data and row is None,
            )
            for key, part in made.parts.items()
        )

    if not made.repeated:
        given = value if isinstance(value, dict) else {}
        return Control(**common, parts=parts(given, name, None))
    given_rows = [row for row in value or [] if isinstance(row, dict)]
    # One empty row is always there, so that one can go on without scripts.
    shown = given_rows + ([{}] if len(given_rows) < made.most else [])
    return Control(
        **common,
        rows=tuple(parts(row, f"{name}__{at}", at) for at, row in enumerate(shown)),
        blank=parts({}, f"{name}____row__", None),
    )


def _belongs(error: ValidationError, key: str, row: int | None) -> bool:
    return isinstance(error, PartError) and error.part == key and error.row == row


def _with_when(drawn: Control, form: Any, spec: FormField | None) -> Control:
    if spec is None or spec.when is None:
        return drawn
    names = {form.add_prefix(key): list(allowed) for key, allowed in spec.when.answers.items()}
    words = _when_words(spec.when, form.specs)
    return replace(drawn, when=json.dumps(names), when_words=words)


def _when_words(when: When, specs: Mapping[str, FormField]) -> str:
    """只在“主体业态”选“餐饮服务”时填。 for readers without scripts."""
    lines = []
    for key, allowed in when.answers.items():
        spec = specs[key]
        known = {option.key: option.label for option in spec.options} | {"yes": "是", "no": "否"}
        picked = "或".join(f"“{known.get(one, one)}”" for one in allowed)
        lines.append(f"“{spec.label}”选{picked}")
    return f"只在{'，并且'.join(lines)}时填。"
