"""How a view answers: the thing or 404, a page or one part of it, a refusal on the form."""

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from bureau.refusal import Refusal
from desks.design import formats
from desks.design.messages import say

Found = TypeVar("Found")


def or_404(found: Found | None) -> Found:
    """What was found; what may not be seen does not exist."""
    if found is None:
        raise Http404
    return found


def asked_part(request: HttpRequest, parts: Collection[str]) -> str:
    """The part htmx asked for by its target, else the first; empty for a whole page.

    A page asked for after going back in history, or followed as a link, is whole.
    """
    if request.headers.get("HX-Request") != "true":
        return ""
    if request.headers.get("HX-History-Restore-Request") or request.headers.get("HX-Boosted"):
        return ""
    target = request.headers.get("HX-Target", "")
    return target if target in parts else next(iter(parts), "")


def page_or_part(
    request: HttpRequest,
    template: str,
    part: str | Collection[str],
    context: Mapping[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """The whole page, or for htmx only the named part of the same template.

    With several part names, the one named like the target of the request is sent.
    """
    parts = (part,) if isinstance(part, str) else tuple(part)
    wanted = asked_part(request, parts)
    name = f"{template}#{wanted}" if wanted else template
    response = render(request, name, dict(context), status=status)
    # Without this a cache may show a naked fragment to somebody who asked for the page.
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def refusal_response(
    request: HttpRequest,
    template: str,
    part: str | Collection[str],
    context: Mapping[str, Any],
    refusal: Refusal,
) -> HttpResponse:
    """The same page with the refusal on it (``refusal`` in the context), status 422."""
    return page_or_part(request, template, part, {**context, "refusal": refusal}, status=422)


def draft_saved(at: datetime) -> HttpResponse:
    """The answer to an autosave: the words that stand beside the form (draft.js)."""
    words = f"{formats.local(at):%H:%M:%S} 已自动保存"
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


def once_key(request: HttpRequest) -> str:
    """The key of this sending ({% once %} in the form), the same however often it is sent.

    An empty string when there is none or it is not one of ours.
    """
    key = request.POST.get("once", "")
    return key if re.fullmatch(r"[A-Za-z0-9_-]{16,64}", key) else ""


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """For who is not signed in: to the sign-in page and back; 401 for a part of a page.

    A part must not follow the redirect, or the sign-in page would stand inside the old one;
    swap.js says in words what to do, and what was typed stays. Who sent a form comes back to
    the page it stood on: what takes a form can often not be opened.
    """
    if request.headers.get("HX-Request") == "true":
        return HttpResponse("登录已经过期，请重新登录。", status=401)
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    say(request, "登录已经过期，刚才那一步没有办。登录以后请再按一次。")
    return redirect_to_login(_page_of_the_form(request))


def _page_of_the_form(request: HttpRequest) -> str:
    origin = f"{request.scheme}://{request.get_host()}/"
    before = request.headers.get("Referer", "")
    return before[len(origin) - 1 :] if before.startswith(origin) else request.get_full_path()
