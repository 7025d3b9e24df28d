"""Figures and periods as pure functions of plain values."""

from bureau.supervision.rules.office_time import OfficeTime
from bureau.supervision.rules.periods import (
    Period,
    PeriodKind,
    next_period,
    period_of,
    previous_period,
    read_period,
)
from bureau.supervision.rules.ratios import (
    NOTHING,
    Comparison,
    Goal,
    NoData,
    Tally,
    goal_on,
    median,
    rounded,
    together,
)
from bureau.supervision.rules.speed import Limits, saved

__all__ = [
    "NOTHING",
    "Comparison",
    "Goal",
    "Limits",
    "NoData",
    "OfficeTime",
    "Period",
    "PeriodKind",
    "Tally",
    "goal_on",
    "median",
    "next_period",
    "period_of",
    "previous_period",
    "read_period",
    "rounded",
    "saved",
    "together",
]
