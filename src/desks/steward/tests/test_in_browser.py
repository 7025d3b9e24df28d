"""The keepers' pages in a real browser: access and widths, and a draft that saves itself."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from bureau.cases.tests.factories import LICENCE_ITEM
from bureau.catalogue.models import Edition
from bureau.offices.tests.factories import CITY, a_competent
from bureau.people.models import Account
from desks.design.tests.browser import COUNTER, DESKTOP, NARROW, PHONE, Visitor
from desks.steward.tests.test_writing import (
    a_keeper,
    a_proposal,
    a_publisher,
    a_sound_item,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def goes_in(visitor: Visitor, client: Client) -> None:
    cookie = client.cookies["sessionid"]
    visitor.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": visitor.home}])


def a_changed_draft(keeper: Client) -> str:
    a_sound_item()
    address = str(keeper.post(f"/items/{LICENCE_ITEM}/draft/")["Location"])
    keeper.post(f"{address}at/promised_limit/", {"value": "3", "unit": "working_day"})
    return address


@pytest.mark.parametrize("size", [DESKTOP, COUNTER, PHONE, NARROW])
def test_axe_finds_nothing(visitor: Visitor, size: tuple[int, int]) -> None:
    keeper = a_keeper()
    address = a_changed_draft(keeper)
    goes_in(visitor, keeper)
    visitor.resize(size)

    for path in (
        "/items/",
        f"/items/{LICENCE_ITEM}/",
        f"/items/{LICENCE_ITEM}/compare/",
        f"/items/{LICENCE_ITEM}/close/",
        "/listings/",
        "/listings/county/",
        f"/listings/county/{LICENCE_ITEM}/",
        address,
        f"{address}at/promised_limit/",
        f"{address}at/materials.plan/",
        f"{address}at/forms.application/",
        address.replace("/draft/", "/publish/"),
    ):
        visitor.open(path)
        assert visitor.complaints() == []
        assert not visitor.scrolls_sideways()


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_axe_finds_nothing_where_a_second_person_publishes(
    visitor: Visitor, size: tuple[int, int]
) -> None:
    keeper = a_keeper()
    address = a_changed_draft(keeper)
    a_proposal(keeper, address)
    goes_in(visitor, a_publisher())
    visitor.resize(size)

    visitor.open(address.replace("/draft/", "/publish/"))

    assert visitor.complaints() == []
    assert not visitor.scrolls_sideways()


def test_a_place_saves_itself_and_the_check_follows(visitor: Visitor) -> None:
    keeper = a_keeper()
    address = a_changed_draft(keeper)
    goes_in(visitor, keeper)
    page = visitor.open(f"{address}at/promised_limit/")

    page.get_by_label("数值").fill("30")
    expect(page.locator("[data-draft-state]")).to_contain_text("已自动保存", timeout=10_000)

    page = visitor.open(address)
    expect(page.locator(".lint").first).to_contain_text("长于法定")
    page.keyboard.press("Alt+z")
    expect(page.locator("body")).to_contain_text("撤销了")
    draft = Edition.objects.get(status="draft")
    assert draft.content["promised_limit"]["value"] == 5


def test_a_draft_is_written_by_keyboard_alone(visitor: Visitor) -> None:
    keeper = a_keeper()
    address = a_changed_draft(keeper)
    goes_in(visitor, keeper)
    page = visitor.open(f"{address}at/promised_limit/")

    page.get_by_label("数值").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("4")
    page.keyboard.press("F10")

    expect(page).to_have_url(re.compile(r"/draft/#basics$"))
    assert Edition.objects.get(status="draft").content["promised_limit"]["value"] == 4


def test_two_keepers_see_each_other(visitor: Visitor) -> None:
    keeper = a_keeper()
    address = a_changed_draft(keeper)
    other = Client()
    other.force_login(_another_keeper())
    other.post(f"{address}present/", {"place": "promised_limit"})
    goes_in(visitor, keeper)

    page = visitor.open(address)

    expect(page.locator("#others")).to_contain_text("KEEPER8 某在看“承诺时限”")


def _another_keeper() -> Account:
    return a_competent("KEEPER8", "item_keeper", "keep", office=CITY)
