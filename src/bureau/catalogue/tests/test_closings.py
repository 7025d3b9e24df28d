"""An item ends: abolished, split, merged; by two persons, on a day, on a ground."""

from datetime import timedelta
from typing import Any

import pytest

from bureau.catalogue import operations
from bureau.catalogue.models import Edition
from bureau.catalogue.queries import (
    closing_of,
    edition_in_force,
    listings_of_item,
    predecessors_of,
)
from bureau.catalogue.tests.factories import (
    HOUSE,
    NOON,
    TODAY,
    TOMORROW,
    a_law,
    a_proposed_draft,
    an_edition,
    keeper,
    publisher,
)
from bureau.offices.tests.factories import CODES, COUNTY
from bureau.refusal import Refusal

pytestmark = pytest.mark.django_db


def proposed(item: str = "tea-house", **changes: Any) -> None:
    values: dict[str, Any] = {
        "last_day": TOMORROW,
        "reason": "国务院决定取消这项审批",
        "document": a_law(),
        "article": "三",
        "by": keeper(),
        "at": NOON,
    }
    operations.propose_closing(item, **(values | changes))


def closed(item: str = "tea-house", **changes: Any) -> None:
    proposed(item, **changes)
    operations.confirm_closing(item, by=publisher(), at=NOON)


class TestAbolish:
    def test_ends_the_item_and_its_listings_on_that_day(self) -> None:
        an_edition()
        claim = operations.Claim(
            item="tea-house", authority_code=CODES[COUNTY], office_key=COUNTY, valid_from=TODAY
        )
        operations.claim_listing(claim, by=HOUSE, at=NOON)

        closed()

        after = TOMORROW + timedelta(days=1)
        assert edition_in_force("tea-house", on=TOMORROW) is not None
        assert edition_in_force("tea-house", on=after) is None
        assert len(listings_of_item("tea-house", on=TOMORROW)) == 1
        assert listings_of_item("tea-house", on=after) == ()
        found = closing_of("tea-house")
        assert found is not None
        assert (found.abolishes, found.ground) == (True, "《茶馆条例》第三条")
        assert (found.proposer, found.seconder) == ("keeper-city 某", "publisher 某")

    def test_takes_two_persons(self) -> None:
        an_edition()
        proposed()

        with pytest.raises(Refusal, match="另请一人"):
            operations.confirm_closing("tea-house", by=keeper(), at=NOON)
        assert Edition.objects.get().status == "in_force"

    def test_a_proposal_can_be_dropped(self) -> None:
        an_edition()
        proposed()

        operations.drop_closing("tea-house", by=publisher(), at=NOON)

        assert closing_of("tea-house") is None

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"last_day": TODAY - timedelta(days=1)}, "已经过去"),
            ({"reason": ""}, "为什么取消"),
            ({"document": "没有的条例"}, "没有《没有的条例》"),
            ({"successors": ["tea-house"]}, "它自己"),
            ({"successors": ["nothing-known"]}, "没有在用的版本"),
        ],
    )
    def test_names_what_is_wrong(self, wrong: dict[str, Any], words: str) -> None:
        an_edition()

        with pytest.raises(Refusal, match=words):
            proposed(**wrong)

    def test_waits_until_what_is_published_later_is_recalled(self) -> None:
        draft = a_proposed_draft(valid_from=TOMORROW + timedelta(days=3))
        operations.publish_proposed(draft.pk, by=publisher(), at=NOON)

        with pytest.raises(Refusal, match="请先撤下"):
            proposed()

    def test_a_second_time_is_refused(self) -> None:
        an_edition()
        proposed()

        with pytest.raises(Refusal, match="正在等复核"):
            proposed()


class TestSplitAndMerge:
    def test_two_items_follow_one(self) -> None:
        an_edition()
        an_edition(item="tea-shop", name="茶叶店许可")
        an_edition(item="tea-garden", name="茶园许可")

        closed(successors=["tea-shop", "tea-garden"])

        found = closing_of("tea-house")
        assert found is not None
        assert found.successors == ("tea-shop", "tea-garden")
        assert not found.abolishes
        assert predecessors_of("tea-shop") == ("tea-house",)

    def test_one_item_follows_two(self) -> None:
        an_edition()
        an_edition(item="tea-shop", name="茶叶店许可")
        an_edition(item="tea-all", name="茶业许可")

        for item in ("tea-house", "tea-shop"):
            closed(item, successors=["tea-all"])

        assert predecessors_of("tea-all") == ("tea-house", "tea-shop")

    def test_no_circle_is_made(self) -> None:
        an_edition()
        an_edition(item="tea-shop", name="茶叶店许可")
        proposed(successors=["tea-shop"])

        with pytest.raises(Refusal, match="绕成了一圈"):
            proposed("tea-shop", successors=["tea-house"])
