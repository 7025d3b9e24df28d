"""Numbers, phones and addresses of persons, planted through every form that takes them, and
looked for everywhere afterwards: they stand nowhere in clear.
"""

import base64
import hashlib
import json
import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from bureau.cases.models import Case
from bureau.cases.tests.factories import a_case
from bureau.files.tests.samples import a_pdf
from bureau.notices import outbox
from bureau.notices.models import Letter, Message
from bureau.notices.operations import have_letter_bytes
from bureau.notices.queries import serve_letter
from bureau.notices.tests.paper import words_of
from bureau.people.identifiers import id_card_check
from bureau.workdays import clock
from config import logs
from tests.attacks.filled import CONTACT, FORM, edition_on
from tests.inhabitants import HOUSE, Inhabitants

PASSWORD = "三条街外的那家老茶馆"


def numbers() -> Iterator[str]:
    """Identity numbers of people born on one day, which stands nowhere else."""
    for sequence in range(100, 999):
        body = f"11010119870605{sequence}"
        yield body + id_card_check(body)


class Planted:
    """What was typed where; every place gets a value of its own."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._numbers = numbers()

    def identity(self, place: str) -> str:
        return self._keep(place, next(self._numbers))

    def phone(self, place: str) -> str:
        return self._keep(place, f"1998706{len(self.values):04}")

    def address(self, place: str) -> str:
        return self._keep(place, f"示例区标记路{len(self.values) + 8700}号暗室")

    def _keep(self, place: str, value: str) -> str:
        self.values[place] = value
        return value

    def found_in(self, text: str) -> set[str]:
        """Places whose value stands in a text: plainly, spaced, or as a digest without a key."""
        return {
            place
            for place, value in self.values.items()
            if any(sign in text for sign in appearances(value))
        }


def appearances(value: str) -> list[str]:
    raw = value.encode()
    digests = [hashlib.new(name, raw) for name in ("md5", "sha1", "sha256", "sm3")]
    return [
        value,
        value.lower(),
        f"{value[:3]} {value[3:7]} {value[7:]}",
        base64.b64encode(raw).decode().rstrip("="),
        json.dumps(value).strip('"'),
        *(one.hexdigest() for one in digests),
    ]


class Hand:
    """A browser that remembers where it went and what it was given to keep."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.addresses: list[str] = []

    def post(self, address: str, data: dict[str, object]) -> HttpResponseBase:
        return self._went(address, self.client.post(address, data))

    def get(self, address: str) -> HttpResponseBase:
        return self._went(address, self.client.get(address))

    def _went(self, address: str, answer: HttpResponseBase) -> HttpResponseBase:
        self.addresses += [address, answer.headers.get("Location", "")]
        self.addresses += [one.OutputString() for one in answer.cookies.values()]
        return answer


@pytest.fixture
def folders(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Outbox, logs, anchors and exports of this test alone; logs as talkative as they can be."""
    settings.OUTBOX_FOLDER = tmp_path / "outbox"
    settings.ANCHOR_FOLDER = tmp_path / "anchors"
    handlers, level = logging.getLogger().handlers[:], logging.getLogger().level
    logs.configure({"level": "DEBUG", "folder": tmp_path / "logs"})
    yield tmp_path
    logging.getLogger().handlers[:] = handlers
    logging.getLogger().setLevel(level)


@pytest.fixture
def planted(house: Inhabitants, folders: Path) -> tuple[Planted, list[str]]:
    """Everything planted, and the addresses it took."""
    seeds = Planted()
    hands = [
        sign_up(seeds),
        apply_online(house, seeds),
        serve_at_window(house, seeds),
        decide_and_rate(house, seeds),
    ]
    return seeds, [address for hand in hands for address in hand.addresses]


def expect(answer: HttpResponseBase, *statuses: int) -> HttpResponseBase:
    assert answer.status_code in (statuses or (302,)), answer.content.decode()[-3000:]  # type: ignore[attr-defined]
    return answer


def sign_up(seeds: Planted) -> Hand:
    """Sign up, say who one is, let somebody act; try a phone nobody has, and a wrong code."""
    cache.clear()
    hand = Hand(Client(raise_request_exception=False))
    phone = seeds.phone("sign-up")
    expect(
        hand.post("/accounts/signup/", {"name": "标示例", "phone": phone, "password1": PASSWORD})
    )
    code = Message.objects.filter(template="code").latest("id").params["code"]
    expect(hand.post("/accounts/phone/verify/", {"code": code}))
    card = {"name": "标示例", "id_kind": "id_card", "id_number": seeds.identity("me")}
    expect(hand.post("/me/", card))
    agent = {"name": "托示例", "id_kind": "id_card", "id_number": seeds.identity("mandate")}
    expect(hand.post("/me/mandates/", {**agent, "scope": "everything"}))
    hand.post("/accounts/phone/change/", {"phone": seeds.phone("changed phone")})
    stranger = Hand(Client(raise_request_exception=False))
    stranger.post("/accounts/login/", {"login": seeds.phone("wrong sign-in"), "password": "x" * 12})
    stranger.post("/accounts/login/", {"login": seeds.identity("as a login"), "password": "x" * 12})
    stranger.post("/accounts/login/code/", {"phone": seeds.phone("code asked")})
    hand.addresses += stranger.addresses
    return hand


def persons(seeds: Planted, where: str) -> dict[str, str]:
    """The answers of the form that belong to persons."""
    return {
        "keeper__name": "郑示例",
        "keeper__id_kind": "id_card",
        "keeper__id_number": seeds.identity(f"{where}: person"),
        "keeper__phone": seeds.phone(f"{where}: person's phone"),
        "cooks__count": "1",
        "cooks__0__name": "厨示例",
        "cooks__0__id_kind": "id_card",
        "cooks__0__id_number": seeds.identity(f"{where}: repeated person"),
        "cooks__0__phone": seeds.phone(f"{where}: repeated person's phone"),
        "telephone": seeds.phone(f"{where}: phone"),
        "home": seeds.address(f"{where}: home"),
        "contact_wish": "sms",
        "delivery_wish": "post",
        "contact_name": "联示例",
        "contact_phone": seeds.phone(f"{where}: contact"),
        "contact_address": seeds.address(f"{where}: contact address"),
    }


def apply_online(house: Inhabitants, seeds: Planted) -> Hand:
    """Begin, type half, type all, upload under a telling name, submit; supplement another."""
    hand = Hand(house.new_browser("owner"))
    begun = expect(
        hand.post(
            "/apply/tea-house/",
            {"office": house.things["office"], "party": "new", "organisation": "标记茶馆"},
        )
    )
    uid = begun["Location"].split("/")[2]
    half = {**FORM, **CONTACT, **persons(seeds, "half a draft")}
    expect(hand.post(f"/drafts/{uid}/save/?page=form", {**half}), 200)
    typed = {**FORM, **CONTACT, **persons(seeds, "online")}
    for page in ("situation/", "", "contact/"):
        expect(hand.post(f"/drafts/{uid}/{page}", {**typed}))
    named = f"身份证{seeds.identity('file name')}电话{seeds.phone('file name too')}.pdf"
    expect(hand.post(f"/drafts/{uid}/files/plan/", {"file": SimpleUploadedFile(named, a_pdf())}))
    hand.get(f"/drafts/{uid}/check/")
    expect(hand.post(f"/drafts/{uid}/check/", {"edition": edition_on(hand.client, uid)}))
    other = f"{seeds.phone('supplement name')}.pdf"
    expect(
        hand.post(
            f"/mine/{house.things['awaiting']}/supplement/",
            {"file-plan": SimpleUploadedFile(other, a_pdf() + b"\n%%EOF\n")},
        )
    )
    lost = Hand(Client(raise_request_exception=False))
    lost.post(f"/drafts/{house.things['draft']}/", {**FORM, **persons(seeds, "session gone")})
    hand.addresses += lost.addresses
    return hand


def serve_at_window(house: Inhabitants, seeds: Planted) -> Hand:
    """Who came, for whom, what is typed for them; and words typed at the wrong place."""
    hand = Hand(house.new_browser("clerk"))
    visit, uid = house.things["visit"], house.things["window_draft"]
    expect(
        hand.post(
            f"/clerk/visits/{visit}/person/",
            {"number": seeds.identity("person at window"), "name": "来示例", "seen": "yes"},
        )
    )
    principal = {"kind": "person", "number": seeds.identity("principal"), "name": "委示例"}
    expect(hand.post(f"/clerk/visits/{visit}/principal/", {**principal, "how": "letter"}), 302, 422)
    typed = {**FORM, **CONTACT, **persons(seeds, "window")}
    typed |= {"verdict-plan": "good", "copies-plan": "1", "go": "check"}
    expect(hand.post(f"/clerk/receive/{uid}/", {**typed}))
    expect(hand.post(f"/clerk/receive/{uid}/check/", {"confirmation": "read_aloud"}))
    hand.post("/clerk/look/", {"number": "1", "reason": f"核对{seeds.identity('look')}"})
    return hand


def decide_and_rate(house: Inhabitants, seeds: Planted) -> Hand:
    """Free words beside an act, which are kept for years."""
    clerk = Hand(house.new_browser("clerk"))
    number = house.things["received"]
    clerk.post(
        f"/clerk/cases/{number}/judge/",
        {"verdict-plan": "defective", "defect-plan": f"应为{seeds.identity('defect')}"},
    )
    clerk.post(f"/clerk/cases/{number}/correct/", {"what": f"改成{seeds.phone('correction')}"})
    away = a_case(by=house.account("owner"), at=clock.now())
    version = str(Case.objects.get(pk=away.pk).version)
    clerk.post(
        f"/clerk/cases/{away.number}/turn-away/",
        {
            "ground": "not_ours",
            "reason": f"电话{seeds.phone('reason')}",
            "who_is": f"城管{seeds.phone('who is')}",
            "version": version,
        },
    )
    clerk.post(
        f"/clerk/cases/{house.things['granted']}/deliver/",
        {
            "how": "hand",
            "signer": f"李示例{seeds.identity('signer')}",
            "proof": seeds.phone("proof"),
            "version": str(Case.objects.get(number=house.things["granted"]).version),
        },
    )
    reviewer = Hand(house.new_browser("examiner"))
    accepted = house.things["accepted"]
    reviewer.post(
        f"/review/{accepted}/find/",
        {
            "point": "address-agrees",
            "verdict": "fail",
            "note": f"与{seeds.identity('finding')}不符",
        },
    )
    stranger = Hand(Client(raise_request_exception=False))
    stranger.post(
        f"/rate/{house.things['rating']}/",
        {"grade": "dissatisfied", "words": f"打{seeds.phone('rating')}找我"},
    )
    clerk.addresses += reviewer.addresses + stranger.addresses
    return clerk


def all_tables() -> str:
    """Every row of every table as text; what the cache holds also unpacked."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "select tablename from pg_tables where schemaname = 'public' order by tablename"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'select t::text from "{table}" t')
            found += [str(row) for (row,) in cursor.fetchall()]
        cursor.execute("select value from config_cache")
        found += [base64.b64decode(value).decode("latin-1") for (value,) in cursor.fetchall()]
    return "\n".join(found)


class TestAMarker:
    def test_stands_in_no_table(self, planted: tuple[Planted, list[str]]) -> None:
        seeds, _ = planted

        assert sorted(seeds.found_in(all_tables())) == []

    def test_stands_in_no_address_and_no_cookie(self, planted: tuple[Planted, list[str]]) -> None:
        seeds, addresses = planted

        assert seeds.found_in("\n".join(addresses)) == set()

    def test_stands_in_no_letter(self, planted: tuple[Planted, list[str]]) -> None:
        seeds, _ = planted
        said = []
        for uid in Letter.objects.values_list("uid", flat=True):
            made = have_letter_bytes(uid, by=HOUSE, at=clock.now())
            assert made is not None
            said.append(words_of(b"".join(serve_letter(made).pieces)))

        assert said
        assert seeds.found_in("\n".join(said)) == set()

    def test_stands_in_no_file_that_leaves_the_house(
        self, planted: tuple[Planted, list[str]], folders: Path
    ) -> None:
        seeds, _ = planted
        outbox.deliver_waiting(by=HOUSE, at=clock.now())
        call_command("close_audit_day", stdout=StringIO())
        call_command("export_items", str(folders / "items.yaml"), stdout=StringIO())
        said = StringIO()
        call_command("verify_audit", "--json", stdout=said)

        written = [one.read_text("utf-8", "replace") for one in folders.rglob("*") if one.is_file()]
        names = [str(one) for one in folders.rglob("*")]

        assert any("messages" in text or "to_ref" in text for text in written)
        assert seeds.found_in("\n".join([*written, *names, said.getvalue()])) == set()

    def test_stands_in_no_name_of_a_stored_file(
        self, planted: tuple[Planted, list[str]], settings: Settings
    ) -> None:
        seeds, _ = planted

        names = [str(one) for one in Path(settings.MEDIA_ROOT).rglob("*")]

        assert names
        assert seeds.found_in("\n".join(names)) == set()

    def test_is_found_again_by_who_may_look(self, planted: tuple[Planted, list[str]]) -> None:
        """Sealed, not lost: else nothing above would prove anything."""
        seeds, _ = planted
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from people_identifier")
            (kept,) = cursor.fetchone() or (0,)
            cursor.execute("select count(*) from people_confidential")
            (sealed,) = cursor.fetchone() or (0,)

        assert kept >= 7
        assert sealed >= 10
        assert len(seeds.values) > 30
