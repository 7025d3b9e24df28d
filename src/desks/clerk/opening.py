"""Opening a case: one's own office's, or another with a reason that is on record."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from bureau.cases.operations import applicant
from bureau.cases.queries.access import find_case
from bureau.cases.queries.pages import CasePage, case_page
from bureau.cases.queries.review import looked_at
from bureau.offices import queries as offices
from desks.design.access import StaffRequest
from desks.design.responses import or_404

LOOKED = "cases_opened_with_reason"
MOST_LOOKED = 20


@dataclass(frozen=True, slots=True)
class Opened:
    """A case on this clerk's screen."""

    page: CasePage
    by_reason: bool

    @property
    def may_act(self) -> bool:
        return not self.by_reason


def opened_case(
    request: StaffRequest, number: str, now: datetime, *, to_act: bool = False
) -> Opened:
    """The case if this clerk may see it; to act on it, only through their own offices."""
    found = find_case(number, viewer=request.user, duties=request.duties, at=now)
    if found is not None:
        return Opened(case_page(found, at=now), by_reason=False)
    if to_act or [number, now.date().isoformat()] not in request.session.get(LOOKED, []):
        raise Http404
    return Opened(or_404(looked_at(number, at=now)), by_reason=True)


def look(request: StaffRequest, number: str, reason: str, now: datetime) -> None:
    """Say why a case of other offices is opened; it stays open for today."""
    actor = offices.actor_for(request.user, now)
    applicant.note_look(number, reason=reason, actor=actor, at=now)
    looked = request.session.get(LOOKED, [])
    request.session[LOOKED] = [*looked, [number, now.date().isoformat()]][-MOST_LOOKED:]
