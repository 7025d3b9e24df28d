"""Which device is asking: it shows the secret it was given when it was opened."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from bureau.visits import queries as visits
from bureau.visits.operations.devices import Opened
from bureau.visits.queries import DeviceFacts
from bureau.visits.words import DeviceKind

P = ParamSpec("P")

LASTS = 400 * 24 * 60 * 60
"""Browsers keep no cookie longer; a device that is used is given it anew."""


class DeviceRequest(HttpRequest):
    """A request of an enrolled device."""

    device: DeviceFacts


def device_page(
    kind: DeviceKind,
) -> Callable[
    [Callable[Concatenate[DeviceRequest, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """Only for an enrolled device of this kind; for anybody else there is nothing."""

    def guard(
        view: Callable[Concatenate[DeviceRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            device = device_of(request, kind)
            if device is None:
                raise Http404
            known = cast(DeviceRequest, request)
            known.device = device
            return view(known, *args, **kwargs)

        return guarded

    return guard


def device_of(request: HttpRequest, kind: DeviceKind) -> DeviceFacts | None:
    """The device whose secret came with the request."""
    uid, _, secret = request.COOKIES.get(_cookie(kind), "").partition(".")
    return visits.device_that_holds(uid, secret, kind=kind) if uid and secret else None


def remember(response: HttpResponse, opened: Opened) -> None:
    """Give the device its secret; no script and no other page of ours can read it."""
    response.set_cookie(
        _cookie(DeviceKind(opened.kind)),
        f"{opened.uid}.{opened.secret}",
        max_age=LASTS,
        path="/hall/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _cookie(kind: DeviceKind) -> str:
    return f"device_{kind.value}"
