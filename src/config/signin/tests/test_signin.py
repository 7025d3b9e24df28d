"""Signing in: by staff number or phone, by password or code; guessing is stopped and noted."""

import hashlib
import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.adapter import get_adapter as second_factor
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from bureau.audit.actors import Actor
from bureau.audit.queries import Entry, acts_of, timeline
from bureau.notices.queries import MessageFacts, messages_to
from bureau.offices.tests.factories import a_posted, some_offices
from bureau.people import operations, queries
from bureau.people.models import Account, AccountKind
from config.sessions import SessionStore

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 9, 29, 4, 0, tzinfo=UTC)
PASSWORD = "陶令不知何处去桃花源里"
PHONE = "13812345678"
OFFICE = Actor.system("开户")


@pytest.fixture(autouse=True)
def _nobody_tried_yet() -> None:
    cache.clear()


def a_clerk(*, number: str = "TH0017") -> Account:
    return operations.open_account(
        kind=AccountKind.STAFF,
        name="易小满",
        staff_number=number,
        password=PASSWORD,
        by=OFFICE,
        at=NOON,
    )


def an_applicant(*, phone: str = PHONE) -> Account:
    account = operations.open_account(
        kind=AccountKind.APPLICANT,
        name="张桂英",
        phone=phone,
        password=PASSWORD,
        by=OFFICE,
        at=NOON,
    )
    return operations.set_phone(account, phone, verified=True, by=OFFICE, at=NOON)


def sign_in(client: Client, login: str, password: str = PASSWORD) -> str:
    """Fill the sign-in page; the page that came of it."""
    answer = client.post("/accounts/login/", {"login": login, "password": password})
    return answer.content.decode() if answer.status_code == 200 else ""


def who(client: Client) -> str:
    """The account this browser is signed in as, empty for nobody."""
    return str(client.session.get("_auth_user_id", ""))


def sent_to(phone: str = PHONE) -> list[MessageFacts]:
    """What was sent to the account of this phone, newest first."""
    account = queries.account_with_phone(phone)
    return messages_to(f"account:{account.pk}") if account else []


def code_sent() -> str:
    return str(sent_to()[0].params["code"])


def failures() -> list[Entry]:
    """The tries of somebody who is not signed in, newest first."""
    now = timezone.now()
    return acts_of("", since=now - timedelta(hours=1), until=now + timedelta(hours=1))


def reasons() -> list[str]:
    return [entry.facts["why"] for entry in failures()]


class TestByPassword:
    @pytest.mark.parametrize("typed", ["TH0017", "th0017", " th 0017 ", "ＴＨ００１７"])
    def test_a_clerk_by_staff_number_however_it_is_typed(self, client: Client, typed: str) -> None:
        clerk = a_clerk()

        sign_in(client, typed)

        assert who(client) == str(clerk.pk)

    @pytest.mark.parametrize(
        ("role", "desk"),
        [("clerk", "/clerk/"), ("approver", "/review/"), ("item_keeper", "/items/")],
    )
    def test_staff_come_to_the_desk_of_their_post(
        self, client: Client, role: str, desk: str
    ) -> None:
        some_offices()
        somebody = a_posted("TH0018", role)
        somebody.set_password(PASSWORD)
        somebody.save()

        answer = client.post("/accounts/login/", {"login": "TH0018", "password": PASSWORD})

        assert answer["Location"] == desk

    @pytest.mark.parametrize("typed", [PHONE, "138 1234 5678", "+86 13812345678"])
    def test_an_applicant_by_phone(self, client: Client, typed: str) -> None:
        applicant = an_applicant()

        sign_in(client, typed)

        assert who(client) == str(applicant.pk)

    def test_leaves_a_line(self, client: Client) -> None:
        clerk = a_clerk()

        sign_in(client, "TH0017")

        entry = timeline("account", str(clerk.pk))[-1]
        assert entry.act == "account.signed_in"
        assert (entry.actor_id, entry.actor_name) == (str(clerk.pk), "易小满")

    def test_not_with_a_wrong_one_and_the_try_is_noted_without_what_was_typed(
        self, client: Client
    ) -> None:
        clerk = a_clerk()

        page = sign_in(client, "TH0017", "猜一猜")

        assert "工号（手机号）或密码不对" in page
        assert who(client) == ""
        (entry,) = failures()
        assert entry.object_id == str(clerk.pk)
        assert "猜一猜" not in str(entry.facts)

    def test_says_the_same_about_a_number_nobody_has(self, client: Client) -> None:
        a_clerk()

        assert "工号（手机号）或密码不对" in sign_in(client, "TH9999")
        assert "手机号或密码不对" in sign_in(client, "13999999999")
        assert reasons() == ["口令不符", "口令不符"]

    def test_is_locked_after_five_wrong_ones_even_with_the_right_one(self, client: Client) -> None:
        a_clerk()
        for typed in ("TH0017", "th0017", "TH 0017", "ＴＨ0017", "tH0017"):
            sign_in(client, typed, "猜一猜")

        page = sign_in(Client(), "TH0017")

        assert "试的次数太多了" in page
        assert reasons() == ["次数太多"] + ["口令不符"] * 5

    def test_locks_one_person_not_the_whole_hall(self, client: Client) -> None:
        a_clerk()
        other = a_clerk(number="TH0018")
        for _ in range(6):
            sign_in(Client(), "TH0017", "猜一猜")

        sign_in(client, "TH0018")

        assert who(client) == str(other.pk)

    def test_counts_without_keeping_who_was_tried(self, client: Client) -> None:
        sign_in(client, PHONE, "猜一猜")

        digest = hashlib.sha256(f"testserver:{PHONE}".encode()).hexdigest()
        with connection.cursor() as cursor:
            cursor.execute("select cache_key from config_cache")
            keys = [str(key) for (key,) in cursor.fetchall()]
        assert keys
        assert not any(PHONE in key or digest in key for key in keys)

    def test_not_with_an_account_that_is_closed(self, client: Client) -> None:
        operations.close_account(a_clerk(), by=OFFICE, at=NOON)

        answer = client.post(
            "/accounts/login/", {"login": "TH0017", "password": PASSWORD}, follow=True
        )

        assert "账号已停用" in answer.content.decode()
        assert who(client) == ""

    def test_keeps_to_our_own_pages_afterwards(self, client: Client) -> None:
        a_clerk()

        answer = client.post(
            "/accounts/login/?next=//elsewhere.example/",
            {"login": "TH0017", "password": PASSWORD, "next": "//elsewhere.example/"},
        )

        assert answer.status_code == 302
        assert "elsewhere" not in answer["Location"]


class TestByCode:
    def test_an_applicant_gets_six_digits_and_is_in(self, client: Client) -> None:
        applicant = an_applicant()

        client.post("/accounts/login/code/", {"phone": "138 1234 5678"})
        code = code_sent()
        client.post("/accounts/login/code/confirm/", {"code": code})

        assert re.fullmatch(r"\d{6}", code)
        assert who(client) == str(applicant.pk)

    def test_the_message_holds_a_reference_not_the_phone(self, client: Client) -> None:
        applicant = an_applicant()

        client.post("/accounts/login/code/", {"phone": PHONE})

        assert [message.template for message in sent_to()] == ["code"]
        assert queries.for_sending(f"account:{applicant.pk}") == PHONE

    def test_three_wrong_codes_end_it(self, client: Client) -> None:
        an_applicant()
        client.post("/accounts/login/code/", {"phone": PHONE})
        code = code_sent()

        for _ in range(3):
            client.post("/accounts/login/code/confirm/", {"code": "x" + code[1:]})
        client.post("/accounts/login/code/confirm/", {"code": code})

        assert who(client) == ""

    def test_a_phone_nobody_has_gets_nothing_but_the_same_page(self, client: Client) -> None:
        an_applicant()

        known = Client().post("/accounts/login/code/", {"phone": PHONE}, follow=True)
        unknown = client.post("/accounts/login/code/", {"phone": "13999999999"}, follow=True)

        assert known.redirect_chain == unknown.redirect_chain
        assert len(sent_to()) == 1
        assert sent_to("13999999999") == []

    def test_stands_on_the_screen_only_in_a_trial(self, client: Client, settings: Settings) -> None:
        an_applicant()

        settings.CODES_ON_SCREEN = False
        quiet = client.post("/accounts/login/code/", {"phone": PHONE}, follow=True)
        first = code_sent()
        cache.clear()
        settings.CODES_ON_SCREEN = True
        shown = Client().post("/accounts/login/code/", {"phone": PHONE}, follow=True)

        assert first not in quiet.content.decode()
        assert code_sent() in shown.content.decode()

    @pytest.mark.parametrize("typed", ["12345", "", "不知道", "138\u202e12345678\u200b9"])
    def test_what_is_no_phone_gets_a_sentence(self, client: Client, typed: str) -> None:
        answer = client.post("/accounts/login/code/", {"phone": typed})

        assert answer.status_code == 200
        assert "sh-errmsg" in answer.content.decode()


class TestSigningUp:
    def test_takes_name_phone_and_a_password_and_the_code(self, client: Client) -> None:
        client.post(
            "/accounts/signup/",
            {"name": "𠮷·小满", "phone": "138 1234 5678", "password1": PASSWORD},
        )
        before = who(client)
        client.post("/accounts/phone/verify/", {"code": code_sent()})

        account = queries.account_with_phone(PHONE)
        assert account is not None
        assert before == ""
        assert who(client) == str(account.pk)
        assert (account.name, account.staff_number) == ("𠮷·小满", None)
        assert account.phone_verified
        assert account.kind == AccountKind.APPLICANT

    def test_with_a_phone_in_use_makes_no_second_account(self, client: Client) -> None:
        an_applicant()

        client.post("/accounts/signup/", {"name": "别人", "phone": PHONE, "password1": PASSWORD})

        assert Account.objects.count() == 1
        assert who(client) == ""

    def test_sent_again_meanwhile_makes_no_second_account_and_says_what_to_do(
        self, client: Client
    ) -> None:
        form = {"name": "张桂英", "phone": PHONE, "password1": PASSWORD}
        client.post("/accounts/signup/", form)

        again = Client().post("/accounts/signup/", form)

        assert Account.objects.count() == 1
        assert len(sent_to()) == 1
        assert again.status_code == 200
        assert "刚给这个手机号发过验证码" in again.content.decode()

    def test_and_in_again_before_the_next_code_may_go_out_says_to_wait(
        self, client: Client
    ) -> None:
        form = {"name": "张桂英", "phone": PHONE, "password1": PASSWORD}
        client.post("/accounts/signup/", form)

        answer = Client().post("/accounts/login/", {"login": PHONE, "password": PASSWORD})

        assert answer.status_code == 429
        assert answer["Retry-After"] == "30"

    @pytest.mark.parametrize(
        ("field", "value"),
        [("name", "😀"), ("name", ""), ("phone", ""), ("phone", "123"), ("password1", "123456")],
    )
    def test_with_something_wrong_gets_a_sentence(
        self, client: Client, field: str, value: str
    ) -> None:
        form = {"name": "张桂英", "phone": PHONE, "password1": PASSWORD} | {field: value}

        answer = client.post("/accounts/signup/", form)

        assert answer.status_code == 200
        page = answer.content.decode()
        assert "sh-errmsg" in page
        assert "This" not in page
        assert not Account.objects.exists()


class TestTheSecondFactor:
    def activate(self, client: Client) -> str:
        """Scan the code of the page; the secret the app now knows."""
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        page = client.get("/accounts/2fa/totp/activate/").content.decode()
        found = re.search(r'<code class="num">([A-Z2-7]+)</code>', page)
        assert found
        client.post("/accounts/2fa/totp/activate/", {"code": digits_of(found[1])})
        return found[1]

    def test_is_asked_for_after_the_password(self, client: Client) -> None:
        clerk = a_clerk()
        sign_in(client, "TH0017")
        secret = self.activate(client)
        cache.clear()
        again = Client()

        sign_in(again, "TH0017")
        before = who(again)
        again.post("/accounts/2fa/authenticate/", {"code": digits_of(secret)})

        assert before == ""
        assert who(again) == str(clerk.pk)

    def test_keeps_its_secrets_sealed(self, client: Client) -> None:
        clerk = a_clerk()
        sign_in(client, "TH0017")
        secret = self.activate(client)

        kept = Authenticator.objects.get(user=clerk, type=Authenticator.Type.TOTP)

        assert secret not in str(kept.data)
        assert second_factor().decrypt(kept.data["secret"]) == secret
        assert TOTP(kept).instance == kept


class TestASession:
    def test_keeps_its_content_sealed(self, client: Client) -> None:
        an_applicant()
        client.post("/accounts/login/code/", {"phone": PHONE})

        row = Session.objects.get(session_key=client.session.session_key)

        assert PHONE in str(SessionStore().decode(row.session_data))
        assert row.session_data.partition(":")[0] in ("1", "trial")
        with connection.cursor() as cursor:
            cursor.execute("select session_data from django_session")
            assert all(PHONE not in str(data) for (data,) in cursor.fetchall())

    def test_that_cannot_be_opened_is_empty(self) -> None:
        assert SessionStore().decode("1:AAAA") == {}
        assert SessionStore().decode(b"nonsense") == {}

    def test_ends_when_somebody_signs_out(self, client: Client) -> None:
        a_clerk()
        sign_in(client, "TH0017")

        asked = client.get("/accounts/logout/")
        client.post("/accounts/logout/")

        assert "退出后" in asked.content.decode()
        assert who(client) == ""


class TestEveryPage:
    @pytest.mark.parametrize(
        "path",
        [
            "login/",
            "login/code/",
            "signup/",
            "inactive/",
        ],
    )
    def test_for_everybody_is_in_our_words(self, client: Client, path: str) -> None:
        self.is_ours(client, path)

    @pytest.mark.parametrize(
        "path",
        [
            "logout/",
            "password/change/",
            "phone/change/",
            "reauthenticate/",
            "2fa/",
            "2fa/totp/activate/",
        ],
    )
    def test_for_who_is_signed_in_is_in_our_words(self, client: Client, path: str) -> None:
        a_clerk()
        sign_in(client, "TH0017")
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})

        self.is_ours(client, path)

    def is_ours(self, client: Client, path: str) -> None:
        answer = client.get(f"/accounts/{path}")
        page = answer.content.decode()

        assert answer.status_code == 200
        assert "三化窗口" in page
        for word in ("Sign", "Password", "password:", "Phone", "Menu", "Code"):
            assert word not in page, word

    @pytest.mark.parametrize("path", ["email/", "password/reset/", "confirm-email/"])
    def test_of_e_mail_does_not_exist(self, client: Client, path: str) -> None:
        assert client.get(f"/accounts/{path}").status_code == 404


def digits_of(secret: str) -> str:
    """What the app shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))
