"""What a grant enters in the register: what stands on it, and whose it is."""

from typing import Any

import pytest

from bureau.cases.models import Case
from bureau.cases.operations.counter import grant_at_once
from bureau.cases.tests.factories import (
    MORNING,
    a_clerk,
    a_file,
    a_granted_case_of,
    an_applicant,
    an_application,
    an_item_of_the_law,
    judged,
)
from bureau.people import queries as people
from bureau.people.models import Account, Mandate, Party, PartyKind
from bureau.people.tests.factories import a_person
from bureau.refusal import Refusal
from bureau.registry.models import Licence
from bureau.registry.queries import LicenceFacts, licences_of, licences_of_case

pytestmark = pytest.mark.django_db


def reference_to(party: Party) -> dict[str, str]:
    return {"party": str(party.uid), "name": party.name}


def party_of(account: Account) -> Party:
    assert account.party is not None
    return account.party


def the_licence(case: Case) -> LicenceFacts:
    (licence,) = licences_of_case(case.number)
    return licence


def company_answers(legal_person: Party, **changes: Any) -> dict[str, Any]:
    answers = {
        "company-name": "示例市春风商贸有限公司",
        "domicile": "示例路1号201室",
        "scope": "一般项目：日用百货销售",
        "legal-person": reference_to(legal_person),
    }
    return answers | changes


COMPANY = {"company-type": "limited", "prior-approval": "no", "address-proof": "own"}


def a_founded_company(by: Account, legal_person: Party) -> Case:
    return a_granted_case_of(
        "company-establish", answers=company_answers(legal_person), situation=COMPANY, by=by
    )


class TestFounding:
    def test_a_company_holds_its_own_licence(self) -> None:
        applicant = an_applicant()

        case = a_founded_company(applicant, party_of(applicant))

        licence = the_licence(case)
        assert licence.holder_name == "示例市春风商贸有限公司"
        assert (licence.place, licence.scope) == ("示例路1号201室", "一般项目：日用百货销售")
        assert licences_of(party_of(applicant).pk) == []
        holder = Licence.objects.get(number=licence.number).holder
        assert (holder.kind, holder.name) == (PartyKind.ORGANISATION, licence.holder_name)
        assert [one.number for one in licences_of(holder.pk)] == [case.licence_number]

    def test_its_number_is_one_of_the_trial_and_no_credit_code_of_the_party(self) -> None:
        applicant = an_applicant()

        case = a_founded_company(applicant, party_of(applicant))

        assert case.licence_number.startswith("91")
        assert "S" in case.licence_number
        holder = Licence.objects.get(number=case.licence_number).holder
        (view,) = people.party_views([holder])
        assert view.number == ""

    def test_the_applicant_who_represents_it_may_act_for_it_at_once(self) -> None:
        applicant = an_applicant()

        case = a_founded_company(applicant, party_of(applicant))

        holder = Licence.objects.get(number=case.licence_number).holder
        acting = people.acting_for(applicant, holder.uid, at=MORNING)
        assert acting is not None
        assert acting.confirmed
        assert acting.everything
        (mandate,) = people.mandates_of(holder.pk)
        assert mandate.how == Mandate.How.LEGAL_REPRESENTATIVE.label

    def test_who_applied_for_another_to_represent_it_may_not(self) -> None:
        applicant = an_applicant("赵经办")
        head = a_person(name="王董事")

        case = a_founded_company(applicant, head)

        holder = Licence.objects.get(number=case.licence_number).holder
        assert people.acting_for(applicant, holder.uid, at=MORNING) is None
        (mandate,) = people.mandates_of(holder.pk)
        assert mandate.agent_name == "王董事"

    def test_the_same_name_with_another_number_is_somebody_else(self) -> None:
        applicant = an_applicant("李示例")

        case = a_founded_company(applicant, a_person(name="李示例"))

        holder = Licence.objects.get(number=case.licence_number).holder
        assert people.acting_for(applicant, holder.uid, at=MORNING) is None

    def test_an_individual_business_is_92_and_named_after_its_operator_without_a_name(
        self,
    ) -> None:
        applicant = an_applicant("张示例")
        answers = {
            "operator": reference_to(party_of(applicant)),
            "business-name": "改主意前填的店名",
            "scope": "餐饮服务",
            "place": "示例路1号105铺",
        }
        situation = {"composition": "personal", "use-name": "unnamed", "place-proof": "own"}

        case = a_granted_case_of(
            "individual-establish", answers=answers, situation=situation, by=applicant
        )

        assert case.licence_number.startswith("92")
        assert the_licence(case).holder_name == "张示例"

    def test_a_named_one_bears_its_name(self) -> None:
        applicant = an_applicant("张示例")
        answers = {
            "operator": reference_to(party_of(applicant)),
            "business-name": "示例区张示例小吃店",
            "scope": "餐饮服务",
            "place": "示例路1号105铺",
        }
        situation = {"composition": "personal", "use-name": "named", "place-proof": "own"}

        case = a_granted_case_of(
            "individual-establish", answers=answers, situation=situation, by=applicant
        )

        assert the_licence(case).holder_name == "示例区张示例小吃店"


FOOD = {
    "operator-name": "春风餐饮店",
    "premises-address": "示例路1号101铺",
    "catering-items": ["hot", "drinks"],
    "sales-items": ["bulk"],
}


class TestFoodLicence:
    @pytest.mark.parametrize(
        ("trade", "digit", "scope"),
        [
            ("catering", "2", "热食类食品制售、自制饮品制售"),
            ("sales", "1", "散装食品销售"),
            ("canteen", "3", "热食类食品制售、自制饮品制售"),
        ],
    )
    def test_its_first_digit_and_its_scope_follow_the_trade(
        self, trade: str, digit: str, scope: str
    ) -> None:
        situation = {"trade": trade, "subject": "enterprise", "cold-raw": "no"}

        case = a_granted_case_of(
            "food-business-new", answers=FOOD, situation=situation, by=an_applicant()
        )

        licence = the_licence(case)
        assert licence.number.startswith(f"JY{digit}")
        assert licence.scope == scope
        assert (licence.holder_name, licence.place) == ("春风餐饮店", "示例路1号101铺")
        assert licence.valid_to is not None
        assert licence.valid_to.isoformat() == "2031-03-17"

    def test_belongs_to_who_applied(self) -> None:
        applicant = an_applicant()
        situation = {"trade": "catering", "subject": "enterprise", "cold-raw": "no"}

        case = a_granted_case_of(
            "food-business-new", answers=FOOD, situation=situation, by=applicant
        )

        assert [one.number for one in licences_of(party_of(applicant).pk)] == [case.licence_number]


class TestOtherItems:
    def test_a_small_food_licence_shows_shop_place_and_what_it_makes(self) -> None:
        answers = {
            "operator-name": "张示例小吃店",
            "place-address": "示例路1号105铺",
            "catering-items": ["hot"],
        }
        situation = {"shop-kind": "catering", "cold-dishes": "no", "water": "mains"}

        case = a_granted_case_of(
            "small-food-business-new", answers=answers, situation=situation, by=an_applicant()
        )

        licence = the_licence(case)
        assert licence.holder_name == "张示例小吃店"
        assert (licence.place, licence.scope) == ("示例路1号105铺", "热菜、米面主食")

    def test_a_filing_shows_the_filed_categories_row_by_row(self) -> None:
        content = an_item_of_the_law("device2-filing")
        form = content.application_form()
        assert form is not None
        rows = next(f for part in form.sections for f in part.fields if f.key == "categories")
        first = rows.columns[0]
        text = first.options[0].key if first.options else "6864医用卫生材料"
        answers = {
            "enterprise-name": "示例医疗器械有限公司",
            "premises-address": "示例路1号102室",
            "categories": [{first.key: text}, {first.key: text}],
        }
        situation = {"trade-mode": "retail", "storage": "shop", "class-three": "none"}

        case = a_granted_case_of(
            "device2-filing", answers=answers, situation=situation, by=an_applicant()
        )

        licence = the_licence(case)
        assert licence.holder_name == "示例医疗器械有限公司"
        assert licence.scope.count("；") == 1
        assert licence.valid_to is None

    def test_an_equipment_certificate_shows_user_place_and_device(self) -> None:
        answers = {
            "user-name": "示例物业服务有限公司",
            "use-place": "示例小区3栋",
            "device-category": "曳引驱动乘客电梯",
        }
        situation = {
            "equipment-kind": "lift-crane",
            "user-kind": "property",
            "put-in-use": "within",
        }

        case = a_granted_case_of(
            "special-equipment-use",
            answers=answers,
            situation=situation,
            by=an_applicant(),
            at=MORNING.replace(month=6),
        )

        licence = the_licence(case)
        assert licence.holder_name == "示例物业服务有限公司"
        assert (licence.place, licence.scope) == ("示例小区3栋", "曳引驱动乘客电梯")

    def test_what_does_not_fit_on_the_paper_is_said_before_it_is_printed(self) -> None:
        applicant = an_applicant()
        answers = company_answers(party_of(applicant), domicile="很" * 301)
        an_item_of_the_law("company-establish")
        case = judged(
            an_application(
                by=applicant,
                item_key="company-establish",
                answers=answers,
                situation=COMPANY,
                materials=_everything("company-establish", answers, COMPANY),
            ).cases.get()
        )

        with pytest.raises(Refusal, match=r"住所.*太长"):
            grant_at_once(case.number, by=a_clerk(), at=MORNING)


def _everything(key: str, answers: dict[str, Any], situation: dict[str, str]) -> dict[str, Any]:
    content = an_item_of_the_law(key)
    return {
        one.key: a_file()
        for one in content.materials_for({**answers, **situation})
        if not (one.generated or one.shareable)
    }
