"""The questions about figures: what they are, and which rows stand behind each number."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from bureau.offices import queries as offices
from bureau.supervision.definitions import INDICATORS, LEFT_OUT, Indicator, Kind
from bureau.supervision.measures import MEASURE_OF, MEASURES
from bureau.supervision.measures.measure import Row, RowKind, RowPage
from bureau.supervision.models import GroupItem, Target
from bureau.supervision.rules import (
    NOTHING,
    Comparison,
    Goal,
    NoData,
    Period,
    Tally,
    goal_on,
    median,
    together,
)
from bureau.supervision.scope import Scope
from bureau.workdays.clock import day_of

__all__ = [
    "CITY",
    "Board",
    "Figure",
    "NoSuchOffice",
    "Place",
    "Row",
    "RowKind",
    "RowPage",
    "cases_behind",
    "figures",
    "indicator",
    "place_named",
    "places",
]

CITY = ""
"""The key of the city's own figures among those of the units."""

TOO_FEW = "评价不足 {least} 条，为保护评价人不显示。"


class NoSuchOffice(LookupError):
    """No reporting unit and no office has that code."""


@dataclass(frozen=True, slots=True)
class Place:
    """A reporting unit, or an office of one; ``office_key`` is empty for the whole unit."""

    area: str
    name: str
    office_key: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator of the city or of one unit: exact, with its target of that time."""

    indicator: Indicator
    area: str
    tally: Tally
    value: Fraction | NoData
    goal: Goal | None
    is_baseline: bool = False
    """The period ended before the plan's target began: 基线, compared with nothing."""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; ``None`` without target or without data."""
        if self.goal is None or isinstance(self.value, NoData):
            return None
        return self.goal.is_met_by(self.value)

    @property
    def gap(self) -> Fraction | None:
        """What is missing to the target; 0 when it is met."""
        if self.goal is None or isinstance(self.value, NoData):
            return None
        return self.goal.gap(self.value)

    def rows_behind(self, part: str) -> int:
        """How many rows the link under this number opens into."""
        if part == LEFT_OUT:
            return self.tally.left_out
        if self.indicator.kind not in (Kind.SHARE, Kind.COUNT):
            return self.tally.measured
        if part == "numerator":
            return int(self.tally.numerator)
        if part == "rest":
            return int(self.tally.denominator - self.tally.numerator)
        return int(self.tally.denominator)


@dataclass(frozen=True, slots=True)
class Board:
    """All figures of one period, read at one moment: 数据到 that moment."""

    period: Period
    at: datetime
    units: tuple[Place, ...]
    by_area: Mapping[str, Mapping[str, Figure]]

    def figure(self, key: str, area: str = CITY) -> Figure:
        return self.by_area[area][key]


def indicator(key: str) -> Indicator | None:
    """What an indicator says."""
    return INDICATORS.get(key)


def places() -> tuple[Place, ...]:
    """The reporting units in the order of the bulletin."""
    return tuple(Place(unit.area, unit.name) for unit in offices.units())


def place_named(code: str, *, on: date) -> Place:
    """The unit with that area code, or the office with that key; else NoSuchOffice."""
    for place in places():
        if place.area == code:
            return place
    office = offices.office(code)
    unit = offices.unit_of(code, on) if office is not None else None
    if office is None or unit is None:
        raise NoSuchOffice(code)
    return Place(unit.area, office.name, office.key)


def figures(
    period: Period,
    *,
    at: datetime,
    place: Place | None = None,
    keys: Collection[str] = (),
    least_ratings: int = 0,
) -> Board:
    """Every indicator for the city and each unit, or for one place only.

    The city's figure is the ratio of sums over its units. ``least_ratings`` keeps what is
    said of fewer ratings than that from the one who is rated.
    """
    units = places() if place is None else (place,)
    scope = _scope(period, at=at, place=place, areas=[unit.area for unit in units])
    wanted = list(keys) or list(INDICATORS)
    tallies = _tallies(scope, wanted)
    goals = _goals(wanted)
    before = {key for key, own in goals.items() if own and goal_on(own, period.last) is None}
    by_area: dict[str, dict[str, Figure]] = defaultdict(dict)
    for key in wanted:
        known = tallies.get(key, {})
        goal = goal_on(goals[key], period.last)
        for unit in units:
            tally = known.get(unit.area, NOTHING)
            by_area[unit.area][key] = _figure(key, unit.area, tally, goal, least_ratings)
        if place is None:
            everywhere = together(known.values())
            by_area[CITY][key] = _figure(key, CITY, everywhere, goal, least_ratings)
        if key in before:
            for own in by_area.values():
                own[key] = replace(own[key], is_baseline=True)
    if place is not None:
        by_area[CITY] = by_area[place.area]
    return Board(period=period, at=at, units=units, by_area=by_area)


def cases_behind(
    key: str,
    part: str,
    period: Period,
    *,
    at: datetime,
    place: Place | None = None,
    after: str = "",
) -> RowPage:
    """A page of the rows behind one number; over all pages exactly as many as it says."""
    found = INDICATORS.get(key)
    if found is None or part not in found.parts:
        return RowPage((), "")
    areas = [unit.area for unit in places()] if place is None else [place.area]
    scope = _scope(period, at=at, place=place, areas=areas)
    return MEASURE_OF[key].rows(key, part, scope, after=after)


def _scope(period: Period, *, at: datetime, place: Place | None, areas: Iterable[str]) -> Scope:
    groups: dict[str, set[str]] = defaultdict(set)
    for group, item in GroupItem.objects.values_list("group", "item_key"):
        groups[group].add(item)
    narrowed = None
    if place is not None and place.office_key:
        below = offices.offices_under(place.office_key, min(period.last, day_of(at)))
        narrowed = tuple(office.key for office in below) or (place.office_key,)
    return Scope(
        period=period,
        areas=tuple(areas),
        at=at,
        offices=narrowed,
        groups={name: frozenset(items) for name, items in groups.items()},
    )


def _tallies(scope: Scope, wanted: Collection[str]) -> dict[str, dict[str, Tally]]:
    found: dict[str, dict[str, Tally]] = {}
    for measure in MEASURES:
        if own := [key for key in measure.keys if key in wanted]:
            found |= measure.tallies(scope, own)
    return found


def _goals(keys: Collection[str]) -> dict[str, list[Goal]]:
    goals: dict[str, list[Goal]] = {key: [] for key in keys}
    for row in Target.objects.filter(indicator__in=list(keys)):
        goals[row.indicator].append(
            Goal(
                value=Fraction(row.numerator, row.denominator),
                comparison=Comparison(row.comparison),
                valid_from=row.valid_from,
            )
        )
    return goals


def _figure(key: str, area: str, tally: Tally, goal: Goal | None, least_ratings: int) -> Figure:
    found = INDICATORS[key]
    if found.speaks_of_ratings and 0 < tally.denominator < least_ratings:
        few = NoData(TOO_FEW.format(least=least_ratings))
        return Figure(found, area, NOTHING, few, goal)
    return Figure(found, area, tally, _value(found, tally), goal)


def _value(found: Indicator, tally: Tally) -> Fraction | NoData:
    if found.is_pending or tally.denominator == 0:
        return NoData(found.why_empty)
    if found.kind is Kind.COUNT:
        return tally.numerator
    if found.kind is Kind.MEDIAN:
        return median(tally.values)
    return tally.numerator / tally.denominator
