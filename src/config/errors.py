"""Pages for what went wrong: what happened, what to do next, and a number to ask with.

They need no database and no session, so they still come when those are away.
"""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

from bureau.refusal import Refusal
from config import logs
from desks.design import context as design


def _page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    template = loader.get_template(f"errors/{status}.html")
    frame = {
        "reference": logs.reference.get(),
        "trial": settings.TRIAL,
        "elder": design.elder(request),
    }
    response = HttpResponse(template.render({**frame, **context}), status=status)
    # A part of a page that was asked for alone must not receive a whole page.
    response["HX-Retarget"] = "body"
    response["HX-Reswap"] = "innerHTML"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400)


def unreadable(request: HttpRequest) -> HttpResponse:
    """An address or a form with a sign that is no text."""
    return _page(request, 400)


def wrong_way(request: HttpRequest, *, allowed: str) -> HttpResponse:
    """The address takes what a form sends; somebody opened it like a page."""
    response = _page(request, 405)
    response["Allow"] = allowed
    return response


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or came from elsewhere; going back keeps what was typed."""
    return _page(request, 403, form_expired=True)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """For a refusal that no page of a desk has caught."""
    return _page(request, 422, refusal=refusal)


def too_many(request: HttpRequest, *, wait: int) -> HttpResponse:
    response = _page(request, 429, wait=wait)
    response["Retry-After"] = str(wait)
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """A defect of ours; or the database is away, which passes."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response = _page(request, 503)
        response["Retry-After"] = "30"
        return response
    return _page(request, 500)
