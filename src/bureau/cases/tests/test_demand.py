"""What people come for is counted, not guessed."""

from datetime import timedelta

import pytest

from bureau.cases.queries.demand import most_applied_for
from bureau.cases.tests.factories import LICENCE_ITEM, MORNING, a_case, an_item

pytestmark = pytest.mark.django_db

TOMORROW = (MORNING + timedelta(days=1)).date()


class TestWhatPeopleComeFor:
    def test_most_applied_for_stands_first(self) -> None:
        an_item("rare")
        a_case(item_key="rare")
        a_case()
        a_case()

        assert most_applied_for(on=TOMORROW, limit=5) == (LICENCE_ITEM, "rare")

    def test_counts_thirty_days_and_not_the_running_one(self) -> None:
        a_case()

        assert most_applied_for(on=MORNING.date(), limit=5) == ()
        assert most_applied_for(on=(MORNING + timedelta(days=32)).date(), limit=5) == ()
