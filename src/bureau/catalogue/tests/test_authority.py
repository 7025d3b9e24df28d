"""Who may keep and publish what is common, and who a listing."""

import pytest

from bureau.catalogue import operations
from bureau.catalogue.tests.factories import NOON, a_draft, a_row, an_edition, keeper, publisher
from bureau.catalogue.tests.test_listings import a_claim
from bureau.offices.refusals import NotCompetent
from bureau.offices.tests.factories import COUNTY
from bureau.refusal import Refusal

pytestmark = pytest.mark.django_db


class TestWhatIsCommon:
    def test_is_kept_by_the_city_s_bureau(self) -> None:
        done = operations.import_items([a_row()], by=keeper(), at=NOON)

        assert done.added == ["tea-house/1"]

    def test_is_not_kept_by_a_county(self) -> None:
        with pytest.raises(Refusal, match="市级机关"):
            operations.import_items([a_row()], by=keeper(office=COUNTY), at=NOON)

    def test_is_published_by_who_may_publish(self) -> None:
        draft = a_draft()

        with pytest.raises(Refusal, match="授权"):
            operations.put_in_force(draft.pk, by=publisher(), second=keeper(), at=NOON)


class TestAListing:
    def test_is_kept_by_its_own_office(self) -> None:
        an_edition()

        operations.claim_listing(a_claim(office_key=COUNTY), by=keeper(office=COUNTY), at=NOON)

    def test_is_not_kept_by_another(self) -> None:
        an_edition()

        with pytest.raises(NotCompetent):
            operations.claim_listing(a_claim(office_key=COUNTY), by=keeper(), at=NOON)
