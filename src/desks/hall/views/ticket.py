"""One's place in line, by the long number of one's own ticket; no name, no matter."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from bureau.feedback.queries import invitations_after_visit
from bureau.visits import queries as visits
from bureau.visits.queries import Follow
from bureau.visits.states import State
from bureau.workdays import clock
from desks.design import formats
from desks.design.responses import or_404, page_or_part


@require_safe
def ticket(request: HttpRequest, uid: str) -> HttpResponse:
    """How many are before me, about how long, to which window."""
    now = clock.now()
    found = or_404(visits.follow(uid, now))
    ended = found.state in (State.FINISHED, State.LEFT)
    context = {
        "nav": "follow",
        "uid": uid,
        "f": found,
        "headline": _headline(found),
        "words": _words(found),
        "day": formats.day(found.day, today=now.date()),
        "called": found.state in (State.CALLED, State.SERVING),
        "ended": ended,
        "ratings": [(one.token, one.kind_label) for one in invitations_after_visit(uid)]
        if ended
        else [],
    }
    mark = quote_etag(f"{found.state}-{found.ahead}-{found.minutes}-{len(found.window)}-{now:%H%M}")
    if request.headers.get("X-Poll") == "1" and request.headers.get("If-None-Match") == mark:
        return HttpResponse(status=304, headers={"ETag": mark})
    response = page_or_part(request, "hall/ticket.html", "place", context)
    response["ETag"] = mark
    response["Cache-Control"] = "private, no-store"
    return response


def _headline(found: Follow) -> str:
    if found.state == State.CALLED:
        return f"请到 {found.window} 号窗口"
    if found.state == State.SERVING:
        return f"正在 {found.window} 号窗口办理"
    if found.ahead == 0:
        return "下一个就是您"
    if found.ahead is not None:
        return f"前面还有 {found.ahead} 人"
    return found.state_label


def _words(found: Follow) -> str:
    if found.state == State.CALLED:
        return "已经叫到您的号，请现在过去。"
    if found.may_come_back:
        return "刚才叫了三次您没到。号还有效，请到咨询台说一声，会重新排上。"
    if found.minutes is not None:
        return f"大约还要等 {found.minutes} 分钟。离开一会儿没关系，叫到时这里会变。"
    if found.state == State.HELD:
        return "经办人把您的事暂时放下了，很快会接着办。"
    if found.state == State.FINISHED:
        return "这次已经办完。"
    if found.state == State.PLANNED:
        return "到大厅后请到咨询台或取号机报到。"
    return "这张号已经作废。要办事，请重新取号。"
