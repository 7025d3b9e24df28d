"""Pages of the hall: the manager's, the devices', and the one a phone follows."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bureau.audit.actors import Actor
from bureau.feedback import operations as feedback
from bureau.feedback.queries import invitations_of_visit
from bureau.offices.tests.factories import a_posted
from bureau.people.models import Account
from bureau.visits import operations
from bureau.visits import queries as visits
from bureau.visits.tests.factories import HALL, NOON, a_clerk_at, a_ticket, some_tickets
from bureau.workdays import clock

pytestmark = pytest.mark.django_db


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def the_manager() -> Account:
    return a_posted("MANAGER1", "hall_manager")


def an_enrolled(kind: str, *, window: str = "", manager: Account | None = None) -> Client:
    """A browser that was opened as a device of the hall."""
    by = (manager or the_manager()).as_actor()
    now = clock.now()
    invited = operations.invite_device(HALL, kind, name="", window=window, by=by, at=now)
    client = Client()
    client.post(reverse("hall:enrol", args=[invited.invitation]))
    return client


def a_served(by: Actor, at: datetime) -> str:
    """Somebody was served at the window of ``by`` and got an answer."""
    a_ticket(at=at)
    visit = operations.call_next(by=by, at=at)
    operations.start_serving(visit.uid, by=by, at=at)
    operations.finish(visit.uid, outcome="answer", by=by, at=at)
    return visit.uid


class TestTheManagersPage:
    def test_shows_windows_line_and_devices(self) -> None:
        now = clock.now()
        some_tickets(3, at=now)
        a_clerk_at("01", at=now)

        shown = signed_in(the_manager()).get("/hall/").content.decode()

        assert "h-county 大厅" in shown
        assert "clerk01 某" in shown
        assert "还没有设备" in shown

    @pytest.mark.parametrize("role", ["clerk", "guide", "examiner", "supervisor"])
    def test_is_not_there_for_others(self, role: str) -> None:
        assert signed_in(a_posted(f"X-{role}", role)).get("/hall/").status_code == 404

    def test_a_new_devices_link_is_shown_once(self) -> None:
        client = signed_in(the_manager())
        client.post(reverse("hall:invite"), {"hall": HALL, "kind": "kiosk", "name": "一号"})

        first = client.get("/hall/").content.decode()
        second = client.get("/hall/").content.decode()

        assert "/hall/enrol/" in first
        assert "/hall/enrol/" not in second
        assert "一号" in second

    def test_a_pad_without_a_window_is_refused_and_nothing_typed_is_lost(self) -> None:
        client = signed_in(the_manager())

        answer = client.post(reverse("hall:invite"), {"hall": HALL, "kind": "pad", "name": "甲"})

        assert answer.status_code == 422
        assert "放在哪个窗口" in answer.content.decode()
        assert 'value="甲"' in answer.content.decode()

    def test_a_foreign_hall_is_refused(self) -> None:
        client = signed_in(the_manager())

        answer = client.post(reverse("hall:invite"), {"hall": "h-city", "kind": "kiosk"})

        assert answer.status_code == 422
        assert visits.devices_of("h-city") == ()


class TestEnrolling:
    def test_a_link_makes_this_browser_the_device_once(self) -> None:
        client = signed_in(the_manager())
        client.post(reverse("hall:invite"), {"hall": HALL, "kind": "kiosk"})
        link = client.session["new_device_link"]
        device = Client()

        answer = device.post(link)

        assert answer["Location"] == "/hall/kiosk/"
        assert device.get("/hall/kiosk/").status_code == 200
        assert Client().get(link).status_code == 404

    def test_without_it_there_is_no_kiosk_board_or_pad(self) -> None:
        an_enrolled("board")

        for path in ("/hall/kiosk/", "/hall/board/", "/hall/pad/"):
            assert Client().get(path).status_code == 404

    def test_a_retired_device_shows_nothing(self) -> None:
        manager = the_manager()
        device = an_enrolled("kiosk", manager=manager)
        (known,) = visits.devices_of(HALL)

        signed_in(manager).post(reverse("hall:device", args=[known.uid]), {"do": "retire"})

        assert device.get("/hall/kiosk/").status_code == 404


class TestTheKiosk:
    def test_one_press_is_one_ticket(self) -> None:
        kiosk = an_enrolled("kiosk")

        answer = kiosk.post("/hall/kiosk/take/", {"once": "k" * 22}, follow=True)
        again = kiosk.post("/hall/kiosk/take/", {"once": "k" * 22}, follow=True)

        assert "A001" in answer.content.decode()
        assert "A001" in again.content.decode()
        assert visits.waiting_count(HALL, clock.today()) == 1

    def test_who_needs_to_goes_first(self) -> None:
        kiosk = an_enrolled("kiosk")

        answer = kiosk.post("/hall/kiosk/take/", {"once": "k" * 22, "first": "yes"}, follow=True)

        assert "L001" in answer.content.decode()
        assert "绿色通道" in answer.content.decode()

    def test_after_the_end_of_the_day_it_says_so(self) -> None:
        manager = the_manager()
        kiosk = an_enrolled("kiosk", manager=manager)
        now = clock.now()
        operations.close_day(HALL, now.date(), by=manager.as_actor(), at=now)

        answer = kiosk.post("/hall/kiosk/take/", {"once": "k" * 22}, follow=True)

        assert "今天已经结束" in answer.content.decode()

    def test_a_ticket_of_another_hall_is_not_shown(self) -> None:
        kiosk = an_enrolled("kiosk")
        now = clock.now()
        other = operations.take_ticket("h-city", by=Actor.device("d", "机", "h"), at=now)

        assert kiosk.get(f"/hall/kiosk/{other.uid}/").status_code == 404


class TestTheBoard:
    def test_shows_calls_without_names(self) -> None:
        board = an_enrolled("board")
        now = clock.now()
        by = a_clerk_at("01", at=now)
        a_ticket(at=now)
        operations.call_next(by=by, at=now)

        shown = board.get("/hall/board/").content.decode()

        assert "A001" in shown
        assert "01 号窗口" in shown
        assert "clerk01" not in shown

    def test_asked_again_it_says_only_that_nothing_changed(self) -> None:
        board = an_enrolled("board")
        first = board.get("/hall/board/", headers={"X-Poll": "1"})

        again = board.get("/hall/board/", headers={"X-Poll": "1", "If-None-Match": first["ETag"]})
        a_ticket(at=clock.now())
        changed = board.get("/hall/board/", headers={"X-Poll": "1", "If-None-Match": first["ETag"]})

        # The minute may turn between the two questions.
        assert again.status_code in (200, 304)
        assert changed.status_code == 200
        assert changed["ETag"] != first["ETag"]

    def test_staff_look_at_the_one_of_their_hall_only(self) -> None:
        client = signed_in(the_manager())

        assert client.get("/hall/board/", {"hall": HALL}).status_code == 200
        assert client.get("/hall/board/", {"hall": "h-city"}).status_code == 404


class TestThePad:
    def test_asks_whoever_was_just_served_at_its_window(self) -> None:
        pad = an_enrolled("pad", window="01")
        before = pad.get("/hall/pad/").content.decode()
        visit = a_served(a_clerk_at("01", at=clock.now()), clock.now())

        asked = pad.get("/hall/pad/").content.decode()
        pad.post("/hall/pad/", {"visit": visit, "grade": "satisfied"})
        after = pad.get("/hall/pad/").content.decode()

        (rated,) = invitations_of_visit(visit)
        assert "A001" not in before
        assert "A001" in asked
        assert [one.grade for one in rated.ratings] == ["satisfied"]
        assert "请您评价" not in after

    def test_not_to_rate_is_one_press_too(self) -> None:
        pad = an_enrolled("pad", window="01")
        visit = a_served(a_clerk_at("01", at=clock.now()), clock.now())

        pad.post("/hall/pad/", {"visit": visit, "grade": ""})

        (rated,) = invitations_of_visit(visit)
        assert rated.skipped
        assert not rated.ratings

    def test_the_same_press_sent_again_counts_once(self) -> None:
        pad = an_enrolled("pad", window="01")
        visit = a_served(a_clerk_at("01", at=clock.now()), clock.now())

        for _ in range(2):
            pad.post("/hall/pad/", {"visit": visit, "grade": "dissatisfied"})

        (rated,) = invitations_of_visit(visit)
        assert [one.turn for one in rated.ratings] == ["first"]

    def test_a_late_press_does_not_rate_the_next_person(self) -> None:
        pad = an_enrolled("pad", window="01")
        by = a_clerk_at("01", at=clock.now())
        first = a_served(by, clock.now() - timedelta(seconds=20))
        second = a_served(by, clock.now())

        pad.post("/hall/pad/", {"visit": first, "grade": "very_dissatisfied"})
        feedback.invite_raters(by=by, at=clock.now())

        assert not any(one.ratings for one in invitations_of_visit(second))


class TestFollowingByPhone:
    def test_says_how_many_are_before(self) -> None:
        first, second = some_tickets(2, at=clock.now())

        assert "下一个就是您" in Client().get(f"/t/{first.uid}/").content.decode()
        assert "前面还有 1 人" in Client().get(f"/t/{second.uid}/").content.decode()

    def test_says_to_which_window(self) -> None:
        now = clock.now()
        by = a_clerk_at("02", at=now)
        visit = a_ticket(at=now)
        operations.call_next(by=by, at=now)

        assert "请到 02 号窗口" in Client().get(f"/t/{visit.uid}/").content.decode()

    def test_a_guessed_number_leads_nowhere(self) -> None:
        a_ticket(at=NOON)

        assert Client().get("/t/abcdefghjkmnpq/").status_code == 404
