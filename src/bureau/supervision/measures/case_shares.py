"""Indicators that count cases: so many of so many, by the event the indicator names."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from types import MappingProxyType
from typing import Any, cast

from django.db.models import Count, F, Q, QuerySet

from bureau.cases.models import Case
from bureau.cases.states import State
from bureau.catalogue.elements import Procedure
from bureau.supervision.definitions import NUMERATOR, REST
from bureau.supervision.measures import case_rows, events
from bureau.supervision.measures.measure import RowPage, Tallies
from bureau.supervision.rules import Tally
from bureau.supervision.scope import Scope


@dataclass(frozen=True, slots=True)
class Event:
    """Where the cases of an indicator come from, and the moment they are listed by."""

    cases: Callable[[Scope], QuerySet[Case]]
    moment_of: Callable[[Case], datetime | None]
    column: str = "event_at"


RECEIVED = Event(events.received, lambda case: case.application.submitted_at)
ACCEPTED = Event(events.accepted, lambda case: case.accepted_at or case.received_at)
DECIDED = Event(events.decided, lambda case: case.decided_at)
# What is open is listed by its receipt, the oldest first.
OPEN = Event(events.open_then, lambda case: case.received_at, column="received_at")


@dataclass(frozen=True, slots=True)
class Share:
    """Among which cases of the event it counts, and which of those it is about."""

    event: Event
    among: Callable[[Scope], Q]
    hit: Callable[[Scope], Q]
    note_of: Callable[[Case], str]
    due_of: Callable[[Case], datetime | None] = lambda case: None


def _every(scope: Scope) -> Q:
    return Q()


def _of_group(name: str) -> Callable[[Scope], Q]:
    return lambda scope: Q(item_key__in=sorted(scope.group(name)))


def _online(scope: Scope) -> Q:
    return Q(application__online=True)


def _has(column: str, value: str) -> Callable[[Scope], Q]:
    """With a limit of its own; a cached due time alone may be the law's in its place."""
    return lambda scope: Q(**{f"{value}__isnull": False, f"{column}__isnull": False})


def _in_time(column: str) -> Callable[[Scope], Q]:
    return lambda scope: Q(decided_at__lt=F(column) + events.A_SECOND)


def _overdue(column: str, value: str) -> Callable[[Scope], Q]:
    return lambda scope: Q(**{f"{value}__isnull": False}) & events.is_overdue(column, scope)


def _noticed(scope: Scope) -> Q:
    """Asked for a supplement. A return is told in a notice too, which is not counted here."""
    return Q(notices__gte=2) | (Q(notices=1) & ~Q(state=State.RETURNED))


def _noticed_once(scope: Scope) -> Q:
    return (Q(notices=1) & ~Q(state=State.RETURNED)) | Q(notices=2, state=State.RETURNED)


def _online_share(group: str) -> Share:
    return Share(ACCEPTED, _of_group(group), _online, case_rows.how_it_came)


SHARES_BY_KEY: Mapping[str, Share] = MappingProxyType(
    {
        "k5": _online_share("start_up"),
        "k8": _online_share("exits"),
        "k8-individual": _online_share("exits_individual"),
        "k8-cooperative": _online_share("exits_cooperative"),
        "on-time-law": Share(
            DECIDED,
            _has("statutory_due_at", "statutory_value"),
            _in_time("statutory_due_at"),
            case_rows.limit_and_decision("statutory_due_at"),
            lambda case: case.statutory_due_at,
        ),
        "on-time-promise": Share(
            DECIDED,
            _has("promise_due_at", "promise_value"),
            _in_time("promise_due_at"),
            case_rows.limit_and_decision("promise_due_at"),
            lambda case: case.promise_due_at,
        ),
        "overdue-promise": Share(
            OPEN,
            _every,
            _overdue("promise_due_at", "promise_value"),
            case_rows.due_note("promise_due_at"),
            lambda case: case.promise_due_at,
        ),
        "overdue-law": Share(
            OPEN,
            _every,
            _overdue("statutory_due_at", "statutory_value"),
            case_rows.due_note("statutory_due_at"),
            lambda case: case.statutory_due_at,
        ),
        "on-the-spot": Share(
            DECIDED,
            lambda scope: Q(procedure=Procedure.REGISTRATION),
            lambda scope: Q(at_once=True),
            lambda case: "当场办结" if case.at_once else "",
        ),
        "correction": Share(RECEIVED, _every, _noticed, case_rows.notices_note),
        "one-notice": Share(RECEIVED, _noticed, _noticed_once, case_rows.notices_note),
        "late-notice": Share(
            ACCEPTED,
            lambda scope: Q(procedure=Procedure.LICENCE),
            lambda scope: Q(accepted_by_silence=True) | events.is_silent(scope),
            case_rows.silence_note,
            lambda case: case.notice_due_at,
        ),
        "returned": Share(
            RECEIVED, _every, lambda scope: Q(state=State.RETURNED), case_rows.notices_note
        ),
        "turned-away": Share(
            RECEIVED,
            _every,
            lambda scope: Q(state__in=[State.NOT_NEEDED, State.NOT_OURS]),
            lambda case: "",
        ),
    }
)


class CaseShares:
    """One statement per kind of event, whatever number of indicators it serves."""

    keys = tuple(SHARES_BY_KEY)

    def tallies(self, scope: Scope, keys: Collection[str]) -> Tallies:
        found: Tallies = {key: {} for key in keys}
        by_event: dict[int, list[str]] = defaultdict(list)
        for key in keys:
            by_event[id(SHARES_BY_KEY[key].event)].append(key)
        for wanted in by_event.values():
            self._count(wanted, scope, found)
        return found

    def _count(self, keys: list[str], scope: Scope, found: Tallies) -> None:
        counts = {}
        for number, key in enumerate(keys):
            share = SHARES_BY_KEY[key]
            among = share.among(scope)
            counts[f"all_{number}"] = Count("pk", filter=among) if among else Count("pk")
            counts[f"hit_{number}"] = Count("pk", filter=among & share.hit(scope))
        cases = SHARES_BY_KEY[keys[0]].event.cases(scope)
        rows = cases.values("area").order_by().annotate(**counts)
        for row in cast(Iterable[dict[str, Any]], rows):
            for number, key in enumerate(keys):
                found[key][row["area"]] = Tally(
                    numerator=Fraction(row[f"hit_{number}"]),
                    denominator=Fraction(row[f"all_{number}"]),
                    measured=row[f"all_{number}"],
                )

    def rows(self, key: str, part: str, scope: Scope, *, after: str) -> RowPage:
        share = SHARES_BY_KEY[key]
        among, hit = share.among(scope), share.hit(scope)
        cases = share.event.cases(scope).filter(among)
        if part == NUMERATOR:
            cases = cases.filter(hit)
        elif part == REST:
            cases = cases.exclude(pk__in=cases.filter(hit).values("pk"))
        return case_rows.case_page(
            cases,
            column=share.event.column,
            moment_of=share.event.moment_of,
            after=after,
            note_of=share.note_of,
            due_of=share.due_of,
            hits=lambda numbers: set(
                Case.objects.filter(hit, pk__in=numbers).values_list("pk", flat=True)
            ),
            newest_first=share.event is not OPEN,
        )


SHARES = CaseShares()
