from datetime import UTC, datetime

import pytest
from django.http import Http404, HttpRequest
from django.test import RequestFactory

from bureau.refusal import Refusal
from desks.design import responses


def a_request(**headers: str) -> HttpRequest:
    request = RequestFactory().get("/x/", headers=headers)
    request.user = None  # type: ignore[assignment]
    return request


class TestOr404:
    def test_gives_what_was_found(self) -> None:
        assert responses.or_404(0) == 0

    def test_what_may_not_be_seen_does_not_exist(self) -> None:
        with pytest.raises(Http404):
            responses.or_404(None)


class TestAskedPart:
    def test_is_none_for_a_browser(self) -> None:
        assert responses.asked_part(a_request(), ["actions"]) == ""

    def test_is_the_one_named_by_the_target(self) -> None:
        asked = a_request(**{"HX-Request": "true", "HX-Target": "list"})

        assert responses.asked_part(asked, ["actions", "list"]) == "list"

    def test_is_the_first_when_the_target_is_another(self) -> None:
        asked = a_request(**{"HX-Request": "true", "HX-Target": "elsewhere"})

        assert responses.asked_part(asked, ["actions", "list"]) == "actions"

    def test_going_back_in_history_needs_the_whole_page(self) -> None:
        back = a_request(**{"HX-Request": "true", "HX-History-Restore-Request": "true"})

        assert responses.asked_part(back, ["actions"]) == ""


@pytest.mark.django_db
class TestPageOrPart:
    def test_tells_caches_that_the_two_differ(self) -> None:
        response = responses.page_or_part(a_request(), "design/gallery_print.html", "x", {})

        assert "HX-Request" in response["Vary"]
        assert "HX-Target" in response["Vary"]

    def test_a_refusal_is_unprocessable_and_in_the_context(self) -> None:
        refusal = Refusal("还缺少：章程。")

        response = responses.refusal_response(a_request(), "design/refusal.html", "x", {}, refusal)

        assert response.status_code == 422
        assert "还缺少：章程。" in response.content.decode()


class TestOnceKey:
    @pytest.mark.parametrize("key", ["", "short", "x" * 65, "with spaces and more", "a" * 15 + "'"])
    def test_what_we_did_not_give_is_no_key(self, key: str) -> None:
        assert responses.once_key(RequestFactory().post("/x/", {"once": key})) == ""

    def test_ours_is_taken(self) -> None:
        key = "Ab_-" * 6

        assert responses.once_key(RequestFactory().post("/x/", {"once": key})) == key


class TestDraftSaved:
    def test_says_when_by_the_clock_of_shanghai(self) -> None:
        saved = responses.draft_saved(datetime(2026, 3, 18, 2, 42, 15, tzinfo=UTC))

        assert saved.content.decode() == "10:42:15 已自动保存"


class TestSignInFirst:
    def test_leads_a_page_to_the_sign_in_and_back(self) -> None:
        answer = responses.sign_in_first(a_request())

        assert answer.status_code == 302
        assert answer["Location"].endswith("?next=/x/")

    def test_a_part_of_a_page_does_not_follow(self) -> None:
        asked = a_request(**{"HX-Request": "true"})

        assert responses.sign_in_first(asked).status_code == 401
