"""Examining by keyboard in a real browser; access; what stands without scrolling."""

from collections.abc import Callable

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from playwright.sync_api import expect

from bureau.cases.operations import review
from bureau.cases.tests.factories import (
    POINTS,
    an_accepted_case,
    an_approver,
    an_examined_case,
    an_examiner,
    an_item,
)
from bureau.catalogue.elements import Basis, Mark, Point
from bureau.people.models import Account
from desks.design.tests.browser import COUNTER, DESKTOP, NARROW, PHONE, Visitor

SOON = 30_000
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ELEVEN = tuple(
    Point(
        key=f"point-{number}",
        kind="substantive",
        text=f"第 {number} 条要求做到了",
        material="plan" if number % 3 == 0 else "",
        defect=f"第 {number} 条没有做到",
        mend="照要求改好",
        basis=Basis(document="茶馆管理办法", article=str(number), mark=Mark.CONFIRMED),
        mark=Mark.CONFIRMED,
    )
    for number in range(1, 12)
)


class Keys:
    """The keyboard, counting."""

    def __init__(self, visitor: Visitor) -> None:
        self._press: Callable[[str], None] = visitor.page.keyboard.press
        self.pressed = 0

    def press(self, key: str) -> None:
        self._press(key)
        self.pressed += 1


def sign_in(visitor: Visitor, account: Account) -> None:
    client = Client()
    client.force_login(account)
    assert client.session[SESSION_KEY]
    cookie = client.cookies["sessionid"]
    visitor.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": visitor.home}])


class TestByKeyboard:
    def test_eleven_points_and_the_proposal_take_twelve_keys(self, visitor: Visitor) -> None:
        an_item(points=ELEVEN)
        case = an_accepted_case()
        sign_in(visitor, an_examiner())
        page = visitor.open(f"/review/{case.number}/")
        keys = Keys(visitor)

        for _ in range(11):
            keys.press("p")
        keys.press("Control+Enter")

        expect(page).to_have_url(f"{visitor.home}/review/", timeout=SOON)
        case.refresh_from_db()
        assert keys.pressed == 12
        assert (case.state, case.proposal) == ("examined", "grant")
        assert [f.verdict for f in case.findings.all()] == ["pass"] * 11

    def test_a_fail_is_one_key_and_its_words(self, visitor: Visitor) -> None:
        an_item(points=ELEVEN)
        case = an_accepted_case()
        sign_in(visitor, an_examiner())
        page = visitor.open(f"/review/{case.number}/")

        page.keyboard.press("j")
        page.keyboard.press("f")
        page.keyboard.type("图上没有")
        page.keyboard.press("Enter")

        expect(page.locator("#point-point-2 .hd")).to_contain_text("不通过", timeout=SOON)
        (finding,) = case.findings.all()
        assert (finding.point_key, finding.note) == ("point-2", "图上没有")
        expect(page.locator("#open-point-3")).to_be_focused()

    def test_a_point_shows_its_material(self, visitor: Visitor) -> None:
        an_item(points=ELEVEN)
        case = an_accepted_case()
        sign_in(visitor, an_examiner())
        page = visitor.open(f"/review/{case.number}/?m=_form")

        page.keyboard.press("j")
        page.keyboard.press("j")

        expect(page.locator("#viewer")).to_have_attribute("data-shown", "plan")
        expect(page.locator("#open-point-3")).to_be_focused()

    def test_deciding_is_one_key(self, visitor: Visitor) -> None:
        case = an_examined_case()
        sign_in(visitor, an_approver())
        page = visitor.open(f"/review/{case.number}/")

        page.keyboard.press("Control+Enter")

        expect(page.locator(".alert, .note").first).to_contain_text("已经作出决定")
        case.refresh_from_db()
        assert case.state == "granted"


class TestWithoutScripts:
    def test_a_case_is_examined_all_the_same(self, visitor: Visitor) -> None:
        case = an_accepted_case()
        browser = visitor.context.browser
        assert browser is not None
        context = browser.new_context(java_script_enabled=False)
        plain = Visitor(page=context.new_page(), context=context, home=visitor.home)
        sign_in(plain, an_examiner())
        plain.page.goto(f"{plain.home}/review/{case.number}/")

        for point in POINTS:
            row = plain.page.locator(f"#point-{point.key}")
            row.get_by_role("button", name="通过", exact=True).click()
        plain.page.get_by_role("button", name="建议准予").click()

        case.refresh_from_db()
        context.close()
        assert case.state == "examined"


class TestAccess:
    @pytest.mark.parametrize("size", [DESKTOP, COUNTER, PHONE, NARROW])
    def test_axe_finds_nothing(self, visitor: Visitor, size: tuple[int, int]) -> None:
        an_item(points=ELEVEN)
        case = an_accepted_case()
        refused = an_examined_case_to_refuse()
        visitor.resize(size)
        sign_in(visitor, an_examiner())
        for path in ("/review/", f"/review/{case.number}/", "/review/look/"):
            visitor.open(path)
            assert visitor.complaints() == []
            assert not visitor.scrolls_sideways()
        sign_in(visitor, an_approver())
        for path in (f"/review/{refused}/", f"/review/{refused}/refuse/"):
            visitor.open(path)
            assert visitor.complaints() == []
            assert not visitor.scrolls_sideways()

    @pytest.mark.parametrize("size", [COUNTER, (1093, 614)])
    def test_point_and_decision_stand_without_scrolling(
        self, visitor: Visitor, size: tuple[int, int]
    ) -> None:
        an_item(points=ELEVEN)
        case = an_accepted_case()
        visitor.resize(size)
        sign_in(visitor, an_examiner())

        page = visitor.open(f"/review/{case.number}/")

        expect(page.locator("#open-point-1")).to_be_in_viewport()
        expect(page.locator("#go")).to_be_in_viewport()


def an_examined_case_to_refuse() -> str:
    case = an_accepted_case()
    findings = [review.PointFinding(p.key, "fail", "与要求不符") for p in ELEVEN]
    review.find(case.number, findings, by=an_examiner(), at=case.received_at)
    review.propose(case.number, "refuse", by=an_examiner(), at=case.received_at)
    return case.number
