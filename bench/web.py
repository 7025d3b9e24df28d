"""The web server as production runs it, and a browser reduced to what a measurement needs."""

import http.client
import secrets
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from bench.clients import Failed
from bureau.people.models import Account
from config import running
from config.embedded.children import signal_group

CSRF = secrets.token_hex(16)


@contextmanager
def served() -> Iterator[None]:
    """Granian with the workers and threads of the settings, until we are done."""
    web = running.plan().web
    web.start()
    assert web.child is not None
    try:
        _wait_until_it_answers(web.child)
        yield
    finally:
        signal_group(web.child, signal.SIGTERM)
        try:
            web.child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            signal_group(web.child, signal.SIGKILL)


def _wait_until_it_answers(child: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and child.poll() is None:
        try:
            Browser().get("/health")
        except (OSError, Failed, http.client.HTTPException):
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"网页服务没有启动，原因见 {settings.LOG_FOLDER / 'web.log'}。")


def session_of(account: Account) -> str:
    """Signed in, as after the page of signing in."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.save()
    return str(store.session_key)


class Browser:
    """One person's connection, kept open, with the cookies of the session."""

    def __init__(self, session: str = "") -> None:
        self._connection = http.client.HTTPConnection(
            settings.SERVER_ADDRESS, settings.SERVER_PORT, timeout=30
        )
        self._headers = {"Accept-Language": "zh-CN"}
        self.sign_in(session)

    def sign_in(self, session: str) -> None:
        """Go on as somebody else, over the same connection."""
        self._headers["Cookie"] = f"sessionid={session}; csrftoken={CSRF}"

    def get(self, path: str, *, expect: int = 200) -> bytes:
        return self._ask("GET", path, None, expect)

    def post(self, path: str, *, expect: int = 302, **fields: str) -> bytes:
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": CSRF, **fields}), expect)

    def _ask(self, method: str, path: str, body: str | None, expect: int) -> bytes:
        headers = dict(self._headers)
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body=body, headers=headers)
        answer = self._connection.getresponse()
        page = answer.read()
        if answer.status != expect:
            raise Failed(f"{method} {path}: {answer.status}")
        return page
