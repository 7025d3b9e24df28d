"""The kiosk: one press, one ticket; no item, no name, no phone."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bureau.offices import queries as offices
from bureau.refusal import Refusal
from bureau.visits import operations
from bureau.visits import queries as visits
from bureau.visits.words import DeviceKind, Need, Series
from bureau.workdays import clock
from desks.design import formats
from desks.design.messages import say
from desks.design.responses import once_key, or_404, page_or_part
from desks.hall.access import DeviceRequest, device_page

BACK_AFTER = 60
"""Seconds until a ticket makes way for the next person."""


@require_safe
@device_page(DeviceKind.KIOSK)
def start(request: DeviceRequest) -> HttpResponse:
    """Two large buttons; the second is for whoever needs to go first."""
    now = clock.now()
    hall = offices.hall(request.device.hall_key)
    context = {
        "hall": request.device.hall_name,
        "phone": hall.phone if hall else "",
        "help": hall.help if hall else "",
        "portal": request.build_absolute_uri("/"),
        "waits": _waits(request.device.hall_key, now),
    }
    response = page_or_part(request, "hall/kiosk.html", "waits", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _waits(hall: str, now: datetime) -> dict[str, str]:
    """How long it takes from now, for everybody and for who goes first."""
    found = visits.board(hall, now)
    lines = {line.series: line for line in found.lines} if found else {}
    words = {}
    for series in (Series.GENERAL, Series.GREEN):
        line = lines.get(series)
        if line is None or line.waiting == 0:
            words[series.name] = "现在没有人等"
        else:
            words[series.name] = f"现在等 {line.waiting} 人，约 {line.minutes} 分钟"
    return words


@require_POST
@device_page(DeviceKind.KIOSK)
def take(request: DeviceRequest) -> HttpResponse:
    """A ticket; the same press sent again after a cut in the net gives the same one."""
    device = request.device
    once = once_key(request)
    try:
        visit = operations.take_ticket(
            device.hall_key,
            need=Need.OTHER if request.POST.get("first") else "",
            key=f"{device.uid}:{once}" if once else "",
            by=device.as_actor(),
            at=clock.now(),
        )
    except Refusal as refusal:
        say(request, str(refusal))
        return redirect("hall:kiosk")
    return redirect("hall:taken", visit.uid)


@require_safe
@device_page(DeviceKind.KIOSK)
def taken(request: DeviceRequest, uid: str) -> HttpResponse:
    """The number, large and to print; after a minute the first page comes back."""
    now = clock.now()
    found = or_404(visits.follow(uid, now))
    or_404(found if found.hall_key == request.device.hall_key else None)
    context = {
        "hall": found.hall_name,
        "number": found.ticket_no,
        "green": found.ticket_no.startswith(Series.GREEN.value),
        "ahead": found.ahead,
        "minutes": found.minutes,
        "when": formats.stamp(now),
        "uid": uid,
        "follow": request.build_absolute_uri(reverse("hall:ticket", args=[uid])),
        "back_after": BACK_AFTER,
    }
    response = render(request, "hall/taken.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
