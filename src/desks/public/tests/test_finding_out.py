"""Before anybody applies: what do I need, how long, where, and how sure is that."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from bureau.catalogue.elements import Procedure
from bureau.guides.parts import Edge, Flow, Node
from bureau.offices.queries import timetable_of
from bureau.offices.tests.factories import CITY, COUNTY, TOWN, some_offices
from bureau.visits.tests.factories import a_ticket
from bureau.workdays import clock
from bureau.workdays.rules import MONDAY_TO_FRIDAY
from desks.design.flows import draw_flow, in_words
from desks.public.opening import Opening, opening
from desks.public.tests.factories import ITEM, a_tea_house

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
HTMX = {"HX-Request": "true", "HX-Target": "mine"}


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


class TestHome:
    def test_finds_an_item_with_one_press(self, client: Client) -> None:
        a_tea_house()

        page = text_of(client, "/")

        assert f'href="/guides/{ITEM}/">茶馆许可' in page
        assert 'role="search" action="/guides/"' in page

    def test_follows_a_case_with_two_fields(self, client: Client) -> None:
        page = text_of(client, "/")

        assert 'name="number"' in page
        assert 'name="code"' in page
        assert 'action="/follow/"' in page

    def test_speaks_english_to_who_asks_for_it(self, client: Client) -> None:
        answer = client.get("/", headers={"Accept-Language": "en"})

        assert 'lang="en"' in answer.content.decode()
        assert "What would you like to do?" in answer.content.decode()

    def test_stands_before_any_city_is_loaded(self, client: Client) -> None:
        assert "您要办什么事？" in text_of(client, "/")

    def test_offers_the_elderly_to_call_first(self, client: Client) -> None:
        client.cookies["mode"] = "elder"

        page = text_of(client, "/")

        assert 'data-mode="elder"' in page
        assert page.index("打电话办") < page.index("查我办的事")


class TestSearch:
    def test_finds_by_what_people_say(self, client: Client) -> None:
        a_tea_house()

        page = text_of(client, "/guides/?q=开茶馆")

        assert f'href="/guides/{ITEM}/"' in page
        assert "承诺5个工作日" in page
        assert "网上可办" in page

    def test_says_what_to_do_when_nothing_is_found(self, client: Client) -> None:
        a_tea_house()

        page = text_of(client, "/guides/?q=买飞机")

        assert "没有找到“买飞机”" in page
        assert "换个说法试试" in page
        assert "tel:12345" in page

    def test_shows_what_was_typed_and_nothing_more(self, client: Client) -> None:
        page = text_of(client, "/guides/?q=<script>alert(1)</script>{{ 7*7 }}")

        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
        assert "{{ 7*7 }}" in page

    def test_browses_one_stage(self, client: Client) -> None:
        a_tea_house()

        assert f'href="/guides/{ITEM}/"' in text_of(client, "/guides/?stage=operation")
        assert f'href="/guides/{ITEM}/"' not in text_of(client, "/guides/?stage=exit")

    def test_does_not_mind_a_stage_that_is_none(self, client: Client) -> None:
        a_tea_house()

        assert f'href="/guides/{ITEM}/"' in text_of(client, "/guides/?stage=nonsense")

    def test_sends_only_the_results_to_a_search_while_typing(self, client: Client) -> None:
        a_tea_house()

        answer = client.get(
            "/guides/?q=开茶馆", headers={"HX-Request": "true", "HX-Target": "found"}
        )

        assert answer.content.decode().strip().startswith('<div id="found"')


class TestGuide:
    def test_tells_promise_and_law_and_where(self, client: Client) -> None:
        a_tea_house()

        page = text_of(client, f"/guides/{ITEM}/?office={COUNTY}")

        assert "承诺第 5 天办结" in page
        assert "法定第 10 天" in page
        assert "h-county 大厅" in page
        assert "周一至周五 09:00–12:00、13:30–17:30" in page

    def test_lists_materials_nobody_has_to_bring_as_well(self, client: Client) -> None:
        a_tea_house()

        page = text_of(client, f"/guides/{ITEM}/")

        assert "营业执照" in page
        assert "免交" in page
        assert "共 4 件，您只需准备 1 件，另有 1 件看您的情况" in page

    def test_keeps_only_what_the_answers_call_for(self, client: Client) -> None:
        a_tea_house()

        page = text_of(client, f"/guides/{ITEM}/?q-snacks=no")

        assert "共 3 件，您只需准备 1 件" in page
        assert "您选了“只卖茶”" in page
        assert 'value="no" checked' in page

    def test_answers_htmx_with_the_part_that_changes(self, client: Client) -> None:
        a_tea_house()

        answer = client.get(f"/guides/{ITEM}/?q-snacks=yes", headers=HTMX)

        page = answer.content.decode().strip()
        assert page.startswith('<div id="mine"')
        assert "点心目录" in page
        assert 'href="/apply/tea-house/?q-snacks=yes" hx-swap-oob="true"' in page

    def test_does_not_mind_answers_to_questions_nobody_asked(self, client: Client) -> None:
        a_tea_house()

        page = text_of(client, f"/guides/{ITEM}/?q-snacks=maybe&q-other=%3Cb%3E")

        assert "另有 1 件看您的情况" in page
        assert "<b>" not in page.partition('id="mine"')[0].partition("apply")[2]

    def test_takes_the_situation_along_to_the_application(self, client: Client) -> None:
        a_tea_house()

        page = text_of(client, f"/guides/{ITEM}/?q-snacks=yes&office={COUNTY}")

        assert f"/apply/{ITEM}/?office={COUNTY}&amp;q-snacks=yes" in page

    def test_opens_the_words_of_its_basis_or_says_they_are_not_entered(
        self, client: Client
    ) -> None:
        a_tea_house()

        assert "条文还没有录入" in text_of(client, f"/guides/{ITEM}/")

    def test_marks_what_is_not_sure(self, client: Client) -> None:
        a_tea_house()

        page = text_of(client, f"/guides/{ITEM}/")

        assert "按通常做法写的，还没有和原文核对。" in page
        assert "这是演示用的数字" in page

    def test_of_an_item_without_a_chain_says_how_and_where(self, client: Client) -> None:
        a_tea_house(procedure=Procedure.GUIDE_ONLY, how_and_where="到镇政府登记。", online=False)

        page = text_of(client, f"/guides/{ITEM}/")

        assert "到镇政府登记。" in page
        assert "网上申请" not in page

    def test_that_does_not_exist_is_not_found(self, client: Client) -> None:
        assert client.get("/guides/no-such-thing/").status_code == 404

    def test_draws_its_flow_and_tells_it_in_words(self, client: Client) -> None:
        a_tea_house()

        page = text_of(client, f"/guides/{ITEM}/")

        assert "流程：您提交申请；收件" in page
        assert "决定时不符合条件：不予许可，书面说明理由" in page


class TestPaper:
    def test_prints_only_the_chosen_situation_with_edition_and_day(self, client: Client) -> None:
        a_tea_house()

        page = text_of(client, f"/guides/{ITEM}/print/?q-snacks=no")

        assert "只列您这种情形" in page
        assert "点心目录" not in page
        assert "第1版，2026-01-01起执行" in page
        today = clock.today()
        assert f"{today.year} 年 {today.month} 月 {today.day} 日打印" in page

    def test_has_the_chapters_of_the_national_elements(self, client: Client) -> None:
        a_tea_house()

        page = text_of(client, f"/guides/{ITEM}/print/")

        assert "1 适用范围" in page
        assert "21 进程和结果查询" in page

    def test_has_a_blank_form_and_a_filled_example(self, client: Client) -> None:
        a_tea_house()

        blank = text_of(client, f"/guides/{ITEM}/forms/application/")
        filled = text_of(client, f"/guides/{ITEM}/forms/application/example/")

        assert "示例茶馆" not in blank
        assert "示例茶馆" in filled
        assert "内容是编的" in filled

    def test_has_no_form_that_the_item_does_not_have(self, client: Client) -> None:
        a_tea_house()

        assert client.get(f"/guides/{ITEM}/forms/other/").status_code == 404


class TestPlace:
    def test_is_remembered_and_leads_back(self, client: Client) -> None:
        a_tea_house()

        answer = client.post("/place/", {"office": COUNTY, "next": f"/guides/{ITEM}/"})

        assert answer["Location"] == f"/guides/{ITEM}/"
        assert "county 局" in text_of(client, f"/guides/{ITEM}/")

    def test_below_the_office_that_serves_leads_to_that_office(self, client: Client) -> None:
        a_tea_house()
        client.post("/place/", {"office": TOWN})

        assert "h-county 大厅" in text_of(client, f"/guides/{ITEM}/")

    def test_that_does_not_serve_changes_nothing(self, client: Client) -> None:
        a_tea_house()
        client.post("/place/", {"office": CITY})

        assert "选一个，看地址、电话和时间" in text_of(client, f"/guides/{ITEM}/")

    def test_leads_nowhere_else(self, client: Client) -> None:
        answer = client.post("/place/", {"office": "", "next": "https://example.invalid/"})

        assert answer["Location"] == "/"

    def test_can_be_forgotten(self, client: Client) -> None:
        some_offices()
        client.post("/place/", {"office": COUNTY})

        client.post("/place/", {"office": ""})

        assert "不选了" not in text_of(client, "/place/")


class TestHalls:
    def test_are_listed_by_district_with_their_hours_today(self, client: Client) -> None:
        some_offices()

        page = text_of(client, "/halls/")

        assert "h-city 大厅" in page
        assert "h-county 大厅" in page
        assert "今天" in page

    def test_of_one_district_only(self, client: Client) -> None:
        some_offices()

        page = text_of(client, "/halls/?area=990102")

        assert "h-county 大厅" in page
        assert "h-city 大厅" not in page

    def test_say_what_can_be_done_where(self, client: Client) -> None:
        a_tea_house()

        page = text_of(client, "/halls/h-county/")

        assert "5 月 1 日至9 月 30 日" in page.replace("\n", "")
        assert f'href="/guides/{ITEM}/"' in page
        assert "综合窗口" in page

    def test_that_do_not_exist_are_not_found(self, client: Client) -> None:
        assert client.get("/halls/nowhere/").status_code == 404

    def test_do_not_name_who_waits(self, client: Client) -> None:
        a_ticket(at=clock.now())

        assert text_of(client, "/halls/").count("A001") == 0


class TestOpening:
    """Of a hall that works 9–12 and 13–17 in winter."""

    @pytest.mark.parametrize(
        ("at", "expected"),
        [
            ("2026-03-18T08:30", Opening(False, "还没开门，09:00 开门", "")),
            ("2026-03-18T11:59", Opening(True, "12:00 前都开着，13:00 再开", "")),
            ("2026-03-18T12:00", Opening(False, "午休，13:00 开门", "")),
            ("2026-03-18T16:59", Opening(True, "17:00 前都开着", "")),
            ("2026-03-18T17:00", Opening(False, "今天下班了，3 月 19 日（周四）09:00 开门", "")),
            ("2026-03-20T18:00", Opening(False, "今天下班了，3 月 23 日（周一）09:00 开门", "")),
            (
                "2026-03-21T10:00",
                Opening(False, "今天休息（周末），3 月 23 日（周一）09:00 开门", ""),
            ),
        ],
    )
    def test_says_until_when_or_from_when_on(self, at: str, expected: Opening) -> None:
        some_offices()
        moment = datetime.fromisoformat(at).replace(tzinfo=CHINA)

        found = opening(timetable_of("h-county"), MONDAY_TO_FRIDAY, at=moment)

        assert (found.open, found.words) == (expected.open, expected.words)


class TestFlowDrawing:
    def test_escapes_every_word(self) -> None:
        flow = Flow((Node("start", "start", "<b>&"), Node("end", "end", "办结")), ())

        assert "<b>" not in draw_flow(flow)

    def test_of_nothing_is_nothing(self) -> None:
        assert draw_flow(Flow((), ())) == ""

    def test_goes_on_in_a_new_row_when_one_is_full(self) -> None:
        nodes = tuple(Node(f"n{at}", "ours", "很长的一步名称", row=at) for at in range(12))
        edges = tuple(Edge(f"n{at}", f"n{at + 1}") for at in range(11))

        drawing = draw_flow(Flow(nodes, edges))

        assert "V" in drawing
        assert in_words(Flow(nodes, edges)).count("很长的一步名称") == 12


class TestAbout:
    @pytest.mark.parametrize("path", ["/access/", "/privacy/", "/roots/", "/plan/", "/place/"])
    def test_is_open_to_everybody(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 200

    def test_the_plan_can_be_narrowed_to_what_is_not_kept(self, client: Client) -> None:
        page = text_of(client, "/plan/?state=not_yet")

        assert "已由指标衡量" in page
        assert "clause-" in page
