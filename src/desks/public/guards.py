"""Pages of people's own matters: for who signed in as an applicant.

Staff have their desks; under a staff number nobody applies, so these pages do not exist
for them.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase

from bureau.people.models import AccountKind
from desks.design.access import PersonRequest, signed_in

P = ParamSpec("P")


def own_page(
    view: Callable[Concatenate[PersonRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Only for applicants who signed in; who did not is sent to sign in and comes back."""

    @signed_in
    @wraps(view)
    def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.kind != AccountKind.APPLICANT:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
