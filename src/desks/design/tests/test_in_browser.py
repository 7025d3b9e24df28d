"""The house style in a real browser: access, widths, and the small scripts."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from desks.design.tests.browser import COUNTER, DESKTOP, NARROW, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ("/design/", "/design/staff/", "/design/board/", "/design/kiosk/", "/design/print/")
SOON = 10_000
TABLER = Path(__file__).resolve().parent.parent / "static/design/vendor/tabler.min.css"
NEWER_COLOURS = re.compile(r"(light-dark|oklch|color-mix)\(")
NEWER_SELECTORS = re.compile(r":(has|is|where)\(")
NEWER_PROPERTIES = re.compile(r"(?<![-\w])(inset|aspect-ratio|accent-color)\s*:")


class TestAccess:
    @pytest.mark.parametrize("path", PAGES)
    def test_axe_finds_nothing(self, visitor: Visitor, path: str) -> None:
        visitor.resize(DESKTOP)

        visitor.open(path)

        assert visitor.complaints() == []

    @pytest.mark.parametrize("size", [PHONE, NARROW])
    def test_axe_finds_nothing_on_a_phone(self, visitor: Visitor, size: tuple[int, int]) -> None:
        visitor.resize(size)

        for path in PAGES[:2]:
            visitor.open(path)
            assert visitor.complaints() == []
            assert not visitor.scrolls_sideways()

    def test_the_version_for_the_elderly_is_as_good(self, visitor: Visitor) -> None:
        page = visitor.open("/design/")

        page.get_by_role("button", name="长辈版").click()

        expect(page.get_by_role("button", name="退出长辈版")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "20px"
        assert visitor.complaints() == []

    @pytest.mark.parametrize("size", [COUNTER, (1093, 614)])
    def test_the_counter_sees_call_and_decision_without_scrolling(
        self, visitor: Visitor, size: tuple[int, int]
    ) -> None:
        """1366×768 at 100 % and at 125 %."""
        visitor.resize(size)

        page = visitor.open("/design/staff/")

        expect(page.locator(".callbar .next")).to_be_in_viewport()
        expect(page.locator(".actbar .btn-primary")).to_be_in_viewport()

    def test_the_board_does_not_scroll(self, visitor: Visitor) -> None:
        visitor.resize((1920, 1080))

        page = visitor.open("/design/board/")

        assert page.evaluate("document.documentElement.scrollHeight") <= 1080


class TestOldBrowsers:
    """What Chromium 86 does not know is made unknown to this one; ours must do without."""

    @pytest.mark.parametrize("path", PAGES[:3])
    def test_everything_is_still_there_and_readable(self, visitor: Visitor, path: str) -> None:
        visitor.resize(DESKTOP)
        tabler = TABLER.read_text("utf-8")
        aged = NEWER_SELECTORS.sub(r":x-\1(", NEWER_COLOURS.sub(r"x-\1(", tabler))
        aged = NEWER_PROPERTIES.sub(r"x-\1:", aged)
        visitor.page.route(
            "**/tabler.min.css",
            lambda route: route.fulfill(body=aged, content_type="text/css"),
        )

        page = visitor.open(path)

        assert aged.count("x-") > 1000
        assert visitor.complaints() == []
        assert not visitor.scrolls_sideways()
        assert page.evaluate("getComputedStyle(document.body).color") != "rgb(0, 0, 0)"


class TestKeys:
    def test_digits_judge_the_row_in_focus_and_arrows_move(self, visitor: Visitor) -> None:
        page = visitor.open("/design/staff/")
        page.locator("input[name=m1]").first.focus()

        page.keyboard.press("3")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("2")

        expect(page.locator("input[name=m1][value=owed]")).to_be_checked()
        expect(page.locator("input[name=m2][value=missing]")).to_be_checked()

    def test_digits_do_nothing_elsewhere(self, visitor: Visitor) -> None:
        page = visitor.open("/design/staff/")
        page.locator("#words").focus()

        page.keyboard.press("1")

        expect(page.locator("#words")).to_have_value("1")
        assert page.locator("input[name=m1]:checked").count() == 0

    def test_a_function_key_presses_its_button(self, visitor: Visitor) -> None:
        page = visitor.open("/design/staff/")

        page.keyboard.press("F10")

        expect(page.locator('[data-key="F10"]')).to_be_focused()

    def test_the_table_of_keys_opens(self, visitor: Visitor) -> None:
        page = visitor.open("/design/staff/")

        page.get_by_role("button", name="快捷键").click()

        expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()


class TestDraft:
    def test_is_kept_while_typing(self, visitor: Visitor) -> None:
        page = visitor.open("/design/staff/")

        page.locator("#words").type("李示例的健康证明")

        expect(page.locator("[data-draft-state]")).to_contain_text("已自动保存", timeout=SOON)

    def test_survives_a_cut_of_the_net_and_a_closed_window(self, visitor: Visitor) -> None:
        page = visitor.open("/design/staff/")
        visitor.go_offline()
        page.locator("#words").type("断网时写的")
        expect(page.locator("[data-draft-state]")).to_contain_text("没存上", timeout=SOON)
        page.close()

        visitor.go_offline(False)
        again = visitor.context.new_page()
        again.goto(f"{visitor.home}/design/staff/")

        expect(again.locator("#words")).to_have_value("断网时写的")
        expect(again.locator("[data-draft-state]")).to_contain_text("已自动保存", timeout=SOON)

    def test_is_sent_by_itself_when_the_net_is_back(self, visitor: Visitor) -> None:
        page = visitor.open("/design/staff/")
        visitor.go_offline()
        page.locator("#words").type("断网时写的")
        expect(page.locator("[data-draft-state]")).to_contain_text("没存上", timeout=SOON)

        visitor.go_offline(False)

        expect(page.locator("[data-draft-state]")).to_contain_text("已自动保存", timeout=SOON)


class TestOnce:
    def test_a_double_press_is_sent_once(self, visitor: Visitor) -> None:
        page = visitor.open("/design/staff/")
        sent: list[str] = []
        page.on(
            "request",
            lambda request: sent.append(request.url) if request.method == "POST" else None,
        )

        page.get_by_role("button", name="保存").dblclick()
        page.wait_for_url("**/design/draft/")

        assert len(sent) == 1


class TestForms:
    def test_a_field_stands_only_with_its_answer(self, visitor: Visitor) -> None:
        page = visitor.open("/design/")
        expect(page.get_by_role("group", name="经营项目")).to_be_visible()

        page.get_by_role("radio", name="食品销售").check()

        expect(page.get_by_role("group", name="经营项目")).to_be_hidden()

    def test_one_more_row(self, visitor: Visitor) -> None:
        page = visitor.open("/design/")
        before = page.locator(".rows > li").count()

        page.get_by_role("button", name="再加一行").click()

        assert page.locator(".rows > li").count() == before + 1
        expect(page.locator(f"#id_devices__{before}__name")).to_be_focused()

    def test_the_summary_of_errors_has_the_focus_and_leads_to_the_field(
        self, visitor: Visitor
    ) -> None:
        page = visitor.open("/design/")
        expect(page.locator(".errsum")).to_be_focused()

        page.locator(".errsum a").first.click()

        expect(page.locator("#id_code")).to_be_focused()

    def test_everything_is_there_without_scripts(self, visitor: Visitor) -> None:
        browser = visitor.context.browser
        assert browser is not None
        plain = browser.new_context(java_script_enabled=False)
        page = plain.new_page()

        page.goto(f"{visitor.home}/design/")

        assert page.locator("text=只在“主体业态”选").count() == 1
        assert page.get_by_role("button", name="再加一行").count() == 0
        plain.close()


class TestPartsOfAPage:
    def test_a_refusal_comes_into_its_place_and_has_the_focus(self, visitor: Visitor) -> None:
        page = visitor.open("/design/staff/")

        page.get_by_role("button", name="试着受理").click()

        expect(page.get_by_role("alert")).to_contain_text("还缺少：健康证明。")
        expect(page.get_by_role("alert")).to_be_focused()
        assert page.url.endswith("/design/staff/")

    def test_may_be_tried_again_after_a_refusal(self, visitor: Visitor) -> None:
        page = visitor.open("/design/staff/")
        page.get_by_role("button", name="试着受理").click()
        expect(page.get_by_role("alert")).to_be_visible()

        with page.expect_response("**/design/refused/") as answer:
            page.get_by_role("button", name="试着受理").click()

        assert answer.value.status == 422

    def test_a_cut_of_the_net_is_said_in_words(self, visitor: Visitor) -> None:
        page = visitor.open("/design/staff/")
        visitor.go_offline()

        page.get_by_role("button", name="试着受理").click()

        expect(page.locator("#net-trouble")).to_contain_text("网络断了")


class TestCharts:
    def test_are_drawn_within_the_content_policy_and_fit(self, visitor: Visitor) -> None:
        visitor.resize(NARROW)

        page = visitor.open("/design/")
        page.locator(".chart").hover()

        expect(page.locator(".chart svg")).to_be_visible()
        assert not visitor.scrolls_sideways()
