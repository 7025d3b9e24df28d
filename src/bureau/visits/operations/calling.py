"""Calling: exclusive, in turn, three times; out of turn only with a ground and a second person."""

from datetime import date, datetime

from django.db.models import Q

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.offices import queries as offices
from bureau.offices.words import Role
from bureau.people.names import without_numbers
from bureau.refusal import Refusal
from bureau.visits import rules
from bureau.visits.models import HallDay, Sitting, Visit
from bureau.visits.operations.steps import (
    line,
    lock_day,
    lock_visit,
    own_visit,
    sitting_of,
    step,
)
from bureau.visits.refusals import NobodyWaiting, NotAtWindow, NotPossibleNow, WindowBusy
from bureau.visits.states import AT_WINDOW, IN_LINE
from bureau.visits.words import Leaving, Outcome
from bureau.workdays.clock import day_of


@operation
def call_next(*, by: Actor, at: datetime) -> Visit:
    """Call whoever's turn it is to the window of the one who calls.

    Never one person to two windows, never a second person to a busy window: the day's row
    is locked from the choice to the commit, and the database's own constraints stand
    behind it. When nobody waits, that is a sentence, not an error.
    """
    sitting = sitting_of(by)
    book = lock_day(sitting.window.hall, day_of(at))
    _ensure_free(sitting, day=book.day)
    waiting = list(
        Visit.objects.filter(hall_id=book.hall_id, day=book.day, state__in=IN_LINE)
        .select_related("for_window")
        .order_by("in_line_since")
    )
    order = rules.call_order(
        [visit.in_line() for visit in waiting],
        window=sitting.window.number,
        clerk=by.id,
        others_since_preferred=book.others_since_preferred,
        at=at,
    )
    for uid in order:
        visit = _take(uid)
        if visit is not None:
            _call(visit, book, sitting, at=at)
            line("visit.called", visit, by=by, at=at, window=sitting.window.number)
            return visit
    raise NobodyWaiting("现在没有人等候。有人取号后这里会提示。")


@operation
def call_out_of_turn(uid: str, *, ground: str, second: int | str, by: Actor, at: datetime) -> Visit:
    """Call somebody before their turn, for a reason and with a second person's consent.

    The second person answers for the hall (its manager or a head) and is not the caller;
    who consents to whom is on record and counted.
    """
    reason = without_numbers(ground, field="ground", longest=200)
    if len(reason) < 4:
        raise Refusal("插叫要写明理由。", field="ground")
    sitting = sitting_of(by)
    consenting = offices.duties(second, at)
    if str(second) == by.id:
        raise NotAtWindow("插叫要由另一个人同意，不能自己同意自己。")
    if sitting.window.hall.key not in consenting.halls or not consenting.has(
        Role.HALL_MANAGER, Role.HEAD
    ):
        raise NotAtWindow("插叫要由本大厅负责人或单位负责人同意。")
    visit, book = lock_visit(uid, must_be_open=True)
    if visit.hall_id != sitting.window.hall_id or visit.day != day_of(at):
        raise NotPossibleNow("这张号不是本大厅今天的。")
    _ensure_free(sitting, day=book.day)
    _call(visit, book, sitting, at=at)
    line(
        "visit.called_out_of_turn",
        visit,
        by=by,
        at=at,
        window=sitting.window.number,
        ground=reason,
        second=str(second),
    )
    return visit


@operation
def recall(uid: str, *, version: int | None = None, by: Actor, at: datetime) -> Visit:
    """Call the same person once more."""
    visit, book = own_visit(uid, by=by, version=version)
    visit.calls += 1
    visit.called_at = at
    step(visit, book, "recall", at=at, changed=("calls", "called_at"))
    line("visit.recalled", visit, by=by, at=at, calls=visit.calls)
    return visit


@operation
def pass_over(uid: str, *, version: int | None = None, by: Actor, at: datetime) -> Visit:
    """过号: after three calls nobody came. The ticket stays good if they come back today."""
    visit, book = own_visit(uid, by=by, version=version)
    if visit.calls < rules.CALLS_BEFORE_PASSING_OVER:
        raise NotPossibleNow(
            f"才叫了 {visit.calls} 次，叫满 {rules.CALLS_BEFORE_PASSING_OVER} 次才能过号。"
            "请再呼叫。"
        )
    visit.outcome, visit.leaving, visit.ended_at = Outcome.LEFT, Leaving.NO_SHOW, at
    step(visit, book, "pass_over", at=at, changed=("outcome", "leaving", "ended_at"))
    line("visit.passed_over", visit, by=by, at=at, calls=visit.calls)
    return visit


def _take(uid: str) -> Visit | None:
    """The visit if nobody else has a hand on it."""
    return (
        Visit.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
        .select_related("hall")
        .filter(uid=uid, state__in=IN_LINE)
        .first()
    )


def _ensure_free(sitting: Sitting, *, day: date) -> None:
    taken = Visit.objects.filter(
        Q(window_id=sitting.window_id) | Q(clerk_id=sitting.clerk_id), state__in=AT_WINDOW
    ).first()
    if taken is not None:
        when = f"{taken.day.month} 月 {taken.day.day} 日的 "
        raise WindowBusy(
            f"您的窗口还有{when if taken.day != day else ''}{taken.ticket_no} 没有办完。"
            "请先办完、暂停或转走，再叫下一位。"
        )


def _call(visit: Visit, book: HallDay, sitting: Sitting, *, at: datetime) -> None:
    turn_of = visit.in_line()
    is_preferred = turn_of.is_preferred(at) and not turn_of.is_directed()
    if is_preferred:
        book.others_since_preferred = 0
    elif not turn_of.is_directed():
        book.others_since_preferred += 1
    visit.window, visit.clerk_id = sitting.window, sitting.clerk_id
    visit.first_clerk_id = visit.first_clerk_id or sitting.clerk_id
    visit.for_window = visit.for_clerk = None
    visit.called_at, visit.calls = at, 1
    changed = ("window", "clerk", "first_clerk", "for_window", "for_clerk", "called_at", "calls")
    turn = ("others_since_preferred",)
    step(visit, book, "call", at=at, changed=changed, book_changed=turn)
