"""One step of a visit: locked in the same order by every verb, and its past written on."""

from datetime import date, datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import record
from bureau.offices.models import Hall
from bureau.refusal import Refusal
from bureau.visits.models import HallDay, Sitting, Visit, VisitPeriod
from bureau.visits.refusals import ChangedMeanwhile, HallClosed, NotAtWindow
from bureau.visits.states import State, after


def lock_day(hall: Hall, day: date, *, must_be_open: bool = True) -> HallDay:
    """Lock the day of a hall: from here to the commit nobody else moves its queue."""
    rows = HallDay.objects.select_for_update(no_key=True).filter(hall=hall, day=day)
    row = rows.first()
    if row is None:
        HallDay.objects.bulk_create([HallDay(hall=hall, day=day)], ignore_conflicts=True)
        row = rows.get()
    if must_be_open and row.closed_at is not None:
        raise HallClosed("这个大厅今天已经结束，不能再叫号、取号。请明天再来，或打大厅电话。")
    return row


def find_hall(key: str) -> Hall:
    hall = Hall.objects.filter(key=key, closed_on__isnull=True).first()
    if hall is None:
        raise Refusal("没有这个大厅。", field="hall")
    return hall


def lock_visit(
    uid: str, *, version: int | None = None, must_be_open: bool = False
) -> tuple[Visit, HallDay]:
    """Lock a visit under its day. ``version`` is what the page showed; a page that is no
    longer true is refused instead of undoing what a colleague did."""
    place = Visit.objects.select_related("hall").filter(uid=uid).first()
    if place is None:
        raise Refusal("没有这张号。")
    book = lock_day(place.hall, place.day, must_be_open=must_be_open)
    visit = (
        Visit.objects.select_for_update(no_key=True, of=("self",))
        .select_related("hall", "window")
        .get(pk=place.pk)
    )
    if version is not None and visit.lock_version != version:
        raise ChangedMeanwhile("这张号刚刚被别人处理过，页面已不是最新。请刷新后再看。")
    return visit, book


def clerk_of(by: Actor) -> int:
    """The account behind the one who acts; the house and applicants serve nobody."""
    if not by.id.isdecimal():
        raise NotAtWindow("这件事要由窗口人员来做。")
    return int(by.id)


def sitting_of(by: Actor, *, unlocked: bool = True) -> Sitting:
    """Where somebody sits now; locked, so that two presses are done one after the other."""
    sitting = (
        Sitting.objects.select_for_update(no_key=True, of=("self",))
        .select_related("window__hall")
        .filter(clerk_id=clerk_of(by), until__isnull=True)
        .first()
    )
    if sitting is None:
        raise NotAtWindow("您还没有在窗口上岗。请先选择窗口上岗。")
    if unlocked and sitting.locked_at is not None:
        raise NotAtWindow("您的窗口是暂离状态。请先回岗。")
    return sitting


def own_visit(uid: str, *, by: Actor, version: int | None) -> tuple[Visit, HallDay]:
    """Lock a visit that is in the hands of the one who acts."""
    visit, book = lock_visit(uid, version=version)
    if visit.clerk_id != clerk_of(by):
        raise NotAtWindow("这张号不在您手里。请由经办的同事处理，或请他转给您。")
    return visit, book


def step(
    visit: Visit,
    book: HallDay,
    act: str,
    *,
    at: datetime,
    state: State | None = None,
    changed: tuple[str, ...] = (),
    book_changed: tuple[str, ...] = (),
) -> None:
    """Move a visit by an act, write its period, and let the board know.

    ``state`` is given only where an act does not move it by the table.
    """
    visit.state = state or after(act, State(visit.state))
    visit.lock_version += 1
    visit.save(update_fields=[*{"state", "lock_version", *changed}])
    write_period(visit, act, at=at)
    show(book, *book_changed)


def write_period(visit: Visit, act: str, *, at: datetime) -> None:
    VisitPeriod.objects.create(
        visit=visit,
        seq=visit.lock_version,
        kind=visit.state,
        from_at=at,
        window=visit.window.number if visit.window else "",
        clerk_id=str(visit.clerk_id or ""),
        act=act,
    )


def show(book: HallDay, *changed: str) -> None:
    """The board has something new to show."""
    book.version += 1
    book.save(update_fields=["version", *changed])


def line(act: str, visit: Visit, *, by: Actor, at: datetime, **facts: str | int | None) -> None:
    """The audit line of a step: the ticket and the window, never the person."""
    record(
        act,
        "visit",
        visit.uid,
        by=by,
        at=at,
        chain=f"{visit.hall.key}/{visit.uid}",
        facts={"ticket": visit.ticket_no, "hall": visit.hall.key} | facts,
    )
