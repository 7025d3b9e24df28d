"""The calling screen: tickets and windows, never a name or a matter."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from bureau.offices import queries as offices
from bureau.visits import queries as visits
from bureau.visits.queries import BoardCall
from bureau.visits.words import DeviceKind, Series
from bureau.workdays import clock
from desks.design import formats
from desks.design.responses import page_or_part
from desks.hall.access import device_of


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The screen of a device's hall; staff of a hall may look at theirs (``?hall=``).

    Asked again with the mark of what it has, it answers 304 after one indexed read.
    """
    now = clock.now()
    hall, name = _hall(request, now)
    state = visits.board_etag(hall, now.date())
    # The minutes since a call are on it too.
    mark = quote_etag(f"{state}-{now:%H%M}")
    if request.headers.get("X-Poll") == "1" and request.headers.get("If-None-Match") == mark:
        return HttpResponse(status=304, headers={"ETag": mark})
    response = page_or_part(request, "hall/board.html", "calls", _context(hall, name, now))
    response["ETag"] = mark
    response["Cache-Control"] = "private, no-store"
    return response


def _hall(request: HttpRequest, now: datetime) -> tuple[str, str]:
    device = device_of(request, DeviceKind.BOARD)
    if device is not None:
        return device.hall_key, device.hall_name
    asked = request.GET.get("hall", "")
    user = request.user
    if asked and user.is_authenticated and user.is_staff_member:
        hall = offices.hall(asked)
        if hall is not None and asked in offices.duties(user.pk, now).halls:
            return hall.key, hall.name
    raise Http404


@dataclass(frozen=True, slots=True)
class CallRow:
    ticket: str
    window: str
    lane: str
    green: bool
    when: str


@dataclass(frozen=True, slots=True)
class WaitRow:
    label: str
    waiting: int
    minutes: int
    words: str


def _context(hall: str, name: str, now: datetime) -> dict[str, object]:
    found = visits.board(hall, now)
    calling = found.calling if found else None
    lines = found.lines if found else ()
    return {
        "hall": name,
        "poll": f"?hall={hall}",
        "calling": _call(calling, now) if calling else None,
        # A ticket that is called again is a new call to whoever listens.
        "said": f"{calling.ticket_no}-{calling.calls}" if calling else "",
        "lately": [_call(one, now) for one in found.lately[:5]] if found else [],
        "waits": [
            WaitRow(
                label=f"{line.series} {line.label}",
                waiting=line.waiting,
                minutes=0 if line.series == Series.BOOKED else line.minutes,
                words="到点即叫" if line.series == Series.BOOKED else "不用等",
            )
            for line in lines
        ],
        "waiting": sum(line.waiting for line in lines),
        "windows": found.windows if found else 0,
        "finished": found.finished if found else 0,
        "closed": bool(found and found.closed),
        "day": formats.frame_day(now),
        "hour": formats.hour(now),
        "epoch": int(now.timestamp()),
    }


def _call(call: BoardCall, now: datetime) -> CallRow:
    lane = "绿色通道" if call.green else "预约" if call.series == Series.BOOKED else ""
    return CallRow(
        ticket=call.ticket_no,
        window=call.window,
        lane=lane,
        green=call.green,
        when=formats.ago(call.called_at, now=now),
    )
