"""The statutory clock as pure functions of plain values."""

from bureau.workdays.rules.arrangements import (
    Arrangement,
    arrangements_as_calendar,
    read_arrangements,
)
from bureau.workdays.rules.calendar import MONDAY_TO_FRIDAY, Calendar, Day
from bureau.workdays.rules.colours import Colour, colour_of, half_used_at, yellow_from
from bureau.workdays.rules.duration import Elapsed, working_duration
from bureau.workdays.rules.ending import CHINA, Due, due, is_past
from bureau.workdays.rules.explanation import DayCount
from bureau.workdays.rules.hours import (
    STANDARD_HOURS,
    Hours,
    OfficeHours,
    Season,
    Session,
    Timetable,
    read_hours,
)
from bureau.workdays.rules.pauses import Pause, pause_of
from bureau.workdays.rules.terms import Term, Unit, keeps_within, read_term, read_unit

__all__ = [
    "CHINA",
    "MONDAY_TO_FRIDAY",
    "STANDARD_HOURS",
    "Arrangement",
    "Calendar",
    "Colour",
    "Day",
    "DayCount",
    "Due",
    "Elapsed",
    "Hours",
    "OfficeHours",
    "Pause",
    "Season",
    "Session",
    "Term",
    "Timetable",
    "Unit",
    "arrangements_as_calendar",
    "colour_of",
    "due",
    "half_used_at",
    "is_past",
    "keeps_within",
    "pause_of",
    "read_arrangements",
    "read_hours",
    "read_term",
    "read_unit",
    "working_duration",
    "yellow_from",
]
