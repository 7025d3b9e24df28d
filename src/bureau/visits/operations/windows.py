"""Who sits where. Leaving for a moment, or for good, never loses the work in hand."""

from datetime import datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.offices import queries as offices
from bureau.offices.models import Window
from bureau.offices.words import Role
from bureau.visits.models import Sitting, Visit
from bureau.visits.operations.steps import (
    clerk_of,
    find_hall,
    line,
    lock_day,
    show,
    sitting_of,
    write_period,
)
from bureau.visits.refusals import NotAtWindow, WindowBusy
from bureau.visits.states import AT_WINDOW, State
from bureau.workdays.clock import day_of

SERVES = frozenset(
    {
        Role.CLERK,
        Role.GUIDE,
        Role.INSPECTOR,
        Role.EXAMINER,
        Role.APPROVER,
        Role.HEAD,
        Role.HALL_MANAGER,
    }
)
"""Who may sit at a window: staff of an office in the hall, never accounts or oversight."""

IN_HAND = (*AT_WINDOW, State.HELD)


@operation
def sit_down(hall_key: str, number: str, *, by: Actor, at: datetime) -> Sitting:
    """Take a window. The same person at the same window again is what it was."""
    clerk = clerk_of(by)
    ensure_serves(clerk, hall_key, at=at)
    window = (
        Window.objects.select_for_update(no_key=True, of=("self",))
        .select_related("hall")
        .filter(hall__key=hall_key, number=number, is_open=True)
        .first()
    )
    if window is None:
        raise NotAtWindow(f"本大厅没有开着的 {number} 号窗口。")
    for sitting in Sitting.objects.select_related("window__hall", "clerk").filter(
        until__isnull=True, window=window
    ):
        if sitting.clerk_id == clerk:
            return sitting
        raise WindowBusy(f"{number} 号窗口现在是{sitting.clerk.name}在岗。请他离岗或交接给您。")
    elsewhere = (
        Sitting.objects.select_related("window__hall")
        .filter(until__isnull=True, clerk_id=clerk)
        .first()
    )
    if elsewhere is not None:
        raise WindowBusy(
            f"您还在{elsewhere.window.hall.name} {elsewhere.window.number} 号窗口。请先离岗。"
        )
    sitting = Sitting.objects.create(window=window, clerk_id=clerk, since=at)
    _board(sitting, at=at)
    _line("window.sat_down", sitting, by=by, at=at)
    return sitting


@operation
def lock_window(*, by: Actor, at: datetime) -> Sitting:
    """Away for a moment: nobody is called here; the work in hand stays."""
    sitting = sitting_of(by, unlocked=False)
    if sitting.locked_at is None:
        sitting.locked_at = at
        sitting.save(update_fields=["locked_at"])
        _board(sitting, at=at)
        _line("window.locked", sitting, by=by, at=at)
    return sitting


@operation
def unlock_window(*, by: Actor, at: datetime) -> Sitting:
    """Back again."""
    sitting = sitting_of(by, unlocked=False)
    if sitting.locked_at is not None:
        sitting.locked_at = None
        sitting.save(update_fields=["locked_at"])
        _board(sitting, at=at)
        _line("window.unlocked", sitting, by=by, at=at)
    return sitting


@operation
def leave_window(*, by: Actor, at: datetime) -> None:
    """Leave for good. Who has somebody in hand finishes, moves or hands over first."""
    sitting = sitting_of(by, unlocked=False)
    in_hand = Visit.objects.filter(clerk_id=sitting.clerk_id, state__in=IN_HAND)
    if tickets := "、".join(in_hand.values_list("ticket_no", flat=True)):
        raise WindowBusy(f"您手里还有 {tickets}。请办完、转走或交接窗口后再离岗。")
    sitting.until = at
    sitting.save(update_fields=["until"])
    _board(sitting, at=at)
    _line("window.left", sitting, by=by, at=at)


@operation
def hand_over_window(to: int | str, *, by: Actor, at: datetime) -> Sitting:
    """A colleague sits down here and goes on with everybody in hand; nobody waits again."""
    sitting = sitting_of(by, unlocked=False)
    hall = sitting.window.hall
    if str(to) == by.id:
        raise NotAtWindow("请选接手的同事。")
    ensure_serves(int(to) if str(to).isdecimal() else -1, hall.key, at=at)
    if Sitting.objects.filter(clerk_id=int(to), until__isnull=True).exists():
        raise WindowBusy("接手的同事还在另一个窗口。请他先离岗。")
    book = lock_day(hall, day_of(at), must_be_open=False)
    in_hand = list(
        Visit.objects.select_for_update(no_key=True, of=("self",))
        .select_related("hall", "window")
        .filter(clerk_id=sitting.clerk_id, hall=hall, state__in=IN_HAND)
        .order_by("pk")
    )
    sitting.until = at
    sitting.save(update_fields=["until"])
    taken = Sitting.objects.create(window=sitting.window, clerk_id=int(to), since=at)
    for visit in in_hand:
        visit.clerk_id = int(to)
        visit.lock_version += 1
        visit.save(update_fields=["clerk", "lock_version"])
        write_period(visit, "take_over", at=at)
        line("visit.taken_over", visit, by=by, at=at, to=str(to))
    show(book)
    _line("window.handed_over", sitting, by=by, at=at, to=str(to), visits=len(in_hand))
    return taken


def ensure_serves(account_id: int, hall_key: str, *, at: datetime) -> None:
    """Only staff of an office in that hall, on a post for serving people."""
    duties = offices.duties(account_id, at)
    if hall_key not in duties.halls or not duties.has(*SERVES):
        raise NotAtWindow(f"{find_hall(hall_key).name}的窗口只能由本大厅的窗口人员使用。")


def _board(sitting: Sitting, *, at: datetime) -> None:
    show(lock_day(sitting.window.hall, day_of(at), must_be_open=False))


def _line(act: str, sitting: Sitting, *, by: Actor, at: datetime, **facts: str | int) -> None:
    hall = sitting.window.hall
    record(
        act,
        "window",
        f"{hall.key}/{sitting.window.number}",
        by=by,
        at=at,
        chain=f"{hall.key}/window/{sitting.window.number}",
        facts={"window": sitting.window.number, "hall": hall.key, **facts},
    )
