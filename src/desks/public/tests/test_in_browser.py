"""A newcomer in a real browser: from "开餐馆" to a rated decision, and every page on the way."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from bureau.audit.actors import Actor
from bureau.cases.facts import Verdict
from bureau.cases.models import Application, Case
from bureau.cases.operations import counter, review
from bureau.cases.queries.pages import case_page
from bureau.cases.states import State
from bureau.catalogue.city_listings import load_listings
from bureau.catalogue.reference import load_items, load_laws
from bureau.feedback.models import Rating
from bureau.feedback.operations import invite_raters
from bureau.files.tests.samples import a_pdf, a_picture
from bureau.offices.city import load_city
from bureau.people.models import Account
from bureau.people.queries import account_named
from bureau.people.tests.factories import a_credit_code, a_mobile, an_id_number
from bureau.registry.queries import licences_of_case
from bureau.workdays import clock
from desks.design.tests.browser import DESKTOP, NARROW, PHONE, Visitor
from desks.public.tests.factories import a_draft, a_tea_house, filled, signed_in, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECOND_CITY = settings.CLONE / "tests" / "second_city"
ITEM = "food-business-new"
HOUSE = Actor.system("测试")
SOON = 15_000


def a_city() -> None:
    """The items of the law in a made-up city of two offices."""
    now = clock.now()
    load_laws(settings.REFERENCE_FOLDER, by=HOUSE, at=now)
    load_items(settings.REFERENCE_FOLDER, trial=True, by=HOUSE, at=now)
    load_city(SECOND_CITY, by="yx-admin", trial=True, at=now)
    load_listings(SECOND_CITY, by=HOUSE, at=now)


def staff(number: str) -> Account:
    found = account_named(number)
    assert found is not None
    return found


def pressed(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


class TestTheWholeWay:
    """食品经营许可（新办）, online, by somebody who was never here before."""

    def test_from_the_first_word_to_the_rating(self, visitor: Visitor, tmp_path: Path) -> None:
        a_city()
        visitor.resize(DESKTOP)
        page = visitor.open("/")

        self._finds_the_item(page)
        self._registers(page)
        self._fills_in(page)
        self._hands_in(page, tmp_path)
        number, code = self._submits(page)
        self._is_granted(number)
        self._gets_the_licence(visitor, number)
        self._rates(page, number)
        self._follows_without_signing_in(visitor, number, code)

    def _finds_the_item(self, page: Page) -> None:
        page.get_by_label("搜索事项").fill("开餐馆")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="食品经营许可（新办）", exact=True).click()
        page.get_by_text("做餐饮", exact=True).click()
        page.get_by_text("个体工商户", exact=True).click()
        page.get_by_text("不做", exact=True).click()
        page.wait_for_url("**cold-raw=no**")
        expect(page.locator("#materials-title")).to_contain_text("您只需准备 2 件")
        page.locator("aside").get_by_role("link", name="网上申请").click()

    def _registers(self, page: Page) -> None:
        page.get_by_role("link", name="用手机号注册").click()
        page.get_by_label("您的姓名").fill("𠮷示例")
        page.get_by_label("手机号").fill(a_mobile())
        page.get_by_label("设一个密码").fill("云溪城里的茶真的很香")
        pressed(page, "注册")
        code = re.search(r"验证码是 (\d{6})", page.locator("main").inner_text())
        assert code is not None
        page.locator("input[name=code]").fill(code[1])
        pressed(page, "确认")
        page.get_by_label("姓名", exact=True).fill("𠮷示例")
        page.get_by_label("证件号码").fill(an_id_number())
        pressed(page, "存好，接着办")

    def _fills_in(self, page: Page) -> None:
        page.get_by_text("别的单位或个体工商户", exact=True).click()
        page.get_by_label("单位名称").fill("青石县𠮷祥餐馆（示例）")
        page.get_by_label("办理单位").select_option("990102")
        pressed(page, "开始填写")
        expect(page.get_by_role("heading", level=1)).to_contain_text("填信息")
        expect(page.get_by_label("经营者名称")).to_have_value("青石县𠮷祥餐馆（示例）")
        page.get_by_label("统一社会信用代码").fill(a_credit_code())
        _fill_required(page)
        pressed(page, "下一步")
        assert page.locator(".errsum li").all_inner_texts() == []
        expect(page.get_by_role("heading", level=1)).to_contain_text("交材料")

    def _hands_in(self, page: Page, folder: Path) -> None:
        (folder / "平面图.png").write_bytes(a_picture("PNG", side=400))
        (folder / "制度.pdf").write_bytes(a_pdf())
        (folder / "坏的.pdf").write_bytes(b"MZ" + b"\x00" * 500)
        papers = page.locator("form[data-upload] input[type=file]")
        papers.nth(0).set_input_files(folder / "平面图.png")
        expect(page.get_by_role("link", name="平面图.png")).to_be_visible(timeout=SOON)
        papers.nth(1).set_input_files(folder / "坏的.pdf")
        expect(page.get_by_role("alert")).to_contain_text("没有收下", timeout=SOON)
        papers.nth(1).set_input_files(folder / "制度.pdf")
        expect(page.locator("#material-count")).to_contain_text("都有了", timeout=SOON)
        page.get_by_role("link", name="下一步").click()
        page.get_by_text("不用通知", exact=True).click()
        pressed(page, "下一步")

    def _submits(self, page: Page) -> tuple[str, str]:
        expect(page.get_by_role("heading", level=1)).to_contain_text("核对并提交")
        page.get_by_role("button", name="提交申请").dblclick()
        page.wait_for_url("**/receipt/")
        application = Application.objects.get()
        code = page.locator("#query-code").inner_text()
        expect(page.locator("#receipt-title")).to_be_visible()
        return application.number, code

    def _is_granted(self, number: str) -> None:
        now = clock.now()
        case = Case.objects.get(application__number=number)
        clerk, examiner = staff("qs-clerk"), staff("qs-examiner")
        judgements = [
            counter.Judgement(one.key, Verdict.GOOD) for one in counter.materials_of(case)
        ]
        counter.judge_materials(case.number, judgements, by=clerk, at=now)
        counter.accept(case.number, by=clerk, at=now)
        case.refresh_from_db()
        points = [
            review.PointFinding(one.point.key, "pass") for one in case_page(case, at=now).points
        ]
        review.find(case.number, points, by=examiner, at=now)
        review.propose(case.number, "grant", by=examiner, at=now)
        review.decide(case.number, "grant", by=staff("qs-approver"), at=now)
        invite_raters(by=HOUSE, at=now)

    def _gets_the_licence(self, visitor: Visitor, number: str) -> None:
        case = Case.objects.get(application__number=number)
        page = visitor.open("/mine/")
        page.get_by_role("link", name="食品经营许可（新办）").first.click()
        assert case.state == State.GRANTED
        with page.expect_download() as download:
            page.get_by_role("link", name="下载电子证照").click()
        assert Path(download.value.path()).read_bytes()[:5] == b"%PDF-"
        page.locator("main").get_by_role("link", name="核验").click()
        expect(page.locator("main")).to_contain_text("现在有效")
        expect(page.locator("main")).to_contain_text("𠮷祥餐馆")
        page.go_back()

    def _rates(self, page: Page, number: str) -> None:
        page.locator("label", has_text=re.compile("^满意$")).click()
        pressed(page, "提交评价")
        expect(page.locator("main")).to_contain_text("谢谢您的评价")
        case = Rating.objects.get().invitation.case
        assert case is not None
        assert case.application.number == number

    def _follows_without_signing_in(self, visitor: Visitor, number: str, code: str) -> None:
        licence = licences_of_case(Case.objects.get(application__number=number).number)[0]
        visitor.context.clear_cookies()
        page = visitor.open("/")
        page.get_by_label("办件编号").fill(number)
        page.get_by_label("查询码").fill(code)
        pressed(page, "查进度")
        expect(page.locator("main")).to_contain_text("已准予")
        expect(page.locator("main")).not_to_contain_text("𠮷")
        assert licence.number


def _fill_required(page: Page) -> None:
    """Fill whatever the edition asks for, as somebody would who reads the labels."""
    for control in page.locator("#draft .field input:visible").all():
        kind, name = control.get_attribute("type") or "", control.get_attribute("name") or ""
        optional = control.evaluate(
            "e => [...e.closest('.field').parentElement.closest('.field')"
            "?.querySelectorAll(':scope > fieldset > legend .optional') ?? [],"
            "...e.closest('.field').querySelectorAll(':scope > label .optional')].length > 0"
        )
        if optional or kind in ("radio", "checkbox") or control.input_value():
            continue
        if name.endswith("id_number"):
            control.fill(an_id_number())
        elif control.get_attribute("inputmode") in ("numeric", "decimal"):
            control.fill("20")
        else:
            control.fill("示例")
    for group in page.locator("#draft fieldset:visible").all():
        choices = group.locator("> .opts input[type=radio]")
        if choices.count() and not group.locator("> .opts input:checked").count():
            choices.last.check()
        ticks = group.locator("> .row-x input[type=checkbox]")
        if ticks.count():
            ticks.first.check()
    for tick in page.locator("#draft label.opt > input[type=checkbox]:visible").all():
        tick.check()


OPEN = (
    "/",
    "/guides/",
    "/guides/?q=买飞机",
    "/guides/tea-house/?q-snacks=yes&office=county",
    "/guides/tea-house/print/",
    "/guides/tea-house/forms/application/example/",
    "/halls/",
    "/halls/h-county/",
    "/place/",
    "/follow/",
    "/ratings/",
    "/verify/",
    "/access/",
    "/privacy/",
    "/roots/",
    "/plan/",
)


def sign_in(visitor: Visitor, client: Client) -> None:
    visitor.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": visitor.home}]
    )


def own_pages() -> tuple[Client, list[str]]:
    """A page of every kind that belongs to somebody who applies."""
    a_tea_house()
    client = signed_in()
    number = submitted(client, a_draft(client, **filled()))
    draft = a_draft(client, snacks="yes")
    steps = ("situation/", "", "materials/", "contact/", "check/")
    return client, [
        "/apply/tea-house/",
        *(f"/drafts/{draft}/{step}" for step in steps),
        "/mine/",
        f"/mine/{number}/",
        f"/mine/{number}/receipt/",
        "/me/",
        "/me/mandates/",
        "/me/messages/",
    ]


class TestAccess:
    @pytest.mark.parametrize("size", [DESKTOP, PHONE, NARROW])
    def test_axe_finds_nothing_before_signing_in(
        self, visitor: Visitor, size: tuple[int, int]
    ) -> None:
        a_tea_house()
        visitor.resize(size)

        found = complaints(visitor, OPEN)

        assert found == {}

    @pytest.mark.parametrize("size", [DESKTOP, PHONE, NARROW])
    def test_axe_finds_nothing_on_one_s_own_pages(
        self, visitor: Visitor, size: tuple[int, int]
    ) -> None:
        client, pages = own_pages()
        sign_in(visitor, client)
        visitor.resize(size)

        found = complaints(visitor, pages)

        assert found == {}

    def test_the_version_for_the_elderly_is_as_good(self, visitor: Visitor) -> None:
        client, pages = own_pages()
        sign_in(visitor, client)
        visitor.context.add_cookies([{"name": "mode", "value": "elder", "url": visitor.home}])
        visitor.resize(PHONE)

        found = complaints(visitor, (*OPEN[:4], *pages))

        assert found == {}


def complaints(visitor: Visitor, paths: tuple[str, ...] | list[str]) -> dict[str, list[str]]:
    """What axe finds, and whether a page scrolls sideways, by page."""
    found = {}
    for path in paths:
        visitor.open(path)
        said = visitor.complaints()
        if visitor.scrolls_sideways():
            said.append("scrolls sideways")
        if said:
            found[path] = said
    return found


class TestGuide:
    def test_applying_is_always_in_sight(self, visitor: Visitor) -> None:
        a_tea_house()

        for size in (PHONE, DESKTOP):
            visitor.resize(size)
            page = visitor.open("/guides/tea-house/")
            for at in (0, 600, 100_000):
                page.evaluate(f"window.scrollTo(0, {at})")
                shown = [
                    link
                    for link in page.get_by_role("link", name="网上申请").all()
                    if link.is_visible() and _in_view(link.bounding_box(), size)
                ]
                assert shown, f"{size} scrolled to {at}"

    def test_narrows_to_my_guide_without_scripts(self, visitor: Visitor) -> None:
        a_tea_house()
        browser = visitor.context.browser
        assert browser is not None
        plain = browser.new_context(java_script_enabled=False, locale="zh-CN")
        page = plain.new_page()
        page.goto(f"{visitor.home}/guides/tea-house/")

        page.get_by_text("只卖茶").click()
        page.get_by_role("button", name="按我的情况列清单").click()

        expect(page.locator("#materials-title")).to_contain_text("共 3 件，您只需准备 1 件")
        assert "q-snacks=no" in page.url
        plain.close()

    def test_keeps_the_choice_in_the_address(self, visitor: Visitor) -> None:
        a_tea_house()
        page = visitor.open("/guides/tea-house/")

        page.get_by_text("只卖茶").click()

        expect(page.locator("#materials-title")).to_contain_text("共 3 件", timeout=SOON)
        assert "q-snacks=no" in page.url
        expect(page.locator("#q-snacks-no")).to_be_focused()


def _in_view(box: object, size: tuple[int, int]) -> bool:
    assert isinstance(box, dict)
    return bool(box["y"] >= 0 and box["y"] + box["height"] <= size[1])


class TestDraft:
    def test_is_kept_while_typing(self, visitor: Visitor) -> None:
        a_tea_house()
        client = signed_in()
        uid = a_draft(client)
        sign_in(visitor, client)
        page = visitor.open(f"/drafts/{uid}/")

        page.get_by_label("店名").fill("示例茶馆𠮷")
        expect(page.locator("[data-draft-state]")).to_contain_text("已自动保存", timeout=SOON)
        page.reload()

        expect(page.get_by_label("店名")).to_have_value("示例茶馆𠮷")

    def test_goes_on_being_kept_and_is_not_taken_for_another_device(self, visitor: Visitor) -> None:
        a_tea_house()
        client = signed_in()
        uid = a_draft(client)
        sign_in(visitor, client)
        page = visitor.open(f"/drafts/{uid}/")
        for words in ("一", "一二"):
            with page.expect_response("**/save/**") as answer:
                page.get_by_label("店名").fill(words)
            assert answer.value.status == 200

        page.get_by_label("座位数").fill("２０")
        page.get_by_label("姓名", exact=True).fill("李示例")
        page.get_by_label("证件号码").fill(an_id_number())
        pressed(page, "下一步")

        expect(page.get_by_role("heading", level=1)).to_contain_text("交材料")

    def test_is_handed_in_without_scripts(self, visitor: Visitor, tmp_path: Path) -> None:
        a_tea_house()
        client = signed_in()
        uid = a_draft(client, **filled())
        browser = visitor.context.browser
        assert browser is not None
        (tmp_path / "图.pdf").write_bytes(a_pdf())
        plain = browser.new_context(java_script_enabled=False, locale="zh-CN")
        plain.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": visitor.home}]
        )
        page = plain.new_page()
        page.goto(f"{visitor.home}/drafts/{uid}/materials/")

        page.locator("input[type=file]").set_input_files(tmp_path / "图.pdf")
        page.get_by_role("button", name="上传").click()
        expect(page.get_by_role("link", name="图.pdf")).to_be_visible()
        page.goto(f"{visitor.home}/drafts/{uid}/check/")
        page.get_by_role("button", name="提交申请").click()

        expect(page.locator("#query-code")).to_be_visible()
        plain.close()
