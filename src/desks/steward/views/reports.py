"""群众报错: what people say is wrong in a guide, and the answer everybody can read."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bureau.guides import reports as told
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import StaffRequest
from desks.design.messages import say
from desks.design.responses import or_404
from desks.steward.access import actor_of, may, readers


@require_http_methods(["GET", "HEAD", "POST"])
@readers
def reports(request: StaffRequest) -> HttpResponse:
    """Those that wait come first; each has its box for the answer."""
    now = clock.now()
    refusal: Refusal | None = None
    number, answer = request.POST.get("number", ""), request.POST.get("answer", "")
    if request.method == "POST" and number:
        found = or_404(told.find_report(number))
        fixed = request.POST.get("corrected") == "yes"
        by = actor_of(request, now)
        try:
            told.answer_report(found, corrected=fixed, answer=answer, by=by, at=now)
        except Refusal as said:
            refusal = said
        else:
            say(request, f"{found.number} 已经答复，谁都看得到。", good=True)
            return redirect("steward:reports")
    context = {
        "nav": "steward",
        "rows": [
            (one, formats.stamp(one.reported_at), may(request, one.item, now)["may_keep"])
            for one in told.reports()
        ],
        "days": told.days_to_answer(),
        "refusal": refusal,
        "number": number,
        "answer": answer,
    }
    return render(request, "steward/reports.html", context, status=422 if refusal else 200)
