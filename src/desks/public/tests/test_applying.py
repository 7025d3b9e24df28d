"""From "for whom" to the receipt: nothing lost, nothing doubled, every no with a sentence."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from bureau.cases.facts import Channel
from bureau.cases.models import Application, Draft
from bureau.cases.operations.drafts import opened
from bureau.cases.tests.factories import an_applicant
from bureau.catalogue import operations as catalogue
from bureau.catalogue.elements import Mark, Material, Procedure
from bureau.catalogue.models import Edition
from bureau.catalogue.tests.factories import a_row, keeper, publisher
from bureau.files.tests.samples import a_pdf
from bureau.offices.tests.factories import COUNTY
from bureau.people.models import AccountKind, Party
from bureau.people.tests.factories import an_account, an_id_number
from bureau.workdays import clock
from desks.public.tests.factories import (
    CONTACT,
    FORM,
    ITEM,
    MATERIALS,
    QUESTION,
    a_draft,
    a_paper,
    a_tea_house,
    edition_of,
    filled,
    signed_in,
    submitted,
    uploaded,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    a_tea_house()
    return signed_in()


def kept(uid: str) -> dict[str, list[str]]:
    posted: dict[str, list[str]] = opened(Draft.objects.get(uid=uid)).get("posted", {})
    return posted


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


class TestWhoYouAre:
    """Before anybody applies they say once who they are."""

    def test_is_asked_first_and_leads_back_to_the_application(self) -> None:
        a_tea_house()
        client = signed_in(an_account(name="张示例"))
        answer = client.get(f"/apply/{ITEM}/?q-snacks=no")
        assert answer["Location"] == f"/me/?next=%2Fapply%2F{ITEM}%2F%3Fq-snacks%3Dno"

        answer = client.post(
            "/me/",
            {
                "name": "张示例",
                "id_kind": "id_card",
                "id_number": an_id_number(),
                "next": f"/apply/{ITEM}/?q-snacks=no",
            },
        )

        assert answer["Location"] == f"/apply/{ITEM}/?q-snacks=no"
        assert "张示例" in text(client.get(f"/apply/{ITEM}/"))

    def test_takes_full_width_digits_and_blanks(self) -> None:
        client = signed_in(an_account())
        number = an_id_number()
        wide = "".join(chr(ord(sign) + 0xFEE0) for sign in number)

        answer = client.post(
            "/me/", {"name": "张桂英", "id_kind": "id_card", "id_number": f" {wide[:6]} {wide[6:]}"}
        )

        assert answer.status_code == 302
        assert f"{number[:3]}" in text(client.get("/me/"))

    def test_keeps_rare_characters_of_a_name(self) -> None:
        client = signed_in(an_account())

        client.post("/me/", {"name": "𠮷䶮", "id_kind": "id_card", "id_number": an_id_number()})

        assert Party.objects.filter(name="𠮷䶮").exists()

    @pytest.mark.parametrize("name", ["李😀", "李\u202e示例", "", "‼️", "李" * 300])
    def test_says_what_is_wrong_with_a_name(self, name: str) -> None:
        client = signed_in(an_account())
        number = an_id_number()

        answer = client.post("/me/", {"name": name, "id_kind": "id_card", "id_number": number})

        assert answer.status_code == 422
        assert "sh-errmsg" in text(answer)
        assert number in text(answer)  # what was typed is still there

    def test_leaves_out_invisible_signs_that_mean_nothing(self) -> None:
        client = signed_in(an_account())

        client.post(
            "/me/", {"name": "李\u200b示例", "id_kind": "id_card", "id_number": an_id_number()}
        )

        assert Party.objects.filter(name="李示例").exists()

    def test_refuses_a_wrong_check_digit_with_a_sentence(self) -> None:
        client = signed_in(an_account())
        number = an_id_number()
        wrong = number[:-1] + ("1" if number[-1] != "1" else "2")

        answer = client.post("/me/", {"name": "张三", "id_kind": "id_card", "id_number": wrong})

        assert answer.status_code == 422
        assert "校验" in text(answer)

    def test_does_not_let_names_be_found_out_by_numbers(self) -> None:
        number = an_id_number()
        signed_in(an_account()).post(
            "/me/", {"name": "张真名", "id_kind": "id_card", "id_number": number}
        )
        guesser = signed_in(an_account())

        answers = [
            text(
                guesser.post(
                    "/me/", {"name": f"张猜{one}", "id_kind": "id_card", "id_number": number}
                )
            )
            for one in "一二三四五六"
        ]

        assert "不相符" in answers[0]
        assert "试的次数太多了" in answers[-1]
        assert "张真名" not in "".join(answers)

    def test_is_not_asked_of_staff(self) -> None:
        staff = an_account(kind=AccountKind.STAFF, staff_number="GH1")

        assert signed_in(staff).get("/me/").status_code == 404


class TestBegin:
    def test_carries_the_situation_from_the_guide_to_the_form(self, browser: Client) -> None:
        uid = a_draft(browser, snacks="yes")

        page = text(browser.get(f"/drafts/{uid}/"))

        assert 'name="menu"' in page
        assert "卖点心" in page

    def test_asks_what_is_still_open(self, browser: Client) -> None:
        party = re.search(r'name="party" value="([^"]+)"', text(browser.get(f"/apply/{ITEM}/")))
        assert party is not None

        answer = browser.post(f"/apply/{ITEM}/", {"party": party[1], "office": COUNTY})

        assert answer["Location"].endswith("/situation/")

    def test_of_an_item_without_a_chain_says_how_and_where(self) -> None:
        a_tea_house(procedure=Procedure.GUIDE_ONLY, how_and_where="到镇政府登记。")

        page = text(signed_in().get(f"/apply/{ITEM}/"))

        assert "到镇政府登记。" in page
        assert "开始填写" not in page

    def test_refuses_an_office_that_does_not_carry_it_out(self, browser: Client) -> None:
        answer = browser.post(f"/apply/{ITEM}/", {"party": "x", "office": "nowhere"})

        assert answer.status_code == 422
        assert "请选择到哪个单位办理" in text(answer)

    def test_refuses_a_party_one_may_not_act_for(self, browser: Client) -> None:
        other = an_applicant("别人").party
        assert other is not None

        answer = browser.post(f"/apply/{ITEM}/", {"party": str(other.uid), "office": COUNTY})

        assert answer.status_code == 422
        assert "您不能替这个主体办理" in text(answer)
        assert not Draft.objects.exists()

    def test_registers_an_organisation_that_has_no_code_yet(self, browser: Client) -> None:
        answer = browser.post(
            f"/apply/{ITEM}/",
            {"party": "new", "organisation": "𠮷祥茶馆", "office": COUNTY, "q-snacks": "no"},
        )

        assert answer.status_code == 302
        assert "𠮷祥茶馆" in text(browser.get(answer["Location"]))

    def test_says_what_is_wrong_with_a_credit_code_and_keeps_what_was_typed(
        self, browser: Client
    ) -> None:
        answer = browser.post(
            f"/apply/{ITEM}/",
            {
                "party": "new",
                "organisation": "示例茶馆",
                "uscc": "91430700MA4L0000XX",
                "office": COUNTY,
            },
        )

        assert answer.status_code == 422
        assert 'value="示例茶馆"' in text(answer)
        assert 'value="91430700MA4L0000XX"' in text(answer)

    def test_pressed_twice_begins_once(self, browser: Client) -> None:
        page = text(browser.get(f"/apply/{ITEM}/"))
        party = re.search(r'name="party" value="([^"]+)"', page)
        once = re.search(r'name="once" value="([^"]+)"', page)
        assert party is not None
        assert once is not None
        data = {"party": party[1], "office": COUNTY, "q-snacks": "no", "once": once[1]}

        first = browser.post(f"/apply/{ITEM}/", data)
        second = browser.post(f"/apply/{ITEM}/", data)

        assert first["Location"] == second["Location"]
        assert Draft.objects.count() == 1

    def test_offers_to_go_on_with_what_was_begun(self, browser: Client) -> None:
        uid = a_draft(browser)

        assert f'href="/drafts/{uid}/"' in text(browser.get(f"/apply/{ITEM}/"))


class TestDraft:
    def test_is_kept_while_typing_and_found_on_another_device(self, browser: Client) -> None:
        uid = a_draft(browser)
        browser.post(f"/drafts/{uid}/save/?page=form", {"name": "示例茶", "seats": "2"})
        phone = Client()
        phone.force_login(Draft.objects.get(uid=uid).account)

        page = text(phone.get(f"/drafts/{uid}/"))

        assert 'value="示例茶"' in page
        assert 'value="2"' in page

    def test_of_one_page_leaves_the_others_alone(self, browser: Client) -> None:
        uid = a_draft(browser, **filled())

        browser.post(f"/drafts/{uid}/save/?page=contact", {"contact_wish": "letter", "name": "x"})

        assert kept(uid)["name"] == ["示例茶馆"]
        assert kept(uid)["contact_wish"] == ["letter"]

    def test_typed_on_an_older_page_overwrites_nothing_and_is_not_lost(
        self, browser: Client
    ) -> None:
        uid = a_draft(browser, **filled())
        browser.post(f"/drafts/{uid}/save/?page=form", filled(name="手机上填的"))

        answer = browser.post(f"/drafts/{uid}/", {**filled(name="电脑上填的"), "version": "1"})

        assert answer.status_code == 422
        assert "您在别的地方改过这份草稿" in text(answer)
        assert 'value="电脑上填的"' in text(answer)
        assert kept(uid)["name"] == ["手机上填的"]

    def test_saved_by_itself_from_an_older_page_is_told_so(self, browser: Client) -> None:
        uid = a_draft(browser, **filled())

        answer = browser.post(f"/drafts/{uid}/save/?page=form", {"name": "旧", "version": "1"})

        assert answer.status_code == 409

    def test_shows_what_is_wrong_beside_its_field_and_keeps_the_rest(self, browser: Client) -> None:
        uid = a_draft(browser)

        answer = browser.post(f"/drafts/{uid}/", filled(seats="二十", name="示例茶馆"))

        assert answer.status_code == 422
        assert "还有 1 处要改" in text(answer)
        assert 'value="二十"' in text(answer)
        assert kept(uid)["name"] == ["示例茶馆"]

    def test_takes_full_width_digits_in_numbers(self, browser: Client) -> None:
        uid = a_draft(browser)

        answer = browser.post(f"/drafts/{uid}/", filled(seats="２０"))

        assert answer.status_code == 302

    @pytest.mark.parametrize("name", ["李😀", "李\u202e示例"])
    def test_refuses_a_name_that_hides_something(self, browser: Client, name: str) -> None:
        uid = a_draft(browser)

        answer = browser.post(f"/drafts/{uid}/", filled(manager__name=name))

        assert answer.status_code == 422
        assert "不能使用的字符" in text(answer)
        assert kept(uid)["seats"] == ["20"]

    @pytest.mark.parametrize(
        "words", ["=1+1", "{{ 7*7 }}{% now %}", "<script>alert(1)</script>", "#set page(fill: red)"]
    )
    def test_shows_words_that_look_like_code_as_words(self, browser: Client, words: str) -> None:
        uid = a_draft(browser, **filled(name=words))

        page = text(browser.get(f"/drafts/{uid}/check/"))

        assert "<script>alert" not in page
        assert "49" not in page.partition("店名")[2][:80]
        assert words.replace("<", "&lt;").replace(">", "&gt;") in page

    def test_says_what_a_new_edition_changes(self, browser: Client) -> None:
        uid = a_draft(browser, **filled())
        a_new_edition()

        page = text(browser.get(f"/drafts/{uid}/"))

        assert "这个事项刚换了新版本，您填的都还在。" in page
        assert "新增材料：卫生承诺" in page
        assert 'value="示例茶馆"' in page

    def test_is_not_submitted_under_an_edition_nobody_was_shown(self, browser: Client) -> None:
        uid = a_draft(browser, **filled())
        seen = edition_of(browser, uid)
        a_new_edition()

        answer = browser.post(f"/drafts/{uid}/check/", {"edition": seen})

        assert answer.status_code == 422
        assert "刚换了新版本" in text(answer)
        assert not Application.objects.exists()

    def test_can_be_deleted(self, browser: Client) -> None:
        uid = a_draft(browser)

        browser.post(f"/drafts/{uid}/discard/")

        assert browser.get(f"/drafts/{uid}/").status_code == 404


def a_new_edition() -> None:
    """The same item from today on, with one more material."""
    row = a_row(
        item=ITEM,
        number="2",
        valid_from=clock.today(),
        questions=(QUESTION,),
        materials=(*MATERIALS, Material(key="promise", name="卫生承诺", mark=Mark.CONFIRMED)),
        forms=(FORM,),
        written_out=True,
    )
    catalogue.import_items([row], by=keeper(), at=clock.now() - timedelta(days=1))
    edition = Edition.objects.get(item__key=ITEM, number="2")
    catalogue.put_in_force(edition.pk, by=keeper(), second=publisher(), at=clock.now())


class TestSessionThatRanOut:
    def test_keeps_the_whole_form_until_signed_in_again(self, browser: Client) -> None:
        uid = a_draft(browser)
        account = Draft.objects.get(uid=uid).account
        stranger = Client()

        answer = stranger.post(f"/drafts/{uid}/", filled(name="过期时填的"))
        assert "/accounts/login/" in answer["Location"]
        stranger.force_login(account)
        page = text(stranger.get(f"/drafts/{uid}/"))

        assert 'value="过期时填的"' in page
        assert "已经找回" in page
        assert kept(uid)["name"] == ["过期时填的"]

    def test_gives_it_to_nobody_else(self, browser: Client) -> None:
        uid = a_draft(browser)
        other = a_draft(signed_in())
        stranger = Client()
        stranger.post(f"/drafts/{uid}/", filled(name="过期时填的"))
        stranger.force_login(Draft.objects.get(uid=other).account)

        assert stranger.get(f"/drafts/{uid}/").status_code == 404
        assert "过期时填的" not in text(stranger.get(f"/drafts/{other}/"))

    def test_is_said_to_a_part_of_a_page_in_words(self, browser: Client) -> None:
        uid = a_draft(browser)

        answer = Client().post(
            f"/drafts/{uid}/files/plan/", {"file": a_paper()}, headers={"HX-Request": "true"}
        )

        assert answer.status_code == 401


class TestUpload:
    def test_is_kept_at_once_and_shown_to_its_owner(self, browser: Client) -> None:
        uid = a_draft(browser, **filled())

        uploaded(browser, uid)
        page = text(browser.get(f"/drafts/{uid}/materials/"))
        link = re.search(r'href="(/files/[^"?]+)', page)
        assert link is not None

        assert "平面图.pdf" in page
        assert browser.get(link[1]).status_code == 200

    def test_answers_htmx_with_its_own_row_and_the_count(self, browser: Client) -> None:
        uid = a_draft(browser, **filled())

        answer = browser.post(
            f"/drafts/{uid}/files/plan/", {"file": a_paper()}, headers={"HX-Request": "true"}
        )

        page = text(answer).strip()
        assert page.startswith('<li id="material-plan"')
        assert "都有了" in page

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("平面图.pdf", b"MZ" + b"\x00" * 400, "程序和脚本文件不能上传"),
            ("平面图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "没有收下"),
            ("平面图.html", b"<html><script>1</script></html>", "没有收下"),
            ("空.pdf", b"", "没有收下"),
        ],
    )
    def test_that_cannot_be_kept_says_why_at_its_place(
        self, browser: Client, name: str, content: bytes, sentence: str
    ) -> None:
        uid = a_draft(browser, **filled())
        paper = a_paper(name, content or b"\x00")

        answer = browser.post(f"/drafts/{uid}/files/plan/", {"file": paper})

        assert answer.status_code == 422
        assert sentence in text(answer)
        assert kept(uid)["name"] == ["示例茶馆"]

    def test_that_is_too_large_says_how_large_it_may_be(
        self, browser: Client, settings: Settings
    ) -> None:
        settings.UPLOAD_LIMIT = 1 << 20
        uid = a_draft(browser, **filled())

        answer = browser.post(
            f"/drafts/{uid}/files/plan/", {"file": a_paper(content=a_pdf() + b"\n" * (2 << 20))}
        )

        assert answer.status_code == 422
        assert "1 MB" in text(answer)
        assert "重新" in text(answer) or "请" in text(answer)

    def test_keeps_the_good_one_of_two(self, browser: Client) -> None:
        uid = a_draft(browser, **filled())

        answer = browser.post(
            f"/drafts/{uid}/files/plan/", {"file": [a_paper("坏.pdf", b"MZ\x00"), a_paper()]}
        )

        assert "“坏.pdf”没有收下" in text(answer)
        assert "平面图.pdf" in text(answer)

    def test_of_a_material_that_is_not_on_the_list_does_not_exist(self, browser: Client) -> None:
        uid = a_draft(browser)

        answer = browser.post(f"/drafts/{uid}/files/other/", {"file": a_paper()})

        assert answer.status_code == 404

    def test_can_be_taken_out_again(self, browser: Client) -> None:
        uid = a_draft(browser, **filled())
        uploaded(browser, uid)
        page = text(browser.get(f"/drafts/{uid}/materials/"))
        file = re.search(r'name="file" value="([^"]+)"', page)
        assert file is not None

        browser.post(f"/drafts/{uid}/files/plan/drop/", {"file": file[1]})

        assert "平面图.pdf" not in text(browser.get(f"/drafts/{uid}/materials/"))

    def test_without_a_file_says_so(self, browser: Client) -> None:
        uid = a_draft(browser)

        answer = browser.post(f"/drafts/{uid}/files/plan/", {})

        assert "还没有选文件" in text(answer)


class TestSubmit:
    def test_gives_a_receipt_with_number_and_query_code(self, browser: Client) -> None:
        uid = a_draft(browser, **filled())
        uploaded(browser, uid)

        number = submitted(browser, uid)
        page = text(browser.get(f"/mine/{number}/receipt/"))

        application = Application.objects.get()
        assert application.number in page
        assert 'id="query-code"' in page
        assert (application.channel, application.online) == (Channel.WEB, True)

    def test_is_done_once_however_often_it_is_pressed(self, browser: Client) -> None:
        uid = a_draft(browser, **filled())
        edition = edition_of(browser, uid)

        first = browser.post(f"/drafts/{uid}/check/", {"edition": edition})
        second = browser.post(f"/drafts/{uid}/check/", {"edition": edition})

        assert first["Location"] == second["Location"]
        assert Application.objects.count() == 1

    def test_takes_what_is_incomplete_and_says_what_is_missing(self, browser: Client) -> None:
        uid = a_draft(browser, **filled())

        number = submitted(browser, uid)

        assert "平面图。我们核对后会一次性告诉您" in text(browser.get(f"/mine/{number}/receipt/"))

    def test_waits_until_the_form_is_right(self, browser: Client) -> None:
        uid = a_draft(browser)

        answer = browser.post(f"/drafts/{uid}/check/", {"edition": edition_of(browser, uid)})

        assert answer.status_code == 422
        assert f"/drafts/{uid}/#id_seats" in text(answer)
        assert not Application.objects.exists()

    def test_from_a_phone_is_recorded_as_such(self, browser: Client) -> None:
        uid = a_draft(browser, **filled())
        edition = edition_of(browser, uid)

        browser.post(
            f"/drafts/{uid}/check/",
            {"edition": edition},
            headers={"User-Agent": "Mozilla/5.0 (Linux; Android) Mobile Safari"},
        )

        assert Application.objects.get().channel == Channel.MOBILE

    def test_needs_a_contact_only_for_what_was_wished(self, browser: Client) -> None:
        uid = a_draft(browser, **filled())

        asked = browser.post(f"/drafts/{uid}/contact/", {**CONTACT, "contact_wish": "sms"})
        fine = browser.post(f"/drafts/{uid}/contact/", CONTACT)

        assert asked.status_code == 422
        assert "没有手机可以选寄信或不用通知" in text(asked)
        assert fine.status_code == 302

    def test_leaves_nothing_to_change_afterwards(self, browser: Client) -> None:
        uid = a_draft(browser, **filled())
        number = submitted(browser, uid)

        for page in ("", "materials/", "contact/", "situation/"):
            assert browser.get(f"/drafts/{uid}/{page}")["Location"] == f"/mine/{number}/"
        assert browser.post(f"/drafts/{uid}/save/?page=form", filled()).status_code == 409


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_presses_at_the_same_moment_make_one_application(self) -> None:
        a_tea_house()
        client = signed_in()
        uid = a_draft(client, **filled())
        edition = edition_of(client, uid)
        account = Draft.objects.get(uid=uid).account

        def press(_: int) -> int:
            try:
                mine = Client(raise_request_exception=False)
                mine.cookies = client.cookies
                return mine.post(f"/drafts/{uid}/check/", {"edition": edition}).status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            codes = list(pool.map(press, range(4)))

        assert Application.objects.filter(account=account).count() == 1
        assert set(codes) == {302}
