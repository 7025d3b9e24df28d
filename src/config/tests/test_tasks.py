"""Background work: what a killed worker left is done again, and each sweeper has its time."""

import asyncio
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, connections
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from config import tasks


def _a_job_in_hand(*, heartbeat_ago: timedelta) -> int:
    """A job being done by a worker that was last heard of this long ago."""
    tasks.forget_past_windows.configure(queueing_lock=None).defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id",
            [timezone.now() - heartbeat_ago],
        )
        (worker,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s RETURNING id", [worker]
        )
        (job,) = cursor.fetchone()
    return int(job)


def _retry() -> None:
    async def run() -> None:
        await tasks.retry_jobs_of_dead_workers(app.job_manager)
        # It worked in a thread with a connection of its own; the next test needs a new one.
        await sync_to_async(connections.close_all)()

    asyncio.run(run())


@pytest.mark.django_db(transaction=True)
class TestAJob:
    def test_whose_worker_was_killed_waits_again(self) -> None:
        job = _a_job_in_hand(heartbeat_ago=timedelta(minutes=2))

        _retry()

        assert ProcrastinateJob.objects.get(pk=job).status == "todo"

    def test_in_the_hands_of_a_living_worker_is_left_alone(self) -> None:
        job = _a_job_in_hand(heartbeat_ago=timedelta(seconds=2))

        _retry()

        assert ProcrastinateJob.objects.get(pk=job).status == "doing"


class TestSweepers:
    def test_each_runs_once_at_a_time(self) -> None:
        without = [
            task.name
            for task in app.tasks.values()
            if task.name.startswith("config.") and not task.queueing_lock
        ]

        assert without == []

    def test_stalled_jobs_are_looked_for_every_minute(self) -> None:
        times = {
            periodic.task.name: periodic.cron
            for periodic in app.periodic_registry.periodic_tasks.values()
        }

        assert times["config.tasks.retry_stalled"] == "* * * * *"


@pytest.mark.django_db
def test_the_table_of_jobs_is_vacuumed_by_count_not_by_share() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'procrastinate_jobs'")
        (options,) = cursor.fetchone()

    assert "autovacuum_vacuum_scale_factor=0" in options
    assert "autovacuum_analyze_threshold=200" in options
