"""差评整改: what waits, one of them with the claim beside the facts, and its two acts."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from bureau.feedback.rectification import operations
from bureau.feedback.rectification.queries import (
    RectificationLine,
    RectificationPage,
    rectification,
    rectifications,
)
from bureau.feedback.rectification.rules import Outcome
from bureau.refusal import Refusal
from bureau.supervision import queries as supervision
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import StaffRequest, staff_page
from desks.design.responses import or_404, refusal_response
from desks.supervisor import reach
from desks.supervisor.forms import FinishForm, VerifyForm
from desks.supervisor.tabs import tabs

CHANNELS = {
    "web": "网上",
    "mobile": "手机",
    "qr": "扫码",
    "kiosk": "自助机",
    "pad": "窗口评价器",
    "terminal": "大厅终端",
    "phone": "电话",
    "sms": "短信",
}


@require_safe
@staff_page(*reach.TASKS)
def tasks(request: StaffRequest) -> HttpResponse:
    """Open ones by their day; with ``?done=1`` those finished."""
    now = clock.now()
    done = request.GET.get("done") == "1"
    found = rectifications(request.user, duties=request.duties, at=now, done=done)
    names = {unit.area: unit.name for unit in supervision.places()}
    context = {
        "nav": "supervisor",
        "tabs": tabs(request.duties, here="tasks"),
        "done": done,
        "rows": [_line(line, names) for line in found],
    }
    return render(request, "supervisor/tasks.html", context)


@require_safe
@staff_page(*reach.TASKS)
def task(request: StaffRequest, uid: UUID) -> HttpResponse:
    page = _page(request, uid)
    return render(request, "supervisor/task.html", _context(request, page))


@require_POST
@staff_page(*reach.TASKS)
def verify(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Write down what was found."""
    page = _page(request, uid)
    form = VerifyForm(request.POST)
    form.is_valid()
    founded = {"yes": True, "no": False}.get(form.cleaned_data.get("founded", ""))
    words = form.cleaned_data.get("words", "")
    try:
        operations.verify(str(uid), founded=founded, words=words, by=request.user, at=clock.now())
    except Refusal as refusal:
        return _refused(request, page, refusal, form="verify")
    return redirect("supervisor:task", uid)


@require_POST
@staff_page(*reach.TASKS)
def finish(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Finish it with what was done and how the person learnt of it."""
    page = _page(request, uid)
    form = FinishForm(request.POST)
    form.is_valid()
    typed = form.cleaned_data
    try:
        operations.finish(
            str(uid),
            outcome=typed.get("outcome", ""),
            evidence=typed.get("evidence", ""),
            told=typed.get("told", ""),
            by=request.user,
            at=clock.now(),
        )
    except Refusal as refusal:
        return _refused(request, page, refusal, form="finish")
    return redirect("supervisor:task", uid)


def _page(request: StaffRequest, uid: UUID) -> RectificationPage:
    return or_404(rectification(str(uid), request.user, duties=request.duties, at=clock.now()))


def _refused(
    request: StaffRequest, page: RectificationPage, refusal: Refusal, *, form: str
) -> HttpResponse:
    """The same page; what was typed is still there."""
    context = _context(request, page) | {"refused": form, "typed": request.POST}
    return refusal_response(request, "supervisor/task.html", (), context, refusal)


def _line(line: RectificationLine, names: dict[str, str]) -> dict[str, Any]:
    return {
        "uid": line.uid,
        "item": line.item_name,
        "grade": line.grade.label,
        "unit": names.get(line.area, line.area),
        "office": line.office_name,
        "opened": formats.stamp(line.opened_at),
        "due": formats.moment(line.due_at),
        "done": formats.stamp(line.done_at) if line.done_at else "",
        "outcome": line.outcome,
        "late": line.is_late,
        "verified": line.is_verified,
        "mine": line.is_mine,
    }


def _context(request: StaffRequest, page: RectificationPage) -> dict[str, Any]:
    names = {unit.area: unit.name for unit in supervision.places()}
    said = [
        ("等级", page.line.grade.label),
        ("选的是", formats.listing(page.options) or "没有选"),
        ("写的是", page.words or "没有写"),
        ("评的是", f"{page.kind_label}（{page.turn}）"),
        ("服务时间", formats.stamp(page.served_at)),
        ("评价渠道", CHANNELS.get(page.channel, page.channel)),
    ]
    return {
        "nav": "supervisor",
        "tabs": tabs(request.duties, here="tasks"),
        "line": _line(page.line, names),
        "said": said,
        "facts": page.facts,
        "number": page.case_number if request.duties.has(*reach.CASES) else "",
        "findings": [
            {
                "founded": "属实" if one.founded else "不属实或没有依据",
                "kind": "bad" if one.founded else "ok",
                "words": one.words,
                "who": one.who,
                "at": formats.stamp(one.at),
            }
            for one in page.findings
        ],
        "evidence": page.evidence,
        "may_act": page.may_act,
        "outcomes": [(one.value, one.label) for one in Outcome],
        "typed": {},
    }
