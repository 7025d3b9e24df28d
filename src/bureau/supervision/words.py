"""Figures as people read them: the same in pages and commands."""

from fractions import Fraction

from bureau.supervision.definitions import Indicator, Kind
from bureau.supervision.queries import Figure
from bureau.supervision.rules import Comparison, Goal, NoData, rounded

NO_DATA = "尚无数据"
BASELINE = "基线，没有目标"


def value(figure: Figure) -> str:
    """97.90, 0.42, 7, or 尚无数据; without its unit."""
    if isinstance(figure.value, NoData):
        return NO_DATA
    return number(figure.value, figure.indicator, goal=figure.goal)


def number(value: Fraction, indicator: Indicator, *, goal: Goal | None = None) -> str:
    """A value of an indicator, never shown on the other side of its target."""
    if indicator.kind is Kind.COUNT:
        return f"{int(value)}"
    if indicator.unit == "%":
        scaled = None if goal is None else _hundredfold(goal)
        return f"{rounded(value * 100, goal=scaled):,.2f}"
    return f"{rounded(value, goal=goal):,.2f}"


def target(figure: Figure) -> str:
    """≥ 98%, ≤ 0.5 个工作日; empty where the plan sets none."""
    goal = figure.goal
    if goal is None:
        return ""
    sign = "≥" if goal.comparison is Comparison.AT_LEAST else "≤"
    return f"{sign} {_plain(goal.value, figure.indicator)}"


def gap(figure: Figure) -> str:
    """差 0.10 个百分点; empty when the target is met or there is none."""
    if not figure.gap:
        return ""
    if figure.indicator.unit == "%":
        return f"差 {rounded(figure.gap * 100):,.2f} 个百分点"
    return f"差 {rounded(figure.gap):,.2f} {figure.indicator.unit}"


def side(value: Fraction) -> str:
    """A numerator or denominator: whole where it is, else to two places."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{rounded(value):,.2f}"


def _hundredfold(goal: Goal) -> Goal:
    return Goal(goal.value * 100, goal.comparison, goal.valid_from)


_PENDING_UNITS = {"k1": "个工作日", "k2": "个", "k3": "份"}


def _plain(value: Fraction, indicator: Indicator) -> str:
    own = _PENDING_UNITS.get(indicator.key)
    if own is None and indicator.unit in ("%", ""):
        percent = value * 100
        shown = f"{percent.numerator}" if percent.denominator == 1 else f"{rounded(percent):,.2f}"
        return f"{shown}%"
    shown = f"{value.numerator}" if value.denominator == 1 else f"{float(value):g}"
    return f"{shown} {own or indicator.unit}"
