"""The window in a real browser: by keyboard, through a cut of the net, readable for all."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from playwright.sync_api import Page, Route, expect

from bureau.cases.models import Application, Case
from bureau.cases.tests.factories import a_granted_case
from bureau.people.models import Account
from bureau.people.tests.factories import an_id_number
from desks.clerk.tests.factories import (
    a_begun_draft,
    a_browser,
    a_clerk,
    a_received_case,
    a_served_visit,
    a_ticket,
    an_item_with_a_form,
    seated,
)
from desks.design.tests.browser import COUNTER, DESKTOP, NARROW, PHONE, Visitor

SOON = 30_000
COUNTER_125 = (1093, 614)
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Keys:
    """The keyboard, counting."""

    def __init__(self, visitor: Visitor) -> None:
        self._keyboard = visitor.page.keyboard
        self.pressed = 0

    def type(self, words: str) -> None:
        """One key a sign, as an input method gives it."""
        self._keyboard.insert_text(words)
        self.pressed += len(words)

    def press(self, *keys: str) -> None:
        for key in keys:
            self._keyboard.press(key)
            self.pressed += 1


def sign_in(visitor: Visitor, account: Account) -> None:
    client = Client()
    client.force_login(account)
    assert client.session[SESSION_KEY]
    cookie = client.cookies["sessionid"]
    visitor.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": visitor.home}])


def read_card(page: Page, number: str) -> None:
    """A card reader types the number and Enter by itself; no key of the clerk."""
    expect(page.locator("#number")).to_be_focused(timeout=SOON)
    page.locator("#number").fill(number)
    page.locator("#number").press("Enter")


def fill_in(page: Page) -> None:
    """What the person says is typed; that is no command."""
    page.locator("#id_boss__name").fill("周示例")
    page.locator("#id_boss__id_number").fill(an_id_number())


@pytest.fixture
def clerk() -> Account:
    an_item_with_a_form()
    return seated(a_clerk())


class TestByKeyboard:
    def test_from_the_call_to_the_acceptance_in_twelve_keys(
        self, visitor: Visitor, clerk: Account
    ) -> None:
        number = an_id_number()
        known = a_served_visit(clerk)
        a_browser(clerk).post(
            f"/clerk/visits/{known.uid}/person/",
            {"number": number, "name": "周示例", "seen": "yes"},
        )
        a_browser(clerk).post(f"/clerk/visits/{known.uid}/end/", {"outcome": "left"})
        a_ticket()
        sign_in(visitor, clerk)
        visitor.resize(COUNTER)
        page = visitor.open("/clerk/")
        keys = Keys(visitor)

        keys.press("F2")
        read_card(page, number)
        expect(page.locator("#q")).to_be_focused(timeout=SOON)
        keys.type("茶馆")
        keys.press("Enter")
        expect(page.get_by_role("button", name="收件 茶馆许可")).to_be_focused(timeout=SOON)
        keys.press("Enter")
        page.wait_for_url("**/receive/**", timeout=SOON)
        fill_in(page)
        keys.press("Alt+m", "1", "F10")
        page.wait_for_url("**/check/", timeout=SOON)
        keys.press("F10")
        page.wait_for_url("**/cases/**", timeout=SOON)
        keys.press("F10")
        expect(page.get_by_text("受理通知书已写好")).to_be_visible(timeout=SOON)

        case = Case.objects.get()
        assert keys.pressed <= 12
        assert case.state == "accepted"
        assert case.party_name == "周示例"

    def test_a_fault_is_one_key_and_its_words_then_on_to_the_next(
        self, visitor: Visitor, clerk: Account
    ) -> None:
        sign_in(visitor, clerk)
        draft = a_begun_draft(clerk, a_served_visit(clerk))
        page = visitor.open(f"/clerk/receive/{draft}/")
        page.get_by_label("放", exact=True).check()
        expect(page.locator("#material-noise")).to_be_attached(timeout=SOON)

        page.keyboard.press("Alt+m")
        page.keyboard.press("3")
        page.keyboard.type("没有标出灶台")
        page.keyboard.press("Enter")
        page.keyboard.press("2")

        expect(page.locator("input[name=verdict-plan][value=defective]")).to_be_checked()
        expect(page.locator("input[name=verdict-noise][value=missing]")).to_be_checked()
        assert page.url.endswith(f"/clerk/receive/{draft}/")

    def test_each_digit_is_kept_and_the_notice_follows(
        self, visitor: Visitor, clerk: Account
    ) -> None:
        case = a_received_case(clerk)
        sign_in(visitor, clerk)
        page = visitor.open(f"/clerk/cases/{case.number}/")

        page.keyboard.press("2")
        expect(page.get_by_text("一次性告知书预览")).to_be_visible(timeout=SOON)
        expect(page.get_by_text("差 1 件，建议“一次性告知”")).to_be_visible(timeout=SOON)
        page.keyboard.press("F8")

        expect(page.get_by_text("一次性告知书已写好")).to_be_visible(timeout=SOON)
        case.refresh_from_db()
        assert case.state == "awaiting_correction"

    def test_not_ours_takes_a_ground_before_it_counts(
        self, visitor: Visitor, clerk: Account
    ) -> None:
        case = a_received_case(clerk)
        sign_in(visitor, clerk)
        page = visitor.open(f"/clerk/cases/{case.number}/")

        page.keyboard.press("F9")
        expect(page.get_by_role("dialog", name="不需办 / 不归本局")).to_be_visible()
        page.get_by_label("理由（写进告知书）").fill("这是住建的事")
        page.keyboard.press("Enter")

        expect(page.get_by_role("alert")).to_contain_text("请选是不需要办理", timeout=SOON)
        expect(page.get_by_label("理由（写进告知书）")).to_have_value("这是住建的事")


class TestThroughACut:
    def test_what_was_typed_stays_and_is_received_once(
        self, visitor: Visitor, clerk: Account
    ) -> None:
        sign_in(visitor, clerk)
        draft = a_begun_draft(clerk, a_served_visit(clerk))
        page = visitor.open(f"/clerk/receive/{draft}/")
        visitor.go_offline()
        page.locator("#id_shop").fill("断网时写的店")
        expect(page.locator("[data-draft-state]")).to_contain_text("没存上", timeout=SOON)
        visitor.go_offline(False)
        expect(page.locator("[data-draft-state]")).to_contain_text("已自动保存", timeout=SOON)

        fill_in(page)
        page.keyboard.press("F10")
        page.wait_for_url("**/check/", timeout=SOON)
        page.get_by_role("button", name="收件").dblclick()
        page.wait_for_url("**/cases/**", timeout=SOON)

        application = Application.objects.get()
        assert application.answers["shop"] == "断网时写的店"

    def test_what_is_typed_while_the_list_changes_stays(
        self, visitor: Visitor, clerk: Account
    ) -> None:
        sign_in(visitor, clerk)
        draft = a_begun_draft(clerk, a_served_visit(clerk))
        page = visitor.open(f"/clerk/receive/{draft}/")
        on_the_way: list[Route] = []
        page.route("**/clerk/receive/*/", lambda route: on_the_way.append(route))

        with page.expect_request(lambda request: request.method == "POST"):
            page.get_by_label("放", exact=True).check()
        page.locator("#id_shop").fill("一直在打字")
        on_the_way[0].continue_()

        expect(page.locator("#material-noise")).to_be_attached(timeout=SOON)
        expect(page.locator("#id_shop")).to_have_value("一直在打字")


class TestWithoutScripts:
    def test_a_case_is_judged_and_accepted(self, visitor: Visitor, clerk: Account) -> None:
        case = a_received_case(clerk)
        browser = visitor.context.browser
        assert browser is not None
        context = browser.new_context(java_script_enabled=False)
        client = Client()
        client.force_login(clerk)
        value = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": visitor.home}])
        page = context.new_page()
        page.goto(f"{visitor.home}/clerk/cases/{case.number}/")

        page.locator("input[name=verdict-plan][value=good]").check()
        page.get_by_role("button", name="受理并打印").click()

        expect(page.get_by_text("受理通知书已写好")).to_be_visible(timeout=SOON)
        context.close()


def pages_of(clerk: Account) -> list[str]:
    """Every page of the desk, each with something on it."""
    visit = a_served_visit(clerk)
    draft = a_begun_draft(clerk, visit)
    complete = a_begun_draft(clerk, visit)
    typed = {"q-music": "no", "shop": "茶馆", "boss__name": "周示例"}
    typed |= {"boss__id_number": an_id_number(), "boss__id_kind": "id_card"}
    typed |= {"contact_wish": "none", "delivery_wish": "pick_up", "verdict-plan": "missing"}
    a_browser(clerk).post(f"/clerk/receive/{complete}/save/", typed)
    case = a_received_case(clerk)
    granted = a_granted_case()
    a_ticket(need="elderly")
    return [
        "/clerk/",
        f"/clerk/visits/{visit.uid}/?q=茶馆",
        f"/clerk/receive/{draft}/",
        f"/clerk/receive/{draft}/?check",
        f"/clerk/receive/{complete}/check/",
        f"/clerk/cases/{case.number}/",
        f"/clerk/cases/{granted.number}/",
        f"/clerk/cases/{granted.number}/deliver/",
        "/clerk/find/?q=没有",
        "/clerk/day/",
    ]


class TestForEverybody:
    def test_axe_finds_nothing_on_any_page(self, visitor: Visitor, clerk: Account) -> None:
        pages = pages_of(clerk)
        sign_in(visitor, clerk)

        found = []
        for size in (DESKTOP, PHONE):
            visitor.resize(size)
            for path in pages:
                visitor.open(path)
                found += [f"{path} {size[0]}: {one}" for one in visitor.complaints()]

        assert found == []

    @pytest.mark.parametrize("size", [COUNTER, COUNTER_125, PHONE, NARROW])
    def test_nothing_runs_out_sideways(
        self, visitor: Visitor, clerk: Account, size: tuple[int, int]
    ) -> None:
        pages = pages_of(clerk)
        sign_in(visitor, clerk)
        visitor.resize(size)

        for path in pages:
            visitor.open(path)
            assert (path, visitor.scrolls_sideways()) == (path, False)

    @pytest.mark.parametrize("size", [COUNTER, COUNTER_125])
    def test_call_list_and_decision_stand_without_scrolling(
        self, visitor: Visitor, clerk: Account, size: tuple[int, int]
    ) -> None:
        a_served_visit(clerk)
        case = a_received_case(clerk)
        sign_in(visitor, clerk)
        visitor.resize(size)

        page = visitor.open(f"/clerk/cases/{case.number}/")

        expect(page.locator(".callbar .next")).to_be_in_viewport()
        expect(page.locator(".judged tbody tr").first).to_be_in_viewport()
        expect(page.locator(".actbar .btn-primary")).to_be_in_viewport()
