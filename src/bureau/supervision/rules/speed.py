"""提速: how much shorter than the law's limit a promise, or the real time, is."""

from dataclasses import dataclass
from fractions import Fraction

from bureau.workdays.rules import Term, Unit


@dataclass(frozen=True, slots=True)
class Limits:
    """Both limits of an item or a case, as they were copied: value and unit, or none."""

    statutory_value: int | None
    statutory_unit: str
    promise_value: int | None = None
    promise_unit: str = ""

    @property
    def statutory(self) -> Fraction | None:
        """In working days, for this ratio only; ``None`` where the law sets no limit."""
        return _days(self.statutory_value, self.statutory_unit)

    @property
    def promise(self) -> Fraction | None:
        """In working days; on the spot is 0. Without a promise it is the law's limit."""
        own = _days(self.promise_value, self.promise_unit)
        return self.statutory if own is None else own


def saved(limits: Limits, *, actual: Fraction | None = None) -> Fraction:
    """Working days saved against the law's limit: by the promise, or by the time really used.

    What took longer than the law allows counts against, with its whole excess.
    """
    statutory = limits.statutory or Fraction(0)
    used = limits.promise if actual is None else actual
    return statutory - (used or Fraction(0))


def _days(value: int | None, unit: str) -> Fraction | None:
    if value is None or not unit:
        return None
    return Term(value, Unit(unit)).in_working_days()
