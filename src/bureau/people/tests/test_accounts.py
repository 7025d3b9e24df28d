"""An account is a way to sign in, by staff number or phone, each used once."""

import pytest

from bureau.audit.queries import timeline
from bureau.people import queries
from bureau.people.models import Account, AccountKind
from bureau.people.operations import close_account, set_password, set_phone
from bureau.people.refusals import AccountTaken, NotAnIdentifier
from bureau.people.tests.factories import CLERK, NOON, an_account

pytestmark = pytest.mark.django_db


class TestOpening:
    def test_takes_a_staff_number_or_a_phone_or_both(self) -> None:
        clerk = an_account(kind=AccountKind.STAFF, staff_number="th 0017", name="易小满")
        applicant = an_account(phone="138 1234 5678")

        assert queries.account_named("TH0017") == clerk
        assert queries.account_with_phone("+8613812345678") == applicant
        assert queries.phone_of(applicant) == "13812345678"
        assert queries.phone_of(clerk) == ""

    def test_leaves_a_line_without_the_phone(self) -> None:
        account = an_account(phone="13812345678")

        (entry,) = timeline("account", str(account.pk))

        assert entry.sentence == "开立了账号（申请人）"
        assert "138" not in str(entry.facts)

    def test_refuses_a_phone_or_number_in_use(self) -> None:
        an_account(phone="13812345678")
        an_account(staff_number="TH0017")

        with pytest.raises(AccountTaken):
            an_account(phone="138-1234-5678")
        with pytest.raises(AccountTaken):
            an_account(staff_number="th0017")

    def test_refuses_a_phone_that_is_none(self) -> None:
        with pytest.raises(NotAnIdentifier):
            an_account(phone="12345")

    def test_without_a_password_lets_nobody_in_by_password(self) -> None:
        assert not an_account().check_password("")


class TestLater:
    def test_a_phone_is_changed_or_taken_away(self) -> None:
        account = an_account(phone="13812345678")

        set_phone(account, "13912345678", verified=True, by=CLERK, at=NOON)
        changed = queries.account_with_phone("13912345678")
        set_phone(account, "", verified=False, by=CLERK, at=NOON)

        assert changed is not None
        assert changed.phone_verified
        assert queries.account_with_phone("13912345678") is None
        assert queries.account_with_phone("no phone") is None

    def test_a_closed_account_names_nobody(self) -> None:
        account = an_account(staff_number="TH0017")

        close_account(account, by=CLERK, at=NOON)

        assert queries.account_named("TH0017") is None
        assert queries.find_account(account.pk) is not None

    def test_a_password_is_set(self) -> None:
        account = set_password(an_account(), "桃花源里可耕田", by=CLERK, at=NOON)

        assert account.check_password("桃花源里可耕田")


class TestWhoItIs:
    def test_is_never_nothing(self) -> None:
        assert str(Account(pk=3)) == "账号3"
        assert str(Account(staff_number="TH1")) == "TH1"
        assert str(Account(name="易小满", staff_number="TH1")) == "易小满"

    def test_is_told_to_the_record_with_post_and_office_of_the_moment(self) -> None:
        clerk = an_account(kind=AccountKind.STAFF, staff_number="TH1", name="易小满")

        actor = clerk.as_actor(post="窗口人员", office="桃花县局")

        assert (actor.id, actor.name, actor.post, actor.office) == (
            str(clerk.pk),
            "易小满",
            "窗口人员",
            "桃花县局",
        )
        assert an_account().as_actor().post == "申请人"

    def test_is_found_by_the_number_the_record_holds(self) -> None:
        account = an_account()

        assert queries.find_account(account.as_actor().id) == account
        assert queries.find_account("system") is None
        assert queries.names_of_accounts([str(account.pk), "system"]) == {str(account.pk): "张桂英"}
