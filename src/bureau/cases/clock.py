"""The clock of a case: a pure function of its facts, cached for lists, always recomputable.

Nothing here is counted by a job. ``standing`` says what the law says at a moment, whether
or not anybody has looked (行政许可法第三十二条: silence accepts).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Protocol

from bureau.cases.states import OPEN, State
from bureau.catalogue.elements import EditionContent, Limit, Procedure
from bureau.offices import queries as offices
from bureau.workdays import queries as workdays
from bureau.workdays.clock import day_of
from bureau.workdays.rules import (
    STANDARD_HOURS,
    Calendar,
    Due,
    Hours,
    Pause,
    Term,
    Unit,
    due,
    pause_of,
)
from bureau.workdays.rules.colours import Colour, colour_of

NOTICE_TERM = Term(5, Unit.WORKING_DAY, "行政许可法第三十二条第一款第四项")
CLOSED_BY_SILENCE = frozenset({"ask_correction", "not_needed", "not_ours"})
"""The answers of the counter that came too late once silence has accepted."""


class CaseFacts(Protocol):
    """What the clock needs to know of a case."""

    procedure: str
    state: str
    received_at: datetime
    accepted_at: datetime | None
    decided_at: datetime | None
    notice_due_at: datetime | None
    notice_at: datetime | None
    statutory_due_at: datetime | None
    promise_due_at: datetime | None
    statutory_value: int | None
    statutory_unit: str
    promise_value: int | None
    promise_unit: str
    extension_value: int
    hall_key: str
    due_provisional: bool


class PauseFacts(Protocol):
    ground: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Dues:
    """Both limits, side by side, with how they came about."""

    statutory: Due | None
    promise: Due | None
    calendar_key: str

    def columns(self) -> dict[str, Any]:
        """What is cached on the case."""
        both = [one for one in (self.statutory, self.promise) if one is not None]
        return {
            "statutory_due_at": self.statutory.due if self.statutory else None,
            "promise_due_at": self.promise.due if self.promise else self._fallback(),
            "due_provisional": any(one.provisional for one in both),
            "calendar_key": self.calendar_key,
        }

    def _fallback(self) -> datetime | None:
        return self.statutory.due if self.statutory else None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is true of a case at a moment, by law and by the clock."""

    state: State
    deemed_accepted: bool
    accepted_at: datetime | None
    colour: Colour | None
    paused: bool
    due_at: datetime | None
    statutory_due_at: datetime | None
    provisional: bool


class Ruler:
    """What every clock of one request is measured with: the calendar in force and the
    hours of the halls, each read once."""

    def __init__(self) -> None:
        self._hours: dict[str, Hours] = {"": STANDARD_HOURS}

    @cached_property
    def calendar(self) -> Calendar:
        return workdays.current_calendar()

    def hours(self, hall_key: str) -> Hours:
        """The office hours of a hall; the standard hours where none are set."""
        if hall_key not in self._hours:
            self._hours[hall_key] = offices.timetable_of(hall_key)
        return self._hours[hall_key]

    def read_all_hours(self) -> None:
        """For who measures many cases: the hours of every hall at once."""
        self._hours |= offices.timetables()


def notice_due_at(
    procedure: Procedure | str, *, received_at: datetime, hall_key: str, ruler: Ruler
) -> datetime | None:
    """Until when what is missing must be told; only licences have that limit."""
    if procedure != Procedure.LICENCE:
        return None
    return due(
        received_at,
        NOTICE_TERM,
        calendar=ruler.calendar,
        hours=ruler.hours(hall_key),
        explain=False,
    ).due


def is_provisional(since: datetime, until: datetime, *, ruler: Ruler) -> bool:
    """Whether a holiday notice that is still to come may move what was counted in between."""
    return ruler.calendar.is_provisional(day_of(since), day_of(until))


def is_deemed_accepted(case: CaseFacts, *, at: datetime) -> bool:
    """Whether silence has accepted: a licence, no notice, five working days gone."""
    return (
        case.procedure == Procedure.LICENCE
        and State(case.state) == State.RECEIVED
        and case.notice_due_at is not None
        and at > case.notice_due_at
    )


def accepted_from(case: CaseFacts, *, at: datetime) -> datetime:
    """The moment from which an acceptance given now counts.

    What silence has accepted is accepted from its receipt (行政许可法第三十二条第一款第四项),
    and what a supplement completed from the receipt of the supplement; anything else from
    the act itself.
    """
    supplemented = case.notice_at is not None and case.received_at >= case.notice_at
    return case.received_at if supplemented or is_deemed_accepted(case, at=at) else at


def supplement_due_at(content: EditionContent, *, noticed_at: datetime, ruler: Ruler) -> datetime:
    """The end of the applicant's time to supplement: natural days, rolled off holidays."""
    term = Term(content.supplement_days, Unit.NATURAL_DAY, "design")
    return due(noticed_at, term, calendar=ruler.calendar, explain=False).due


def decision_dues(
    case: CaseFacts,
    *,
    accepted_at: datetime,
    ruler: Ruler,
    pauses: Iterable[PauseFacts] = (),
    today: date | None = None,
    explain: bool = False,
) -> Dues:
    """Both limits of a case from its own copy of the terms.

    What the edition promised on the day of acceptance stays promised; a site visit is no
    pause (行政许可法第四十五条 does not list it).
    """
    hours = ruler.hours(case.hall_key)
    stopped = closed_pauses(pauses)

    def limit(value: int | None, unit: str, extend: int) -> Due | None:
        if value is None or not unit:
            return None
        term = Term(value, Unit(unit))
        on_the_spot = term.unit is Unit.ON_THE_SPOT
        return due(
            accepted_at,
            term,
            calendar=ruler.calendar,
            hours=hours,
            pauses=() if on_the_spot else stopped,
            extend=0 if on_the_spot else extend,
            today=today,
            explain=explain,
        )

    return Dues(
        statutory=limit(case.statutory_value, case.statutory_unit, case.extension_value),
        promise=limit(case.promise_value, case.promise_unit, case.extension_value),
        calendar_key=ruler.calendar.key,
    )


def is_shorter(limit: Limit, value: int | None, unit: str) -> bool:
    """Whether a limit is shorter than a copied term, compared in working days."""
    if value is None or not unit:
        return True
    own = Term(limit.value, Unit(limit.unit)).in_working_days()
    return own < Term(value, Unit(unit)).in_working_days()


def closed_pauses(pauses: Iterable[PauseFacts]) -> tuple[Pause, ...]:
    """The case's suspensions as the clock's closed intervals."""
    found = (
        pause_of(
            ordered_on=day_of(pause.started_at),
            ended_on=day_of(pause.ended_at) if pause.ended_at else None,
            ground=pause.ground,
        )
        for pause in pauses
    )
    return tuple(pause for pause in found if pause is not None)


def standing(
    case: CaseFacts, *, at: datetime, ruler: Ruler, pauses: Sequence[PauseFacts] = ()
) -> Standing:
    """The state in law at a moment, and the colour that follows from the clock.

    A licence nobody answered for five working days *is* accepted from its receipt, also
    when no job has written that down yet.
    """
    state = State(case.state)
    deemed = is_deemed_accepted(case, at=at)
    accepted_at = case.received_at if deemed else case.accepted_at
    paused = any(pause.ended_at is None for pause in pauses)
    statutory, promise = case.statutory_due_at, case.promise_due_at
    provisional = case.due_provisional
    if deemed:
        state = State.ACCEPTED
        dues = decision_dues(case, accepted_at=case.received_at, ruler=ruler).columns()
        statutory, promise = dues["statutory_due_at"], dues["promise_due_at"]
        provisional = dues["due_provisional"]
    shown: Colour | None = None
    if state in OPEN and accepted_at is not None:
        shown = colour_of(
            at=at,
            promise_due=promise,
            statutory_due=statutory,
            promise_unit=Unit(case.promise_unit) if case.promise_unit else None,
            paused=paused,
            notice_late=deemed,
            calendar=ruler.calendar,
            hours=ruler.hours(case.hall_key),
        )
    elif state == State.RECEIVED and case.notice_due_at is not None:
        soon = case.notice_due_at - at <= timedelta(days=1)
        shown = Colour.YELLOW if soon else Colour.GREEN
    due_at = promise or statutory
    if state == State.RECEIVED:
        due_at = case.notice_due_at
        provisional = due_at is not None and is_provisional(case.received_at, due_at, ruler=ruler)
    return Standing(
        state=state,
        deemed_accepted=deemed,
        accepted_at=accepted_at,
        colour=shown,
        paused=paused,
        due_at=due_at,
        statutory_due_at=statutory,
        provisional=provisional,
    )
