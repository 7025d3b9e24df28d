"""The rating pad at a window: how was it just now; one press, and nobody has to."""

from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import quote_etag
from django.views.decorators.http import require_http_methods

from bureau.feedback import operations as feedback
from bureau.feedback.queries import invitations_after_visit
from bureau.refusal import Refusal
from bureau.visits import queries as visits
from bureau.visits.words import DeviceKind
from bureau.workdays import clock
from desks.design.messages import say
from desks.design.rating import grade_choices
from desks.design.responses import page_or_part
from desks.hall.access import DeviceRequest, device_page

FRESH = timedelta(minutes=5)
"""How long after the end of a service the pad asks about it."""

RATED = "rated_visits"


@require_http_methods(["GET", "HEAD", "POST"])
@device_page(DeviceKind.PAD)
def pad(request: DeviceRequest) -> HttpResponse:
    """Five grades for whoever was just served at this window; else a quiet page."""
    now = clock.now()
    device = request.device
    served = visits.just_served(device.hall_key, device.window, at=now, within=FRESH)
    done = request.session.get(RATED, "")
    asks = served is not None and served.uid != done
    if request.method == "POST":
        if served is not None and served.uid == request.POST.get("visit"):
            if not asks:
                return redirect("hall:pad")  # the same press twice
            _rate(request, served.uid, now)
        else:
            say(request, "这次服务的评价时间过了，没有记到别人头上。您可以扫小票上的码再评。")
        return redirect("hall:pad")
    mark = quote_etag(f"{served.uid if served and asks else ''}")
    if request.headers.get("X-Poll") == "1" and request.headers.get("If-None-Match") == mark:
        return HttpResponse(status=304, headers={"ETag": mark})
    context = {
        "hall": device.hall_name,
        "window": device.window,
        "served": served if asks else None,
        "grades": grade_choices(),
    }
    response = page_or_part(request, "hall/pad.html", "asks", context)
    response["ETag"] = mark
    response["Cache-Control"] = "private, no-store"
    return response


def _rate(request: DeviceRequest, visit: str, now: datetime) -> None:
    """Rate what has just been done, or skip it; either way the pad is quiet again."""
    by = request.device.as_actor()
    try:
        # The sweeper may not have come by yet since the service ended.
        feedback.invite_raters(by=by, at=now)
        open_ones = invitations_after_visit(visit)
        if not open_ones:
            raise Refusal("这次没有要评价的服务。谢谢您。")
        token = open_ones[-1].token
        if request.POST.get("grade"):
            key = f"{request.device.uid}:{visit}"
            feedback.rate(token, request.POST["grade"], channel="pad", key=key, by=by, at=now)
            say(request, "谢谢您的评价。", good=True)
        else:
            feedback.skip(token, by=by, at=now)
            say(request, "好的，这次不评。", good=True)
    except Refusal as refusal:
        say(request, str(refusal))
    request.session[RATED] = visit
