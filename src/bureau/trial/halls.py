"""This morning in the halls of the trial city: windows taken, people called, people waiting."""

from datetime import datetime, timedelta
from random import Random

from bureau.audit.actors import Actor
from bureau.audit.operations import named_source
from bureau.offices import queries as offices
from bureau.offices.words import Role
from bureau.refusal import Refusal
from bureau.trial.population import TRIAL
from bureau.visits import operations as visits
from bureau.visits.models import Visit
from bureau.workdays.clock import day_of

SUBJECTS = ("办执照", "开饭店", "换法人", "注销", "食品许可变更", "问进度", "补领执照")
NEEDS = ("", "", "", "", "", "", "elderly")


def open_halls(*, seed: int, now: datetime) -> int:
    """Play this morning in every main hall: tickets taken, some served, some waiting now.

    A morning that was played (or lived) already stays as it is.
    """
    if Visit.objects.filter(day=day_of(now)).exists():
        return 0
    random = Random(seed + 2)
    with named_source("trial"):
        return sum(
            _morning(hall.key, random, now)
            for hall in offices.halls()
            if len(offices.windows_of(hall.key, only_open=True)) > 1
        )


def _morning(hall: str, random: Random, now: datetime) -> int:
    windows = [window.number for window in offices.windows_of(hall, only_open=True)]
    clerks = _clerks(hall, now)
    start = now - timedelta(minutes=55)
    seated: list[Actor] = []
    for number, clerk in zip(windows, clerks, strict=False):
        try:
            visits.sit_down(hall, number, by=clerk, at=start)
        except Refusal:
            continue
        seated.append(clerk)
    waiting = random.randint(2, 7)
    tickets = [
        visits.take_ticket(
            hall,
            need=random.choice(NEEDS),
            subject=random.choice(SUBJECTS),
            by=TRIAL,
            at=start + timedelta(minutes=4 * number + random.randint(0, 3)),
        )
        for number in range(len(seated) * 3 + waiting)
    ]
    at = start + timedelta(minutes=5)
    for _ in range(2):
        for clerk in seated:
            at = min(at + timedelta(minutes=3), now - timedelta(minutes=12))
            _serve(clerk, at)
    # One window stays free for whoever opens the trial city; the others serve somebody now.
    for clerk in seated[1:]:
        called = visits.call_next(by=clerk, at=now - timedelta(minutes=random.randint(3, 10)))
        visits.start_serving(called.uid, by=clerk, at=called.called_at or now)
    if seated:
        visits.leave_window(by=seated[0], at=now - timedelta(minutes=2))
    return len(tickets)


def _serve(clerk: Actor, at: datetime) -> None:
    called = visits.call_next(by=clerk, at=at)
    visits.start_serving(called.uid, by=clerk, at=at + timedelta(seconds=40))
    visits.finish(called.uid, outcome="answer", by=clerk, at=at + timedelta(minutes=6))


def _clerks(hall: str, now: datetime) -> list[Actor]:
    staffed = offices.hall(hall)
    keys = set(staffed.office_keys) if staffed else set()
    return [
        Actor(id=str(post.account_id), name=post.person, post=post.post, office=post.office_name)
        for post in offices.staff_with_role(Role.CLERK, now)
        if post.office_key in keys
    ]
