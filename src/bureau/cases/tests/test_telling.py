"""Applicants are told of every act, once, in the way they asked for."""

import pytest

from bureau.audit.actors import Actor
from bureau.cases.models import Application
from bureau.cases.operations.telling import tell_applicants
from bureau.cases.tests.factories import MORNING, an_accepted_case
from bureau.notices.queries import messages_about
from bureau.people.models import Contact
from bureau.people.operations import note_contact

pytestmark = pytest.mark.django_db
PROGRAM = Actor.system("测试")


def a_contact() -> Contact:
    return note_contact(
        name="女儿",
        wish=Contact.Wish.SMS,
        phone="13900000009",
        by=PROGRAM,
        at=MORNING,
    )


def test_receipt_and_acceptance_are_told_once_however_often_the_job_runs() -> None:
    case = an_accepted_case(contact_id=a_contact().pk)

    tell_applicants(by=PROGRAM, at=MORNING)
    tell_applicants(by=PROGRAM, at=MORNING)

    told = messages_about("case", case.number)
    assert [message.template for message in told] == ["received", "accepted"]


def test_who_left_no_contact_is_not_told_and_nothing_breaks() -> None:
    case = an_accepted_case()

    tell_applicants(by=PROGRAM, at=MORNING)

    assert messages_about("case", case.number) == []
    assert Application.objects.get(cases=case).contact is None
