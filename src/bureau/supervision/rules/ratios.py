"""Exact figures: compared before they are rounded, never made up where nothing was counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction


class Comparison(StrEnum):
    """How a value has to stand to its target."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Goal:
    """A target from a day on. Exact, so that 98 % is reached at 98/100 and not below."""

    value: Fraction
    comparison: Comparison
    valid_from: date

    def is_met_by(self, value: Fraction) -> bool:
        if self.comparison is Comparison.AT_LEAST:
            return value >= self.value
        return value <= self.value

    def gap(self, value: Fraction) -> Fraction:
        """How much is missing; 0 when the target is met."""
        return Fraction(0) if self.is_met_by(value) else abs(self.value - value)


@dataclass(frozen=True, slots=True)
class NoData:
    """尚无数据: neither 0 nor 100 %, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted for one unit: both sides of the ratio, and over how many rows.

    ``values`` are the single measurements where a middle one is wanted; ``left_out`` is
    how many rows had nothing to be compared with.
    """

    numerator: Fraction = Fraction(0)
    denominator: Fraction = Fraction(0)
    measured: int = 0
    values: tuple[Fraction, ...] = ()
    left_out: int = 0

    def ratio(self, why_empty: str) -> Fraction | NoData:
        """Numerator by denominator; an empty denominator has no value."""
        if self.denominator == 0:
            return NoData(why_empty)
        return self.numerator / self.denominator


NOTHING = Tally()


def together(tallies: Iterable[Tally]) -> Tally:
    """The city's figure: sums over its units, so that a ratio is one of sums, never a mean
    of ratios."""
    found = list(tallies)
    return Tally(
        numerator=sum((one.numerator for one in found), Fraction(0)),
        denominator=sum((one.denominator for one in found), Fraction(0)),
        measured=sum(one.measured for one in found),
        values=tuple(value for one in found for value in one.values),
        left_out=sum(one.left_out for one in found),
    )


def goal_on(goals: Iterable[Goal], day: date) -> Goal | None:
    """The target that holds on a day; none before the first: such a period is 基线."""
    holding = [goal for goal in goals if goal.valid_from <= day]
    return max(holding, key=lambda goal: goal.valid_from, default=None)


def median(values: Sequence[Fraction]) -> Fraction:
    """The middle value; between the two middle ones of an even number."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def rounded(value: Fraction, *, places: int = 2, goal: Goal | None = None) -> Decimal:
    """The value as it is shown, half up; never on the other side of its target.

    97.996 % is shown as 97.99 % where 98 % is wanted: what is not met does not look met.
    """
    step = Decimal(1).scaleb(-places)
    shown = _half_up(value, step)
    if goal is None or goal.is_met_by(Fraction(shown)) == goal.is_met_by(value):
        return shown
    return shown - step if Fraction(shown) > value else shown + step


def _half_up(value: Fraction, step: Decimal) -> Decimal:
    """Rounded from the exact fraction: dividing first could move a tie."""
    scaled = abs(value) / Fraction(step)
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    up = 2 * rest >= scaled.denominator
    shown = (Decimal(whole) + int(up)) * step
    return (shown if value >= 0 else -shown).quantize(step, rounding=ROUND_HALF_UP)
