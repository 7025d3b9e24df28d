"""Addresses somebody made up, or took from somebody else: nothing is found, nothing breaks."""

import uuid
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from tests.inhabitants import Inhabitants
from tests.who_may import WHO_MAY, Row

# With letters at both ends, so that it is the number of no row.
NOBODYS = uuid.UUID("c0ffee00-0000-4000-8000-00000000000f")
NONSENSE = {
    "somebody else's in form": "990102-260318-00001-5",
    "random": NOBODYS.hex,
    "a real uuid": str(NOBODYS),
    "very long": "9" * 3000,
    "a number beyond every integer": "9" * 40,
    "up and away": "../../etc/passwd",
    "a quotation": "' or '1'='1",
    "a template": "{{7*7}}",
    "markup": "<script>alert(1)</script>",
    "turned round": "\u202e990102\u200b",
    "not of this plane": "𠮷😀",
    "full-width": "９９０１０２－２６０３１８",
    "half a byte": "%ff%fe",
}
WITH_THINGS = sorted(name for name, row in WHO_MAY.items() if row.using)


def one_of(row: Row) -> str:
    return min(row.to, default="owner")


def addresses(house: Inhabitants, name: str) -> list[tuple[str, str]]:
    """The page's address with each of its things in turn replaced by nonsense."""
    own = {key: house.things[thing] for key, thing in WHO_MAY[name].using.items()}
    found = []
    for key in own:
        for kind, wrong in NONSENSE.items():
            try:
                found.append((f"{key}: {kind}", reverse(name, kwargs={**own, key: wrong})))
            except NoReverseMatch:
                continue  # no such address can be written
    return found


@pytest.mark.parametrize("name", WITH_THINGS)
class TestWhatIsNotThere:
    def test_is_not_found_by_who_may_open_the_page(self, house: Inhabitants, name: str) -> None:
        row = WHO_MAY[name]
        browser = house.browser(one_of(row))
        send = browser.post if row.reads == "wrong way" else browser.get

        met = {kind: send(address).status_code for kind, address in addresses(house, name)}

        assert {kind: status for kind, status in met.items() if status not in (404, 422)} == {}

    def test_with_a_sign_that_is_no_text_is_said_to_be_unreadable(
        self, house: Inhabitants, name: str
    ) -> None:
        row = WHO_MAY[name]
        address = row.address(name, house.things)
        for thing in row.using.values():
            address = address.replace(quote(house.things[thing]), "%00")

        answer = house.browser(one_of(row)).get(address)

        assert answer.status_code == 400
        assert "读不懂" in answer.content.decode()


class TestSomebodyElses:
    """Each of these is the right address of a thing that exists."""

    @pytest.mark.parametrize("who", ["other", "clerk", "supervisor", "administrator", "device"])
    @pytest.mark.parametrize(
        ("name", "things"),
        [
            ("public:letter", {"number": "received", "uid": "other_letter"}),
            ("public:letter", {"number": "accepted", "uid": "letter"}),
            ("public:file", {"uid": "window_upload"}),
            ("public:draft", {"uid": "window_draft"}),
        ],
    )
    def test_is_not_there_for_strangers(
        self, house: Inhabitants, who: str, name: str, things: dict[str, str]
    ) -> None:
        if (who, name) in (("clerk", "public:file"), ("clerk", "public:draft")):
            pytest.skip("a clerk's own, through the wrong door")
        address = reverse(name, kwargs={key: house.things[thing] for key, thing in things.items()})

        assert house.browser(who).get(address).status_code == 404

    @pytest.mark.parametrize(
        ("name", "things"),
        [
            ("public:letter", {"number": "received", "uid": "other_letter"}),
            ("public:letter", {"number": "received", "uid": "sheet"}),
        ],
    )
    def test_letter_is_not_in_another_case_even_of_the_same_person(
        self, house: Inhabitants, name: str, things: dict[str, str]
    ) -> None:
        address = reverse(name, kwargs={key: house.things[thing] for key, thing in things.items()})

        assert house.browser("owner").get(address).status_code == 404

    @pytest.mark.parametrize(
        ("name", "things"),
        [
            ("clerk:letter", {"number": "received", "uid": "other_letter"}),
            ("clerk:file", {"number": "received", "upload": "draft_upload"}),
            ("clerk:file", {"number": "accepted", "upload": "upload"}),
            ("clerk:draft_file", {"uid": "window_draft", "upload": "draft_upload"}),
            ("clerk:visit_letter", {"uid": "visit", "letter": "letter"}),
            ("clerk:receive", {"uid": "draft"}),
        ],
    )
    def test_paper_is_not_shown_to_a_clerk_under_a_number_they_may_see(
        self, house: Inhabitants, name: str, things: dict[str, str]
    ) -> None:
        address = reverse(name, kwargs={key: house.things[thing] for key, thing in things.items()})

        assert house.browser("clerk").get(address).status_code == 404

    def test_upload_is_not_taken_into_ones_own_draft(self, house: Inhabitants) -> None:
        """Whoever knows the name of a file cannot make it theirs by sending it along."""
        stranger = house.browser("other")
        begun = stranger.post(
            "/apply/tea-house/",
            {"office": house.things["office"], "party": _own_party(house, "other")},
        )
        own = str(begun["Location"])
        stolen = house.things["draft_upload"]

        stranger.post(f"{own}save/", {"uploads": stolen, "file": stolen, "plan": stolen})

        assert stolen not in stranger.get(own).content.decode()
        assert stranger.get(f"/files/{stolen}/").status_code == 404


def _own_party(house: Inhabitants, who: str) -> str:
    party = house.account(who).party
    assert party is not None
    return str(party.uid)


class TestForWhom:
    @pytest.mark.parametrize("party", ["owner's", "nobody's", "not a name", ""])
    def test_nobody_begins_for_a_party_that_gave_no_mandate(
        self, house: Inhabitants, party: str
    ) -> None:
        sent = {"owner's": _own_party(house, "owner"), "nobody's": str(uuid.UUID(int=9))}

        with CaptureQueriesContext(connection) as queries:
            answer = house.browser("other").post(
                "/apply/tea-house/",
                {"office": house.things["office"], "party": sent.get(party, party)},
            )

        assert answer.status_code == 422
        assert "不能替这个主体办理" in answer.content.decode()
        assert not any("INSERT INTO" in query["sql"] and "draft" in query["sql"]
                       for query in queries.captured_queries)  # fmt: skip


class TestAnAddressWithAnEnd:
    @pytest.mark.parametrize(
        "address",
        [
            "/verify/?x=%00",
            "/follow/?number=%00",
            "/guides/?q=%00",
            "/guides/tea-house/?office=%00",
            "/halls/?area=%00",
            "/clerk/find/?q=%00",
        ],
    )
    def test_that_is_no_text_is_said_to_be_unreadable(
        self, house: Inhabitants, address: str
    ) -> None:
        assert house.browser("clerk").get(address).status_code == 400

    @pytest.mark.parametrize("wrong", [*NONSENSE.values(), "", "-1", "0", "null"])
    @pytest.mark.parametrize(
        "address",
        [
            "/follow/?number=",
            "/guides/?q=",
            "/guides/?stage=",
            "/guides/tea-house/?office=",
            "/guides/tea-house/?q-river=",
            "/halls/?area=",
            "/apply/tea-house/?office=",
            "/clerk/find/?q=",
            "/mine/?page=",
        ],
    )
    def test_with_nonsense_still_opens(self, house: Inhabitants, address: str, wrong: str) -> None:
        path, _, name = address.partition("?")
        who = "clerk" if path.startswith("/clerk/") else "owner"

        answer = house.browser(who).get(path, {name.removesuffix("="): wrong})

        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()


class TestAnActOpenedAsAPage:
    def test_says_what_to_do_instead(self, house: Inhabitants) -> None:
        answer = house.browser("owner").get(f"/mine/{house.things['received']}/withdraw/")

        assert answer.status_code == 405
        assert answer["Allow"] == "POST"
        assert "返回上一页" in answer.content.decode()


class TestACodeThatIsNone:
    @pytest.mark.parametrize("typed", ["a/b", "../../mine", "/", "?", "#", "%2f", "x" * 5000, "😀"])
    def test_is_looked_for_and_not_found(self, house: Inhabitants, typed: str) -> None:
        answer = Client().post("/verify/", {"code": typed}, follow=True)

        assert answer.status_code in (200, 404)
        assert "核验" in answer.content.decode()
