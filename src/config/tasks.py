"""Background work: which sweeper runs when. Each task is one call to one operation.

A room's sweeper is an idempotent operation; here it only gets its time. What waits is a
row in the room's own table, so a night without the worker changes nothing.
"""

import time
from contextlib import suppress
from datetime import timedelta

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager

from bureau.cases.operations import abolition, silence, telling
from bureau.feedback import operations as feedback
from bureau.files import operations as files
from bureau.guides import nightly
from bureau.notices import outbox
from bureau.people.queries import the_program
from bureau.visits import operations as visits
from bureau.workdays import clock
from config import limits


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Jobs whose worker was killed in the middle are done again.

    A worker counts as dead 30 seconds after its last heartbeat; nobody else would do it.
    """
    await retry_jobs_of_dead_workers(context.app.job_manager)


async def retry_jobs_of_dead_workers(manager: JobManager) -> None:
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="forget_past_windows")
def forget_past_windows(timestamp: int) -> None:
    """Counters of rate limits that nobody will ask again."""
    limits.forget_past_windows(now=int(time.time()))


# Rooms' sweepers stand below, one task each.


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="deliver_waiting")
def deliver_waiting(timestamp: int) -> None:
    """Messages that wait in the outbox go out."""
    outbox.deliver_waiting(by=the_program(), at=clock.now())


@app.task(queueing_lock="deliver_now")
def deliver_now() -> None:
    """The same, at once: somebody waits for a code."""
    outbox.deliver_waiting(by=the_program(), at=clock.now())


def deliver_soon() -> None:
    """Ask for a round of delivery; one that is already asked for will do."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        deliver_now.defer()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="scan_waiting")
def scan_waiting(timestamp: int) -> None:
    """Uploads in quarantine are shown to the virus scanner, where there is one."""
    files.scan_waiting(by=the_program(), at=clock.now())


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="sweep_store")
def sweep_store(timestamp: int) -> None:
    """What a killed process left in the store of files is removed."""
    files.sweep_store(by=the_program(), at=timezone.now())


@app.periodic(cron="5 0 * * *")
@app.task(queueing_lock="close_audit_day")
def close_audit_day(timestamp: int) -> None:
    """Yesterday's record is sealed and its root kept outside the database."""
    yesterday = timezone.localdate() - timedelta(days=1)
    call_command("close_audit_day", day=yesterday)


@app.periodic(cron="20 0 1 * *")
@app.task(queueing_lock="make_room_for_visits")
def make_room_for_visits(timestamp: int) -> None:
    """The coming months of the queue's history get their partitions."""
    visits.make_room(6, by=the_program(), at=clock.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="record_silence")
def record_silence(timestamp: int) -> None:
    """What five days of silence accepted gets its line and letter (行政许可法第三十二条)."""
    silence.record_silence(by=the_program(), at=clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="end_abolished")
def end_abolished(timestamp: int) -> None:
    """Open cases of an approval that was abolished are ended, with their letters."""
    abolition.end_abolished(by=the_program(), at=clock.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="tell_applicants")
def tell_applicants(timestamp: int) -> None:
    """Applicants hear of what was done with their cases."""
    telling.tell_applicants(by=the_program(), at=clock.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="invite_raters")
def invite_raters(timestamp: int) -> None:
    """Every service event gets its invitation to rate (有服务就有评价)."""
    feedback.invite_raters(by=the_program(), at=clock.now())


@app.periodic(cron="30 2 * * *")
@app.task(queueing_lock="check_every_guide")
def check_every_guide(timestamp: int) -> None:
    """What misleads in a guide is found before anybody is misled."""
    nightly.check_every_guide(by=the_program(), at=clock.now())
