"""Ending an item on its pages: one proposes, a second one confirms."""

from datetime import timedelta
from typing import Any

import pytest

from bureau.cases.tests.factories import LICENCE_ITEM, an_accepted_case, an_item
from bureau.catalogue import queries as catalogue
from bureau.catalogue.tests.factories import a_law
from bureau.workdays import clock
from desks.steward.tests.test_writing import a_keeper, a_publisher

pytestmark = pytest.mark.django_db

CLOSE = f"/items/{LICENCE_ITEM}/close/"


def a_form(**changes: Any) -> dict[str, str]:
    tomorrow = clock.today() + timedelta(days=1)
    sent = {"last_day": str(tomorrow), "reason": "国务院决定取消", "document": a_law()}
    return {**sent, "article": "三", "successors": "", **changes}


def test_two_persons_end_an_item_and_are_told_of_its_cases() -> None:
    keeper, publisher = a_keeper(), a_publisher()
    an_item()
    an_accepted_case()

    assert keeper.post(CLOSE, a_form()).status_code == 302
    shown = publisher.get(CLOSE).content.decode()
    done = publisher.post(f"{CLOSE}now/", follow=True).content.decode()

    assert "确认取消" in shown
    assert "1</b> 件已经受理" in shown
    assert "依法终止并出文书" in done
    assert "这个事项要取消" in done
    found = catalogue.closing_of(LICENCE_ITEM)
    assert found is not None
    assert found.confirmed


def test_the_first_person_can_only_take_it_back() -> None:
    keeper = a_keeper()
    an_item()
    keeper.post(CLOSE, a_form())

    assert keeper.post(f"{CLOSE}now/").status_code == 422
    keeper.post(f"{CLOSE}back/")

    assert catalogue.closing_of(LICENCE_ITEM) is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"last_day": "月底"}, "2026-05-06 这样"),
        ({"last_day": "2020-01-01"}, "已经过去"),
        ({"successors": LICENCE_ITEM}, "它自己"),
        ({"reason": ""}, "为什么取消"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(wrong: dict[str, str], words: str) -> None:
    keeper = a_keeper()
    an_item()

    answer = keeper.post(CLOSE, a_form(**wrong))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="三"' in answer.content.decode()
