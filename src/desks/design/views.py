"""Pages of the house style itself: the switch to 长辈版 and the gallery of components."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design import gallery as samples
from desks.design import responses
from desks.design.context import ELDER, MODE_COOKIE

A_YEAR = 365 * 24 * 3600


@require_POST
def mode(request: HttpRequest) -> HttpResponse:
    """Remember 长辈版 (or leave it) and go back to the same page; works without scripts."""
    back = request.POST.get("next", "/")
    allowed = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(back if allowed else "/")
    if request.POST.get("mode") == ELDER:
        response.set_cookie(
            MODE_COOKIE,
            ELDER,
            max_age=A_YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(MODE_COOKIE, samesite="Lax")
    return response


SHELLS = frozenset({"staff", "board", "kiosk", "print"})


def _trial_only() -> None:
    if not settings.TRIAL:
        raise Http404


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component once, for those who build pages; a trial's page only."""
    _trial_only()
    return render(request, "design/gallery.html", samples.examples())


@require_safe
def shell(request: HttpRequest, name: str) -> HttpResponse:
    """One page in each of the other frames."""
    _trial_only()
    if name not in SHELLS:
        raise Http404
    return render(request, f"design/gallery_{name}.html", samples.examples())


@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Answers the gallery's autosave; keeps nothing."""
    _trial_only()
    return responses.draft_saved(clock.now())


@require_POST
def refused(request: HttpRequest) -> HttpResponse:
    """Refuses, whatever is asked: shows how a refusal comes back, with scripts or without."""
    _trial_only()
    refusal = Refusal("还缺少：健康证明。请补齐后再受理。", basis="行政许可法第三十二条")
    return responses.refusal_response(
        request, "design/gallery_staff.html", "actions", samples.examples(), refusal
    )
