"""Acting for another takes a mandate, even for a legal representative."""

from datetime import date, timedelta

import pytest

from bureau.audit.queries import timeline
from bureau.people import queries
from bureau.people.models import Assurance, Mandate, Party
from bureau.people.operations import confirm_mandate, give_mandate, join_party, revoke_mandate
from bureau.people.refusals import AccountTaken, NoMandate
from bureau.people.tests.factories import (
    CLERK,
    NOON,
    TODAY,
    a_mandate,
    a_person,
    an_account,
    an_organisation,
)
from bureau.refusal import Refusal

pytestmark = pytest.mark.django_db


class TestAnAccount:
    def test_acts_for_its_own_person_and_nobody_else(self) -> None:
        person = a_person()
        an_organisation(name="张桂英小吃店")

        (own,) = queries.may_act_for(an_account(party=person), at=NOON)

        assert own.is_self
        assert own.party_uid == person.uid
        assert own.covers("anything")

    def test_without_a_person_acts_for_nobody(self) -> None:
        assert queries.may_act_for(an_account(), at=NOON) == []

    def test_that_is_closed_acts_for_nobody(self) -> None:
        account = an_account(party=a_person())
        account.is_active = False

        assert queries.may_act_for(account, at=NOON) == []

    def test_belongs_to_one_person_for_good(self) -> None:
        account = an_account()
        person = a_person()
        join_party(account, person, by=CLERK, at=NOON)
        join_party(account, person, by=CLERK, at=NOON)

        with pytest.raises(AccountTaken):
            join_party(account, a_person(), by=CLERK, at=NOON)
        with pytest.raises(AccountTaken):
            join_party(an_account(), an_organisation(), by=CLERK, at=NOON)


class TestWhoOnlyTypedAName:
    def test_acts_in_it_but_does_not_see_what_others_did_for_that_person(self) -> None:
        person = a_person()
        account = an_account(party=person, party_assurance=Assurance.NONE)

        assert queries.acting_for(account, person.uid, at=NOON) is not None
        assert queries.sees_parties(account, at=NOON) == []

    def test_sees_it_once_a_clerk_saw_the_original(self) -> None:
        person = a_person()
        account = join_party(an_account(), person, by=CLERK, at=NOON)
        before = queries.sees_parties(account, at=NOON)

        account = join_party(account, person, assurance=Assurance.SEEN, by=CLERK, at=NOON)

        assert before == []
        assert queries.sees_parties(account, at=NOON) == [person.pk]

    def test_does_not_fall_back_by_typing_it_again(self) -> None:
        person = a_person()
        account = an_account(party=person)

        account = join_party(account, person, by=CLERK, at=NOON)

        assert queries.sees_parties(account, at=NOON) == [person.pk]

    def test_sees_nothing_of_a_principal_either(self) -> None:
        mandate = a_mandate()
        typed = an_account(party=mandate.agent, party_assurance=Assurance.NONE)
        proven = an_account(party=mandate.agent)

        assert queries.sees_parties(typed, at=NOON) == []
        assert mandate.principal_id in queries.sees_parties(proven, at=NOON)

    def test_sees_nothing_of_a_principal_by_a_claim(self) -> None:
        mandate = a_mandate(confirmed=False)
        account = an_account(party=mandate.agent)

        assert queries.sees_parties(account, at=NOON) == [mandate.agent_id]


class TestAMandate:
    def test_lets_an_agent_act_in_what_it_names(self) -> None:
        shop, agent = an_organisation(), a_person()
        account = an_account(party=agent)
        a_mandate(principal=shop, agent=agent, items=["food-business-new"])

        acting = queries.acting_for(account, shop.uid, item="food-business-new", at=NOON)

        assert acting is not None
        assert acting.mandate_uid is not None
        assert queries.acting_for(account, shop.uid, item="company-setup", at=NOON) is None

    def test_of_somebody_else_is_of_no_use(self) -> None:
        mandate = a_mandate()
        stranger = an_account(party=a_person())

        assert queries.acting_for(stranger, mandate.principal.uid, at=NOON) is None
        assert queries.acting_for(stranger, "nonsense", at=NOON) is None

    @pytest.mark.parametrize(
        ("valid_from", "valid_to", "lives"),
        [
            (TODAY, None, True),
            (TODAY, TODAY, True),
            (TODAY + timedelta(days=1), None, False),
            (TODAY - timedelta(days=9), TODAY - timedelta(days=1), False),
        ],
    )
    def test_holds_from_day_to_day(
        self, valid_from: date, valid_to: date | None, lives: bool
    ) -> None:
        mandate = a_mandate(valid_from=valid_from, valid_to=valid_to)
        account = an_account(party=mandate.agent)

        acting = queries.acting_for(account, mandate.principal.uid, at=NOON)

        assert (acting is not None) is lives

    def test_ends_when_it_is_revoked_and_is_revoked_once(self) -> None:
        mandate = a_mandate()
        account = an_account(party=mandate.agent)

        revoke_mandate(mandate, by=CLERK, at=NOON)

        assert queries.acting_for(account, mandate.principal.uid, at=NOON) is None
        with pytest.raises(NoMandate, match="已经撤销"):
            revoke_mandate(mandate, by=CLERK, at=NOON)
        acts = [entry.act for entry in timeline("mandate", str(mandate.uid))]
        assert acts == ["mandate.given", "mandate.revoked"]

    def test_that_was_only_claimed_says_so_until_it_is_confirmed(self) -> None:
        mandate = a_mandate(confirmed=False)
        account = an_account(party=mandate.agent)

        before = queries.acting_for(account, mandate.principal.uid, at=NOON)
        confirm_mandate(mandate, by=CLERK, at=NOON)
        after = queries.acting_for(account, mandate.principal.uid, at=NOON)

        assert before is not None
        assert after is not None
        assert (before.confirmed, after.confirmed) == (False, True)

    def test_is_needed_by_a_legal_representative_as_well(self) -> None:
        shop, owner = an_organisation(), a_person()
        account = an_account(party=owner)
        assert queries.acting_for(account, shop.uid, at=NOON) is None

        give_mandate(
            principal=shop,
            agent=owner,
            items=None,
            how=Mandate.How.LEGAL_REPRESENTATIVE,
            evidence="营业执照载明的法定代表人",
            valid_from=TODAY,
            confirmed=True,
            by=CLERK,
            at=NOON,
        )

        assert queries.acting_for(account, shop.uid, at=NOON) is not None

    def test_is_listed_for_both_sides(self) -> None:
        mandate = a_mandate()

        for party in (mandate.principal, mandate.agent):
            (view,) = queries.mandates_of(party.pk)
            assert view.uid == mandate.uid


class TestRefused:
    def test_for_oneself(self) -> None:
        person = a_person()

        self.refuses("agent", principal=person, agent=person)

    def test_for_an_agent_that_is_no_person(self) -> None:
        self.refuses("agent", agent=an_organisation(name="代办公司"))

    def test_without_any_item(self) -> None:
        self.refuses("items", items=[])

    def test_with_an_end_before_its_beginning(self) -> None:
        self.refuses("valid_to", valid_to=TODAY - timedelta(days=1))

    @pytest.mark.parametrize("evidence", ["", " ", "电话13812345678", "长" * 401])
    def test_without_good_evidence(self, evidence: str) -> None:
        self.refuses("evidence", evidence=evidence)

    def refuses(
        self,
        field: str,
        *,
        principal: Party | None = None,
        agent: Party | None = None,
        items: list[str] | None = None,
        evidence: str = "授权委托书",
        valid_to: date | None = None,
    ) -> None:
        with pytest.raises(Refusal) as refusal:
            give_mandate(
                principal=principal or an_organisation(),
                agent=agent or a_person(),
                items=items,
                how=Mandate.How.LETTER,
                evidence=evidence,
                valid_from=TODAY,
                valid_to=valid_to,
                confirmed=True,
                by=CLERK,
                at=NOON,
            )
        assert refusal.value.field == field
        assert not Mandate.objects.exists()
