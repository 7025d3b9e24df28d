"""At the window: begin, hold, go on, move to a colleague, and end with an outcome."""

from datetime import datetime

from django.db.models import Q

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.offices import queries as offices
from bureau.offices.models import Window
from bureau.offices.words import Role
from bureau.people.models import Account
from bureau.people.names import without_numbers
from bureau.refusal import Refusal
from bureau.visits.models import Visit
from bureau.visits.operations.steps import (
    line,
    lock_visit,
    own_visit,
    show,
    sitting_of,
    step,
    write_period,
)
from bureau.visits.refusals import NotAtWindow, NotPossibleNow, WindowBusy
from bureau.visits.states import AT_WINDOW, State
from bureau.visits.words import Leaving, Outcome


@operation
def start_serving(
    uid: str,
    *,
    party_uid: str = "",
    subject: str = "",
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Visit:
    """The person is at the window; who they are and what it is about may be noted now."""
    visit, book = own_visit(uid, by=by, version=version)
    visit.serving_at = at
    visit.party_uid = party_uid or visit.party_uid
    visit.subject = without_numbers(subject, field="subject", longest=60) or visit.subject
    step(visit, book, "start", at=at, changed=("serving_at", "party_uid", "subject"))
    line("visit.started", visit, by=by, at=at, window=_number(visit))
    return visit


@operation
def note_party(uid: str, party_uid: str, *, by: Actor, at: datetime) -> Visit:
    """Who it is at the window, also after the service began; the name put right as well."""
    visit, book = own_visit(uid, by=by, version=None)
    if visit.state == State.CALLED:
        visit.serving_at = at
        visit.party_uid = party_uid
        step(visit, book, "start", at=at, changed=("serving_at", "party_uid"))
        line("visit.started", visit, by=by, at=at, window=_number(visit))
        return visit
    if visit.state not in (State.SERVING, State.HELD):
        raise NotPossibleNow("这张号已经结束，不能再改是谁来办。")
    if visit.party_uid != party_uid:
        visit.party_uid = party_uid
        visit.lock_version += 1
        visit.save(update_fields=["party_uid", "lock_version"])
        line("visit.party_noted", visit, by=by, at=at)
    return visit


@operation
def hold(uid: str, *, version: int | None = None, by: Actor, at: datetime) -> Visit:
    """They fill something in or fetch something; the window is free for the next."""
    visit, book = own_visit(uid, by=by, version=version)
    step(visit, book, "hold", at=at)
    line("visit.held", visit, by=by, at=at)
    return visit


@operation
def resume(uid: str, *, version: int | None = None, by: Actor, at: datetime) -> Visit:
    """Go on with somebody who was held, at the window where the clerk sits now."""
    sitting = sitting_of(by)
    visit, book = own_visit(uid, by=by, version=version)
    busy = Visit.objects.filter(
        Q(window_id=sitting.window_id) | Q(clerk_id=sitting.clerk_id), state__in=AT_WINDOW
    ).first()
    if busy is not None:
        raise WindowBusy(f"您的窗口正在办 {busy.ticket_no}。请先办完或暂停，再继续这一位。")
    visit.window = sitting.window
    step(visit, book, "resume", at=at, changed=("window",))
    line("visit.resumed", visit, by=by, at=at)
    return visit


@operation
def move(
    uid: str,
    *,
    to_window: str = "",
    to_clerk: int | str = "",
    ground: str,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Visit:
    """Lead somebody to another window or a named colleague, who calls them before others.

    They do not take a new ticket and do not wait again (首问负责: who was asked first stays
    responsible until the other has called them).
    """
    visit, book = own_visit(uid, by=by, version=version)
    reason = without_numbers(ground, field="ground", longest=200)
    if not reason:
        raise Refusal("请写明为什么转走，接手的同事要看。", field="ground")
    visit.for_window = _window(visit, to_window) if to_window else None
    visit.for_clerk = _colleague(visit, to_clerk, by=by, at=at) if to_clerk else None
    if not (visit.for_window or visit.for_clerk):
        raise Refusal("请选择转到哪个窗口或哪位同事。", field="to")
    visit.window = visit.clerk = None
    visit.in_line_since = at
    changed = ("for_window", "for_clerk", "window", "clerk", "in_line_since")
    step(visit, book, "move", at=at, changed=changed)
    to = f"{to_window} 号窗口" if to_window else str(to_clerk)
    line("visit.moved", visit, by=by, at=at, to=to, ground=reason)
    return visit


@operation
def note_result(uid: str, ref: str, *, by: Actor, at: datetime) -> Visit:
    """Something came of the visit: an application or case of this number. Twice is once."""
    visit, _ = lock_visit(uid)
    if visit.state not in (State.CALLED, State.SERVING, State.HELD):
        raise NotPossibleNow("这张号已经结束，不能再关联办件。")
    if ref in visit.results:
        return visit
    visit.results = [*visit.results, ref]
    visit.lock_version += 1
    visit.save(update_fields=["results", "lock_version"])
    line("visit.result_noted", visit, by=by, at=at, ref=ref)
    return visit


@operation
def take_over(uid: str, *, by: Actor, at: datetime) -> Visit:
    """Who answers for the hall takes a visit whose clerk is gone, to write how it ended.

    No called ticket stays without an outcome because somebody went home.
    """
    visit, book = lock_visit(uid)
    duties = offices.duties(by.id, at)
    if visit.hall.key not in duties.halls or not duties.has(Role.HALL_MANAGER, Role.HEAD):
        raise NotAtWindow("别人手里的号，只有大厅负责人或单位负责人能接过来。")
    if visit.state not in (State.CALLED, State.SERVING, State.HELD):
        raise NotPossibleNow("这张号已经结束，或者正等别的窗口叫，不用接过来。")
    if visit.clerk_id == duties.account_id:
        return visit
    busy = Visit.objects.filter(clerk_id=duties.account_id, state__in=AT_WINDOW).first()
    if busy is not None:
        raise WindowBusy(f"您手里还有 {busy.ticket_no}。请先写完它的结果，再接下一张。")
    visit.clerk_id = duties.account_id
    visit.lock_version += 1
    visit.save(update_fields=["clerk", "lock_version"])
    write_period(visit, "take_over", at=at)
    show(book)
    line("visit.taken_over", visit, by=by, at=at, to=by.id)
    return visit


@operation
def finish(
    uid: str,
    *,
    outcome: str,
    ref: str = "",
    handed_to: int | str = "",
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Visit:
    """End a visit with what came of it: a case, an answer, a hand-over to somebody named,
    a sheet given, or left. No called ticket ends without one."""
    if outcome == Outcome.LEFT:
        return leave(uid, version=version, by=by, at=at)
    visit, book = own_visit(uid, by=by, version=version)
    if outcome not in Outcome.values:
        raise Refusal("请选择办理结果。", field="outcome")
    told = without_numbers(ref, field="ref", longest=120)
    if outcome == Outcome.CASE:
        told = told or "、".join(visit.results)
        if not told:
            raise Refusal("选“已收件”要有申请或办件编号。没有收件请选其他结果。", field="ref")
    if outcome == Outcome.HANDOVER:
        if not handed_to:
            raise Refusal("移交要写明交给哪位同事。", field="handed_to")
        visit.handed_to = _staff(handed_to, by=by, at=at)
    visit.outcome, visit.outcome_ref, visit.ended_at = outcome, told, at
    visit.serving_at = visit.serving_at or visit.called_at
    changed = ("outcome", "outcome_ref", "ended_at", "handed_to", "serving_at")
    step(visit, book, "finish", at=at, changed=changed)
    line(
        "visit.finished",
        visit,
        by=by,
        at=at,
        outcome=Outcome(outcome).label,
        ref=told,
        handed_to=str(handed_to),
    )
    return visit


@operation
def leave(uid: str, *, version: int | None = None, by: Actor, at: datetime) -> Visit:
    """They left on their own: from the line, or from the window of the one who says so."""
    visit, book = lock_visit(uid, version=version)
    if visit.clerk_id is not None:
        visit, book = own_visit(uid, by=by, version=version)
    visit.outcome, visit.leaving, visit.ended_at = Outcome.LEFT, Leaving.GAVE_UP, at
    step(visit, book, "leave", at=at, changed=("outcome", "leaving", "ended_at"))
    line("visit.left", visit, by=by, at=at, leaving=Leaving.GAVE_UP.label)
    return visit


def _window(visit: Visit, number: str) -> Window:
    window = Window.objects.filter(hall_id=visit.hall_id, number=number, is_open=True).first()
    if window is None:
        raise Refusal(f"本大厅没有开着的 {number} 号窗口。", field="to_window")
    if visit.window_id == window.pk:
        raise Refusal("已经在这个窗口，不用转。", field="to_window")
    return window


def _colleague(visit: Visit, account_id: int | str, *, by: Actor, at: datetime) -> Account:
    colleague = _staff(account_id, by=by, at=at)
    if visit.hall.key not in offices.duties(colleague.pk, at).halls:
        raise Refusal(f"{colleague.name}不在这个大厅，不能转给他。", field="to_clerk")
    return colleague


def _staff(account_id: int | str, *, by: Actor, at: datetime) -> Account:
    """A colleague with a post now, other than the one who acts."""
    if str(account_id) == by.id:
        raise Refusal("不能交给自己，请选另一位同事。", field="handed_to")
    duties = offices.duties(account_id, at)
    colleague = Account.objects.filter(pk=duties.account_id).first()
    if colleague is None or not duties.posts:
        raise Refusal("没有这位同事，或他现在没有岗位。", field="handed_to")
    return colleague


def _number(visit: Visit) -> str:
    return visit.window.number if visit.window else ""
