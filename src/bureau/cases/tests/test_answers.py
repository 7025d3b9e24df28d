"""What stands in an application's answers is never a person's number, phone or home."""

import json

import pytest

from bureau.audit.actors import Actor
from bureau.cases.operations.answers import keep_answers
from bureau.cases.tests.factories import MORNING
from bureau.catalogue.elements import EditionContent, Form, FormField, Section
from bureau.catalogue.tests.factories import a_content
from bureau.refusal import Refusal

pytestmark = pytest.mark.django_db
CLERK = Actor(id="1", name="甲", post="窗口", office="某局")
NUMBER = "430702199001011230"


def with_fields(*fields: FormField) -> EditionContent:
    section = Section(key="all", title="全部", fields=fields)
    return a_content(forms=(Form(key="application", name="申请书", sections=(section,)),))


def test_a_person_a_phone_and_a_home_become_references() -> None:
    content = with_fields(
        FormField(key="operator", label="经营者", kind="person"),
        FormField(key="phone", label="电话", kind="phone"),
        FormField(key="home", label="经营者住所", kind="address", personal=True),
        FormField(key="place", label="经营场所", kind="address"),
    )
    typed = {
        "operator": {"name": "李示例", "id_kind": "id_card", "id_number": NUMBER},
        "phone": "13900000008",
        "home": "某街 7 号 201 室",
        "place": "某路 1 号铺面",
    }

    kept = keep_answers(content, typed, by=CLERK, at=MORNING)

    written = json.dumps(kept, ensure_ascii=False)
    assert kept["operator"]["name"] == "李示例"
    assert kept["place"] == "某路 1 号铺面"
    assert not [secret for secret in (NUMBER, "13900000008", "201 室") if secret in written]


def test_a_field_the_form_does_not_have_is_not_kept() -> None:
    content = with_fields(FormField(key="place", label="经营场所", kind="address"))

    kept = keep_answers(content, {"place": "某路", "extra": "x"}, by=CLERK, at=MORNING)

    assert kept == {"place": "某路"}


def test_a_wrong_check_digit_is_refused_at_its_field() -> None:
    content = with_fields(FormField(key="operator", label="经营者", kind="person"))
    typed = {"operator": {"name": "李示例", "id_kind": "id_card", "id_number": NUMBER[:-1] + "9"}}

    with pytest.raises(Refusal) as said:
        keep_answers(content, typed, by=CLERK, at=MORNING)

    assert said.value.field == "operator"
