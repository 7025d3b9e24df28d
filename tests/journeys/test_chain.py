"""One real application through every hand, in a browser: from the guide to a rated licence."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from desks.design.tests.browser import COUNTER, Visitor
from tests.journeys.conftest import PASSWORD, PHONE
from tests.journeys.filling import A_PDF, fill_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("the_city")]

ITEM = "food-business-new"
OFFICE = "990102"


def sign_in(visitor: Visitor, name: str) -> Page:
    visitor.context.clear_cookies()
    page = visitor.open("/accounts/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button.btn-primary")
    page.wait_for_url(lambda url: "login" not in url)
    return page


def apply_online(visitor: Visitor) -> tuple[str, str]:
    """Number and query code of a complete application for a food business licence."""
    page = sign_in(visitor, PHONE)
    visitor.open(f"/apply/{ITEM}/?office={OFFICE}")
    page.locator("label.opt:has(input[name=party])").first.click()
    page.select_option("select[name=office]", OFFICE)
    page.click("text=开始填写")
    page.wait_for_url("**/drafts/**")
    for _ in range(10):
        if "/check/" in page.url:
            break
        # An answer can bring a further question, so a page may have to be answered twice.
        fill_in(page, "#draft")
        hand_in(page)
        with page.expect_navigation():
            page.locator(".actbar .btn-primary").first.click()
        page.wait_for_load_state("networkidle")
    assert "/check/" in page.url, page.locator(".errsum").all_inner_texts()
    with page.expect_navigation():
        page.click("button[form=submit]")
    page.wait_for_load_state("networkidle")
    found = re.search(r"/mine/([\d-]+)/receipt/", page.url)
    assert found is not None, page.locator("main").inner_text()[:600]
    return found[1], page.inner_text("#query-code")


def hand_in(page: Page) -> None:
    """A file for every material that asks for one and has none."""
    for place in page.query_selector_all("input[type=file]"):
        name = place.get_attribute("id") or ""
        page.set_input_files(f"#{name}", A_PDF)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(300)


def press(page: Page, key: str, until: Callable[[Page], bool]) -> None:
    """Press a key and wait for what it brings about."""
    page.wait_for_load_state("networkidle")  # the keys are there once the scripts are
    page.keyboard.press(key)
    for _ in range(100):
        page.wait_for_timeout(100)
        if until(page):
            return
    raise AssertionError(f"{key} brought nothing about on {page.url}")


def says(words: str) -> Callable[[Page], bool]:
    return lambda page: words in page.inner_text("body")


def test_from_the_guide_to_a_rated_licence(visitor: Visitor) -> None:
    visitor.resize(COUNTER)
    page = visitor.open(f"/guides/{ITEM}/")
    assert page.locator("text=网上申请").first.is_visible()

    number, code = apply_online(visitor)

    page = sign_in(visitor, "qs-clerk")
    visitor.open(f"/clerk/cases/{number}/")
    for material in ("layout", "rules", "safety-staff"):
        page.locator(f"input[name=verdict-{material}]").first.check(force=True)
    press(page, "F10", says("已受理"))

    page = sign_in(visitor, "qs-examiner")
    visitor.open(f"/review/{number}/")
    points = page.locator("form[id^=point-]").count()
    for done in range(1, points + 1):
        press(page, "p", says(f"通过 {done}"))
    press(page, "Control+Enter", says("等待决定"))

    page = sign_in(visitor, "qs-approver")
    visitor.open(f"/review/{number}/")
    press(page, "Control+Enter", says("已经作出决定"))

    page = sign_in(visitor, "qs-clerk")
    visitor.open(f"/clerk/cases/{number}/deliver/")
    page.fill("input[name=signer]", "李示例")
    press(page, "F10", says("已送达"))

    visitor.context.clear_cookies()
    page = visitor.open("/follow/")
    page.fill("#id_number", number)
    page.fill("#id_code", code)
    page.click("main form button.btn-primary")
    page.wait_for_load_state("networkidle")
    assert "已办结" in page.inner_text("main")
    assert "李示例" not in page.inner_text("main")

    page = sign_in(visitor, PHONE)
    visitor.open(f"/mine/{number}/")
    proof = page.locator("a[href^='/verify/']").first.get_attribute("href")
    assert proof is not None
    visitor.context.clear_cookies()
    page = visitor.open(proof)
    assert "现在有效" in page.inner_text("main")
    assert "JY2" in page.inner_text("main")
