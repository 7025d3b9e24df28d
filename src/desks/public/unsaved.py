"""What was typed while the session ran out: kept sealed until the person signed in again.

A form that is sent after the session has ended would be lost on the way to the sign-in. It
waits in the (sealed) session under its own address and is put into the draft when the same
address is opened by who may open it; anybody else never sees it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase, QueryDict

P = ParamSpec("P")
KEY = "unsaved"
MOST = 200_000  # signs; a whole form, but no dump


def keeps_typed(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Put around ``own_page``: a form sent by who is no longer signed in waits."""

    @wraps(view)
    def kept(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated:
            body = request.POST.urlencode()
            if len(body) <= MOST:
                request.session[KEY] = {"path": request.path, "body": body}
        return view(request, *args, **kwargs)

    return kept


def take_typed(request: HttpRequest) -> QueryDict | None:
    """What waits for this very page, once."""
    waiting = request.session.get(KEY)
    if not waiting or waiting["path"] != request.path:
        return None
    del request.session[KEY]
    return QueryDict(waiting["body"])
