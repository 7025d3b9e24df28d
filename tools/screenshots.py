"""Pictures of the pages, from a running trial city: ``make screenshots``.

Twelve small ones go to ``docs/pictures`` for the README; all of them, at the width of a
desktop and of a phone, to ``screenshots``.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HOME = f"http://127.0.0.1:{os.environ.get('SANHUA_PORT', '8000')}"
PASSWORD = "sanhua-2026"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
CLONE = Path(__file__).resolve().parents[1]
WIDTHS = {"1440": (1440, 900), "390": (390, 844)}


@dataclass(frozen=True)
class Shot:
    name: str
    path: str
    who: str = ""
    readme: bool = True


SHOTS = (
    Shot("home", "/"),
    Shot("search", "/guides/?q=开饭店"),
    Shot("guide", "/guides/food-business-new/"),
    Shot("hall", "/halls/"),
    Shot("apply", "/apply/food-business-new/", "13900000001"),
    Shot("mine", "/mine/", "13900000001"),
    Shot("clerk", "/clerk/", "wl-clerk"),
    Shot("review", "/review/", "wl-examiner"),
    Shot("supervision", "/supervision/", "cd-supervisor"),
    Shot("overdue", "/supervision/overdue/", "cd-supervisor"),
    Shot("queue", "/hall/", "wl-manager"),
    Shot("plan", "/plan/"),
    Shot("follow", "/follow/", readme=False),
    Shot("verify", "/verify/", readme=False),
    Shot("tasks", "/supervision/tasks/", "cd-supervisor", readme=False),
    Shot("audit", "/supervision/audit/", "cd-supervisor", readme=False),
)


def sign_in(page: Page, who: str) -> None:
    page.goto(f"{HOME}/accounts/login/")
    page.fill("input[name=login]", who)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button.btn-primary")
    page.wait_for_url(lambda url: "login" not in url)


def take(browser: Browser, shot: Shot, width: str) -> None:
    size = WIDTHS[width]
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    page = context.new_page()
    if shot.who:
        sign_in(page, shot.who)
    page.goto(f"{HOME}{shot.path}")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=CLONE / "screenshots" / f"{shot.name}-{width}.png", full_page=True)
    if shot.readme and width == "1440":
        place = CLONE / "docs" / "pictures" / f"{shot.name}.jpg"
        page.screenshot(path=place, type="jpeg", quality=60)
    context.close()


def main() -> None:
    for folder in ("screenshots", "docs/pictures"):
        (CLONE / folder).mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        for shot in SHOTS:
            for width in WIDTHS:
                take(browser, shot, width)
                sys.stdout.write(f"{shot.name} {width}\n")
        browser.close()


if __name__ == "__main__":
    main()
