"""Every answer carries a reference and the security headers; errors are said in Chinese."""

import json
import logging
from pathlib import Path

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from bureau.refusal import Refusal
from config import logs
from config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a defect")


def database_away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("connection refused")


def refusing(request: HttpRequest) -> HttpResponse:
    raise Refusal("还缺少：住所证明。请补齐后交回本窗口。", basis="行政许可法第三十二条")


urlpatterns = [
    path("broken", broken),
    path("database-away", database_away),
    path("refusing", refusing),
]


@pytest.fixture
def visitor(settings: Settings) -> Client:
    """Someone who meets the pages of this file instead of the program's."""
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


class TestEveryAnswer:
    def test_carries_the_content_security_policy(self, client: Client) -> None:
        policy = client.get("/no-such-page")["Content-Security-Policy"]

        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy

    def test_carries_a_reference_of_its_own(self, client: Client) -> None:
        first, second = client.get("/no-such-page"), client.get("/no-such-page")

        assert first["X-Reference"] != second["X-Reference"]


class TestAnErrorPage:
    def test_for_an_unknown_address(self, client: Client) -> None:
        answer = client.get("/no-such-page")

        assert answer.status_code == 404
        assert "没有找到这个页面" in answer.content.decode()
        assert answer["X-Reference"] in answer.content.decode()

    def test_for_a_defect_shows_the_number_under_which_the_log_has_the_traceback(
        self, visitor: Client, tmp_path: Path
    ) -> None:
        handlers = logging.getLogger().handlers[:]
        logs.configure({"level": "INFO", "folder": tmp_path})

        answer = visitor.get("/broken?id=430702199001010000")

        logging.getLogger().handlers[:] = handlers
        lines = (tmp_path / "sanhua.log").read_text(encoding="utf-8").splitlines()
        line = json.loads(lines[-1])
        assert answer.status_code == 500
        assert answer["X-Reference"] in answer.content.decode()
        assert "Traceback" not in answer.content.decode()
        assert line["reference"] == answer["X-Reference"]
        assert "RuntimeError: a defect" in line["exception"]
        assert "430702199001010000" not in "".join(lines)

    def test_while_the_database_is_away_asks_to_come_back(self, visitor: Client) -> None:
        answer = visitor.get("/database-away")

        assert answer.status_code == 503
        assert answer["Retry-After"] == "30"
        assert "请等半分钟" in answer.content.decode()

    def test_for_a_refusal_no_page_has_caught_is_its_sentence(self, visitor: Client) -> None:
        answer = visitor.get("/refusing")

        assert answer.status_code == 422
        assert "还缺少：住所证明" in answer.content.decode()
        assert "行政许可法第三十二条" in answer.content.decode()

    @pytest.mark.django_db
    def test_for_a_form_from_elsewhere(self) -> None:
        answer = Client(enforce_csrf_checks=True).post("/health")

        assert answer.status_code == 403
        assert "刷新页面后再提交一次" in answer.content.decode()


@pytest.mark.django_db
def test_health_asks_the_database(client: Client) -> None:
    assert client.get("/health").content == b"ok\n"
