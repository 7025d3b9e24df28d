"""A business that was founded here goes on with what the register knows of it."""

from datetime import date

import pytest

from bureau.cases.operations.drafts import start_draft
from bureau.cases.tests.factories import (
    MORNING,
    a_granted_case_of,
    an_applicant,
    an_item_of_the_law,
)
from bureau.offices.tests.factories import COUNTY
from bureau.people import queries as people
from bureau.people.models import Account
from bureau.registry.models import Licence
from bureau.registry.queries import LicenceFacts, licences_of
from desks.design.drafts import open_draft
from desks.public.prefill import known_of

pytestmark = pytest.mark.django_db

TODAY: date = MORNING.date()


def a_founded_company(head: Account) -> LicenceFacts:
    assert head.party is not None
    case = a_granted_case_of(
        "company-establish",
        answers={
            "company-name": "示例市春风餐饮有限公司",
            "domicile": "示例路1号201室",
            "scope": "餐饮服务",
            "legal-person": {"party": str(head.party.uid), "name": head.party.name},
        },
        situation={"company-type": "limited", "prior-approval": "no", "address-proof": "own"},
        by=head,
    )
    holder = Licence.objects.get(number=case.licence_number).holder_id
    (licence,) = licences_of(holder)
    return licence


class TestTheNextApplication:
    def test_is_for_the_company_and_filled_in_from_its_licence(self) -> None:
        head = an_applicant()
        licence = a_founded_company(head)
        an_item_of_the_law("food-business-new")
        (company,) = [one for one in people.may_act_for(head, at=MORNING) if not one.is_self]

        saved = start_draft(
            item_key="food-business-new",
            office_key=COUNTY,
            party_id=company.party_id,
            by=head,
            at=MORNING,
        )
        draft = open_draft(saved.uid, viewer=head, on=TODAY)

        assert draft is not None
        known = {key: one.value for key, one in known_of(draft, on=TODAY).items()}
        assert known["operator-name"] == "示例市春风餐饮有限公司"
        assert known["operator-uscc"] == licence.number
        assert known["premises-address"] == "示例路1号201室"

    def test_takes_the_code_the_register_gave_and_no_other_of_its_kind(self) -> None:
        head = an_applicant()
        licence = a_founded_company(head)
        content = an_item_of_the_law("food-business-new")
        form = content.application_form()
        assert form is not None
        field = next(f for part in form.sections for f in part.fields if f.kind == "uscc")
        saved = start_draft(
            item_key="food-business-new", office_key=COUNTY, party_id=None, by=head, at=MORNING
        )
        draft = open_draft(saved.uid, viewer=head, on=TODAY)
        assert draft is not None
        strange = licence.number[:-2] + "9X"

        given, made_up = (
            draft.form_class({field.key: code}).errors.get(field.key)
            for code in (licence.number, strange)
        )

        assert given is None
        assert made_up is not None
