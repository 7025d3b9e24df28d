"""Somebody types the name and the number of another person, which many people know."""

import pytest
from django.test import Client

from bureau.people import cipher, queries
from bureau.people.models import Account, Assurance, Party
from bureau.people.tests.factories import (
    a_mandate,
    a_person,
    an_account,
    an_id_number,
    an_organisation,
)
from tests.inhabitants import Inhabitants

pytestmark = pytest.mark.django_db

NAME = "赵示例"


@pytest.fixture
def victim(house: Inhabitants) -> Account:
    """Somebody whose identity was proven and who acts for a company."""
    person = a_person(name=NAME, number=an_id_number())
    a_mandate(principal=an_organisation(name="某某机密茶馆"), agent=person)
    return an_account(name=NAME, party=person, party_assurance=Assurance.SEEN)


def number_of(party: Party) -> str:
    found = party.identifiers.get()
    return cipher.unseal(found.cipher, purpose=found.kind)


@pytest.fixture
def pretender(house: Inhabitants, victim: Account) -> Client:
    """The browser of an account that says it is the victim."""
    assert victim.party is not None
    client = Client(raise_request_exception=False)
    client.force_login(an_account(name="不知道是谁"))
    answer = client.post(
        "/me/", {"name": NAME, "id_kind": "id_card", "id_number": number_of(victim.party)}
    )
    assert answer.status_code == 302
    return client


class TestAPretender:
    def test_does_not_learn_for_whom_the_person_acts(
        self, pretender: Client, victim: Account
    ) -> None:
        page = pretender.get("/me/mandates/").content.decode()

        assert "某某机密茶馆" not in page
        assert [one.principal_name for one in queries.own_mandates(victim)] == ["某某机密茶馆"]

    def test_does_not_take_the_persons_mandate_away(
        self, pretender: Client, victim: Account
    ) -> None:
        (mandate,) = queries.own_mandates(victim)

        answer = pretender.post(f"/me/mandates/{mandate.uid}/revoke/")

        assert answer.status_code == 404
        assert [one.state for one in queries.own_mandates(victim)] == ["confirmed"]

    def test_finds_none_of_the_persons_applications(
        self, house: Inhabitants, pretender: Client
    ) -> None:
        number = house.things["received"]

        assert number not in pretender.get("/mine/").content.decode()
        assert pretender.get(f"/mine/{number}/").status_code == 404

    def test_gives_a_mandate_only_to_be_looked_at_again(self, pretender: Client) -> None:
        pretender.post(
            "/me/mandates/",
            {
                "name": "钱示例",
                "id_kind": "id_card",
                "id_number": an_id_number(),
                "scope": "everything",
            },
        )

        assert "自己申报，待核对" in pretender.get("/me/mandates/").content.decode()


class TestGuessingWhoseANumberIs:
    def test_is_stopped_after_a_few_names(self, house: Inhabitants, victim: Account) -> None:
        assert victim.party is not None
        number = number_of(victim.party)
        client = Client(raise_request_exception=False)
        client.force_login(an_account(name="不知道是谁"))

        for name in ("钱示例", "孙示例", "李示例", "周示例", "吴示例"):
            client.post("/me/", {"name": name, "id_kind": "id_card", "id_number": number})
        answer = client.post("/me/", {"name": NAME, "id_kind": "id_card", "id_number": number})

        assert answer.status_code == 422
        assert "试的次数太多" in answer.content.decode()
