"""Real people and people of a trial never meet in one database, whichever came first."""

from datetime import UTC, datetime

import pytest

from bureau.people.models import Account
from bureau.refusal import Refusal
from config import installation

MORNING = datetime(2026, 9, 29, 2, 0, tzinfo=UTC)


@pytest.mark.django_db
class TestADatabase:
    def test_that_served_real_people_takes_no_trial_data(self) -> None:
        installation.ensure_never_real()
        installation.begin_real(at=MORNING)

        with pytest.raises(Refusal, match="正式运行过"):
            installation.ensure_never_real()

    def test_with_trial_accounts_serves_no_real_people(self) -> None:
        Account.objects.create(staff_number="T001", is_trial=True)

        with pytest.raises(Refusal, match="演示账号"):
            installation.begin_real(at=MORNING)
        assert not installation.ever_real()

    def test_remembers_its_first_real_day_only(self) -> None:
        installation.begin_real(at=MORNING)
        installation.begin_real(at=datetime(2026, 10, 9, 2, 0, tzinfo=UTC))

        assert installation.ever_real()
