"""Figures turned into what templates place: strings, addresses, small drawings."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlencode

from django.urls import reverse

from bureau.supervision import words
from bureau.supervision.definitions import DENOMINATOR, LEFT_OUT, NUMERATOR, REST, Kind
from bureau.supervision.queries import CITY, Board, Figure
from bureau.supervision.rules import NoData
from desks.design.rulers import Light, Ruler, indicator_ruler
from desks.supervisor.reach import Reach

PART_NAMES = {
    REST: "没有算进分子的",
    LEFT_OUT: "没有法定时限、不计入的",
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number that opens into its rows, when there is anything to open."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One indicator of the city or a unit."""

    key: str
    code: str
    name: str
    value: str
    unit: str
    state: str
    kind: str
    words: str
    target: str
    gap: str
    url: str
    numerator: Number
    denominator: Number
    rest: Number
    left_out: Number
    ruler: Ruler | None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One reporting unit in the table of an indicator."""

    name: str
    area: str
    tile: Tile
    bar: float
    bar_light: str


def tile(figure: Figure, board: Board, reach: Reach, *, area: str = CITY) -> Tile:
    """Everything a page shows of one figure."""
    one = figure.indicator
    has_data = not isinstance(figure.value, NoData)
    state, kind = _state(figure)
    return Tile(
        key=one.key,
        code=one.code,
        name=one.name,
        value=words.value(figure),
        unit=one.unit if has_data else "",
        state=state,
        kind=kind,
        words=figure.value.reason if isinstance(figure.value, NoData) else "",
        target=words.target(figure),
        gap=words.gap(figure),
        url=page_url(one.key, board),
        numerator=_number(figure, NUMERATOR, board, reach, area),
        denominator=_number(figure, DENOMINATOR, board, reach, area),
        rest=_number(figure, REST, board, reach, area),
        left_out=_number(figure, LEFT_OUT, board, reach, area),
        ruler=_ruler(figure),
    )


def page_url(key: str, board: Board) -> str:
    return f"{reverse('supervisor:indicator', args=[key])}?period={board.period.key}"


def rows_url(key: str, part: str, board: Board, area: str) -> str:
    asked = {"period": board.period.key} | ({"unit": area} if area else {})
    return f"{reverse('supervisor:rows', args=[key, part])}?{urlencode(asked)}"


def may_open(figure: Figure, reach: Reach) -> bool:
    """Rows of ratings are single ratings: for who supervises only."""
    return reach.sees_ratings or not figure.indicator.speaks_of_ratings


def unit_rows(key: str, board: Board, reach: Reach) -> tuple[UnitRow, ...]:
    """Every unit's figure of one indicator, in the order of the bulletin, with a bar each."""
    figures = [board.figure(key, unit.area) for unit in board.units]
    return tuple(
        UnitRow(
            name=unit.name,
            area=unit.area,
            tile=tile(figure, board, reach, area=unit.area),
            bar=_plain(figure),
            bar_light="bad" if figure.met is False else "",
        )
        for unit, figure in zip(board.units, figures, strict=True)
    )


def widest(rows: Sequence[UnitRow], goal: float | None) -> float:
    """The scale of the bars: the longest of them, or the target."""
    return max([row.bar for row in rows] + [goal or 0, 0.01])


def goal_of(figure: Figure) -> float | None:
    """The target on the scale of the bars."""
    return None if figure.goal is None else float(_scaled(figure.goal.value, figure))


def _state(figure: Figure) -> tuple[str, str]:
    if figure.is_baseline:
        return "基线", "hold"
    if figure.met is None:
        return "", ""
    return ("达标", "ok") if figure.met else ("未达标", "bad")


def _number(figure: Figure, part: str, board: Board, reach: Reach, area: str) -> Number:
    one = figure.indicator
    if isinstance(figure.value, NoData) and part != LEFT_OUT:
        return Number("")
    if one.kind is Kind.MEDIAN and part == NUMERATOR:
        return Number("—")  # the middle one is no sum
    if part in (REST, LEFT_OUT) and part not in one.parts:
        return Number("")
    side = {
        NUMERATOR: figure.tally.numerator,
        DENOMINATOR: figure.tally.denominator,
    }.get(part, Fraction(figure.rows_behind(part)))
    opens = part if part in one.parts else DENOMINATOR
    if not figure.rows_behind(opens) or not may_open(figure, reach):
        return Number(words.side(side))
    return Number(words.side(side), rows_url(one.key, opens, board, area))


def _ruler(figure: Figure) -> Ruler | None:
    """Only what has a target and a value has a ruler."""
    if figure.goal is None or isinstance(figure.value, NoData):
        return None
    value = _plain(figure)
    target = float(_scaled(figure.goal.value, figure))
    low = 50.0 if figure.indicator.unit == "%" and min(value, target) >= 50 else 0.0
    high = 100.0 if figure.indicator.unit == "%" else max(value, 2 * target)
    light: Light = "ok" if figure.met else "bad"
    said = f"{words.value(figure)}{figure.indicator.unit}"
    return indicator_ruler(
        value=value,
        target=target,
        low=low,
        high=high,
        light=light,
        text=f"目标 {words.target(figure)}",
        label=f"{figure.indicator.name} {said}，目标 {words.target(figure)}",
    )


def _plain(figure: Figure) -> float:
    """The value on the scale of the drawings; nothing where there is no data."""
    if isinstance(figure.value, NoData):
        return 0.0
    return float(_scaled(figure.value, figure))


def _scaled(value: Fraction, figure: Figure) -> Fraction:
    return value * 100 if figure.indicator.unit == "%" else value
