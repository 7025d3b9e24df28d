"""What people write stands on pages and in letters as they wrote it, whatever it looks like."""

import pytest
from django.test import Client

from bureau.cases.models import Application
from bureau.notices.operations import have_letter_bytes
from bureau.notices.queries import letters_about, serve_letter
from bureau.notices.tests.paper import words_of
from bureau.offices.tests.factories import COUNTY
from bureau.workdays import clock
from tests.attacks.filled import fill_draft, submit
from tests.inhabitants import HOUSE, Inhabitants

LOOKS_LIKE = {
    "a formula": '=HYPERLINK("//x.example")茶馆',
    "another formula": "+1+1茶馆",
    "typst": '#panic("x")#sys.version*粗*_斜_$x$茶馆',
    "a template": "{{7*7}}{%now'Y'%}{#x#}茶馆",
    "markup": "<b>茶</b><script>alert(1)</script>&amp;茶馆",
    "json": '","x":"茶馆',
    "a path": "../../etc/passwd茶馆",
    "rare signs": "𠮷䶮㛃𬱖·〇茶馆",
}


def applied(client: Client, name: str) -> Application:
    """An application of an organisation of that name, by the pages."""
    begun = client.post(
        "/apply/tea-house/", {"office": COUNTY, "party": "new", "organisation": name}
    )
    assert begun.status_code == 302, begun.content.decode()[:3000]
    uid = str(begun["Location"]).split("/")[2]
    fill_draft(client, uid, shop=name, scope=f"{name}\n{name}", contact_name="")
    return Application.objects.get(number=submit(client, uid))


def compact(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("kind", LOOKS_LIKE)
class TestANameThatLooksLike:
    def test_something_else_stands_literally_in_the_letter(
        self, house: Inhabitants, kind: str
    ) -> None:
        name = LOOKS_LIKE[kind]
        application = applied(house.browser("owner"), name)
        (letter,) = letters_about("case", application.number)

        made = have_letter_bytes(letter.uid, by=HOUSE, at=clock.now())
        assert made is not None
        words = words_of(b"".join(serve_letter(made).pieces))

        assert application.party_name == name
        assert compact(name) in words

    def test_something_else_stands_literally_on_the_pages(
        self, house: Inhabitants, kind: str
    ) -> None:
        name = LOOKS_LIKE[kind]
        application = applied(house.browser("owner"), name)
        number = application.number

        for who, address in (
            ("owner", f"/mine/{number}/"),
            ("owner", f"/mine/{number}/receipt/"),
            ("owner", "/mine/"),
            ("clerk", f"/clerk/cases/{number}/"),
            ("examiner", f"/review/{number}/"),
        ):
            page = house.browser(who).get(address).content.decode()

            assert "<script>alert" not in page
            assert "<b>茶</b>" not in page
            assert "{{49}}" not in page
            assert number in page or "茶馆" in page


class TestANameThatCannotBe:
    @pytest.mark.parametrize(
        ("name", "why"),
        [
            ("茶\u202e馆", "改变文字方向"),
            ("😀茶馆", "表情"),
            ("茶\u2063馆", "看不见"),
            ("茶馆" * 200, "太长"),
            ("茶" + "\u0301" * 9, "叠加"),
            ("...", "没有文字"),
            ("茶馆13812345678", "证件号码或电话"),
        ],
    )
    def test_is_refused_with_the_reason_and_kept_on_the_page(
        self, house: Inhabitants, name: str, why: str
    ) -> None:
        answer = house.browser("owner").post(
            "/apply/tea-house/", {"office": COUNTY, "party": "new", "organisation": name}
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert why in page

    def test_loses_only_what_has_no_meaning(self, house: Inhabitants) -> None:
        application = applied(house.browser("owner"), "清\u200b风\ufeff茶馆")

        assert application.party_name == "清风茶馆"


class TestANumberThatCannotBe:
    @pytest.mark.parametrize(
        ("code", "why"),
        [
            ("91430700MA4L0001", "18 位"),
            ("9143O700MA4L00012X", "I、O、S、V、Z"),
            ("91430700MA4L00012Y", "校验"),
            ("９１４３０７００ＭＡ４Ｌ０００１２Ｘ１", "18 位"),
            ("X" * 41, "18 位"),
            ("X" * 61, "太长"),
        ],
    )
    def test_as_a_credit_code_is_refused_with_the_reason(
        self, house: Inhabitants, code: str, why: str
    ) -> None:
        answer = house.browser("owner").post(
            "/apply/tea-house/",
            {"office": COUNTY, "party": "new", "organisation": "清风茶馆", "uscc": code},
        )

        assert answer.status_code == 422
        assert why in answer.content.decode()

    @pytest.mark.parametrize(
        ("number", "why"),
        [
            ("11010119900101", "18 位"),
            ("110101199002301234", "出生日期"),
            ("110101199001010000", "校验"),
            ("99010119900101001X", "省级"),
            ("11010119900101O01X", "数字"),
        ],
    )
    @pytest.mark.parametrize(
        ("who", "address"),
        [
            ("owner", "/me/mandates/"),
            ("clerk", "/clerk/visits/{visit}/person/"),
        ],
    )
    def test_as_an_identity_number_is_refused_with_the_reason(
        self, house: Inhabitants, who: str, address: str, number: str, why: str
    ) -> None:
        form = {"name": "钱示例", "id_kind": "id_card", "number_kind": "id_card"}

        answer = house.browser(who).post(
            address.format(**house.things),
            {**form, "id_number": number, "number": number, "scope": "everything"},
        )

        assert answer.status_code == 422
        assert why in answer.content.decode()

    @pytest.mark.parametrize(
        "written",
        [
            "110101 19900101 1237",
            "１１０１０１１９９００１０１１２３７",
            "110101-19900101-1237",
            "110101\u200b199001011237",
        ],
    )
    def test_is_taken_when_only_the_writing_is_odd(self, house: Inhabitants, written: str) -> None:
        answer = house.browser("clerk").post(
            f"/clerk/visits/{house.things['visit']}/person/",
            {"name": "钱示例", "number_kind": "id_card", "number": written},
        )

        assert answer.status_code == 302
