"""Who may see a case; for everybody else it does not exist."""

from datetime import timedelta

import pytest

from bureau.audit.queries import timeline
from bureau.cases.models import Case
from bureau.cases.operations import applicant
from bureau.cases.queries.access import find_application, find_case, visible_to
from bureau.cases.states import NotAllowedNow
from bureau.cases.tests.factories import (
    MORNING,
    a_case,
    a_clerk,
    a_person,
    an_accepted_case,
    an_applicant,
    an_application,
)
from bureau.catalogue.tests.factories import HOUSE
from bureau.offices.queries import duties
from bureau.offices.tests.factories import CITY, COUNTY, a_posted
from bureau.people.models import Account, AccountKind, Assurance, Mandate, Party
from bureau.people.operations import (
    confirm_mandate,
    give_mandate,
    open_account,
    register_organisation,
    revoke_mandate,
)

pytestmark = pytest.mark.django_db


def sees(viewer: Account, case: Case) -> bool:
    own = duties(viewer.pk, MORNING)
    found = find_case(case.number, viewer=viewer, duties=own, at=MORNING)
    listed = visible_to(viewer, duties=own, at=MORNING).filter(pk=case.pk).exists()
    assert (found is not None) == listed
    return listed


def a_proven(name: str = "王示例", *, party: Party | None = None) -> Account:
    """An account of which the original was seen."""
    return open_account(
        kind=AccountKind.APPLICANT,
        name=name,
        phone=f"137{Account.objects.count():08d}",
        party=party or a_person(name),
        party_assurance=Assurance.SEEN,
        is_trial=True,
        by=HOUSE,
        at=MORNING,
    )


def a_mandate(principal: Party, agent: Account, *, confirmed: bool = True) -> Mandate:
    assert agent.party is not None
    return give_mandate(
        principal=principal,
        agent=agent.party,
        items=None,
        how=Mandate.How.LETTER,
        evidence="授权委托书",
        valid_from=MORNING.date(),
        confirmed=confirmed,
        by=HOUSE,
        at=MORNING,
    )


class TestApplicants:
    def test_see_what_they_submitted(self) -> None:
        person = an_applicant()

        assert sees(person, a_case(by=person))

    def test_see_nothing_of_somebody_else_not_even_that_it_exists(self) -> None:
        case = a_case()
        stranger = a_proven()

        assert not sees(stranger, case)
        found = find_application(case.application.number, viewer=stranger, at=MORNING)
        assert found is None

    def test_see_what_others_submitted_for_them_once_it_was_proven_who_they_are(self) -> None:
        owner = register_organisation(name="春风茶馆", by=HOUSE, at=MORNING)
        agent, head = a_proven("经办人"), a_proven("负责人")
        a_mandate(owner, agent)
        case = an_application(by=agent, party_id=owner.pk).cases.get()
        assert not sees(head, case)

        claimed = a_mandate(owner, head, confirmed=False)
        assert not sees(head, case)
        confirm_mandate(claimed, by=HOUSE, at=MORNING)

        assert sees(head, case)

    def test_lose_sight_of_it_with_the_mandate(self) -> None:
        owner = register_organisation(name="春风茶馆", by=HOUSE, at=MORNING)
        agent, head = a_proven("经办人"), a_proven("负责人")
        a_mandate(owner, agent)
        mandate = a_mandate(owner, head)
        case = an_application(by=agent, party_id=owner.pk).cases.get()
        assert sees(head, case)

        revoke_mandate(mandate, by=HOUSE, at=MORNING)

        assert not sees(head, case)
        assert sees(agent, case), "what somebody submitted stays theirs to follow"

    def test_who_only_typed_the_same_name_sees_nothing(self) -> None:
        party = a_person("李示例")
        real = a_proven("李示例", party=party)
        case = a_case(by=real)
        assert sees(real, case)

        assert not sees(an_applicant("李示例"), case)


class TestStaff:
    def test_see_the_cases_of_their_office(self) -> None:
        case = a_case()

        assert sees(a_clerk(), case)
        assert sees(a_posted("HALL1", "hall_manager", office=COUNTY), case)

    def test_see_nothing_of_an_office_that_had_no_step(self) -> None:
        case = an_accepted_case()

        assert not sees(a_posted("CITYCLERK", "clerk", office=CITY), case)

    def test_without_a_post_see_nothing(self) -> None:
        case = a_case()
        gone = a_posted("GONE1", "clerk", valid_to=(MORNING - timedelta(days=1)).date())

        assert not sees(gone, case)

    def test_who_supervises_sees_them_all(self) -> None:
        case = a_case()

        assert sees(a_posted("SUPER1", "supervisor", office=CITY), case)

    def test_anybody_else_gives_a_reason_that_stays_on_record(self) -> None:
        case = a_case()
        reader = a_posted("CITYCLERK", "clerk", office=CITY)

        applicant.note_look(
            case.number, reason="当事人到市局咨询进度", actor=reader.as_actor(), at=MORNING
        )

        line = timeline("case", case.number, with_looks=True)[-1]
        assert line.act == "case.looked"
        with pytest.raises(NotAllowedNow):
            applicant.note_look(case.number, reason="看看", actor=reader.as_actor(), at=MORNING)
