"""The end of a hall's day: no called ticket without an outcome."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bureau.offices import queries as offices
from bureau.offices.words import Role
from bureau.refusal import Refusal
from bureau.visits import operations
from bureau.visits import queries as visits
from bureau.visits.states import State
from bureau.workdays import clock
from desks.clerk.roles import DAY
from desks.clerk.seat import name_of, seat_of
from desks.design import formats
from desks.design.access import StaffRequest, staff_page
from desks.design.messages import say
from desks.design.responses import or_404


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*DAY)
def day(request: StaffRequest) -> HttpResponse:
    """What has no outcome yet; when there is nothing left, the day can be closed."""
    now = clock.now()
    if request.method != "POST":
        return _shown(request, now)
    hall = request.POST.get("hall", "")
    try:
        if hall not in request.duties.halls:
            raise Refusal("请选您所在的大厅。", field="hall")
        operations.close_day(hall, now.date(), by=offices.actor_for(request.user, now), at=now)
    except Refusal as refusal:
        return _shown(request, now, refusal=refusal)
    say(request, "今天已结束。没有叫到的号已记下。", good=True)
    return redirect("clerk:day")


def _shown(request: StaffRequest, now: datetime, *, refusal: Refusal | None = None) -> HttpResponse:
    seat_of(request, now)
    context = {
        "nav": "clerk",
        "refusal": refusal,
        "today": formats.day(now),
        "halls": [_hall(key, request, now) for key in sorted(request.duties.halls)],
        "answers_for_hall": request.duties.has(Role.HALL_MANAGER, Role.HEAD),
    }
    return render(request, "clerk/day.html", context, status=422 if refusal else 200)


@require_POST
@staff_page(Role.HALL_MANAGER, Role.HEAD)
def take_over(request: StaffRequest, uid: str) -> HttpResponse:
    """Take the visit of a clerk who is gone, to write how it ended."""
    now = clock.now()
    or_404(visits.find_visit(uid, viewer=request.user.pk, at=now))
    try:
        operations.take_over(uid, by=offices.actor_for(request.user, now), at=now)
    except Refusal as refusal:
        return _shown(request, now, refusal=refusal)
    return redirect(f"{reverse('clerk:visit', args=[uid])}#outcome")


def _hall(key: str, request: StaffRequest, now: datetime) -> dict[str, object]:
    info = offices.hall(key)
    board = visits.board(key, now)
    return {
        "key": key,
        "name": info.name if info else key,
        "closed": bool(board and board.closed),
        "waiting": visits.waiting_count(key, now.date()),
        "finished": board.finished if board else 0,
        "open": [
            {
                "uid": one.uid,
                "ticket": one.ticket_no,
                "state": one.state_label,
                "clerk": one.clerk or "没有人接手",
                "who": name_of(one.party_uid),
                "mine": one.clerk_id == str(request.user.pk),
                "moved": one.state == State.MOVED,
            }
            for one in visits.without_outcome(key, now.date())
        ],
    }
