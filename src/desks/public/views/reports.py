"""报错: say what is wrong in a guide; find the answer by its number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bureau.catalogue import queries as catalogue
from bureau.guides import reports
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design import formats
from desks.design.responses import or_404


@require_http_methods(["GET", "HEAD", "POST"])
def report_guide(request: HttpRequest, item: str) -> HttpResponse:
    """One box for words; no name and no phone is asked for."""
    now = clock.now()
    edition = or_404(catalogue.edition_in_force(item, on=now.date()))
    refusal: Refusal | None = None
    words = request.POST.get("words", "")
    if request.method == "POST":
        try:
            made = reports.report_error(item, words, by=reports.SOMEBODY, at=now)
        except Refusal as said:
            refusal = said
        else:
            return redirect(f"{reverse('public:reports')}?number={made.number}")
    context = {
        "nav": "guides",
        "item": item,
        "name": edition.name,
        "words": words,
        "refusal": refusal,
        "longest": reports.LONGEST,
    }
    return render(request, "public/report_guide.html", context, status=422 if refusal else 200)


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """The answer to one number. What was reported is not shown: it may name somebody."""
    number = request.GET.get("number", "")[:40]
    found = reports.find_report(number) if number else None
    context = {
        "nav": "guides",
        "number": number,
        "found": found,
        "reported": formats.stamp(found.reported_at) if found else "",
        "answered": formats.stamp(found.answered_at) if found and found.answered_at else "",
        "days": reports.days_to_answer(),
    }
    return render(request, "public/reports.html", context)
