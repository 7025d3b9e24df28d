"""A form filled in as a browser would send it."""

from collections.abc import Mapping

from bureau.catalogue.elements import EditionContent, FormField
from bureau.people.identifiers import id_card_check, organisation_check, uscc_check

CONTACT = {
    "contact_wish": "sms",
    "contact_phone": "19900000000",
    "delivery_wish": "electronic",
}


def posted(content: EditionContent, *, person: int) -> dict[str, list[str]]:
    """Every field of the item's form and the contact, for the person of this number."""
    told = dict(CONTACT)
    for question in content.questions:
        told[question.key] = question.options[0].key
    form = content.application_form()
    for section in form.sections if form else ():
        for field in section.fields:
            told |= _field(field, field.key, person)
    return {name: [value] for name, value in told.items()}


def _field(field: FormField, name: str, person: int) -> Mapping[str, str]:
    if field.kind == "person":
        return _person(name, person)
    if field.kind == "people":
        return {f"{name}__count": "1", **_person(f"{name}__0", person)}
    if field.kind == "rows":
        row: dict[str, str] = {f"{name}__count": "1"}
        for column in field.columns:
            row |= _field(column, f"{name}__0__{column.key}", person)
        return row
    if field.kind in ("choice", "choices"):
        return {name: field.options[0].key}
    return {name: ONE.get(field.kind, field.example or "示例")}


def _person(name: str, number: int) -> dict[str, str]:
    body = f"430700{1950 + number // 1000 % 50}0101{number % 1000:03}"
    return {
        f"{name}__name": "示例甲",
        f"{name}__id_kind": "id_card",
        f"{name}__id_number": body + id_card_check(body),
        f"{name}__phone": "19900000000",
    }


def _credit_code() -> str:
    organisation = "MA4L0001"
    body = "91430700" + organisation + organisation_check(organisation)
    return body + uscc_check(body)


ONE = {
    "number": "12",
    "money": "10",
    "area": "45",
    "date": "2026-03-02",
    "yes_no": "yes",
    "phone": "19900000000",
    "uscc": _credit_code(),
    "declaration": "on",
}
"""A value of each kind whose shape is checked."""
