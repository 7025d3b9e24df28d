"""The nightly look at every guide: counted, and what misleads becomes a task."""

from datetime import timedelta

import pytest

from bureau.catalogue.tests.factories import HOUSE, NOON, TOMORROW, an_edition, keeper
from bureau.guides.models import NightlyCheck
from bureau.guides.nightly import check_every_guide, last_checks
from bureau.guides.tests.samples import a_full_content
from bureau.tasks.queries import tasks_about

pytestmark = pytest.mark.django_db
TOMORROW_NIGHT = NOON + timedelta(days=1)


class TestTheNight:
    def test_counts_what_is_wrong_by_kind(self) -> None:
        an_edition(conditions=())

        found = check_every_guide(by=HOUSE, at=NOON)

        assert found.guides == 1
        assert found.errors >= 1
        assert found.by_rule["empty-chapter"] >= 1
        assert found.disagreeing == 0

    def test_makes_one_task_of_the_keepers_however_often_it_runs(self) -> None:
        keeper()
        an_edition(conditions=())

        check_every_guide(by=HOUSE, at=NOON)
        check_every_guide(by=HOUSE, at=NOON + timedelta(hours=1))
        check_every_guide(by=HOUSE, at=TOMORROW_NIGHT)

        (task,) = tasks_about("guide", "tea-house")
        assert task.owner_office == "city"
        assert task.due_at > NOON
        assert NightlyCheck.objects.count() == 2

    def test_finishes_the_task_once_nothing_is_wrong(self) -> None:
        keeper()
        an_edition(conditions=())
        check_every_guide(by=HOUSE, at=NOON)
        whole = a_full_content()
        every = {name: getattr(whole, name) for name in type(whole).model_fields}
        an_edition(number="2", valid_from=TOMORROW, **every)

        check_every_guide(by=HOUSE, at=TOMORROW_NIGHT)

        (task,) = tasks_about("guide", "tea-house")
        assert task.outcome == "mended"

    def test_knows_the_night_before(self) -> None:
        check_every_guide(by=HOUSE, at=NOON)
        check_every_guide(by=HOUSE, at=TOMORROW_NIGHT)

        newest, before = last_checks()

        assert newest is not None
        assert before is not None
        assert newest.day > before.day
