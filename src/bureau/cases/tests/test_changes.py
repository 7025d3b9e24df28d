"""What a grant of a change, a renewal or a dormancy filing leaves on the entry."""

import pytest

from bureau.cases.models import Case
from bureau.cases.tests.businesses import a_business_of, a_food_licence, the_licence, told_by_letter
from bureau.cases.tests.factories import MORNING, a_granted_case_of, an_applicant
from bureau.people.models import Account, Party
from bureau.refusal import Refusal
from bureau.registry.queries import licence_by_token, licences_of, notes_on

pytestmark = pytest.mark.django_db

TODAY = MORNING.date()


class TestChange:
    SITUATION = {"what": "name-scope", "moving": "stays", "special": "none"}  # noqa: RUF012

    def changed(self, head: Account, company: Party, *what: str, **answers: str) -> Case:
        told = {key.replace("_", "-"): value for key, value in answers.items()}
        return a_granted_case_of(
            "company-change",
            answers={"company-name": company.name, "changes": list(what), **told},
            situation=self.SITUATION,
            by=head,
            party_id=company.pk,
        )

    def test_of_name_and_scope_shows_on_the_register_and_on_a_new_licence(self) -> None:
        head = an_applicant()
        company = a_business_of(head)
        (before,) = licences_of(company.pk)

        case = self.changed(
            head, company, "name", "scope", new_name="示例新字号有限公司", new_scope="餐饮服务"
        )

        now = the_licence(case)
        assert (now.holder_name, now.scope) == ("示例新字号有限公司", "餐饮服务")
        assert now.number == case.licence_number == before.number
        assert now.kind == "营业执照"
        old = licence_by_token(before.token)
        assert old is not None
        assert (old.state_label, old.holder_name) == ("已变更", "示例老字号有限公司")
        assert ["名称变更", "示例老字号有限公司 → 示例新字号有限公司"] in told_by_letter(case)

    def test_of_the_name_renames_the_company_itself(self) -> None:
        head = an_applicant()
        company = a_business_of(head)

        self.changed(head, company, "name", new_name="示例新字号有限公司")

        company.refresh_from_db()
        assert company.name == "示例新字号有限公司"

    def test_what_was_filled_in_before_the_mind_was_changed_does_not_count(self) -> None:
        head = an_applicant()
        company = a_business_of(head)

        case = self.changed(head, company, "scope", new_name="没有选的", new_scope="餐饮服务")

        assert the_licence(case).holder_name == "示例老字号有限公司"

    def test_of_capital_gives_a_licence_that_reads_the_same_here(self) -> None:
        head = an_applicant()
        company = a_business_of(head)

        case = self.changed(head, company, "capital", new_capital="500")

        assert the_licence(case).holder_name == "示例老字号有限公司"

    def test_of_members_only_leaves_the_licence_as_it_is(self) -> None:
        head = an_applicant()
        company = a_business_of(head)

        case = self.changed(head, company, "members")

        (licence,) = licences_of(company.pk)
        assert licence.state_label == "有效"
        assert case.licence_number == ""

    def test_of_a_licence_older_than_the_register_enters_it_first(self) -> None:
        head = an_applicant()
        company = a_business_of(head, number="")

        self.changed(
            head,
            company,
            "domicile",
            company_uscc="91430700MA4L12346C",
            new_domicile="示例路9号",
        )

        before, now = licences_of(company.pk)
        assert (before.given_by_case, before.place, before.state_label) == ("", "", "已变更")
        assert (now.number, now.place) == ("91430700MA4L12346C", "示例路9号")

    def test_of_one_that_nobody_can_name_is_not_granted(self) -> None:
        head = an_applicant()

        with pytest.raises(Refusal, match="没有找到"):
            self.changed(head, a_business_of(head, number=""), "name", new_name="新字号")

    def test_of_an_individual_business_shows_its_new_place(self) -> None:
        head = an_applicant()
        business = a_business_of(head, number="92990102SL90000017", item="individual-establish")

        case = a_granted_case_of(
            "individual-change",
            answers={"business-name": business.name, "new-address": "示例路9号"},
            situation={"operator": "same", "place": "own", "licence-at-hand": "paper"},
            by=head,
            party_id=business.pk,
        )

        assert the_licence(case).place == "示例路9号"

    def test_of_a_food_licence_keeps_number_place_and_term(self) -> None:
        head = an_applicant()
        company = a_business_of(head)
        changing, staying = a_food_licence(company), a_food_licence(company)

        case = a_granted_case_of(
            "food-business-change",
            answers={
                "permit-number": changing.number,
                "new-items": ["hot", "drinks"],
                "new-name": "没有变的名称",
            },
            situation={"change": "business", "subject": "enterprise", "cold-raw": "no"},
            by=head,
            party_id=company.pk,
        )

        now = the_licence(case)
        assert (now.number, now.valid_to) == (changing.number, changing.valid_to)
        assert now.scope == "热食类食品制售、自制饮品制售"
        assert (now.holder_name, now.place) == (changing.holder_name, "示例路1号101铺")
        other = licence_by_token(staying.token)
        assert other is not None
        assert (other.state_label, other.scope) == ("有效", "热食类食品制售")


class TestRenewal:
    SITUATION = {"remaining": "in-window", "changed": "no", "trade": "catering"}  # noqa: RUF012

    def renewed(self, head: Account, company: Party, **answers: str) -> Case:
        told = {key.replace("_", "-"): value for key, value in answers.items()}
        return a_granted_case_of(
            "food-business-renew",
            answers=told,
            situation=self.SITUATION,
            by=head,
            party_id=company.pk,
        )

    def test_runs_five_years_from_the_day_of_the_decision(self) -> None:
        head = an_applicant()
        company = a_business_of(head)
        old = a_food_licence(company, valid_from=TODAY.replace(year=2021, month=4))

        case = self.renewed(head, company, permit_number=old.number)

        now = the_licence(case)
        assert (now.number, now.scope, now.place) == (old.number, old.scope, old.place)
        assert case.decided_at is not None
        assert now.valid_from == TODAY
        assert now.valid_to is not None
        assert now.valid_to.isoformat() == "2031-03-17"
        assert ["延续后有效期至", "2031年3月17日"] in told_by_letter(case)

    def test_of_a_licence_older_than_the_register_takes_its_face_from_the_application(self) -> None:
        head = an_applicant()
        company = a_business_of(head, number="")

        case = self.renewed(
            head,
            company,
            permit_number="JY24307020000122",
            operator_name="示例老字号餐饮店",
            premises_address="示例路1号101铺",
            items="热食类食品制售",
            expires_on="2026-04-30",
        )

        before, now = licences_of(company.pk)
        assert before.valid_to is not None
        assert before.valid_to.isoformat() == "2026-04-30"
        assert (now.number, now.holder_name) == (case.licence_number, "示例老字号餐饮店")
        assert (now.place, now.scope) == ("示例路1号101铺", "热食类食品制售")


class TestDormancy:
    def filed(self, head: Account, company: Party, *, until: str = "2027-03-31") -> Case:
        return a_granted_case_of(
            "dormancy-filing",
            answers={"holder-name": company.name, "from": "2026-04-01", "until": until},
            situation={"kind": "first", "address": "keep", "staff": "no"},
            by=head,
            party_id=company.pk,
        )

    def test_stands_on_the_entry_which_stays_valid(self) -> None:
        head = an_applicant()
        company = a_business_of(head)

        case = self.filed(head, company)

        (licence,) = licences_of(company.pk)
        assert licence.state_label == "有效"
        (note,) = notes_on(licence, on=TODAY)
        assert note.label == "歇业"
        assert note.valid_from.isoformat() == "2026-04-01"
        assert note.valid_to.isoformat() == "2027-03-31"
        assert ["记载歇业的证照", licence.number] in told_by_letter(case)

    def test_that_is_no_day_is_said(self) -> None:
        head = an_applicant()

        with pytest.raises(Refusal, match=r"歇业结束日期.*不是一个日期"):
            self.filed(head, a_business_of(head), until="明年春天")
