"""The pages of this desk in a real browser: access and widths."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from bureau.cases.models import Case
from bureau.feedback.tests.test_rectification import a_bad_rating
from bureau.supervision.tests.factories import a_founding, a_target, some_groups
from desks.design.tests.browser import COUNTER, NARROW, PHONE, Visitor
from desks.supervisor.tests.people import MARCH, a, as_

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def some_work() -> list[str]:
    """A little of everything; the addresses of every page that shows it."""
    some_groups()
    a_target("k5")
    a_founding()
    a_founding(online=False)
    a("review_officer")
    uid = a_bad_rating()
    number = Case.objects.order_by("-pk").values_list("number", flat=True)[0]
    return [
        f"/supervision/?{MARCH}",
        f"/supervision/k5/?{MARCH}",
        f"/supervision/k5/cases/denominator/?{MARCH}",
        "/supervision/overdue/",
        "/supervision/tasks/",
        f"/supervision/tasks/{uid}/",
        f"/supervision/audit/?number={number}&check=1",
        f"/supervision/case/{number}/",
    ]


def signed_in(visitor: Visitor, who: str) -> None:
    client: Client = as_(who)
    visitor.context.add_cookies(
        [
            {"name": name, "value": morsel.value, "url": visitor.home}
            for name, morsel in client.cookies.items()
        ]
    )


class TestAccess:
    @pytest.mark.parametrize("size", [COUNTER, PHONE])
    def test_axe_finds_nothing_and_nothing_sticks_out(
        self, visitor: Visitor, size: tuple[int, int]
    ) -> None:
        addresses = some_work()
        signed_in(visitor, "supervisor")
        visitor.resize(size)

        for address in addresses:
            visitor.open(address)
            assert visitor.complaints() == [], address
            assert not visitor.scrolls_sideways(), address

    def test_a_narrow_window_shows_the_cockpit_without_scrolling_sideways(
        self, visitor: Visitor
    ) -> None:
        addresses = some_work()
        signed_in(visitor, "supervisor")
        visitor.resize(NARROW)

        for address in addresses[:3]:
            visitor.open(address)
            assert not visitor.scrolls_sideways(), address


class TestAReviewOfficer:
    def test_verifies_and_finishes_with_the_keyboard_s_forms(self, visitor: Visitor) -> None:
        some_work()
        signed_in(visitor, "review_officer")

        page = visitor.open("/supervision/")
        page.get_by_role("link", name="茶馆许可").click()
        page.get_by_label("不属实或没有依据").check()
        page.get_by_label("查到了什么").fill("问了窗口，看了办件")
        page.get_by_role("button", name="记下核实").click()
        page.get_by_label("没有依据，已向评价人说明").check()
        page.get_by_label("做了什么，有什么凭据").fill("给他看了办件记录")
        page.get_by_label("怎样告诉评价人的").fill("当天打电话说明")
        page.get_by_role("button", name="办结").click()

        expect(page.get_by_role("heading", name="整改结果")).to_be_visible()
