"""Every page of the house × everybody who may come: who may open it, and who finds nothing."""

from collections.abc import Mapping

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.clauses import clause
from tests.inhabitants import Inhabitants
from tests.who_may import EVERYBODY, OPENS, WHO_MAY, Row, every_page, outcome_of

WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "COPY")
OF_THE_FRAME = ('"django_session"', "config_requestcount", "config_cache")
"""Tables that any request may touch, also one that is turned away."""

OF_EACH_KIND = frozenset({"nobody", "owner", "clerk", "supervisor", "device"})

WITH_POSTS = sorted(name for name, row in WHO_MAY.items() if row.posts)
SHOWN_ONLY = sorted(set(WHO_MAY) - set(WITH_POSTS))


def writes(queries: CaptureQueriesContext) -> list[str]:
    """What was written besides the frame's own tables."""
    return [
        query["sql"][:200]
        for query in queries.captured_queries
        if query["sql"].lstrip().upper().startswith(WRITES)
        and not any(table in query["sql"] for table in OF_THE_FRAME)
    ]


def surprises(met: Mapping[str, str], expected: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Who met something else: what it was, and what it should have been."""
    return {who: (met[who], expected[who]) for who in met if met[who] != expected[who]}


def visitors_of(row: Row) -> frozenset[str]:
    """Who tries: everybody, or one of each kind where a page is for all the world."""
    return OF_EACH_KIND if row.to == EVERYBODY else EVERYBODY


def somebody_of(row: Row) -> str:
    """One of those who may, or anybody where nobody may."""
    return min(row.to, default="owner")


def test_every_page_says_who_may_open_it() -> None:
    assert set(every_page()) == set(WHO_MAY)


def test_everybody_of_the_table_lives_in_the_house(house: Inhabitants) -> None:
    assert set(house.people) == EVERYBODY


@clause("0-b")
@pytest.mark.parametrize("name", sorted(WHO_MAY))
def test_opens_for_those_and_for_nobody_else(house: Inhabitants, name: str) -> None:
    row = WHO_MAY[name]
    address = row.address(name, house.things)

    met = {who: outcome_of(house.browser(who).get(address)) for who in visitors_of(row)}

    assert surprises(met, {who: row.expected(who) for who in met}) == {}


@pytest.mark.parametrize("name", WITH_POSTS)
def test_takes_nothing_from_anybody_else(house: Inhabitants, name: str) -> None:
    row = WHO_MAY[name]
    address = row.address(name, house.things)
    others = EVERYBODY - row.to

    with CaptureQueriesContext(connection) as queries:
        met = {who: outcome_of(house.browser(who).post(address)) for who in others}

    assert surprises(met, {who: row.denied(who) for who in others}) == {}
    assert writes(queries) == []


@pytest.mark.parametrize("name", [name for name in WITH_POSTS if WHO_MAY[name].to])
def test_takes_an_empty_form_without_breaking(house: Inhabitants, name: str) -> None:
    row = WHO_MAY[name]

    answer = house.browser(somebody_of(row)).post(row.address(name, house.things))

    assert answer.status_code in (200, 302, 404, 409, 422)


@pytest.mark.parametrize("name", WITH_POSTS)
def test_takes_only_what_its_own_form_sends(house: Inhabitants, name: str) -> None:
    row = WHO_MAY[name]
    browser = house.new_browser(somebody_of(row), checks_forms=True)

    with CaptureQueriesContext(connection) as queries:
        answer = browser.post(row.address(name, house.things))

    assert answer.status_code == 403
    assert writes(queries) == []


@pytest.mark.parametrize("name", SHOWN_ONLY)
def test_that_only_shows_takes_nothing(house: Inhabitants, name: str) -> None:
    row = WHO_MAY[name]

    with CaptureQueriesContext(connection) as queries:
        answer = house.browser(somebody_of(row)).post(row.address(name, house.things))

    assert outcome_of(answer) != OPENS
    assert writes(queries) == []
