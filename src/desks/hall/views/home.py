"""The hall as who answers for it sees it now: windows, line, devices."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bureau.offices import queries as offices
from bureau.offices.words import Role
from bureau.refusal import Refusal
from bureau.visits import operations
from bureau.visits import queries as visits
from bureau.visits.queries import DeviceFacts, Seat
from bureau.visits.words import DeviceKind
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import StaffRequest, staff_page
from desks.design.messages import say
from desks.design.navigation import address
from desks.design.responses import or_404
from desks.hall.access import remember

ANSWERS = (Role.HALL_MANAGER, Role.HEAD)
NEW_LINK = "new_device_link"
PAGES = {
    DeviceKind.KIOSK: "hall:kiosk",
    DeviceKind.BOARD: "hall:board",
    DeviceKind.PAD: "hall:pad",
}


@require_safe
@staff_page(*ANSWERS)
def home(request: StaffRequest) -> HttpResponse:
    """Every hall this person answers for."""
    return _home(request)


def _home(request: StaffRequest, *, refusal: Refusal | None = None) -> HttpResponse:
    now = clock.now()
    context = {
        "nav": "hall",
        "halls": [_hall(key, now) for key in sorted(request.duties.halls)],
        "kinds": DeviceKind.choices,
        "link": request.session.pop(NEW_LINK, None) if refusal is None else None,
        "refusal": refusal,
        "typed": request.POST,
    }
    response = render(request, "hall/home.html", context, status=422 if refusal else 200)
    response["Cache-Control"] = "private, no-store"
    return response


def _hall(key: str, now: datetime) -> dict[str, object]:
    info = offices.hall(key)
    found = visits.board(key, now)
    return {
        "key": key,
        "name": info.name if info else key,
        "numbers": [
            ("等候", str(visits.waiting_count(key, now.date())), "人"),
            ("开着的窗口", str(found.windows if found else 0), "个"),
            ("今天办完", str(found.finished if found else 0), "号"),
        ],
        "closed": bool(found and found.closed),
        "seats": [_seat(one, now) for one in visits.seats(key)],
        "devices": [_device(one, now) for one in visits.devices_of(key)],
        "board": f"{reverse('hall:board')}?hall={key}",
        "day": address("clerk:day"),
    }


def _seat(seat: Seat, now: datetime) -> dict[str, str]:
    if not seat.is_open:
        kind, icon, state = "hold", "ban", "停用"
    elif not seat.clerk:
        kind, icon, state = "", "circle-dashed", "没有人"
    elif seat.locked:
        kind, icon, state = "warn", "player-pause", "暂离"
    else:
        kind, icon, state = "ok", "circle-check", "在岗"
    return {
        "window": seat.window,
        "name": seat.name,
        "kind": kind,
        "icon": icon,
        "state": state,
        "clerk": seat.clerk,
        "since": formats.hour(seat.since)
        if seat.since and formats.local(seat.since).date() == now.date()
        else (formats.stamp(seat.since) if seat.since else ""),
        "ticket": seat.ticket_no,
    }


def _device(device: DeviceFacts, now: datetime) -> dict[str, str]:
    if device.opened_at:
        kind, icon, state = "ok", "circle-check", f"{formats.stamp(device.opened_at)} 启用"
    elif device.invited_until and device.invited_until > now:
        kind, icon, state = "info", "clock", f"等打开，{formats.stamp(device.invited_until)} 前有效"
    else:
        kind, icon, state = "warn", "alert-triangle", "链接过期，没有打开过"
    return {
        "uid": device.uid,
        "name": device.name,
        "what": f"{device.kind_label} · {device.window} 号窗口"
        if device.window
        else device.kind_label,
        "kind": kind,
        "icon": icon,
        "state": state,
    }


@require_POST
@staff_page(*ANSWERS)
def invite(request: StaffRequest) -> HttpResponse:
    """Register a device; its link is shown once on the next page."""
    now = clock.now()
    try:
        invited = operations.invite_device(
            request.POST.get("hall", ""),
            request.POST.get("kind", ""),
            name=request.POST.get("name", ""),
            window=request.POST.get("window", ""),
            by=offices.actor_for(request.user, now),
            at=now,
        )
    except Refusal as refusal:
        return _home(request, refusal=refusal)
    return _shown_once(request, invited.invitation)


@require_POST
@staff_page(*ANSWERS)
def change(request: StaffRequest, uid: str) -> HttpResponse:
    """A new link for a device, or its end (``do`` again or retire)."""
    now = clock.now()
    by = offices.actor_for(request.user, now)
    try:
        if request.POST.get("do") == "again":
            return _shown_once(request, operations.invite_again(uid, by=by, at=now).invitation)
        operations.retire_device(uid, by=by, at=now)
    except Refusal as refusal:
        return _home(request, refusal=refusal)
    say(request, "设备已经停用，它不再显示任何东西。", good=True)
    return redirect("hall:home")


def _shown_once(request: StaffRequest, invitation: str) -> HttpResponse:
    place = reverse("hall:enrol", args=[invitation])
    request.session[NEW_LINK] = request.build_absolute_uri(place)
    return redirect("hall:home")


@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest, invitation: str) -> HttpResponse:
    """Opened on the device itself: one press, and it is the device."""
    now = clock.now()
    device = or_404(visits.invited_device(invitation, at=now))
    if request.method == "POST":
        opened = operations.open_device(invitation, at=now)
        response: HttpResponse = redirect(PAGES[DeviceKind(opened.kind)])
        remember(response, opened)
        return response
    response = render(request, "hall/enrol.html", {"device": device})
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
