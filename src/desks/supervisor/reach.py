"""Which units somebody may see figures of, and what of them is kept back."""

from dataclasses import dataclass
from datetime import date

from bureau.offices import queries as offices
from bureau.offices.queries import Duties
from bureau.offices.words import OfficeKind, Role
from bureau.supervision import queries as supervision
from bureau.supervision.queries import Place

EVERYWHERE = (Role.SUPERVISOR, Role.STATISTICS)
FIGURES = (*EVERYWHERE, Role.HEAD)
TASKS = (Role.SUPERVISOR, Role.REVIEW_OFFICER, Role.HEAD)
RECORD = (Role.SUPERVISOR, Role.DISCIPLINE)
CASES = (Role.SUPERVISOR, Role.DISCIPLINE, Role.REVIEW_OFFICER, Role.HEAD)
ANY = (*FIGURES, Role.REVIEW_OFFICER, Role.DISCIPLINE)

LEAST_RATINGS = 5
"""Who leads what is rated sees sums of five or more, never a single rating."""


@dataclass(frozen=True, slots=True)
class Reach:
    """``place`` is the only unit a head sees; ``None`` is the city and all its units."""

    place: Place | None
    sees_ratings: bool
    opens_cases: bool

    @property
    def least_ratings(self) -> int:
        return 0 if self.sees_ratings else LEAST_RATINGS

    def narrowed(self, code: str, *, on: date) -> Place | None:
        """The unit asked for; LookupError for one outside the reach."""
        if not code:
            return self.place
        if self.place is not None and code != self.place.area:
            raise LookupError(code)
        return self.place or supervision.place_named(code, on=on)


def reach_of(duties: Duties, *, on: date) -> Reach:
    """A supervisor and a statistician see every unit; a head the own one; the head of the
    bureau itself leads them all."""
    supervises = duties.has(Role.SUPERVISOR)
    opens = duties.has(*CASES)
    if duties.has(*EVERYWHERE) or _leads_the_bureau(duties):
        return Reach(None, sees_ratings=supervises, opens_cases=opens)
    headed = [post for post in duties.posts if post.role == Role.HEAD]
    unit = offices.unit_of(headed[0].office_key, on) if headed else None
    place = Place(unit.area, unit.name) if unit else Place("-", "没有归属的统计单位")
    return Reach(place, sees_ratings=False, opens_cases=opens)


def _leads_the_bureau(duties: Duties) -> bool:
    for post in duties.posts:
        if post.role == Role.HEAD:
            office = offices.office(post.office_key)
            if office is not None and office.kind == OfficeKind.BUREAU:
                return True
    return False
