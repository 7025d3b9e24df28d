"""The same thing sent twice in the same moment, over HTTP: it happens once, and all are told."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.http.response import HttpResponseBase
from django.test import Client, override_settings

from bureau.cases.models import Application, Case, CaseAct, Draft
from bureau.cases.states import State
from bureau.feedback.models import Rating
from bureau.people.models import Account
from bureau.people.tests.factories import an_account
from bureau.visits.models import Visit
from bureau.visits.tests.at_once import at_once
from bureau.workdays import clock
from tests.attacks.filled import edition_on, fill_draft
from tests.inhabitants import Inhabitants, inhabitants

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("at once")]

TIMES = 6


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Inhabitants]:
    """The house with everybody in it, in a database of its own that others can see."""
    cache.clear()
    with override_settings(MEDIA_ROOT=tmp_path):
        yield inhabitants(clock.now() - timedelta(minutes=5))


def sent(client: Client, address: str, data: dict[str, str]) -> HttpResponseBase:
    answer: HttpResponseBase = client.post(address, data)
    return answer


def statuses(answers: list[HttpResponseBase]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


def browsers(town: Inhabitants, who: str, number: int = TIMES) -> list[Client]:
    """Several windows of one person."""
    return [town.new_browser(who) for _ in range(number)]


class TestOneDraft:
    def test_submitted_from_many_windows_at_once_is_one_application(
        self, town: Inhabitants
    ) -> None:
        uid = town.things["draft"]
        windows = browsers(town, "owner")
        fill_draft(windows[0], uid)
        edition = {"edition": edition_on(windows[0], uid)}
        before = Application.objects.count()

        answers = at_once(*(lambda w=w: sent(w, f"/drafts/{uid}/check/", edition) for w in windows))

        made = Draft.objects.get(uid=uid).submitted_as
        assert made is not None
        assert statuses(answers) == {302: TIMES}
        assert {answer["Location"] for answer in answers} == {f"/mine/{made.number}/receipt/"}
        assert Application.objects.count() == before + 1
        assert Case.objects.filter(application=made).count() == 1

    def test_submitted_while_it_is_discarded_is_either_there_or_not(
        self, town: Inhabitants
    ) -> None:
        uid = town.things["draft"]
        one, two = browsers(town, "owner", 2)
        fill_draft(one, uid)
        edition = {"edition": edition_on(one, uid)}
        before = Application.objects.count()

        answers = at_once(
            lambda: sent(one, f"/drafts/{uid}/check/", edition),
            lambda: sent(two, f"/drafts/{uid}/discard/", {}),
        )

        made = Application.objects.count() - before
        submitted = "/receipt/" in str(answers[0].headers.get("Location", ""))
        assert made == int(submitted)
        assert all(answer.status_code in (302, 404, 422) for answer in answers)

    def test_saved_from_two_devices_at_once_loses_neither_silently(self, town: Inhabitants) -> None:
        uid = town.things["draft"]
        one, two = browsers(town, "owner", 2)
        page = one.get(f"/drafts/{uid}/").content.decode()
        version = re.findall(r'name="version" value="(\d+)"', page)[0]

        answers = at_once(
            lambda: sent(one, f"/drafts/{uid}/save/", {"shop": "甲", "version": version}),
            lambda: sent(two, f"/drafts/{uid}/save/", {"shop": "乙", "version": version}),
        )

        assert statuses(answers) == {200: 1, 409: 1}


class TestOneCase:
    def test_accepted_by_two_clerks_at_once_is_accepted_once_and_the_second_reads_why(
        self, town: Inhabitants
    ) -> None:
        number = town.things["received"]
        one, two = town.new_browser("clerk"), town.new_browser("neighbour")
        sent(one, f"/clerk/cases/{number}/judge/", {"verdict-plan": "good"})
        version = {"version": str(Case.objects.get(number=number).version)}

        answers = at_once(
            lambda: sent(one, f"/clerk/cases/{number}/accept/", version),
            lambda: sent(two, f"/clerk/cases/{number}/accept/", version),
        )

        assert statuses(answers) == {302: 1, 422: 1}
        assert CaseAct.objects.filter(case__number=number, act="accept").count() == 1
        (refused,) = [answer for answer in answers if answer.status_code == 422]
        assert "已经有人处理过" in refused.content.decode()  # type: ignore[attr-defined]

    def test_accepted_while_its_applicant_withdraws_it_is_one_of_the_two(
        self, town: Inhabitants
    ) -> None:
        number = town.things["received"]
        clerk, owner = town.new_browser("clerk"), town.new_browser("owner")
        sent(clerk, f"/clerk/cases/{number}/judge/", {"verdict-plan": "good"})
        version = {"version": str(Case.objects.get(number=number).version)}

        answers = at_once(
            lambda: sent(clerk, f"/clerk/cases/{number}/accept/", version),
            lambda: sent(owner, f"/mine/{number}/withdraw/", {}),
        )

        acts = list(
            CaseAct.objects.filter(case__number=number).order_by("id").values_list("act", flat=True)
        )
        assert all(answer.status_code in (302, 422) for answer in answers)
        assert acts in (["submit", "withdraw"], ["submit", "accept", "withdraw"])
        assert Case.objects.get(number=number).state == State.WITHDRAWN

    def test_decided_by_two_approvers_at_once_gives_one_licence(self, town: Inhabitants) -> None:
        number = town.things["examined"]
        version = {"version": str(Case.objects.get(number=number).version)}
        windows = browsers(town, "approver", 2)

        answers = at_once(
            *(lambda w=w: sent(w, f"/review/{number}/grant/", version) for w in windows)
        )

        assert statuses(answers) == {302: 1, 422: 1}
        assert CaseAct.objects.filter(case__number=number, act="grant").count() == 1

    def test_delivered_twice_at_once_is_delivered_once(self, town: Inhabitants) -> None:
        number = town.things["granted"]
        version = str(Case.objects.get(number=number).version)
        windows = browsers(town, "clerk", 2)
        data = {"how": "hand", "signer": "李示例", "version": version}

        answers = at_once(
            *(lambda w=w: sent(w, f"/clerk/cases/{number}/deliver/", data) for w in windows)
        )

        assert statuses(answers) == {302: 1, 422: 1}
        assert CaseAct.objects.filter(case__number=number, act="deliver").count() == 1


class TestOnePress:
    def test_of_two_windows_for_the_last_ticket_gives_it_to_one(self, town: Inhabitants) -> None:
        one, two = town.new_browser("neighbour"), town.new_browser("hall_manager")
        sent(one, "/clerk/window/", {"act": "sit", "place": "h-county/02"})
        sent(two, "/clerk/window/", {"act": "sit", "place": "h-county/03"})
        sent(one, "/clerk/tickets/", {})

        at_once(
            lambda: sent(one, "/clerk/call/", {"act": "next"}),
            lambda: sent(two, "/clerk/call/", {"act": "next"}),
        )

        called = Visit.objects.filter(state="called")
        assert called.count() == 1
        assert called.get().calls == 1

    def test_of_the_kiosk_sent_again_gives_one_ticket(self, town: Inhabitants) -> None:
        before = Visit.objects.count()
        once = {"once": "a" * 32}
        windows = browsers(town, "kiosk")

        answers = at_once(*(lambda w=w: sent(w, "/hall/kiosk/take/", once) for w in windows))

        assert statuses(answers) == {302: TIMES}
        assert len({answer["Location"] for answer in answers}) == 1
        assert Visit.objects.count() == before + 1

    def test_of_a_rating_sent_twice_counts_once(self, town: Inhabitants) -> None:
        address = f"/rate/{town.things['rating']}/"
        page = Client().get(address).content.decode()
        once = re.findall(r'name="once" value="([^"]+)"', page)[0]
        data = {"grade": "satisfied", "once": once}

        at_once(*(lambda: sent(Client(), address, data) for _ in range(3)))

        assert Rating.objects.filter(invitation__token=town.things["rating"]).count() == 1

    def test_of_a_rating_said_anew_after_going_back_is_a_follow_up(self, town: Inhabitants) -> None:
        address = f"/rate/{town.things['rating']}/"
        page = Client().get(address).content.decode()
        once = re.findall(r'name="once" value="([^"]+)"', page)[0]

        sent(Client(), address, {"grade": "satisfied", "once": once})
        sent(Client(), address, {"grade": "dissatisfied", "words": "又想了想", "once": once})

        given = Rating.objects.filter(invitation__token=town.things["rating"]).order_by("id")
        assert [one.words for one in given] == ["", "又想了想"]


class TestOnePhone:
    def test_signed_up_with_twice_at_once_has_one_account(self, town: Inhabitants) -> None:
        data = {"name": "双示例", "phone": "13800001234", "password1": "三条街外的那家老茶馆"}

        answers = at_once(*(lambda: sent(Client(), "/accounts/signup/", data) for _ in range(4)))

        assert Account.objects.filter(name="双示例").count() == 1
        assert all(answer.status_code in (200, 302) for answer in answers)


class TestOnePerson:
    def test_named_by_many_accounts_at_once_is_one_party(self, town: Inhabitants) -> None:
        accounts = [an_account(name="某人") for _ in range(4)]
        clients = []
        for account in accounts:
            client = Client(raise_request_exception=False)
            client.force_login(account)
            clients.append(client)
        data = {"name": "双示例", "id_kind": "id_card", "id_number": "430702199001011230"}

        answers = at_once(*(lambda c=c: sent(c, "/me/", data) for c in clients))

        assert statuses(answers) == {302: 4}
        assert Account.objects.filter(party__name="双示例").values("party").distinct().count() == 1
