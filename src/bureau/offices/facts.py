"""What is told about an authority, an office, a hall: plain values, from a file or a form."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityFacts:
    code: str
    name: str
    short_name: str
    level: str
    area: str
    reconsideration: str = ""
    court: str = ""
    phone: str = ""
    supervision_phone: str = ""
    seal_name: str = ""
    seal_number: str = ""
    marks: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    area: str
    name: str
    order: int
    network_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFacts:
    key: str
    name: str
    kind: str
    authority: str
    """Code of its authority."""
    area: str
    unit: str
    """Area of the reporting unit it is counted in."""
    valid_from: date
    valid_to: date | None = None
    parent: str = ""
    townships: tuple[str, ...] = ()
    address: str = ""
    phone: str = ""
    order: int = 0
    mark: str = "general"


@dataclass(frozen=True, slots=True, kw_only=True)
class HallFacts:
    key: str
    name: str
    level: str
    area: str
    offices: tuple[str, ...]
    """Keys of the offices that staff it; the first is its host."""
    address: str = ""
    phone: str = ""
    traffic: str = ""
    help: str = ""
    order: int = 0
    mark: str = "general"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursFacts:
    """The sessions of one season of a hall."""

    season: str
    sessions: tuple[tuple[str, str], ...]
    valid_from: date
    valid_to: date | None = None
    from_month_day: str = "01-01"
    to_month_day: str = "12-31"
    weekdays: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowFacts:
    number: str
    name: str
    kind: str
    office: str
