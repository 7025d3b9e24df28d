"""What happens to every request before a view sees it, and to every answer after."""

import secrets
import time
from collections.abc import Callable

from allauth.core.exceptions import RateLimited
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

from bureau.refusal import Refusal
from config import errors, limits, logs

Answer = Callable[[HttpRequest], HttpResponse]

_CONTENT_SECURITY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",  # the stylesheet has 23 small pictures inside it
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        # The browser also judges where a form's answer redirects to.
        f"form-action 'self' {settings.IDENTITY_ORIGIN}".rstrip(),
    )
)
_ZERO = "\x00"
CODES_REST = 30
"""Seconds until the next code by SMS (ACCOUNT_RATE_LIMITS)."""
_UNAMBIGUOUS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # to be read out over the telephone


def reference_number(get_response: Answer) -> Answer:
    """Gives each request a number that its log lines, answer and error page share."""

    def answer(request: HttpRequest) -> HttpResponse:
        number = "".join(secrets.choice(_UNAMBIGUOUS) for _ in range(8))
        token = logs.reference.set(number)
        try:
            response = get_response(request)
        finally:
            logs.reference.reset(token)
        response["X-Reference"] = number
        return response

    return answer


def security_headers(get_response: Answer) -> Answer:
    """One fixed policy: nothing inline, nothing from elsewhere, in no frame."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", _CONTENT_SECURITY)
        response.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        # Django's own middleware sets these too, but not on what goes wrong before it.
        response.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        return response

    return answer


def private_answers(get_response: Answer) -> Answer:
    """What somebody signed in was shown stays in no browser: the next one at a hall's
    computer must not find it by going back."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or request.method == "POST":
            response.setdefault("Cache-Control", "private, no-store")
        return response

    return answer


def rate_limits(get_response: Answer) -> Answer:
    """Refuses a caller who sends far more than a person or a busy hall would."""

    def answer(request: HttpRequest) -> HttpResponse:
        if wait := limits.seconds_to_wait(request, now=int(time.time())):
            return errors.too_many(request, wait=wait)
        return get_response(request)

    return answer


class Readable:
    """Refuses what no database can hold, before any page meets it; says in words what a
    bare status would not."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _ZERO in request.path or _holds_zero(request.GET):
            return errors.unreadable(request)
        response = self._get_response(request)
        if response.status_code == 405 and not response.content:
            return errors.wrong_way(request, allowed=response["Allow"])
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        return errors.unreadable(request) if _holds_zero(request.POST) else None


def _holds_zero(sent: QueryDict) -> bool:
    return any(_ZERO in text for name, values in sent.lists() for text in (name, *values))


class Refusals:
    """A refusal no page has caught still reaches the person as its sentence; so does the
    limit of sign-in on codes by SMS, which allauth raises in the middle of a page."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refusal):
            return errors.refused(request, exception)
        if isinstance(exception, RateLimited):
            return errors.too_many(request, wait=CODES_REST)
        return None
