"""The window desk: take a window, call, give a ticket, and see what waits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_POST, require_safe

from bureau.audit.actors import Actor
from bureau.cases.queries import lists
from bureau.offices import queries as offices
from bureau.refusal import Refusal
from bureau.visits import operations as visits
from bureau.visits import queries as visit_queries
from bureau.visits.refusals import NobodyWaiting
from bureau.visits.words import Need, Outcome
from bureau.workdays import clock
from desks.clerk.roles import HALL
from desks.clerk.seat import Seat, call_of, line_rows, seat_of, waiting_words
from desks.clerk.work import work_lines
from desks.design import formats
from desks.design.access import StaffRequest, staff_page
from desks.design.messages import say
from desks.design.responses import once_key, or_404

KEYS = [
    ("F2", "办完，叫下一位"),
    ("F3", "重呼"),
    ("F4", "过号（叫满三次）"),
    ("F6", "暂停"),
]


@require_safe
@staff_page(*HALL)
def home(request: StaffRequest) -> HttpResponse:
    """What there is to do at this window, and in this hall."""
    return shown(request, clock.now())


def shown(request: StaffRequest, now: datetime, *, refusal: Refusal | None = None) -> HttpResponse:
    """The desk, with a refusal on top where there is one."""
    seat = seat_of(request, now)
    viewer, duties = request.user, request.duties
    context = {
        "nav": "clerk",
        "page_keys": KEYS,
        "refusal": refusal,
        "seat": seat,
        "call": call_of(seat, now=now),
        "current": seat.current,
        "line": line_rows(seat),
        "waiting": waiting_words(seat.line),
        "held": seat.desk.held if seat.desk else (),
        "windows": [] if seat.sits else _windows(request),
        "colleagues": _colleagues(request, seat, now) if seat.sits else [],
        "expected": _expected(seat, now),
        "needs": [(need.value, need.label) for need in Need],
        "mine": work_lines(lists.handled_by(viewer, at=now), now=now),
        "to_receive": work_lines(lists.to_receive(viewer, duties=duties, at=now).rows, now=now),
        "to_deliver": work_lines(lists.to_deliver(viewer, duties=duties, at=now).rows, now=now),
    }
    return render(request, "clerk/home.html", context, status=422 if refusal else 200)


@require_safe
@staff_page(*HALL)
def line(request: StaffRequest) -> HttpResponse:
    """The line in front of the window, asked for every few seconds; unchanged it is 304."""
    now = clock.now()
    seat = seat_of(request, now)
    hall = seat.desk.hall_key if seat.desk else ""
    version = visit_queries.board_etag(hall, now.date())
    # Minutes waited change too, so nothing stays longer than a minute.
    etag = quote_etag(f"{version}-{request.user.pk}-{now:%H%M}")
    context = {"line": line_rows(seat), "waiting": waiting_words(seat.line)}
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = render(request, "clerk/_queue.html", context)
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-store"
    return answer


@dataclass(frozen=True, slots=True)
class WindowChoice:
    place: str
    number: str
    name: str
    taken_by: str


def _windows(request: StaffRequest) -> list[tuple[str, list[WindowChoice]]]:
    """Open windows of the halls where this person has a post, and who sits there."""
    found = []
    for key in sorted(request.duties.halls):
        hall = offices.hall(key)
        choices = [
            WindowChoice(f"{key}/{one.window}", one.window, one.name, one.clerk)
            for one in visit_queries.seats(key)
            if one.is_open
        ]
        if hall is not None and choices:
            found.append((hall.name, choices))
    return found


def _colleagues(request: StaffRequest, seat: Seat, now: datetime) -> list[tuple[int, str]]:
    """Who could take this window over: those of the same offices who may sit in this hall."""
    posts = offices.staff_at_hall(seat.desk.hall_key, now) if seat.desk else ()
    return [
        (number, name)
        for number, name in {
            post.account_id: post.person for post in posts if post.role in HALL
        }.items()
        if number != request.user.pk
    ]


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who may still come: by appointment, or back after missed calls."""

    uid: str
    words: str
    act: str
    press: str


def _expected(seat: Seat, now: datetime) -> list[Expected]:
    found = visit_queries.expected(seat.desk.hall_key, now) if seat.desk else ()
    rows = []
    for one in found:
        if one.planned_at is not None and one.arrived_at is None:
            words = f"预约 {formats.hour(one.planned_at)} {one.subject}"
            rows.append(Expected(one.uid, words, "arrive", "到了"))
        else:
            rows.append(Expected(one.uid, f"{one.ticket_no} 过号", "come_back", "回来了"))
    return rows


def _actor(request: StaffRequest, now: datetime) -> Actor:
    return offices.actor_for(request.user, now)


@require_POST
@staff_page(*HALL)
def window(request: StaffRequest) -> HttpResponse:
    """Sit down, be away for a moment, come back, leave, or hand over to a colleague."""
    now = clock.now()
    by = _actor(request, now)
    act = request.POST.get("act", "")
    hall, _, number = request.POST.get("place", "").partition("/")
    acts: dict[str, Callable[[], object]] = {
        "sit": lambda: visits.sit_down(hall, number, by=by, at=now),
        "lock": lambda: visits.lock_window(by=by, at=now),
        "unlock": lambda: visits.unlock_window(by=by, at=now),
        "leave": lambda: visits.leave_window(by=by, at=now),
        "hand_over": lambda: visits.hand_over_window(request.POST.get("to", ""), by=by, at=now),
    }
    try:
        if act not in acts:
            raise Refusal("没有这个操作，请按页面上的按钮。")
        acts[act]()
    except Refusal as refusal:
        return shown(request, now, refusal=refusal)
    return redirect("clerk:home")


@require_POST
@staff_page(*HALL)
def ticket(request: StaffRequest) -> HttpResponse:
    """Give somebody a ticket by one press; nothing is asked of them."""
    now = clock.now()
    seat = seat_of(request, now)
    hall = seat.desk.hall_key if seat.desk else request.POST.get("hall", "")
    try:
        if hall not in request.duties.halls:
            raise Refusal("请先选好窗口，再给来人取号。")
        given = visits.take_ticket(
            hall,
            need=request.POST.get("need", ""),
            key=once_key(request),
            by=_actor(request, now),
            at=now,
        )
    except Refusal as refusal:
        return shown(request, now, refusal=refusal)
    say(request, f"已取号 {given.ticket_no}。", good=True)
    return redirect("clerk:home")


@require_POST
@staff_page(*HALL)
def call(request: StaffRequest) -> HttpResponse:
    """The buttons of the call bar, from whichever page they are pressed."""
    now = clock.now()
    by = _actor(request, now)
    act = request.POST.get("act", "")
    uid = request.POST.get("visit", "")
    acts: dict[str, Callable[[], object]] = {
        "recall": lambda: visits.recall(uid, by=by, at=now),
        "pass": lambda: visits.pass_over(uid, by=by, at=now),
        "hold": lambda: visits.hold(uid, by=by, at=now),
        "resume": lambda: visits.resume(uid, by=by, at=now),
        "arrive": lambda: visits.arrive(uid, by=by, at=now),
        "come_back": lambda: visits.come_back(uid, by=by, at=now),
    }
    try:
        if act == "next":
            return _next(request, now)
        if act not in acts:
            raise Refusal("没有这个操作，请按页面上的按钮。")
        or_404(visit_queries.find_visit(uid, viewer=request.user.pk, at=now))
        acts[act]()
    except NobodyWaiting as nobody:
        say(request, str(nobody))
    except Refusal as refusal:
        return shown(request, now, refusal=refusal)
    return redirect("clerk:visit", uid) if act in ("recall", "resume") else redirect("clerk:home")


def _next(request: StaffRequest, now: datetime) -> HttpResponse:
    """End the present service with what came of it, and call whoever's turn it is."""
    by = _actor(request, now)
    current = seat_of(request, now).current
    if current is not None:
        if not current.results:
            say(request, f"{current.ticket_no} 还没有结果。请选一个办理结果，再叫下一位。")
            return redirect(f"/clerk/visits/{current.uid}/#outcome")
        visits.finish(current.uid, outcome=Outcome.CASE, by=by, at=now)
    called = visits.call_next(by=by, at=now)
    return redirect("clerk:visit", called.uid)
