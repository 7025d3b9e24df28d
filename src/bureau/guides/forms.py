"""空白表 and 样表: a form of the edition as a sheet, empty or filled with its example. Pure."""

from dataclasses import dataclass

from bureau.catalogue.elements import EditionContent, FormField
from bureau.catalogue.words import flag

KINDS = {
    "text": "",
    "textarea": "",
    "number": "数字",
    "money": "金额",
    "area": "面积",
    "date": "日期",
    "choice": "选一项",
    "choices": "可以选几项",
    "yes_no": "是或否",
    "address": "写到门牌号",
    "phone": "电话",
    "uscc": "18位",
    "person": "姓名、证件号码、电话",
    "people": "每人一行",
    "rows": "每项一行",
    "declaration": "看清后勾选",
}
YES_NO = ("是", "否")


@dataclass(frozen=True, slots=True)
class FieldLine:
    key: str
    label: str
    kind: str
    kind_hint: str
    required: bool
    hint: str
    unit: str
    options: tuple[str, ...]
    value: str  # empty on the blank form, the example on the filled one
    columns: tuple["FieldLine", ...]
    conditional: bool


@dataclass(frozen=True, slots=True)
class SectionLine:
    title: str
    note: str
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form to print or to look at."""

    key: str
    name: str
    filled: bool
    sections: tuple[SectionLine, ...]
    declaration: str
    source: str
    flag: str


def blank_form(content: EditionContent, form_key: str) -> Sheet | None:
    """The empty form of that key, or None."""
    return _sheet(content, form_key, filled=False)


def filled_example(content: EditionContent, form_key: str) -> Sheet | None:
    """The same form filled in with made-up values, or None."""
    return _sheet(content, form_key, filled=True)


def _sheet(content: EditionContent, form_key: str, *, filled: bool) -> Sheet | None:
    form = next((one for one in content.forms if one.key == form_key), None)
    if form is None:
        return None
    return Sheet(
        key=form.key,
        name=form.name,
        filled=filled,
        sections=tuple(
            SectionLine(
                title=section.title,
                note=section.note,
                fields=tuple(_field(one, filled=filled) for one in section.fields),
            )
            for section in form.sections
        ),
        declaration=form.declaration,
        source=form.source,
        flag=flag(form.mark),
    )


def _field(field: FormField, *, filled: bool) -> FieldLine:
    options = tuple(option.label for option in field.options)
    return FieldLine(
        key=field.key,
        label=field.label,
        kind=field.kind,
        kind_hint=KINDS.get(field.kind, ""),
        required=field.required,
        hint=field.hint,
        unit=field.unit,
        options=YES_NO if field.kind == "yes_no" and not options else options,
        value=_example(field) if filled else "",
        columns=tuple(_field(one, filled=filled) for one in field.columns),
        conditional=field.when is not None,
    )


def _example(field: FormField) -> str:
    if field.kind == "yes_no":
        return {"yes": "是", "no": "否"}.get(field.example, field.example)
    labels = {option.key: option.label for option in field.options}
    return labels.get(field.example, field.example)
