"""The window desk: who enters, taking a window, calling, tickets."""

from datetime import timedelta

import pytest
from django.test import Client

from bureau.cases.tests.factories import a_case, a_granted_case, an_applicant
from bureau.offices.tests.factories import CITY, a_posted
from bureau.visits import operations as visit_operations
from bureau.visits import queries as visits
from bureau.visits.models import Visit
from desks.clerk.tests.factories import (
    HALL,
    KIOSK,
    a_browser,
    a_called_visit,
    a_clerk,
    a_received_case,
    a_served_visit,
    a_ticket,
    now,
    seated,
)

pytestmark = pytest.mark.django_db


def text(client: Client, path: str = "/clerk/") -> str:
    return client.get(path).content.decode()


class TestWhoMayEnter:
    @pytest.mark.parametrize("role", ["clerk", "guide", "hall_manager", "head"])
    def test_the_people_of_the_hall(self, role: str) -> None:
        client = a_browser(a_posted("SOMEBODY", role))

        assert client.get("/clerk/").status_code == 200

    @pytest.mark.parametrize("role", ["examiner", "supervisor", "administrator"])
    def test_for_others_there_is_no_such_page(self, role: str) -> None:
        client = a_browser(a_posted("SOMEBODY", role))

        assert client.get("/clerk/").status_code == 404

    def test_an_applicant_finds_nothing(self) -> None:
        assert a_browser(an_applicant()).get("/clerk/").status_code == 404

    def test_who_did_not_sign_in_is_sent_to_sign_in(self) -> None:
        answer = Client().get("/clerk/")

        assert answer.status_code == 302
        assert "/accounts/login/" in answer["Location"]


class TestTakingAWindow:
    def test_is_remembered_on_every_page(self) -> None:
        client = a_browser(a_clerk())

        client.post("/clerk/window/", {"act": "sit", "place": f"{HALL}/02"})

        assert "02 号窗口" in text(client)
        assert "02 号窗口" in text(client, "/clerk/find/")

    def test_of_another_hall_is_refused_with_a_sentence(self) -> None:
        client = a_browser(a_clerk())

        answer = client.post("/clerk/window/", {"act": "sit", "place": "h-city/01"})

        assert answer.status_code == 422
        assert "只能由本大厅的窗口人员使用" in answer.content.decode()

    def test_where_somebody_sits_says_who(self) -> None:
        first = seated(a_clerk())
        client = a_browser(a_clerk("CLERK2"))

        answer = client.post("/clerk/window/", {"act": "sit", "place": f"{HALL}/01"})

        assert answer.status_code == 422
        assert first.name in answer.content.decode()

    def test_away_for_a_moment_nobody_is_called_and_the_work_stays(self) -> None:
        clerk = seated(a_clerk())
        visit = a_served_visit(clerk)
        client = a_browser(clerk)

        client.post("/clerk/window/", {"act": "lock"})
        away = text(client)
        client.post("/clerk/window/", {"act": "unlock"})

        assert "暂离" in away
        assert visit.ticket_no in text(client)

    def test_handed_over_the_colleague_goes_on_with_everybody_in_hand(self) -> None:
        clerk, colleague = seated(a_clerk()), a_clerk("CLERK2")
        visit = a_served_visit(clerk)

        a_browser(clerk).post("/clerk/window/", {"act": "hand_over", "to": str(colleague.pk)})

        assert visit.ticket_no in text(a_browser(colleague))
        assert a_browser(colleague).get(f"/clerk/visits/{visit.uid}/").status_code == 200
        desk = visits.my_current(colleague.pk)
        assert desk is not None
        assert desk.current is not None


class TestTickets:
    def test_one_press_gives_one_and_asks_nothing(self) -> None:
        client = a_browser(seated(a_clerk()))

        client.post("/clerk/tickets/")

        assert Visit.objects.get().ticket_no == "A001"
        assert "已取号 A001" in text(client)

    def test_the_same_press_sent_twice_gives_one(self) -> None:
        client = a_browser(seated(a_clerk()))

        for _ in range(2):
            client.post("/clerk/tickets/", {"once": "a" * 22})

        assert Visit.objects.count() == 1

    def test_a_need_goes_first(self) -> None:
        clerk = seated(a_clerk())
        client = a_browser(clerk)
        a_ticket()

        client.post("/clerk/tickets/", {"need": "elderly"})

        assert "叫下一位 L001" in text(client)

    def test_without_a_window_says_what_to_do(self) -> None:
        answer = a_browser(a_clerk()).post("/clerk/tickets/")

        assert answer.status_code == 422
        assert "请先选好窗口" in answer.content.decode()


class TestCalling:
    def test_leads_to_who_was_called(self) -> None:
        client = a_browser(seated(a_clerk()))
        visit = a_ticket()

        answer = client.post("/clerk/call/", {"act": "next"})

        assert answer["Location"] == f"/clerk/visits/{visit.uid}/"

    def test_nobody_waiting_is_a_sentence_and_no_fault(self) -> None:
        client = a_browser(seated(a_clerk()))

        answer = client.post("/clerk/call/", {"act": "next"}, follow=True)

        assert answer.status_code == 200
        assert "现在没有人等候" in answer.content.decode()

    def test_the_next_waits_until_this_one_has_an_outcome(self) -> None:
        clerk = seated(a_clerk())
        visit = a_called_visit(clerk)
        a_ticket()

        answer = a_browser(clerk).post("/clerk/call/", {"act": "next"}, follow=True)

        assert "还没有结果" in answer.content.decode()
        assert answer.redirect_chain[-1][0].startswith(f"/clerk/visits/{visit.uid}/")

    def test_what_was_received_is_the_outcome(self) -> None:
        clerk = seated(a_clerk())
        visit = a_served_visit(clerk)
        case = a_received_case(clerk, visit_uid=visit.uid)
        following = a_ticket()

        answer = a_browser(clerk).post("/clerk/call/", {"act": "next"})

        visit.refresh_from_db()
        assert (visit.outcome, visit.outcome_ref) == ("case", case.number)
        assert answer["Location"] == f"/clerk/visits/{following.uid}/"

    def test_passing_over_too_early_says_how_often_to_call(self) -> None:
        clerk = seated(a_clerk())
        visit = a_called_visit(clerk)

        answer = a_browser(clerk).post("/clerk/call/", {"act": "pass", "visit": visit.uid})

        assert answer.status_code == 422
        assert "叫满 3 次才能过号" in answer.content.decode()

    def test_called_three_times_the_ticket_is_passed_over(self) -> None:
        clerk = seated(a_clerk())
        visit = a_called_visit(clerk)
        client = a_browser(clerk)

        for act in ("recall", "recall", "pass"):
            client.post("/clerk/call/", {"act": act, "visit": visit.uid})

        visit.refresh_from_db()
        assert visit.leaving == "no_show"

    def test_who_is_held_frees_the_window_and_comes_back(self) -> None:
        clerk = seated(a_clerk())
        visit = a_served_visit(clerk)
        client = a_browser(clerk)

        client.post("/clerk/call/", {"act": "hold", "visit": visit.uid})
        held = text(client)
        client.post("/clerk/call/", {"act": "resume", "visit": visit.uid})

        visit.refresh_from_db()
        assert "暂停的" in held
        assert visit.state == "serving"


class TestWhoMayStillCome:
    def test_who_missed_the_calls_is_back_in_line_by_one_press(self) -> None:
        clerk = seated(a_clerk())
        visit = a_called_visit(clerk)
        client = a_browser(clerk)
        for act in ("recall", "recall", "pass"):
            client.post("/clerk/call/", {"act": act, "visit": visit.uid})
        missed = text(client)

        client.post("/clerk/call/", {"act": "come_back", "visit": visit.uid})

        visit.refresh_from_db()
        assert f"{visit.ticket_no} 过号" in missed
        assert visit.state == "waiting"

    def test_an_appointment_arrives_by_one_press(self) -> None:
        clerk = seated(a_clerk())
        visit = visit_operations.plan_visit(
            HALL, planned_at=now() + timedelta(seconds=1), by=KIOSK, at=now()
        )
        client = a_browser(clerk)

        client.post("/clerk/call/", {"act": "arrive", "visit": visit.uid})

        visit.refresh_from_db()
        assert visit.state == "waiting"

    def test_of_another_hall_is_not_theirs(self) -> None:
        clerk = seated(a_clerk())
        visit = a_ticket(hall="h-city")

        answer = a_browser(clerk).post("/clerk/call/", {"act": "arrive", "visit": visit.uid})

        assert answer.status_code == 404


class TestTheLine:
    def test_is_asked_for_again_and_again_and_unchanged_costs_nothing(self) -> None:
        client = a_browser(seated(a_clerk()))
        a_ticket()

        first = client.get("/clerk/line/")
        again = client.get("/clerk/line/", headers={"If-None-Match": first["ETag"]})
        a_ticket()
        changed = client.get("/clerk/line/", headers={"If-None-Match": first["ETag"]})

        assert "A001" in first.content.decode()
        assert again.status_code == 304
        assert "A002" in changed.content.decode()


class TestWhatWaits:
    def test_shows_what_came_in_online_and_what_is_to_be_delivered(self) -> None:
        online = a_case()
        granted = a_granted_case()

        shown = text(a_browser(a_clerk()))

        assert online.number in shown
        assert granted.number in shown

    def test_shows_what_the_clerk_has_in_hand_with_its_day(self) -> None:
        clerk = a_clerk()
        case = a_received_case(clerk)

        shown = text(a_browser(clerk))

        assert "我经手要到期的" in shown
        assert case.number in shown

    def test_shows_nothing_of_another_office(self) -> None:
        online = a_case()

        assert online.number not in text(a_browser(a_clerk("CITY1", office=CITY)))
