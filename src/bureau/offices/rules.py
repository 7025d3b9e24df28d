"""Pure rules of the tree of offices, of seasons, and of who may give authority to whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from bureau.offices.words import Level, OfficeKind, Role
from bureau.workdays.rules.hours import STANDARD_HOURS, OfficeHours, Session

PARENTS: dict[str, frozenset[str]] = {
    OfficeKind.BUREAU: frozenset(),
    OfficeKind.DEPARTMENT: frozenset({OfficeKind.BUREAU, OfficeKind.COUNTY_BUREAU}),
    OfficeKind.SUBORDINATE_BODY: frozenset({OfficeKind.BUREAU, OfficeKind.COUNTY_BUREAU}),
    OfficeKind.COUNTY_BUREAU: frozenset({OfficeKind.BUREAU}),
    OfficeKind.TOWNSHIP_OFFICE: frozenset({OfficeKind.COUNTY_BUREAU}),
}
"""Under what an office of each kind may stand."""

NO_CASE_RIGHTS = frozenset({Role.ADMINISTRATOR, Role.DEVICE})
"""Who keeps accounts, or is a machine, never accepts, examines or decides."""


def level_of(kind: str, parent_level: str = "") -> Level:
    """市、县、乡 follow from what an office is and where it stands."""
    if kind == OfficeKind.COUNTY_BUREAU:
        return Level.COUNTY
    if kind == OfficeKind.TOWNSHIP_OFFICE:
        return Level.TOWNSHIP
    return Level(parent_level) if parent_level else Level.CITY


def lineage_of(key: str, parent_lineage: str = "") -> str:
    """``/city/county/township/``: the keys from the root down."""
    return f"{parent_lineage or '/'}{key}/"


def is_at_or_under(lineage: str, upper: str) -> bool:
    return lineage.startswith(upper)


def may_grant(*, head_of: Iterable[str], lineage: str) -> bool:
    """An office head gives authority in their own office and in those below it."""
    return any(is_at_or_under(lineage, upper) for upper in head_of)


@dataclass(frozen=True, slots=True)
class SeasonHours:
    """Sessions that return every year between two month-days, on some weekdays or all."""

    season: str
    from_month_day: str
    to_month_day: str
    hours: OfficeHours
    weekdays: tuple[int, ...] = ()
    valid_from: date = date.min
    valid_to: date | None = None

    def covers(self, day: date) -> bool:
        if day < self.valid_from or (self.valid_to is not None and day > self.valid_to):
            return False
        month_day = f"{day:%m-%d}"
        if self.from_month_day <= self.to_month_day:
            return self.from_month_day <= month_day <= self.to_month_day
        return month_day >= self.from_month_day or month_day <= self.to_month_day


@dataclass(frozen=True, slots=True)
class HallTimetable:
    """The hours of a hall; can be asked about any day (``workdays`` calls that ``Hours``).

    It says when the hall works *if* the day is a working day; which days are is the
    calendar's. Hours set for a weekday go before hours set for every day, so a make-up
    Saturday without hours of its own has those of every day.
    """

    seasons: tuple[SeasonHours, ...]

    def on(self, day: date) -> OfficeHours:
        covering = [season for season in self.seasons if season.covers(day)]
        for season in covering:
            if day.isoweekday() in season.weekdays:
                return season.hours
        for season in covering:
            if not season.weekdays:
                return season.hours
        return STANDARD_HOURS


def read_sessions(sessions: Sequence[Sequence[str]]) -> OfficeHours:
    """``[["09:00", "12:00"], …]`` as hours; a wrong one is a sentence (from workdays)."""
    return OfficeHours(
        tuple(
            Session(time.fromisoformat(start), time.fromisoformat(end)) for start, end in sessions
        )
    )
