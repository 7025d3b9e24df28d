"""Choose where: remembered for the next pages, changed or forgotten with one press."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from bureau.offices import queries as offices
from bureau.offices.words import OfficeKind
from bureau.workdays import clock
from desks.public.place import A_YEAR, COOKIE, by_unit, chosen_office
from desks.public.safe_next import next_address

KINDS = frozenset({OfficeKind.BUREAU, OfficeKind.COUNTY_BUREAU, OfficeKind.TOWNSHIP_OFFICE})


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _remember(request)
    known = offices.offices(day=clock.now().date())
    chosen = chosen_office(request)
    context = {
        "nav": "halls",
        "units": by_unit([(one.area, one.key, one.name) for one in known if one.kind in KINDS]),
        "chosen": chosen.key if chosen else "",
        "chosen_name": chosen.name if chosen else "",
        "next": next_address(request),
    }
    return render(request, "public/place.html", context)


def _remember(request: HttpRequest) -> HttpResponse:
    key = request.POST.get("office", "")
    response = HttpResponseRedirect(next_address(request))
    if key and offices.office(key) is not None:
        response.set_cookie(
            COOKIE,
            key,
            max_age=A_YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
