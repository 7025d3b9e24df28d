"""The devices of a hall in a real browser: one press, a cut in the net, a minute alone."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from bureau.people.models import Account
from bureau.visits import operations
from bureau.visits import queries as visits
from bureau.visits.tests.factories import HALL, a_clerk_at, a_ticket, some_tickets
from bureau.workdays import clock
from desks.design.tests.browser import DESKTOP, PHONE, Visitor
from desks.hall.tests.test_pages import a_served, an_enrolled, the_manager

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SOON = 30_000
KIOSK, BOARD, PAD = (1080, 1920), (1920, 1080), (1280, 800)


def become(
    visitor: Visitor, kind: str, *, window: str = "", manager: Account | None = None
) -> None:
    """This browser is the device from now on."""
    client = an_enrolled(kind, window=window, manager=manager)
    name = f"device_{kind}"
    visitor.context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": f"{visitor.home}/hall/"}]
    )


def sign_in(visitor: Visitor, account: Account) -> None:
    client = Client()
    client.force_login(account)
    cookie = client.cookies["sessionid"]
    visitor.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": visitor.home}])


class TestTheKiosk:
    def test_one_press_gives_a_number_and_makes_way_after_a_minute(self, visitor: Visitor) -> None:
        become(visitor, "kiosk")
        visitor.resize(KIOSK)
        visitor.page.clock.install()
        page = visitor.open("/hall/kiosk/")

        page.get_by_role("button", name="取号").first.click()

        expect(page.locator(".slip-number")).to_have_text("A001", timeout=SOON)
        page.clock.run_for(61_000)
        expect(page).to_have_url(f"{visitor.home}/hall/kiosk/", timeout=SOON)

    def test_a_press_into_a_cut_net_becomes_one_ticket_when_it_is_back(
        self, visitor: Visitor
    ) -> None:
        become(visitor, "kiosk")
        visitor.resize(KIOSK)
        page = visitor.open("/hall/kiosk/")
        visitor.go_offline()

        page.get_by_role("button", name="取号").first.click()
        expect(page.locator("[data-trouble]")).to_contain_text("正在取号")
        visitor.go_offline(away=False)

        expect(page.locator(".slip-number")).to_have_text("A001", timeout=SOON)
        assert visits.waiting_count(HALL, clock.today()) == 1


class TestTheBoard:
    def test_shows_a_call_that_came_meanwhile(self, visitor: Visitor) -> None:
        become(visitor, "board")
        visitor.resize(BOARD)
        now = clock.now()
        by = a_clerk_at("01", at=now)
        a_ticket(at=now)
        page = visitor.open("/hall/board/")

        operations.call_next(by=by, at=clock.now())

        expect(page.locator(".callnow .n")).to_have_text("A001", timeout=SOON)
        expect(page.locator("[data-live]")).to_have_text("请 A001 号，到 01 号窗口")

    def test_keeps_the_last_state_without_the_server_and_says_so(self, visitor: Visitor) -> None:
        become(visitor, "board")
        visitor.resize(BOARD)
        now = clock.now()
        by = a_clerk_at("01", at=now)
        a_ticket(at=now)
        operations.call_next(by=by, at=now)
        page = visitor.open("/hall/board/")

        visitor.go_offline()

        expect(page.locator(".away")).to_contain_text("断开", timeout=SOON)
        expect(page.locator(".callnow .n")).to_have_text("A001")
        visitor.go_offline(away=False)
        expect(page.locator(".away")).to_be_hidden(timeout=SOON)


class TestThePad:
    def test_asks_by_itself_and_is_quiet_after_one_press(self, visitor: Visitor) -> None:
        become(visitor, "pad", window="01")
        visitor.resize(PAD)
        page = visitor.open("/hall/pad/")

        a_served(a_clerk_at("01", at=clock.now()), clock.now())

        expect(page.get_by_role("button", name="基本满意")).to_be_visible(timeout=SOON)
        page.get_by_role("button", name="基本满意").click()
        expect(page.locator("body")).to_contain_text("谢谢您的评价", timeout=SOON)
        expect(page.get_by_role("button", name="基本满意")).to_have_count(0)


class TestAccess:
    def test_axe_finds_nothing(self, visitor: Visitor) -> None:
        manager = the_manager()
        tickets = some_tickets(3, at=clock.now())
        by = a_clerk_at("01", at=clock.now())
        a_served(by, clock.now())
        operations.call_next(by=by, at=clock.now())
        for kind, size, window in (("kiosk", KIOSK, ""), ("board", BOARD, ""), ("pad", PAD, "01")):
            become(visitor, kind, window=window, manager=manager)
            visitor.resize(size)
            visitor.open(f"/hall/{kind}/")
            assert visitor.complaints() == []
            assert not visitor.scrolls_sideways()
        visitor.open(f"/hall/kiosk/{tickets[2].uid}/")
        assert visitor.complaints() == []
        sign_in(visitor, manager)
        for path, size in (
            ("/hall/", DESKTOP),
            ("/hall/", PHONE),
            (f"/t/{tickets[2].uid}/", PHONE),
        ):
            visitor.resize(size)
            visitor.open(path)
            assert visitor.complaints() == []
            assert not visitor.scrolls_sideways()

    def test_the_board_does_not_scroll(self, visitor: Visitor) -> None:
        become(visitor, "board")
        now = clock.now()
        for number in range(1, 4):
            a_served(a_clerk_at(f"0{number}", at=now), now)
        visitor.resize(BOARD)

        page = visitor.open("/hall/board/")

        assert page.evaluate("document.documentElement.scrollHeight") <= 1080
