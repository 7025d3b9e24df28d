"""The trial city lives through the same verbs as a real one."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bureau.cases.models import Application, Case
from bureau.cases.tests.factories import LICENCE_ITEM, a_clerk, an_approver, an_examiner, an_item
from bureau.feedback.models import Invitation
from bureau.offices.tests.factories import COUNTY
from bureau.trial.plan import Story, stories
from bureau.trial.play import Play
from bureau.workdays import queries as workdays

NOW = datetime(2026, 3, 18, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PLACES = [(LICENCE_ITEM, COUNTY, 1)]


def drawn(seed: int, total: int = 30) -> list[Story]:
    return stories(
        seed=seed,
        total=total,
        days=10,
        places=PLACES,
        now=NOW,
        calendar=workdays.current_calendar(),
    )


@pytest.mark.django_db
class TestStories:
    def test_the_same_seed_draws_the_same_city(self) -> None:
        assert drawn(7) == drawn(7)
        assert drawn(7) != drawn(8)

    def test_nothing_happens_after_now(self) -> None:
        assert all(story.submitted_at <= NOW for story in drawn(7))


@pytest.mark.django_db
def test_every_act_of_the_city_is_one_the_operations_accept() -> None:
    an_item()
    a_clerk()
    an_examiner()
    an_approver()
    told = drawn(7)

    play = Play(seed=7, now=NOW, calendar=workdays.current_calendar(), region="430702")
    played = play.stories(told, lambda done: None)

    withdrawn = sum(story.fate == "withdrawn" for story in told)
    assert played.refused.total() <= withdrawn
    assert Application.objects.count() == played.applications == len(told)
    assert Case.objects.filter(state="closed").exists()
    assert Invitation.objects.exists()
