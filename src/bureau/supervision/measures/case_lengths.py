"""How long cases took, in office time: mean, middle, and against the law's limit.

The durations are computed from the facts of each case by the same clock that sets its due
time; nothing counts days as they pass.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet

from bureau.cases.clock import closed_pauses
from bureau.cases.models import Case
from bureau.cases.models import Pause as PauseRow
from bureau.catalogue.elements import Procedure
from bureau.supervision.definitions import LEFT_OUT
from bureau.supervision.measures import case_rows, events
from bureau.supervision.measures.measure import RowPage, Tallies
from bureau.supervision.rules import NOTHING, Limits, OfficeTime, Tally, saved
from bureau.supervision.scope import Scope
from bureau.workdays.clock import day_of
from bureau.workdays.rules import Pause, working_duration

DURATIONS = ("duration", "duration-median")
ACTUAL = "k4-actual"
_MEASURED = Q(accepted_at__isnull=False)
_INSTANT = Q(decided_at__lte=F("accepted_at"))
_LICENCES = _MEASURED & Q(procedure=Procedure.LICENCE)


class _Facts(NamedTuple):
    """What is needed of one decided case."""

    pk: int
    area: str
    hall_key: str
    procedure: str
    statutory_value: int | None
    statutory_unit: str
    accepted_at: datetime
    decided_at: datetime

    @property
    def limits(self) -> Limits:
        """The limit a licence is compared with; some have none in law."""
        return Limits(self.statutory_value, self.statutory_unit)


@dataclass(slots=True)
class _Sums:
    """What is added up for one area."""

    lengths: list[Fraction] = field(default_factory=list)
    speed: Tally = NOTHING

    def add(self, procedure: str, limits: Limits, days: Fraction, number: int = 1) -> None:
        self.lengths += [days] * number
        if procedure != Procedure.LICENCE:
            return
        before = self.speed
        if limits.statutory is None:
            self.speed = replace(before, left_out=before.left_out + number)
            return
        self.speed = Tally(
            numerator=before.numerator + number * saved(limits, actual=days),
            denominator=before.denominator + number * limits.statutory,
            measured=before.measured + number,
            left_out=before.left_out,
        )

    def length(self) -> Tally:
        return Tally(
            numerator=sum(self.lengths, Fraction(0)),
            denominator=Fraction(len(self.lengths)),
            measured=len(self.lengths),
            values=tuple(self.lengths),
        )


class CaseLengths:
    """Reads the decided cases of the period once, for all of its indicators. Those decided
    on the spot are counted by the database; the others are measured."""

    keys = (ACTUAL, *DURATIONS)

    def tallies(self, scope: Scope, keys: Collection[str]) -> Tallies:
        wanted = set(keys)
        cases = _decided(scope, _MEASURED if wanted & set(DURATIONS) else _LICENCES)
        sums: dict[str, _Sums] = defaultdict(_Sums)
        self._add_instant(cases, sums)
        self._add_measured(cases.filter(~_INSTANT), scope, sums)
        found: Tallies = {key: {area: one.length() for area, one in sums.items()} for key in keys}
        if ACTUAL in wanted:
            found[ACTUAL] = {area: one.speed for area, one in sums.items()}
        return found

    def _add_instant(self, cases: QuerySet[Case], sums: dict[str, _Sums]) -> None:
        groups = (
            cases.filter(_INSTANT)
            .values_list("area", "procedure", "statutory_value", "statutory_unit")
            .order_by()
            .annotate(number=Count("pk"))
        )
        for area, procedure, value, unit, number in groups:
            sums[area].add(procedure, Limits(value, unit), Fraction(0), number)

    def _add_measured(self, cases: QuerySet[Case], scope: Scope, sums: dict[str, _Sums]) -> None:
        rows = [_Facts(*row) for row in cases.values_list(*_Facts._fields)]
        paused = _pauses(cases) if rows else {}
        scope.ruler.read_all_hours()
        office_time = _office_time(rows, scope)
        for facts in rows:
            pauses = paused.get(facts.pk)
            if pauses:
                days = _days(facts, pauses, scope)
            else:
                measured = office_time[facts.hall_key]
                days = measured.days(facts.accepted_at, facts.decided_at)
            sums[facts.area].add(facts.procedure, facts.limits, days)

    def rows(self, key: str, part: str, scope: Scope, *, after: str) -> RowPage:
        cases = _decided(scope, _LICENCES if key == ACTUAL else _MEASURED)
        if key == ACTUAL:
            cases = cases.filter(statutory_value__isnull=part == LEFT_OUT)
        paused = _pauses(cases)

        def amounts(case: Case) -> tuple[Fraction | None, Fraction | None]:
            assert case.accepted_at is not None
            assert case.decided_at is not None
            facts = _Facts(
                case.pk,
                case.area,
                case.hall_key,
                case.procedure,
                case.statutory_value,
                case.statutory_unit,
                case.accepted_at,
                case.decided_at,
            )
            days = _days(facts, paused.get(case.pk, ()), scope)
            if key != ACTUAL or facts.limits.statutory is None:
                return days, None
            return saved(facts.limits, actual=days), facts.limits.statutory

        return case_rows.case_page(
            cases,
            column="event_at",
            moment_of=lambda case: case.decided_at,
            after=after,
            note_of=case_rows.terms_note,
            amounts=amounts,
        )


def _decided(scope: Scope, which: Q) -> QuerySet[Case]:
    return events.decided(scope).filter(which)


def _pauses(cases: QuerySet[Case]) -> dict[int, tuple[Pause, ...]]:
    """The lawful pauses of these cases, which are few."""
    held: dict[int, list[PauseRow]] = defaultdict(list)
    for pause in PauseRow.objects.filter(case__in=cases.values("pk")):
        held[pause.case_id].append(pause)
    return {number: closed_pauses(rows) for number, rows in held.items()}


def _days(facts: _Facts, pauses: Iterable[Pause], scope: Scope) -> Fraction:
    if facts.decided_at <= facts.accepted_at:
        return Fraction(0)
    return working_duration(
        facts.accepted_at,
        facts.decided_at,
        calendar=scope.ruler.calendar,
        hours=scope.ruler.hours(facts.hall_key),
        pauses=pauses,
    ).days


def _office_time(rows: list[_Facts], scope: Scope) -> dict[str, OfficeTime]:
    """The office time of each hall over the days its cases ran."""
    spans: dict[str, tuple[datetime, datetime]] = {}
    for facts in rows:
        first, last = spans.get(facts.hall_key, (facts.accepted_at, facts.decided_at))
        spans[facts.hall_key] = min(first, facts.accepted_at), max(last, facts.decided_at)
    return {
        hall: OfficeTime(
            calendar=scope.ruler.calendar,
            hours=scope.ruler.hours(hall),
            first=day_of(first),
            last=day_of(last),
        )
        for hall, (first, last) in spans.items()
    }


LENGTHS = CaseLengths()
