"""Who may open a page: asked once, before the view looks for anything.

What somebody may not see does not exist, so the answer is 404, never 403. Whether an act
may be done is asked again by the operation itself.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponseBase

from bureau.offices import queries as offices
from bureau.offices.queries import Duties
from bureau.people.models import Account
from bureau.workdays import clock
from desks.design import responses

P = ParamSpec("P")


class StaffRequest(HttpRequest):
    """A request of somebody on duty."""

    user: Account
    duties: Duties
    place: str


class PersonRequest(HttpRequest):
    """A request of somebody who signed in."""

    user: Account


def staff_page(
    *roles: str,
) -> Callable[
    [Callable[Concatenate[StaffRequest, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """Only for staff who hold one of these roles now (any post, where none is named).

    Somebody not signed in is sent to sign in; everybody else finds nothing.
    """

    def guard(
        view: Callable[Concatenate[StaffRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return responses.sign_in_first(request)
            known = cast(StaffRequest, request)
            if not known.user.is_staff_member:
                raise Http404
            known.duties = offices.duties(known.user.pk, clock.now())
            if not known.duties.posts or (roles and not known.duties.has(*roles)):
                raise Http404
            return view(known, *args, **kwargs)

        return guarded

    return guard


def signed_in(
    view: Callable[Concatenate[PersonRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Only for somebody who signed in; others are sent to sign in and come back here."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return responses.sign_in_first(request)
        return view(cast(PersonRequest, request), *args, **kwargs)

    return guarded
