"""The end of a hall's day leaves no called ticket without an outcome."""

import pytest

from bureau.offices.tests.factories import a_posted
from bureau.visits.models import Visit
from desks.clerk.tests.factories import (
    HALL,
    a_browser,
    a_called_visit,
    a_clerk,
    a_served_visit,
    a_ticket,
    said,
    seated,
)

pytestmark = pytest.mark.django_db


class TestTheDay:
    @pytest.mark.parametrize(
        ("role", "status"),
        [("hall_manager", 200), ("head", 200), ("guide", 404), ("examiner", 404)],
    )
    def test_is_closed_by_those_of_the_window(self, role: str, status: int) -> None:
        assert a_browser(a_posted("SOMEBODY", role)).get("/clerk/day/").status_code == status

    def test_names_every_ticket_without_an_outcome(self) -> None:
        clerk = seated(a_clerk())
        visit = a_called_visit(clerk)
        client = a_browser(clerk)

        page = client.get("/clerk/day/").content.decode()
        answer = client.post("/clerk/day/", {"hall": HALL})

        assert visit.ticket_no in page
        assert f"/clerk/visits/{visit.uid}/#outcome" in page
        assert answer.status_code == 422
        assert f"没有结果：{visit.ticket_no}" in answer.content.decode().replace(":", "：")

    def test_sets_down_who_was_never_called(self) -> None:
        clerk = seated(a_clerk())
        a_ticket()

        answer = a_browser(clerk).post("/clerk/day/", {"hall": HALL}, follow=True)

        assert Visit.objects.get().leaving == "not_called"
        assert "今天已结束" in answer.content.decode()

    def test_of_another_hall_is_not_theirs(self) -> None:
        answer = a_browser(a_clerk()).post("/clerk/day/", {"hall": "h-city"})

        assert answer.status_code == 422


class TestWhoWentHome:
    def test_the_hall_manager_writes_how_it_ended(self) -> None:
        visit = a_called_visit(seated(a_clerk()))
        client = a_browser(a_posted("MANAGER", "hall_manager"))

        client.post(f"/clerk/visits/{visit.uid}/take-over/")
        client.post(f"/clerk/visits/{visit.uid}/end/", {"outcome": "left"})
        client.post("/clerk/day/", {"hall": HALL})

        visit.refresh_from_db()
        assert visit.outcome == "left"
        assert "今天已结束" in said(client.get("/clerk/day/"))

    def test_another_clerk_does_not(self) -> None:
        visit = a_called_visit(seated(a_clerk()))
        client = a_browser(a_clerk("CLERK2"))

        assert client.post(f"/clerk/visits/{visit.uid}/take-over/").status_code == 404
        assert "我来写结果" not in said(client.get("/clerk/day/"))

    def test_who_was_led_on_and_never_called_is_set_down_as_left(self) -> None:
        clerk = seated(a_clerk())
        visit = a_served_visit(clerk)
        client = a_browser(clerk)
        moved = {"outcome": "move", "to_window": "02", "ref": "别的事"}
        client.post(f"/clerk/visits/{visit.uid}/end/", moved)

        client.post(f"/clerk/visits/{visit.uid}/end/", {"outcome": "left"})

        assert client.post("/clerk/day/", {"hall": HALL}).status_code == 302
