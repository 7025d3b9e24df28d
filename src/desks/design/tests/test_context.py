"""The frame says whose pages these are and where this person has business."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from bureau.offices.queries import Duties
from desks.design.context import Frame

NOON = datetime(2026, 3, 18, 4, 0, tzinfo=UTC)


def a_request(**cookies: str) -> HttpRequest:
    request = RequestFactory().get("/")
    request.COOKIES.update(cookies)
    request.user = AnonymousUser()
    return request


class TestFrame:
    def test_shows_the_clock_of_the_city(self) -> None:
        frame = Frame(a_request(), read_clock=lambda: NOON)

        assert (frame.now, frame.today, frame.hour) == (
            "3 月 18 日 周三 12:00",
            "3 月 18 日 周三",
            "12:00",
        )

    def test_knows_the_reader_who_wants_large_letters(self) -> None:
        assert Frame(a_request(mode="elder"), read_clock=lambda: NOON).mode == "elder"
        assert Frame(a_request(mode="<x>"), read_clock=lambda: NOON).mode == "usual"

    def test_offers_no_desk_to_a_stranger(self) -> None:
        request = a_request()
        request.duties = Duties(1, roles=frozenset({"clerk"}))  # type: ignore[attr-defined]

        assert Frame(request, read_clock=lambda: NOON).rail == ()

    @pytest.mark.django_db
    def test_has_a_name_before_any_city_is_loaded(self) -> None:
        assert Frame(a_request(), read_clock=lambda: NOON).bureau == "市场监督管理局"
