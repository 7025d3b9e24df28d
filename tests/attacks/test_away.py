"""The database does not answer: a sentence and the way on, no traceback, nothing half done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from tests.inhabitants import Inhabitants

NOBODY_LISTENS = "1"


def while_it_is_away(ask: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Ask from a process, as it were, whose database has gone."""

    def there() -> HttpResponseBase:
        connection.settings_dict = {
            **connection.settings_dict,
            "HOST": "127.0.0.1",
            "PORT": NOBODY_LISTENS,
        }
        try:
            return ask()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(there).result()


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/"),
        ("get", "/mine/"),
        ("get", "/clerk/"),
        ("get", "/guides/tea-house/"),
        ("get", "/health"),
        ("post", "/follow/"),
        ("post", "/accounts/login/"),
        ("post", "/apply/tea-house/"),
    ],
)
def test_a_page_asks_to_come_back(
    house: Inhabitants, settings: Settings, method: str, address: str
) -> None:
    settings.DATABASE_PATIENCE = 0
    client = Client(raise_request_exception=False)
    client.cookies = house.browser("owner").cookies

    answer = while_it_is_away(lambda: getattr(client, method)(address))

    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "请等半分钟" in page
    assert "Traceback" not in page
    assert "default-src" in answer["Content-Security-Policy"]
