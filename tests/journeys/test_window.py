"""Somebody without phone, account or appointment, served at a window by keyboard to the end."""

import pytest
from playwright.sync_api import Page

from bureau.cases.models import Application
from bureau.people.tests.factories import an_id_number
from desks.design.tests.browser import COUNTER, Visitor
from tests.clauses import clause
from tests.journeys.filling import fill_in
from tests.journeys.test_chain import press, says, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("the_city")]


def sit_down_and_call(page: Page) -> None:
    page.locator("button[name=place]").first.click()
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="取一个号", exact=True).click()
    page.wait_for_load_state("networkidle")
    press(page, "F2", lambda shown: "/visits/" in shown.url)


def say_who_came(page: Page) -> None:
    page.locator("main input[name=number]").first.fill(an_id_number())
    page.locator("main input[name=name]").first.fill("周示例")
    page.get_by_role("button", name="证件核对过，是本人").click()
    page.wait_for_load_state("networkidle")


def write_down(page: Page, item: str) -> None:
    """Everything asked for, as told by the visitor, and every paper found in order."""
    page.locator(f"form[action$='/begin/'] button[value={item}]").click()
    page.wait_for_url("**/receive/**")
    for _ in range(4):
        for name, value in (("contact_wish", "none"), ("delivery_wish", "pick_up")):
            page.locator(f"input[name={name}][value={value}]").check(force=True)
        page.locator("input[name=contact_phone]").fill("")
        fill_in(page, "main form:has([name=contact_wish])")
        for good in page.locator("input[name^=verdict-][value=good]").all():
            good.check(force=True)
        page.wait_for_load_state("networkidle")
        page.keyboard.press("F10")
        page.wait_for_timeout(700)
        page.wait_for_load_state("networkidle")
        if "/check/" in page.url:
            return
    raise AssertionError(page.locator(".errsum").all_inner_texts())


@clause("3.2.3-e")
@pytest.mark.parametrize(
    ("item", "words", "letter"),
    [
        ("device2-filing", "第二类医疗器械经营备案", "备案凭证已写好"),
        ("individual-establish", "个体工商户设立", "准予登记通知书已写好"),
    ],
)
def test_without_phone_or_account_and_the_result_in_hand(
    visitor: Visitor, item: str, words: str, letter: str
) -> None:
    visitor.resize(COUNTER)
    sign_in(visitor, "qs-clerk")
    page = visitor.open("/clerk/")
    sit_down_and_call(page)
    say_who_came(page)
    page.goto(f"{page.url.split('#')[0]}?q={words}")
    write_down(page, item)

    press(page, "F10", lambda shown: "/clerk/cases/" in shown.url)
    press(page, "F10", says(letter))
    application = Application.objects.get()
    visitor.open(f"/clerk/cases/{application.number}/deliver/")
    page.fill("input[name=signer]", "周示例")
    press(page, "F10", says("已送达，办件结束"))

    assert application.typed_by == "staff"
    assert application.confirmation == "read_aloud"
    assert not application.online
