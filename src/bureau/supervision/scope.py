"""What one question about figures speaks of: which days, which units, and as of when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bureau.cases.clock import Ruler
from bureau.supervision.rules import Period
from bureau.workdays.clock import day_of


@dataclass(frozen=True, slots=True)
class Scope:
    """``offices`` narrows a unit to some of its offices; ``None`` means all of them."""

    period: Period
    areas: tuple[str, ...]
    at: datetime
    offices: tuple[str, ...] | None = None
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    ruler: Ruler = field(default_factory=Ruler)
    kept: dict[str, Any] = field(default_factory=dict, compare=False)
    """What a measure reads once for all of its indicators."""

    @property
    def since(self) -> datetime:
        return self.period.since

    @property
    def until(self) -> datetime:
        return self.period.until

    @property
    def moment(self) -> datetime:
        """As of when open work is counted: now, or the end of a period that is over."""
        return min(self.at, self.until)

    @property
    def day(self) -> date:
        """The day whose published lists count: the period's last, or today before that."""
        return min(self.period.last, day_of(self.at))

    def group(self, name: str) -> frozenset[str]:
        return self.groups.get(name, frozenset())
