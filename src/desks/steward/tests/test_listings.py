"""An office claims an item and fills only what is local; the city confirms."""

from datetime import timedelta

import pytest
from django.test import Client

from bureau.cases.tests.factories import LICENCE_ITEM, an_item
from bureau.catalogue import queries as catalogue
from bureau.offices.tests.factories import CITY, COUNTY, TOWN, a_competent
from bureau.workdays import clock
from desks.steward.tests.test_writing import a_keeper, a_publisher, signed_in

pytestmark = pytest.mark.django_db

HERE = f"/listings/{TOWN}/{LICENCE_ITEM}/"


def a_county_keeper() -> Client:
    return signed_in(a_competent("KEEPER-C", "item_keeper", "keep"))


def a_form(**changes: object) -> dict[str, object]:
    sent: dict[str, object] = {
        "valid_from": str(clock.today()),
        "halls": ["h-county"],
        "consult": "0700-1234567",
        "complain": "12315",
        "promise_value": "3",
        "promise_unit": "working_day",
        "waived": ["plan"],
        "step-decide": COUNTY,
    }
    return sent | changes


def test_an_office_claims_and_the_city_confirms() -> None:
    an_item()
    keeper, publisher = a_county_keeper(), a_publisher()

    assert keeper.post(HERE, a_form()).status_code == 302
    found = catalogue.listing_for(LICENCE_ITEM, TOWN, on=clock.today())
    assert found is not None
    assert (found.halls, found.waived, found.promise_value) == (("h-county",), ("plan",), 3)
    assert found.handler("decide") == COUNTY
    assert "待核定" in keeper.get(HERE).content.decode()

    publisher.post(f"{HERE}confirm/")

    assert "publisher" in publisher.get(HERE).content.decode().lower()
    assert "已核定" in keeper.get(f"/listings/{TOWN}/").content.decode()


def test_what_is_claimed_anew_is_confirmed_anew() -> None:
    an_item()
    keeper, publisher = a_county_keeper(), a_publisher()
    keeper.post(HERE, a_form())
    publisher.post(f"{HERE}confirm/")

    keeper.post(HERE, a_form(promise_value="2"))

    found = catalogue.listing_for(LICENCE_ITEM, TOWN, on=clock.today())
    assert found is not None
    assert not found.confirmed


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"promise_value": "30"}, "不能更长"),
        ({"promise_value": "三天"}, "写整数"),
        ({"valid_from": "明天"}, "2026-05-06 这样"),
        ({"consult": "前台小李"}, "电话只写数字"),
        ({"halls": ["h-nowhere"]}, "没有这个大厅"),
        ({"waived": ["nothing"]}, "无从免交"),
        ({"step-decide": "nowhere"}, "没有这个单位"),
        ({"step-extra": COUNTY}, "不能自己增加环节"),
    ],
)
def test_a_listing_longer_than_the_standard_is_refused_in_words(
    wrong: dict[str, object], words: str
) -> None:
    an_item()

    answer = a_county_keeper().post(HERE, a_form(**wrong))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert catalogue.listing_for(LICENCE_ITEM, TOWN, on=clock.today()) is None


def test_somebody_without_authority_there_only_reads() -> None:
    an_item()
    city = a_keeper()

    shown = city.get(HERE).content.decode()

    assert "您可以看，不能改" in shown
    assert city.post(HERE, a_form()).status_code == 422


def test_an_exception_is_approved_by_the_city_and_can_end() -> None:
    an_item()
    keeper, publisher = a_county_keeper(), a_publisher()
    keeper.post(HERE, a_form(halls=[]))
    assert "应进未进" in keeper.get(HERE).content.decode()
    assert keeper.post(f"{HERE}outside/", {"words": "只在网上办"}).status_code == 422

    publisher.post(f"{HERE}outside/", {"words": "只在网上办"})
    assert "核准不进大厅：只在网上办" in keeper.get(HERE).content.decode()

    publisher.post(f"{HERE}outside/", {"words": ""})
    assert "应进未进" in keeper.get(HERE).content.decode()


def test_an_office_can_stop() -> None:
    an_item()
    keeper = a_county_keeper()
    keeper.post(HERE, a_form())

    keeper.post(f"{HERE}end/", {"last_day": str(clock.today())})

    tomorrow = clock.today() + timedelta(days=1)
    assert catalogue.listing_for(LICENCE_ITEM, TOWN, on=tomorrow) is None


def test_the_gaps_are_lists_with_an_owner() -> None:
    an_item()
    keeper = a_keeper()

    shown = keeper.get("/listings/", {"kind": "unclaimed"}).content.decode()

    assert "city 单位" in shown
    assert "KEEPER9 某" in shown
    assert "授权率" in shown
    assert keeper.get(f"/listings/{CITY}/").status_code == 200
    assert keeper.get("/listings/nowhere/").status_code == 404
