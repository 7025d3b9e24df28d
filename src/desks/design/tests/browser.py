"""A Chromium for tests of pages: it notes every fault by itself and can ask axe.

The root ``conftest.py`` loads it; mark the tests ``browser``. Without a Chromium they are
reported as not run, and fail where ``CI`` is set.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

AXE = Path(__file__).parent / "vendor/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NAMES = ("chromium", "chromium-browser", "google-chrome")
DESKTOP, COUNTER, PHONE, NARROW = (1440, 900), (1366, 768), (390, 844), (320, 640)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium on this machine")
        pytest.skip("no Chromium on this machine: browser tests not run")
    # Playwright keeps an event loop in this thread; our sync database calls are no worse for it.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class Visitor:
    """Somebody in front of a browser window of our pages."""

    page: Page
    context: BrowserContext
    home: str
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.home}{path}")
        self.page.wait_for_load_state("networkidle")
        return self.page

    def resize(self, size: tuple[int, int]) -> None:
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def scrolls_sideways(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))

    def complaints(self) -> list[str]:
        """What axe finds, one line each. By ``evaluate``, so our content policy stays on."""
        self.page.evaluate(AXE.read_text("utf-8"))
        result: dict[str, Any] = self.page.evaluate(
            "rules => axe.run(document, {runOnly: rules})", RULES
        )
        return [
            f"{found['id']} ({found['impact']}): {node['html'][:160]}"
            for found in result["violations"]
            for node in found["nodes"]
        ]

    def go_offline(self, away: bool = True) -> None:
        self.context.set_offline(away)


@pytest.fixture
def visitor(chromium: Browser, live_server: LiveServer) -> Iterator[Visitor]:
    """A fresh browser; a page with a script error or a breach of the policy fails the test."""
    context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    somebody = Visitor(page=page, context=context, home=live_server.url)
    page.on("pageerror", lambda error: somebody.faults.append(str(error)))
    page.on(
        "console",
        lambda said: (
            somebody.faults.append(said.text) if "Content Security Policy" in said.text else None
        ),
    )
    yield somebody
    context.close()
    assert not somebody.faults
