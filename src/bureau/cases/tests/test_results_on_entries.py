"""What a grant does to an entry that is ended or given out anew."""

import pytest

from bureau.cases.models import Case
from bureau.cases.tests.businesses import (
    a_business_of,
    a_food_licence,
    the_licence,
    told_by_letter,
)
from bureau.cases.tests.factories import MORNING, a_granted_case_of, an_applicant
from bureau.people.models import Account, Party
from bureau.refusal import Refusal
from bureau.registry.queries import licence_by_token, licences_of
from bureau.registry.tests.factories import a_licence

pytestmark = pytest.mark.django_db

TODAY = MORNING.date()


class TestDeregistration:
    def test_ends_the_business_licence_and_gives_none(self) -> None:
        head = an_applicant()
        company = a_business_of(head)

        case = a_granted_case_of(
            "company-simple-dereg",
            answers={"company-name": company.name},
            situation={
                "licence-at-hand": "electronic",
                "members": "natural",
                "published": "clear",
            },
            by=head,
            party_id=company.pk,
        )

        (licence,) = licences_of(company.pk)
        assert licence.state_label == "已注销"
        assert licence.ended_on == MORNING.date()
        assert case.licence_number == ""
        assert ["注销的证照", licence.number] in told_by_letter(case)

    def test_of_a_food_licence_ends_the_one_the_application_names(self) -> None:
        head = an_applicant()
        company = a_business_of(head, number="")
        closing, staying = a_licence(holder=company), a_licence(holder=company)

        case = a_granted_case_of(
            "food-business-cancel",
            answers={"permit-number": closing.number},
            situation={"reason": "closed", "permit-form": "electronic", "signer": "holder"},
            by=head,
            party_id=company.pk,
        )

        states = {one.number: one.state_label for one in licences_of(company.pk)}
        assert states == {closing.number: "已注销", staying.number: "有效"}
        assert ["注销的证照", closing.number] in told_by_letter(case)

    def test_of_one_older_than_the_register_shows_it_as_ended(self) -> None:
        head = an_applicant()
        company = a_business_of(head, number="")

        case = a_granted_case_of(
            "food-business-cancel",
            answers={"permit-number": "JY24307020000122", "operator-name": "示例老字号餐饮店"},
            situation={"reason": "closed", "permit-form": "electronic", "signer": "holder"},
            by=head,
            party_id=company.pk,
        )

        (licence,) = licences_of(company.pk)
        assert (licence.number, licence.state_label) == ("JY24307020000122", "已注销")
        assert licence.kind == "食品经营许可证"
        assert case.licence_number == ""

    @pytest.mark.parametrize(
        ("item", "entry", "answers", "situation"),
        [
            (
                "company-dereg",
                "company-establish",
                {"company-uscc": "91990102SL90000017"},
                {"cause": "resolved", "notice": "system", "licence-at-hand": "electronic"},
            ),
            (
                "individual-dereg",
                "individual-establish",
                {"business-uscc": "91990102SL90000017"},
                {"route": "ordinary", "obstacle": "none", "licence-at-hand": "electronic"},
            ),
        ],
    )
    def test_of_a_business_ends_its_licence_and_no_other(
        self, item: str, entry: str, answers: dict[str, str], situation: dict[str, str]
    ) -> None:
        head = an_applicant()
        business = a_business_of(head, item=entry)
        food = a_food_licence(business)

        a_granted_case_of(item, answers=answers, situation=situation, by=head, party_id=business.pk)

        states = {one.number: one.state_label for one in licences_of(business.pk)}
        assert states == {"91990102SL90000017": "已注销", food.number: "有效"}

    def test_with_the_number_of_another_company_is_refused(self) -> None:
        head = an_applicant()
        company = a_business_of(head)

        with pytest.raises(Refusal, match="不一致"):
            a_granted_case_of(
                "company-dereg",
                answers={"company-uscc": "91430700MA4L12346C"},
                situation={
                    "cause": "resolved",
                    "notice": "system",
                    "licence-at-hand": "electronic",
                },
                by=head,
                party_id=company.pk,
            )

        assert [one.state_label for one in licences_of(company.pk)] == ["有效"]


class TestReissue:
    SITUATION = {"reason": "lost", "which": "both", "subject": "enterprise"}  # noqa: RUF012

    def reissued(self, head: Account, company: Party, **answers: str) -> Case:
        return a_granted_case_of(
            "licence-reissue",
            answers={"holder-name": company.name, **answers},
            situation=self.SITUATION,
            by=head,
            party_id=company.pk,
        )

    def test_gives_the_same_number_out_anew(self) -> None:
        head = an_applicant()
        company = a_business_of(head)
        (lost,) = licences_of(company.pk)

        case = self.reissued(head, company)

        anew = the_licence(case)
        assert anew.number == case.licence_number == lost.number
        assert anew.is_valid_on(MORNING.date())
        old = licence_by_token(lost.token)
        assert old is not None
        assert old.state_label == "已换发"

    def test_of_one_from_before_the_register_takes_the_number_on_the_form(self) -> None:
        head = an_applicant()
        company = a_business_of(head, number="")

        case = self.reissued(head, company, **{"holder-uscc": "91430700MA4L12346C"})

        assert the_licence(case).number == "91430700MA4L12346C"
        assert the_licence(case).holder_name == company.name

    def test_the_number_of_somebody_else_is_refused(self) -> None:
        head = an_applicant()
        other = a_business_of(an_applicant("别人"), number="91430700MA4L12346C")
        company = a_business_of(head, number="")

        with pytest.raises(Refusal, match="另一个主体"):
            self.reissued(head, company, **{"holder-uscc": "91430700MA4L12346C"})
        assert [one.state_label for one in licences_of(other.pk)] == ["有效"]

    def test_without_any_number_it_cannot_be_given(self) -> None:
        head = an_applicant()

        with pytest.raises(Refusal, match="没有找到"):
            self.reissued(head, a_business_of(head, number=""))
