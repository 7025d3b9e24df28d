"""A task has an owner, a day and an outcome, and is never done by whom it is about."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from bureau.audit.actors import Actor
from bureau.audit.queries import timeline
from bureau.tasks import queries
from bureau.tasks.models import Task
from bureau.tasks.operations import Owner, TaskRefused, finish_task, hand_over_task, open_task

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 9, 29, 4, 0, tzinfo=UTC)
DUE = NOON + timedelta(days=5)
HEAD = Actor(id="7", name="李主任", post="窗口负责人", office="TH")


def a_task(
    *,
    owner: Owner | None = None,
    about: str = "R1",
    due_at: datetime = DUE,
    excluded_account: str = "",
    at: datetime = NOON,
) -> Task:
    return open_task(
        kind="rectification",
        subject="差评整改",
        object_kind="rating",
        object_id=about,
        owner=owner or Owner(account="7", office="TH"),
        due_at=due_at,
        source="feedback",
        excluded_account=excluded_account,
        by=HEAD,
        at=at,
    )


class TestOpening:
    def test_leaves_a_line(self) -> None:
        task = a_task()

        (entry,) = timeline("task", str(task.uid))

        assert entry.sentence == "交办：差评整改"

    def test_twice_gives_the_same_task(self) -> None:
        first = a_task()
        second = a_task(at=NOON + timedelta(hours=1))

        assert first.uid == second.uid
        assert len(timeline("task", str(first.uid))) == 1

    def test_again_after_it_was_done_gives_a_new_one(self) -> None:
        first = a_task()
        finish_task(first, outcome="已整改", evidence="回访记录", by=HEAD, at=NOON)

        assert a_task().uid != first.uid

    def test_needs_an_owner(self) -> None:
        with pytest.raises(TaskRefused, match="必须有人或单位负责"):
            a_task(owner=Owner())

    def test_is_not_given_to_whom_it_is_about(self) -> None:
        with pytest.raises(TaskRefused, match="当事人"):
            a_task(owner=Owner(account="7"), excluded_account="7")

    def test_is_held_to_that_by_the_database_as_well(self) -> None:
        task = a_task(excluded_account="9")

        with pytest.raises(IntegrityError):
            Task.objects.filter(pk=task.pk).update(owner_account="9")


class TestFinishing:
    def test_needs_an_outcome_and_evidence(self) -> None:
        with pytest.raises(TaskRefused):
            finish_task(a_task(), outcome="已整改", evidence=" ", by=HEAD, at=NOON)

    def test_happens_once(self) -> None:
        task = a_task()
        finish_task(task, outcome="已整改", evidence="回访记录", by=HEAD, at=NOON)

        with pytest.raises(TaskRefused, match="已经办结"):
            finish_task(task, outcome="再整改", evidence="回访记录", by=HEAD, at=NOON)

    def test_is_not_for_the_one_it_is_about(self) -> None:
        task = a_task(owner=Owner(office="TH"), excluded_account="9")

        with pytest.raises(TaskRefused, match="不能由您办结"):
            finish_task(task, outcome="好", evidence="没事", by=Actor(id="9", name="小王"), at=NOON)


class TestHandingOver:
    def test_changes_the_owner_and_keeps_the_day(self) -> None:
        task = hand_over_task(a_task(), to=Owner(account="8"), reason="出差", by=HEAD, at=NOON)

        assert (task.owner_account, task.owner_office, task.due_at) == ("8", "", DUE)

    def test_needs_a_reason_and_another_than_whom_it_is_about(self) -> None:
        task = a_task(excluded_account="9")

        with pytest.raises(TaskRefused, match="理由"):
            hand_over_task(task, to=Owner(account="8"), reason="", by=HEAD, at=NOON)
        with pytest.raises(TaskRefused, match="当事人"):
            hand_over_task(task, to=Owner(account="9"), reason="出差", by=HEAD, at=NOON)


class TestLists:
    def test_show_a_person_their_own_and_their_offices_open_work_by_day(self) -> None:
        late = a_task(about="R2", owner=Owner(office="TH"), due_at=DUE + timedelta(days=1))
        soon = a_task(about="R1")
        a_task(about="R3", owner=Owner(account="8", office="TH"))
        a_task(about="R4", owner=Owner(office="TH"), excluded_account="7")

        mine = queries.open_tasks(account="7", offices=["TH"])

        assert [task.uid for task in mine] == [soon.uid, late.uid]

    def test_count_late_work_office_by_office(self) -> None:
        a_task(about="R1", due_at=NOON)
        a_task(about="R2")

        later = NOON + timedelta(minutes=1)

        assert queries.open_by_office("rectification", at=later) == [
            queries.OfficeLoad(office="TH", open=2, overdue=1)
        ]
        assert [task.object_id for task in queries.overdue_tasks(at=later)] == ["R1"]
        assert queries.overdue_tasks(at=later, offices=["OTHER"]) == []

    def test_tell_all_about_one_thing(self) -> None:
        task = a_task()
        finish_task(task, outcome="已整改", evidence="回访记录", by=HEAD, at=DUE + timedelta(1))

        (view,) = queries.tasks_about("rating", "R1")

        assert view.outcome == "已整改"
        assert view.is_overdue(NOON)

    def test_find_nothing_under_a_wrong_reference(self) -> None:
        assert queries.find_task("nonsense") is None
        assert queries.find_task(uuid.uuid4()) is None
