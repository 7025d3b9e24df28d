"""The work list: whose it is, its order, taking from it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bureau.cases.operations import taking
from bureau.cases.tests.factories import (
    MORNING,
    POINTS,
    a_case,
    a_clerk,
    an_accepted_case,
    an_applicant,
    an_approver,
    an_examined_case,
    an_examiner,
)
from bureau.offices.tests.factories import CITY, a_competent
from bureau.people.models import Account

pytestmark = pytest.mark.django_db

HOME = "/review/"


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def text_of(client: Client, url: str) -> str:
    return client.get(url).content.decode()


class TestWhoMayOpenIt:
    @pytest.mark.parametrize("role", ["examiner", "approver", "inspector", "head", "legal"])
    def test_those_who_review(self, role: str) -> None:
        assert signed_in(a_competent(f"R-{role}", role)).get(HOME).status_code == 200

    @pytest.mark.parametrize("role", ["clerk", "item_keeper", "supervisor", "administrator"])
    def test_nobody_else_on_the_staff(self, role: str) -> None:
        assert signed_in(a_competent(f"R-{role}", role)).get(HOME).status_code == 404

    def test_no_applicant(self) -> None:
        assert signed_in(an_applicant()).get(HOME).status_code == 404

    def test_who_is_not_signed_in_is_sent_to_sign_in(self) -> None:
        answer = Client().get(HOME)

        assert answer.status_code == 302
        assert "login" in answer["Location"]


class TestTheList:
    def test_holds_what_my_office_has_to_examine_the_most_urgent_first(self) -> None:
        later = an_accepted_case(at=MORNING + timedelta(days=1))
        first = an_accepted_case(at=MORNING)
        received = a_case()

        shown = text_of(signed_in(an_examiner()), HOME)

        assert shown.index(first.number) < shown.index(later.number)
        assert received.number not in shown

    def test_shows_nothing_of_an_office_above(self) -> None:
        case = an_accepted_case()
        elsewhere = a_competent("E-CITY", "examiner", "examine", office=CITY)

        assert case.number not in text_of(signed_in(elsewhere), HOME)

    def test_keeps_what_waits_for_a_decision_apart(self) -> None:
        case = an_examined_case()
        client = signed_in(an_approver())

        assert case.number not in text_of(client, f"{HOME}?tab=examine")
        assert case.number in text_of(client, f"{HOME}?tab=decide")

    def test_asked_again_says_only_that_nothing_changed(self) -> None:
        an_accepted_case()
        client = signed_in(an_examiner())
        first = client.get(HOME, headers={"X-Poll": "1"})

        again = client.get(HOME, headers={"X-Poll": "1", "If-None-Match": first["ETag"]})
        taking.take_next(
            offices={"county"}, step="examine", by=an_examiner("EXAMINER2"), at=MORNING
        )
        changed = client.get(HOME, headers={"X-Poll": "1", "If-None-Match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")
        assert changed.status_code == 200


class TestTaking:
    def test_the_next_one_is_the_most_urgent_that_nobody_has(self) -> None:
        urgent = an_accepted_case(at=MORNING)
        second = an_accepted_case(at=MORNING + timedelta(days=1))
        taking.take(urgent.number, by=an_examiner("EXAMINER2"), at=MORNING)

        answer = signed_in(an_examiner()).post(reverse("reviewer:next"), {"tab": "examine"})

        second.refresh_from_db()
        assert answer["Location"] == reverse("reviewer:case", args=[second.number])
        assert second.holder_account == an_examiner()

    def test_says_so_when_there_is_none(self) -> None:
        client = signed_in(an_examiner())

        answer = client.post(reverse("reviewer:next"), follow=True)

        assert "现在没有等着您办的办件" in answer.content.decode()

    def test_of_two_who_take_the_same_one_has_it(self) -> None:
        case = an_accepted_case()
        url = reverse("reviewer:take", args=[case.number])
        signed_in(an_examiner()).post(url)

        answer = signed_in(an_examiner("EXAMINER2")).post(url, follow=True)

        case.refresh_from_db()
        assert case.holder_account == an_examiner()
        assert "已经由EXAMINER1 某领取" in answer.content.decode()

    def test_it_can_be_put_back_and_taken_over_with_a_reason(self) -> None:
        case = an_accepted_case()
        url = reverse("reviewer:take", args=[case.number])
        other = signed_in(an_examiner("EXAMINER2"))
        signed_in(an_examiner()).post(url)

        without = other.post(url, {"do": "take_over"}, follow=True)
        other.post(url, {"do": "take_over", "reason": "同事休假"})
        case.refresh_from_db()
        held_by = case.holder_account
        other.post(url, {"do": "put_back"})
        case.refresh_from_db()

        assert "请写明为什么接手" in without.content.decode()
        assert held_by == an_examiner("EXAMINER2")
        assert case.holder_account is None

    def test_who_accepted_a_case_is_not_given_it_to_decide(self) -> None:
        an_examined_case()
        clerk = a_clerk()  # accepted it, and may decide other cases

        with pytest.raises(taking.NothingToTake):
            taking.take_next(offices={"county"}, step="decide", by=clerk, at=MORNING)

    def test_who_begins_to_judge_has_the_case(self) -> None:
        case = an_accepted_case()
        client = signed_in(an_examiner())

        client.post(
            reverse("reviewer:find", args=[case.number]),
            {"point": POINTS[0].key, "verdict": "pass"},
        )

        case.refresh_from_db()
        assert case.holder_account == an_examiner()

    def test_is_not_offered_to_who_has_no_authority(self) -> None:
        an_accepted_case()

        shown = text_of(signed_in(a_competent("I1", "inspector")), f"{HOME}?tab=examine")

        assert "取下一件" not in shown
        assert ">领取<" not in shown
