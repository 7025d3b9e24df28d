"""The guide to take along: in full or on one page, to print, as PDF, as Word."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from bureau.guides import queries as guides
from bureau.guides.papers import Kind, paper
from bureau.workdays import clock
from desks.design.papers import paper_response
from desks.design.responses import or_404
from desks.public.place import chosen_office, office_carrying_out


@require_safe
def guide_paper(request: HttpRequest, item: str, kind: str, form: str = "page") -> HttpResponse:
    """``kind``: full or short. The handbook is for the house and is not found here."""
    wanted = or_404({"full": Kind.FULL, "short": Kind.SHORT}.get(kind))
    now = clock.now()
    places = guides.places_of(item, at=now)
    asked = request.GET.get("office", "")
    known = any(place.office_key == asked for place in places)
    office = asked if known else office_carrying_out(places, chosen_office(request))
    found = or_404(guides.find_guide(item, at=now, office=office))
    told = paper(wanted, found.guide, day=now.date())
    tail = f"?office={office}" if office else ""
    links = {
        words: reverse("public:guide_file", args=[item, kind, suffix]) + tail
        for words, suffix in (("存为PDF", "pdf"), ("存为Word", "docx"))
    }
    other = Kind.FULL if wanted is Kind.SHORT else Kind.SHORT
    names = {Kind.FULL: "看完整的", Kind.SHORT: "只要一页的简版"}
    links[names[other]] = reverse("public:guide_paper", args=[item, str(other)]) + tail
    return paper_response(
        request, told, form, links=links, back=reverse("public:guide", args=[item])
    )
