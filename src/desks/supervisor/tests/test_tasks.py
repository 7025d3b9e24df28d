"""差评整改 on its pages: verified, finished, never by who was rated."""

import pytest
from tests.clauses import clause

from bureau.feedback.tests.test_rectification import a_bad_rating
from bureau.tasks.models import Task
from desks.supervisor.tests.people import a, as_

pytestmark = pytest.mark.django_db

VERIFIED = {"founded": "yes", "words": "问了窗口，看了办件"}
FINISHED = {"outcome": "rectified", "evidence": "当天办结，道歉", "told": "电话答复"}


class TestTheList:
    def test_shows_what_waits_for_me(self) -> None:
        a("review_officer")
        uid = a_bad_rating()

        page = as_("review_officer").get("/supervision/tasks/").content.decode()

        assert f"/supervision/tasks/{uid}/" in page
        assert "等您核实" in page

    def test_of_another_authority_is_empty(self) -> None:
        a("review_officer")
        a_bad_rating()

        page = as_("city_review_officer").get("/supervision/tasks/").content.decode()

        assert "没有待整改的差评" in page


class TestOne:
    def test_puts_the_claim_beside_the_facts(self) -> None:
        a("review_officer")
        uid = a_bad_rating(words="说好三天办好")

        page = as_("review_officer").get(f"/supervision/tasks/{uid}/").content.decode()

        assert "说好三天办好" in page
        assert "未在承诺时间内办结" in page
        assert "还没有决定" in page

    def test_is_verified_and_finished(self) -> None:
        a("review_officer")
        uid = a_bad_rating()
        client = as_("review_officer")

        first = client.post(f"/supervision/tasks/{uid}/verify/", VERIFIED)
        second = client.post(f"/supervision/tasks/{uid}/finish/", FINISHED)

        assert (first.status_code, second.status_code) == (302, 302)
        assert Task.objects.get(uid=uid).outcome == "rectified"
        done = client.get("/supervision/tasks/?done=1").content.decode()
        assert "已整改，并告诉了评价人" in done

    @clause("2.3-g")
    def test_without_feedback_is_refused_and_nothing_typed_is_lost(self) -> None:
        a("review_officer")
        uid = a_bad_rating()
        client = as_("review_officer")
        client.post(f"/supervision/tasks/{uid}/verify/", VERIFIED)

        answer = client.post(f"/supervision/tasks/{uid}/finish/", {**FINISHED, "told": ""})

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "请写明怎样告诉评价人的" in page
        assert "当天办结，道歉" in page

    @pytest.mark.parametrize("typed", [{}, {"founded": "maybe", "words": "x"}, {"words": "看了"}])
    def test_a_finding_that_says_nothing_is_refused(self, typed: dict[str, str]) -> None:
        a("review_officer")
        uid = a_bad_rating()

        answer = as_("review_officer").post(f"/supervision/tasks/{uid}/verify/", typed)

        assert answer.status_code == 422

    def test_a_supervisor_sees_it_without_buttons(self) -> None:
        a("review_officer")
        uid = a_bad_rating()
        client = as_("supervisor")

        page = client.get(f"/supervision/tasks/{uid}/").content.decode()

        assert "您可以看，不能代办" in page
        assert client.post(f"/supervision/tasks/{uid}/verify/", VERIFIED).status_code == 422

    def test_of_another_authority_does_not_exist(self) -> None:
        a("review_officer")
        uid = a_bad_rating()

        for address in ("", "verify/", "finish/"):
            answer = as_("city_review_officer").post(f"/supervision/tasks/{uid}/{address}")
            assert answer.status_code in (404, 405)
        assert as_("city_review_officer").get(f"/supervision/tasks/{uid}/").status_code == 404
