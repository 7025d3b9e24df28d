"""Who tries to learn who has an account, to be sent elsewhere, or to ride on a session."""

import html
import re
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from bureau.people.models import Account, AccountKind
from bureau.people.operations import set_phone
from bureau.people.tests.factories import NOON, an_account
from bureau.workdays import clock
from tests.attacks.filled import an_id_number
from tests.inhabitants import HOUSE, Inhabitants

PASSWORD = "三条街外的那家老茶馆"
KNOWN, UNKNOWN = "13800001111", "13800002222"
ELSEWHERE = (
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "/\\elsewhere.example/",
    "///elsewhere.example",
    "https:elsewhere.example",
    "javascript:alert(1)",
    " //elsewhere.example/",
    "/\t/elsewhere.example/",
    "\t//elsewhere.example/",
    "/%09/elsewhere.example/",
    "http://testserver@elsewhere.example/",
)
WHO_I_AM = {"name": "孔示例", "id_kind": "id_card", "id_number": an_id_number("19900101", 11)}
CONTROLS = "".join(map(chr, range(0x21)))


@pytest.fixture(autouse=True)
def _real_words(settings: Settings) -> None:
    """As in a real bureau: no codes on the screen."""
    settings.CODES_ON_SCREEN = False
    cache.clear()


@pytest.fixture
def known(house: Inhabitants) -> Account:
    """An applicant with a verified phone and a password."""
    account = an_account(name="孔示例", phone=KNOWN, password=PASSWORD)
    return set_phone(account, KNOWN, verified=True, by=HOUSE, at=NOON)


def page_of(answer: HttpResponseBase) -> str:
    """The words of a page without what is different each time, and without the number typed."""
    text = answer.content.decode()  # type: ignore[attr-defined]
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    text = re.sub(r"\d{1,2}:\d{2}", "", text)
    return text.replace(KNOWN, "").replace(UNKNOWN, "")


def stays_with_us(address: str) -> bool:
    """Whether a browser that is led to this address is still on our site.

    Browsers drop tabs and line ends, trim what cannot be seen and take a backslash for a
    slash; what is only percent-encoded stays part of the path.
    """
    seen = re.sub(r"[\t\n\r]", "", address.strip(CONTROLS)).replace("\\", "/")
    return not seen.startswith("//") and not re.match(r"[a-z][a-z0-9+.-]*:", seen, re.IGNORECASE)


def offered(answer: HttpResponseBase, places: str) -> list[str]:
    """Addresses at these places of a page that are made of what was sent."""
    page = answer.content.decode()  # type: ignore[attr-defined]
    found = re.findall(rf'(?:{places})="([^"]*)"', page)
    return [html.unescape(one) for one in found if "elsewhere" in one or "alert" in one]


def asking(way: str, address: str, elsewhere: str) -> tuple[str, dict[str, str]]:
    """The wish to be led elsewhere, in the address or as a field: address and form to send."""
    if way == "field":
        return address, {"next": elsewhere}
    return f"{address}?{urlencode({'next': elsewhere})}", {}


class TestWhoHasAnAccount:
    """The answer to a phone somebody has and to one nobody has is the same, sign for sign."""

    def test_is_not_told_by_the_password_page(self, known: Account) -> None:
        answers = [
            Client().post("/accounts/login/", {"login": phone, "password": "猜一猜猜一猜"})
            for phone in (KNOWN, UNKNOWN)
        ]

        assert page_of(answers[0]) == page_of(answers[1])

    def test_is_not_told_by_the_code_page(self, known: Account) -> None:
        answers = [
            Client().post("/accounts/login/code/", {"phone": phone}, follow=True)
            for phone in (KNOWN, UNKNOWN)
        ]

        assert answers[0].redirect_chain == answers[1].redirect_chain
        assert page_of(answers[0]) == page_of(answers[1])

    def test_is_not_told_by_signing_up(self, known: Account) -> None:
        answers = [
            Client().post(
                "/accounts/signup/",
                {"name": "某示例", "phone": phone, "password1": PASSWORD},
                follow=True,
            )
            for phone in (KNOWN, UNKNOWN)
        ]

        assert answers[0].redirect_chain == answers[1].redirect_chain
        assert page_of(answers[0]) == page_of(answers[1])

    def test_is_not_told_by_the_lock(self, known: Account) -> None:
        pages = []
        for phone in (KNOWN, UNKNOWN):
            for _ in range(6):
                answer = Client().post(
                    "/accounts/login/", {"login": phone, "password": "猜一猜猜一猜"}
                )
            pages.append(page_of(answer))

        assert "次数太多" in pages[0]
        assert pages[0] == pages[1]

    def test_is_not_told_by_a_code_for_a_phone_nobody_has(self, known: Account) -> None:
        pages = []
        for phone in (KNOWN, UNKNOWN):
            client = Client()
            client.post("/accounts/login/code/", {"phone": phone})
            pages.append(page_of(client.post("/accounts/login/code/confirm/", {"code": "000000"})))

        assert pages[0] == pages[1]


class TestWhereItLeads:
    @pytest.mark.parametrize("way", ["field", "address"])
    @pytest.mark.parametrize("elsewhere", ELSEWHERE)
    def test_signing_in_stays_with_us(self, known: Account, elsewhere: str, way: str) -> None:
        address, form = asking(way, "/accounts/login/", elsewhere)

        answer = Client().post(address, {"login": KNOWN, "password": PASSWORD, **form})

        assert answer.status_code == 302
        assert stays_with_us(answer["Location"])

    @pytest.mark.parametrize("way", ["field", "address"])
    @pytest.mark.parametrize("elsewhere", ELSEWHERE)
    @pytest.mark.parametrize("page", ["/mode/", "/place/", "/me/", "/accounts/logout/"])
    def test_pages_that_lead_on_stay_with_us(
        self, known: Account, page: str, elsewhere: str, way: str
    ) -> None:
        client = Client()
        client.force_login(known)
        address, form = asking(way, page, elsewhere)

        answer = client.post(address, {**WHO_I_AM, **form})

        assert answer.status_code == 302
        assert stays_with_us(answer["Location"])

    @pytest.mark.parametrize("elsewhere", ELSEWHERE)
    @pytest.mark.parametrize(
        ("page", "places"),
        [
            ("/place/", "href|action|value"),
            ("/me/", "href|action|value"),
            # Their fields carry what was asked for and lead nowhere: shown above.
            ("/accounts/login/", "href|action"),
            ("/accounts/signup/", "href|action"),
        ],
    )
    def test_pages_before_that_offer_no_way_elsewhere(
        self, known: Account, page: str, places: str, elsewhere: str
    ) -> None:
        client = Client()
        if page == "/me/":
            client.force_login(known)
        address, _ = asking("address", page, elsewhere)

        answer = client.get(address)

        assert answer.status_code == 200
        assert [one for one in offered(answer, places) if not stays_with_us(one)] == []

    def test_a_signed_out_form_comes_back_to_its_page(self, house: Inhabitants) -> None:
        number = house.things["received"]

        answer = Client().post(
            f"/mine/{number}/withdraw/", headers={"referer": f"http://testserver/mine/{number}/"}
        )

        assert answer["Location"] == f"/accounts/login/?next=/mine/{number}/"

    def test_a_form_from_elsewhere_does_not_lead_there(self, house: Inhabitants) -> None:
        number = house.things["received"]

        answer = Client().post(
            f"/mine/{number}/withdraw/", headers={"referer": "http://testserver.elsewhere.example/"}
        )

        assert "elsewhere" not in answer["Location"]


class TestASession:
    def test_is_a_new_one_after_signing_in(self, known: Account) -> None:
        client = Client()
        client.get("/accounts/login/")
        session = client.session
        session["planted"] = "x"
        session.save()
        client.cookies["sessionid"] = str(session.session_key)
        before = session.session_key

        client.post("/accounts/login/", {"login": KNOWN, "password": PASSWORD})

        assert client.session.session_key != before

    def test_ends_with_a_closed_account(self, house: Inhabitants) -> None:
        client = house.new_browser("other")
        account = house.account("other")
        Account.objects.filter(pk=account.pk).update(is_active=False)

        assert client.get("/mine/").status_code == 302

    def test_cookie_is_for_this_site_and_no_script(self, known: Account) -> None:
        client = Client()
        client.post("/accounts/login/", {"login": KNOWN, "password": PASSWORD})

        cookie = client.cookies["sessionid"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"

    def test_of_a_member_of_staff_whose_post_ended_opens_no_desk(self, house: Inhabitants) -> None:
        client = house.new_browser("clerk")
        house.account("clerk").postings.update(ended_at=clock.now())  # type: ignore[attr-defined]

        assert client.get("/clerk/").status_code == 404


class TestKindsOfAccounts:
    def test_nobody_becomes_staff_by_a_field_of_the_form(self, house: Inhabitants) -> None:
        Client().post(
            "/accounts/signup/",
            {
                "name": "某示例",
                "phone": UNKNOWN,
                "password1": PASSWORD,
                "kind": "staff",
                "staff_number": "CLERK1",
                "is_staff": "1",
                "username": "CLERK1",
            },
        )

        account = Account.objects.get(name="某示例")
        assert account.kind == AccountKind.APPLICANT
        assert account.staff_number is None

    def test_a_phone_is_not_a_way_into_a_staff_account_with_its_number(
        self, house: Inhabitants
    ) -> None:
        answer = Client().post("/accounts/login/code/", {"phone": "CLERK1"})

        assert answer.status_code == 200
        assert "sh-errmsg" in answer.content.decode()
