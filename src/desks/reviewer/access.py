"""Who comes in here, and the case they may see."""

from collections.abc import Callable
from datetime import datetime
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase

from bureau.cases.queries.review import UnderReview, find_review, may_open
from bureau.offices.words import Role
from desks.design.access import StaffRequest, staff_page
from desks.design.responses import or_404

P = ParamSpec("P")

ROLES = (Role.EXAMINER, Role.APPROVER, Role.INSPECTOR, Role.HEAD, Role.LEGAL)


def reviewers(
    view: Callable[Concatenate[StaffRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Only for those who examine, inspect, approve or answer for it."""
    return staff_page(*ROLES)(view)


def own_case(request: StaffRequest, number: str, *, at: datetime) -> UnderReview:
    """The case of this number if the viewer's offices have or had a step of it."""
    return or_404(find_review(number, viewer=request.user, duties=request.duties, at=at))


def ensure_own(request: StaffRequest, number: str, *, at: datetime) -> None:
    """404 unless it is; for acts, which need not read the whole case first."""
    or_404(may_open(number, viewer=request.user, duties=request.duties, at=at) or None)
