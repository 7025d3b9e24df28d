"""The period of a page: from its address, and the ones to choose from."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from bureau.supervision.rules import (
    Period,
    PeriodKind,
    next_period,
    period_of,
    previous_period,
    read_period,
)

MONTHS, QUARTERS, YEARS = 12, 5, 2


@dataclass(frozen=True, slots=True)
class Chooser:
    """What stands in the period's drop-down, and the neighbours of the chosen one."""

    chosen: str
    label: str
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    earlier: str
    later: str


def asked_period(request: HttpRequest, *, today: date) -> Period:
    """The period of the address; this month where there is none or nonsense."""
    asked = read_period(request.GET.get("period", ""))
    return asked or period_of(PeriodKind.MONTH, today)


def chooser(period: Period, *, today: date) -> Chooser:
    """The last months, quarters and years, and whatever is chosen."""
    groups = [
        (kind.label, _last(kind, number, today))
        for kind, number in (
            (PeriodKind.MONTH, MONTHS),
            (PeriodKind.QUARTER, QUARTERS),
            (PeriodKind.YEAR, YEARS),
        )
    ]
    known = {key for _, choices in groups for key, _ in choices}
    if period.key not in known:
        groups.append(("已选", ((period.key, period.label),)))
    later = next_period(period)
    return Chooser(
        chosen=period.key,
        label=period.label,
        groups=tuple(groups),
        earlier=previous_period(period).key,
        later=later.key if later.first <= today else "",
    )


def _last(kind: PeriodKind, number: int, today: date) -> tuple[tuple[str, str], ...]:
    found = []
    period = period_of(kind, today)
    for _ in range(number):
        found.append((period.key, period.label))
        period = previous_period(period)
    return tuple(found)
