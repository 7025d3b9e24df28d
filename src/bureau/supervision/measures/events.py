"""Which cases an event of a period touches; what silence did counts whether or not anybody
has written it down (行政许可法第三十二条第一款第四项)."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from bureau.cases.clock import decision_dues
from bureau.cases.models import Case, Pause
from bureau.cases.states import State
from bureau.catalogue.elements import Procedure
from bureau.supervision.scope import Scope

A_SECOND = timedelta(seconds=1)
"""The last second of a limit is still in time, whole."""


def cases_of(scope: Scope) -> QuerySet[Case]:
    """The cases of the units asked for, wherever they stand."""
    cases = Case.objects.filter(area__in=scope.areas)
    return cases if scope.offices is None else cases.filter(office_key__in=scope.offices)


def received(scope: Scope) -> QuerySet[Case]:
    """First submitted in the period; a supplement is a later receipt of the same case."""
    return (
        cases_of(scope)
        .filter(
            received_at__gte=scope.since,  # never before the submission: lets the index work
            application__submitted_at__gte=scope.since,
            application__submitted_at__lt=scope.until,
        )
        .alias(event_at=F("application__submitted_at"))
    )


def is_silent(scope: Scope) -> Q:
    """Accepted by silence already, though the line is not yet written."""
    return Q(state=State.RECEIVED, procedure=Procedure.LICENCE, notice_due_at__lt=scope.at)


def accepted(scope: Scope) -> QuerySet[Case]:
    """Accepted in the period; by silence as of the receipt."""
    written = Q(accepted_at__gte=scope.since, accepted_at__lt=scope.until)
    unwritten = is_silent(scope) & Q(received_at__gte=scope.since, received_at__lt=scope.until)
    return (
        cases_of(scope)
        .filter(written | unwritten)
        .alias(event_at=Coalesce("accepted_at", "received_at"))
    )


def decided(scope: Scope) -> QuerySet[Case]:
    """Decided in the period: 办结 in the sense of both limits."""
    return (
        cases_of(scope)
        .filter(decided_at__gte=scope.since, decided_at__lt=scope.until)
        .alias(event_at=F("decided_at"))
    )


def open_then(scope: Scope) -> QuerySet[Case]:
    """Accepted and not decided at the moment asked for: now, or the end of a past period."""
    then = scope.moment
    cases = cases_of(scope)
    if then == scope.at:
        running = Q(state__in=[State.ACCEPTED, State.EXAMINED])
    else:
        running = (
            Q(accepted_at__lt=then)
            & (Q(decided_at=None) | Q(decided_at__gte=then))
            & (Q(closed_at=None) | Q(closed_at__gte=then))
        )
    return cases.filter(running | (is_silent(scope) & Q(received_at__lt=then)))


def is_overdue(column: str, scope: Scope) -> Q:
    """Past a limit at that moment, unless the clock stood still before the limit came."""
    past = Q(**{f"{column}__lte": scope.moment - A_SECOND})
    held = Exists(
        Pause.objects.filter(case=OuterRef("pk"), ended_at=None, started_at__lte=OuterRef(column))
    )
    return (past & ~Q(held)) | Q(pk__in=_silent_and_overdue(column, scope))


def _silent_and_overdue(column: str, scope: Scope) -> list[int]:
    """What silence accepted has no limits in its row yet; they are few, and computed."""
    if "silent" not in scope.kept:
        scope.kept["silent"] = [
            (
                case.pk,
                decision_dues(case, accepted_at=case.received_at, ruler=scope.ruler).columns(),
            )
            for case in cases_of(scope).filter(is_silent(scope))
        ]
    latest = scope.moment - A_SECOND
    dues: list[tuple[int, dict[str, Any]]] = scope.kept["silent"]
    return [number for number, due in dues if due[column] is not None and due[column] <= latest]
