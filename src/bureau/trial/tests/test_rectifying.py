"""Bad ratings of the trial city are put right by their owner, as in life: not all of them."""

from datetime import timedelta

import pytest

from bureau.cases.tests.factories import MORNING
from bureau.offices.tests.factories import a_posted
from bureau.supervision.tests.factories import a_rated_case
from bureau.tasks.models import Task
from bureau.trial.rectifying import put_right

pytestmark = pytest.mark.django_db


def six_bad_ratings() -> None:
    a_posted("REVIEW1", "review_officer")
    for _ in range(6):
        a_rated_case("dissatisfied")


class TestPutRight:
    def test_leaves_one_in_six_to_be_seen(self) -> None:
        six_bad_ratings()

        done = put_right(at=MORNING + timedelta(days=3))

        assert done == 5
        assert Task.objects.filter(kind="bad_rating", done_at=None).count() == 1

    def test_takes_two_days(self) -> None:
        six_bad_ratings()

        assert put_right(at=MORNING + timedelta(days=1)) == 0
