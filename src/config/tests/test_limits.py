"""Who sends far more than a person would is asked to wait; nobody else notices."""

import dataclasses

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from config import limits
from config.models import RequestCount

GUESS = next(limit for limit in limits.LIMITS if limit.name == "guess")
NOW = 1_790_000_100  # the beginning of a window of five minutes


def guess(rf: RequestFactory, *, address: str = "203.0.113.1", now: int = NOW) -> int:
    return limits.seconds_to_wait(rf.post("/follow/", REMOTE_ADDR=address), now=now)


@pytest.mark.django_db
class TestGuessing:
    def test_is_refused_after_some_tries_until_the_window_ends(self, rf: RequestFactory) -> None:
        allowed = [guess(rf) for _ in range(GUESS.times)]

        assert set(allowed) == {0}
        assert guess(rf, now=NOW + 100) == GUESS.seconds - 100
        assert guess(rf, now=NOW + GUESS.seconds) == 0

    def test_from_one_address_does_not_hinder_another(self, rf: RequestFactory) -> None:
        for _ in range(GUESS.times + 1):
            guess(rf)

        assert guess(rf) > 0
        assert guess(rf, address="203.0.113.2") == 0

    def test_is_answered_with_a_page_that_says_how_long_to_wait(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "LIMITS", [dataclasses.replace(GUESS, times=0)])

        answer = client.post("/follow/")

        assert answer.status_code == 429
        assert f"请等 {answer['Retry-After']} 秒" in answer.content.decode()


@pytest.mark.django_db
class TestCounting:
    def test_does_not_touch_who_only_reads(self, rf: RequestFactory) -> None:
        limits.seconds_to_wait(rf.get("/follow/"), now=NOW)

        assert not RequestCount.objects.exists()

    def test_keeps_no_address(self, rf: RequestFactory) -> None:
        guess(rf, address="203.0.113.77")

        assert "203.0.113.77" not in RequestCount.objects.get().key

    def test_forgets_windows_that_ended(self, rf: RequestFactory) -> None:
        guess(rf)

        assert limits.forget_past_windows(now=NOW + GUESS.seconds) == 0
        assert limits.forget_past_windows(now=NOW + GUESS.seconds + 1) == 1


class TestTheCallersAddress:
    def test_is_not_taken_from_a_header_anybody_can_write(self, rf: RequestFactory) -> None:
        request = rf.post("/", REMOTE_ADDR="203.0.113.1", HTTP_X_FORWARDED_FOR="198.51.100.9")

        assert limits.address_of(request) == "203.0.113.1"

    def test_is_what_our_own_proxy_saw(self, rf: RequestFactory, settings: Settings) -> None:
        settings.PROXIES = 1
        request = rf.post("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4, 198.51.100.9")

        assert limits.address_of(request) == "198.51.100.9"
