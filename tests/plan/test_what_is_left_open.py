"""What the listings leave open, with an owner, and the two figures of the plan."""

import pytest

from bureau.cases.tests.factories import LICENCE_ITEM, MORNING, a_clerk, an_item
from bureau.catalogue import operations as catalogue
from bureau.catalogue.operations import Claim
from bureau.catalogue.tests.factories import TODAY, keeper, publisher
from bureau.guides.coverage import Coverage, coverage
from bureau.offices.tests.factories import AREAS, CODES, COUNTY
from tests.clauses import clause

pytestmark = pytest.mark.django_db


def gaps(kind: str, *, area: str = AREAS[COUNTY]) -> list[tuple[str, str]]:
    return [
        (one.office_key, one.item)
        for one in coverage(at=MORNING, area=area).gaps
        if one.kind == kind
    ]


def figures() -> tuple[int, int, int]:
    found = coverage(at=MORNING, area=AREAS[COUNTY])
    return found.in_hall, found.must_be_in_hall, found.with_authority


def moved_out_of_the_hall() -> None:
    catalogue.claim_listing(
        Claim(
            item=LICENCE_ITEM,
            authority_code=CODES[COUNTY],
            office_key=COUNTY,
            valid_from=TODAY.replace(year=2026, month=1, day=1),
        ),
        by=keeper(office=COUNTY),
        at=MORNING,
    )


class TestUnclaimed:
    def test_is_an_item_of_a_unit_s_level_that_nobody_there_carries_out(self) -> None:
        an_item()
        an_item("city-only", name="市级许可", levels=("市",))

        assert gaps("unclaimed") == []
        assert gaps("unclaimed", area=AREAS["city"]) == [("", "city-only"), ("", LICENCE_ITEM)]

    def test_has_an_owner(self) -> None:
        an_item()

        found = coverage(at=MORNING, area=AREAS["city"])

        assert [one.owners for one in found.gaps if one.kind == "unclaimed"] == [
            ("keeper-city 某",)
        ]


class TestUnconfirmed:
    def test_waits_for_the_city_and_is_gone_once_confirmed(self) -> None:
        an_item()
        assert gaps("unconfirmed") == [(COUNTY, LICENCE_ITEM)]

        catalogue.confirm_listing(LICENCE_ITEM, COUNTY, by=publisher(), at=MORNING)

        assert gaps("unconfirmed") == []


@clause("3.2.1-b")
class TestEntry:
    """进驻率: what is in no hall and on no approved list counts against the unit."""

    def test_what_is_in_a_hall_counts(self) -> None:
        an_item()

        assert gaps("outside") == []
        assert figures()[:2] == (1, 1)

    def test_what_is_not_lowers_the_rate_and_has_an_owner(self) -> None:
        an_item()

        moved_out_of_the_hall()

        assert gaps("outside") == [(COUNTY, LICENCE_ITEM)]
        assert figures()[:2] == (0, 1)

    def test_an_approved_exception_is_not_counted(self) -> None:
        an_item()
        moved_out_of_the_hall()

        catalogue.except_from_hall(
            LICENCE_ITEM, COUNTY, reason="只在网上办理", by=publisher(), at=MORNING
        )

        assert gaps("outside") == []
        assert figures()[:2] == (0, 0)


@clause("3.2.1-c")
class TestAuthority:
    """授权率: in the hall, somebody may decide."""

    def test_a_hall_without_anybody_to_decide_is_listed(self) -> None:
        an_item()

        assert gaps("unauthorised") == [(COUNTY, LICENCE_ITEM)]
        assert figures() == (1, 1, 0)

    def test_with_somebody_who_may_it_is_not(self) -> None:
        an_item()

        a_clerk()

        assert gaps("unauthorised") == []
        assert figures() == (1, 1, 1)


def test_the_whole_city_is_the_sum_of_its_units() -> None:
    an_item()
    parts: list[Coverage] = [coverage(at=MORNING, area=area) for area in AREAS.values()]

    whole = coverage(at=MORNING)

    assert len(whole.gaps) == sum(len(one.gaps) for one in parts)
    assert whole.in_hall == sum(one.in_hall for one in parts)
