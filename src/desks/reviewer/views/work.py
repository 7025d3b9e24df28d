"""The list of what waits, the most urgent first, and taking from it."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import quote_etag
from django.views.decorators.http import require_POST, require_safe

from bureau.cases.operations import taking
from bureau.cases.queries.lists import WorkPage, to_review
from bureau.offices import queries as offices
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design.access import StaffRequest
from desks.design.messages import say
from desks.design.responses import page_or_part
from desks.reviewer import lines
from desks.reviewer.access import ensure_own, reviewers

TABS = (("examine", "待审查"), ("decide", "待决定"), ("mine", "我的"))
TAKE = ("Alt T", "取下一件")
KEYS = (("J K", "上下走"), ("Enter", "打开"))


@require_safe
@reviewers
def home(request: StaffRequest) -> HttpResponse:
    """What my offices have to examine or decide; ``tab`` examine, decide or mine."""
    now = clock.now()
    tab = _tab(request)
    after = request.GET.get("after", "")
    page = to_review(
        request.user,
        duties=request.duties,
        at=now,
        after=after,
        mine=tab == "mine",
        step="" if tab == "mine" else tab,
    )
    rows = [lines.work_line(row, now) for row in page.rows]
    mark = quote_etag(lines.digest((tab, after, rows, page.next_after)))
    asked_again = request.headers.get("X-Poll") == "1"
    if asked_again and request.headers.get("If-None-Match") == mark:
        return HttpResponse(status=304, headers={"ETag": mark})
    context = _context(tab, rows, page, after)
    context["may_take"] = tab != "mine" and _may(request, tab, now)
    context["page_keys"] = (TAKE, *KEYS) if context["may_take"] else KEYS
    response = page_or_part(request, "reviewer/home.html", "work", context)
    if asked_again:
        response["ETag"] = mark
    response["Cache-Control"] = "private, no-store"
    return response


def _tab(request: StaffRequest) -> str:
    asked = request.GET.get("tab", "")
    if asked in {key for key, _ in TABS}:
        return asked
    # An approver who does not examine comes to decide.
    return "examine" if request.duties.has("examiner") else "decide"


def _may(request: StaffRequest, act: str, now: datetime) -> bool:
    """Whether this person is competent for the step at all; taking asks about the case."""
    return any(one.act == act for one in offices.competences_of(request.user.pk, now))


def _context(tab: str, rows: list[lines.WorkLine], page: WorkPage, after: str) -> dict[str, object]:
    here = reverse("reviewer:home")
    older = f"{here}?{urlencode({'tab': tab, 'after': page.next_after})}"
    return {
        "nav": "reviewer",
        "tab": tab,
        "tabs": [(key, name, f"{here}?tab={key}") for key, name in TABS],
        "rows": rows,
        "older": older if page.next_after else "",
        "newer": f"{here}?tab={tab}" if after else "",
        "poll": f"{here}?{urlencode({'tab': tab, 'after': after})}",
        "empty": {
            "examine": "现在没有等着审查的办件。",
            "decide": "现在没有等着决定的办件。",
            "mine": "您手上没有办件。",
        }[tab],
    }


@require_POST
@reviewers
def take_next(request: StaffRequest) -> HttpResponse:
    """Take the most urgent case that nobody has, and open it."""
    step = "decide" if request.POST.get("tab") == "decide" else "examine"
    try:
        case = taking.take_next(
            offices=request.duties.covered, step=step, by=request.user, at=clock.now()
        )
    except Refusal as refusal:
        say(request, str(refusal))
        return redirect(f"{reverse('reviewer:home')}?tab={step}")
    return redirect("reviewer:case", case.number)


@require_POST
@reviewers
def take(request: StaffRequest, number: str) -> HttpResponse:
    """Take this case, put it back, or take it over with a reason (``do``)."""
    now = clock.now()
    ensure_own(request, number, at=now)
    act = request.POST.get("do", "take")
    try:
        if act == "put_back":
            taking.put_back(number, by=request.user, at=now)
            say(request, "已经放回，同事可以领取。您记下的结果都在。", good=True)
            return redirect("reviewer:home")
        if act == "take_over":
            reason = request.POST.get("reason", "")
            taking.take_over(number, reason=reason, by=request.user, at=now)
        else:
            taking.take(number, by=request.user, at=now)
    except Refusal as refusal:
        say(request, str(refusal))
    return redirect("reviewer:case", number)
