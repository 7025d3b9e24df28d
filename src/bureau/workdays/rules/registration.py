"""The clock of a registration (市场主体登记管理条例): on the spot, or three working days.

There is no deemed acceptance here: what is incomplete is returned with one notice and
submitted anew (实施细则第十八条).
"""

import datetime as dt

from bureau.workdays.rules.calendar import Calendar
from bureau.workdays.rules.ending import Due, due
from bureau.workdays.rules.hours import STANDARD_HOURS, Hours
from bureau.workdays.rules.terms import Term, Unit

ON_THE_SPOT = Term(0, Unit.ON_THE_SPOT, "市场主体登记管理条例第十九条")
REGISTRATION = Term(3, Unit.WORKING_DAY, "市场主体登记管理条例第十九条")
REGISTRATION_EXTENSION = 3  # complex cases, by the head of the authority, told in writing


def registration_due(
    received_at: dt.datetime,
    term: Term = REGISTRATION,
    *,
    calendar: Calendar,
    hours: Hours = STANDARD_HOURS,
    extend: int = 0,
    online: bool = False,
    explain: bool = True,
) -> Due:
    """Until when it must be registered, from the receipt of complete materials."""
    return due(
        received_at,
        term,
        calendar=calendar,
        hours=hours,
        extend=extend,
        online=online,
        explain=explain,
    )
