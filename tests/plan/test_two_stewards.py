"""Two stewards at the same moment: one of them wins, the other reads why."""

from functools import partial

import pytest

from bureau.catalogue import operations
from bureau.catalogue.models import Closing, Edition
from bureau.catalogue.tests.factories import (
    NOON,
    TOMORROW,
    a_draft,
    a_law,
    a_next_draft,
    a_proposed_draft,
    an_edition,
    keeper,
    publisher,
)
from bureau.refusal import Refusal
from bureau.visits.tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def refusals(results: list[object]) -> list[str]:
    return [str(one) for one in results if isinstance(one, Refusal)]


def test_publish_one_proposal() -> None:
    draft = a_proposed_draft()
    second = publisher()

    results = at_once(
        *[partial(operations.publish_proposed, draft.pk, by=second, at=NOON) for _ in range(3)]
    )

    told = refusals(list(results))
    assert len(told) == 2
    assert all("已经发布过" in one for one in told)


def test_publish_two_drafts_for_one_day() -> None:
    first = a_proposed_draft(valid_from=TOMORROW)
    other = a_draft(number="3", valid_from=TOMORROW, name="茶楼许可")
    operations.propose(
        other.pk, valid_from=TOMORROW, reason="改名", document=a_law(), by=keeper(), at=NOON
    )
    second = publisher()

    results = at_once(
        *[
            partial(operations.publish_proposed, one.pk, by=second, at=NOON)
            for one in (first, other)
        ]
    )

    (told,) = refusals(list(results))
    assert "同一天不能有两版" in told
    assert Edition.objects.filter(valid_from=TOMORROW, status="in_force").count() == 1


def test_open_the_next_draft() -> None:
    an_edition()
    by = keeper()

    results = at_once(*[partial(operations.open_draft, "tea-house", by=by, at=NOON)] * 3)

    assert len(refusals(list(results))) == 2
    assert Edition.objects.filter(status="draft").count() == 1


def test_write_at_two_places_of_one_draft() -> None:
    draft = a_next_draft()
    by = keeper()

    results = at_once(
        partial(
            operations.change_element, draft.pk, "materials.plan", {"copies": 2}, by=by, at=NOON
        ),
        partial(
            operations.change_element, draft.pk, "promised_limit", {"value": 4}, by=by, at=NOON
        ),
    )

    assert refusals(list(results)) == []
    draft.refresh_from_db()
    assert draft.content["materials"][0]["copies"] == 2
    assert draft.content["promised_limit"]["value"] == 4


def test_end_an_item() -> None:
    an_edition()
    operations.propose_closing(
        "tea-house", last_day=TOMORROW, reason="取消", document=a_law(), by=keeper(), at=NOON
    )
    second = publisher()

    results = at_once(
        *[partial(operations.confirm_closing, "tea-house", by=second, at=NOON) for _ in range(2)]
    )

    assert len(refusals(list(results))) == 1
    assert Closing.objects.get().confirmed_at is not None
