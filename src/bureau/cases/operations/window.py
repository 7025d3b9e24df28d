"""收件 at a window: what somebody brought is taken in, looked at, and tied to their visit."""

from collections.abc import Sequence
from datetime import datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.cases.models import Application
from bureau.cases.operations.counter import Judgement, judge_materials
from bureau.cases.operations.submission import once, submit
from bureau.cases.submission import Submission
from bureau.people.models import Account
from bureau.visits import operations as visit_operations
from bureau.visits import queries as visits


def receive_at_window(
    submission: Submission,
    judgements: Sequence[Judgement] = (),
    *,
    by: Account,
    actor: Actor,
    at: datetime,
) -> Application:
    """Submit for somebody at the window; what the clerk already found of the originals is
    written down with it. Sent again, also at the same moment, it is the first one."""
    return once(submission, lambda: _receive(submission, judgements, by=by, actor=actor, at=at))


@operation
def _receive(
    submission: Submission,
    judgements: Sequence[Judgement],
    *,
    by: Account,
    actor: Actor,
    at: datetime,
) -> Application:
    known = Application.objects.filter(idempotency_key=submission.idempotency_key).first()
    if known is not None:
        return known
    application = submit(submission, by=by, actor=actor, at=at)
    if judgements:
        judge_materials(application.number, judgements, by=by, at=at)
    visit = visits.visit_facts(submission.visit_uid) if submission.visit_uid else None
    # A visit that ended meanwhile does not take back what was received.
    if visit is not None and not visit.outcome:
        visit_operations.note_result(visit.uid, application.number, by=actor, at=at)
    return application
