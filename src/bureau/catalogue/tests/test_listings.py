"""Who carries an item out, and the two departures a listing may make."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.clauses import clause

from bureau.catalogue import operations
from bureau.catalogue.operations import Claim
from bureau.catalogue.queries import (
    edition_in_force,
    items_at_hall,
    limits_for,
    listing_for,
    listings_of_item,
)
from bureau.catalogue.tests.factories import HOUSE, NOON, TODAY, an_edition
from bureau.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _edition() -> None:
    an_edition()


def a_claim(**changes: Any) -> Claim:
    claim = Claim(
        item="tea-house",
        authority_code="114300000000000000",
        office_key="north",
        valid_from=date(2026, 1, 1),
        halls=("north-hall",),
        phones={"consult": "0700-1234567", "complain": "0700-7654321"},
    )
    return replace(claim, **changes)


class TestClaim:
    def test_stands_from_its_day_on(self) -> None:
        operations.claim_listing(a_claim(), by=HOUSE, at=NOON)

        listing = listing_for("tea-house", "north", on=TODAY)
        assert listing is not None
        assert listing.halls == ("north-hall",)
        assert [one.item for one in items_at_hall("north-hall", on=TODAY)] == ["tea-house"]
        assert listing_for("tea-house", "north", on=date(2025, 12, 31)) is None

    def test_the_same_claim_changes_nothing(self) -> None:
        claims = [a_claim(), a_claim(office_key="south")]
        operations.claim_listings(claims, by=HOUSE, at=NOON)

        again = operations.claim_listings(claims, by=HOUSE, at=NOON)

        assert again == (0, 0, 2)

    def test_a_later_claim_ends_the_earlier_one(self) -> None:
        operations.claim_listing(a_claim(), by=HOUSE, at=NOON)

        operations.claim_listing(
            a_claim(valid_from=TODAY, halls=("south-hall",)), by=HOUSE, at=NOON
        )

        yesterday = listing_for("tea-house", "north", on=TODAY - timedelta(days=1))
        today = listing_for("tea-house", "north", on=TODAY)
        assert yesterday is not None
        assert today is not None
        assert (yesterday.halls, today.halls) == (("north-hall",), ("south-hall",))

    def test_ends(self) -> None:
        operations.claim_listing(a_claim(), by=HOUSE, at=NOON)

        operations.end_listing("tea-house", "north", last_day=TODAY, by=HOUSE, at=NOON)

        assert len(listings_of_item("tea-house", on=TODAY)) == 1
        assert listings_of_item("tea-house", on=TODAY + timedelta(days=1)) == ()


@clause("2.1-b", "3.2.3-c")
class TestDepartures:
    def test_a_shorter_promise_is_this_office_s_own(self) -> None:
        operations.claim_listing(
            a_claim(promise_value=1, promise_unit="working_day"), by=HOUSE, at=NOON
        )

        edition = edition_in_force("tea-house", on=TODAY)
        assert edition is not None
        limits = limits_for(edition.content, listing_for("tea-house", "north", on=TODAY))
        assert limits.promised is not None
        assert (limits.promised.value, limits.shortened) == (1, True)

    @pytest.mark.parametrize(
        ("departure", "sentence"),
        [
            ({"promise_value": 6, "promise_unit": "working_day"}, "不能更长"),
            ({"promise_value": 8, "promise_unit": "natural_day"}, "不能更长"),
            ({"waived": ("passport",)}, "没有材料"),
            ({"step_handlers": {"second-look": "north"}}, "不能自己增加环节"),
            ({"item": "wine-house"}, "没有启用的事项版本"),
        ],
    )
    def test_any_other_is_refused(self, departure: dict[str, Any], sentence: str) -> None:
        with pytest.raises(Refusal, match=sentence):
            operations.claim_listing(a_claim(**departure), by=HOUSE, at=NOON)

    def test_with_one_refused_none_is_taken(self) -> None:
        with pytest.raises(Refusal):
            operations.claim_listings(
                [a_claim(), a_claim(office_key="south", waived=("passport",))], by=HOUSE, at=NOON
            )

        assert listings_of_item("tea-house", on=TODAY) == ()
