"""The clock of a licence (行政许可法): notice in five days or accepted, then the decision."""

import datetime as dt
from collections.abc import Iterable

from bureau.workdays.rules.calendar import Calendar
from bureau.workdays.rules.ending import Due, due, is_past
from bureau.workdays.rules.hours import STANDARD_HOURS, Hours
from bureau.workdays.rules.pauses import Pause
from bureau.workdays.rules.terms import Term, Unit

NOTICE = Term(5, Unit.WORKING_DAY, "行政许可法第三十二条第一款第四项")
DECISION = Term(20, Unit.WORKING_DAY, "行政许可法第四十二条第一款")
DECISION_EXTENSION = 10  # once, by the head of the authority, before the end (第四十二条)
DELIVERY = Term(10, Unit.WORKING_DAY, "行政许可法第四十四条")
SUPPLEMENT = Term(30, Unit.NATURAL_DAY, "法律未规定，本系统默认，可由事项版本另定")


def notice_due(
    received_at: dt.datetime,
    *,
    calendar: Calendar,
    hours: Hours = STANDARD_HOURS,
    online: bool = False,
    explain: bool = True,
) -> Due:
    """Until when the applicant must be told, once, everything that is missing."""
    return due(received_at, NOTICE, calendar=calendar, hours=hours, online=online, explain=explain)


def deemed_accepted_at(
    received_at: dt.datetime,
    *,
    answered_at: dt.datetime | None,
    at: dt.datetime,
    calendar: Calendar,
    hours: Hours = STANDARD_HOURS,
    online: bool = False,
) -> dt.datetime | None:
    """The lawful day of acceptance when nobody answered in time; ``None`` while there is none.

    ``answered_at`` is when the applicant was first told anything that answers the receipt:
    acceptance, one-time notice, not needed, not ours. An answer after the limit changes
    nothing: the case is accepted since its receipt (行政许可法第三十二条第一款第四项), a
    fact of time whether or not anybody looked.
    """
    limit = notice_due(
        received_at, calendar=calendar, hours=hours, online=online, explain=False
    ).due
    told = at if answered_at is None or answered_at > at else answered_at
    return received_at if is_past(limit, told) else None


def decision_due(
    accepted_at: dt.datetime,
    term: Term = DECISION,
    *,
    calendar: Calendar,
    hours: Hours = STANDARD_HOURS,
    pauses: Iterable[Pause] = (),
    extend: int = 0,
    online: bool = False,
    today: dt.date | None = None,
    explain: bool = True,
) -> Due:
    """Until when it must be decided: from acceptance, without the time the law excludes."""
    return due(
        accepted_at,
        term,
        calendar=calendar,
        hours=hours,
        pauses=pauses,
        extend=extend,
        online=online,
        today=today,
        explain=explain,
    )


def supplement_due(noticed_at: dt.datetime, term: Term = SUPPLEMENT, *, calendar: Calendar) -> Due:
    """Until when the applicant may supply what was asked for; only then may it be returned."""
    return due(noticed_at, term, calendar=calendar)


def debt_due(
    accepted_at: dt.datetime,
    term: Term,
    *,
    promise_due: dt.datetime,
    calendar: Calendar,
    hours: Hours = STANDARD_HOURS,
) -> dt.datetime:
    """Until when an owed material (容缺) must come: never later than the promised limit."""
    own = due(accepted_at, term, calendar=calendar, hours=hours, explain=False).due
    return min(own, promise_due)


def may_extend(at: dt.datetime, *, limit: dt.datetime, extended: bool) -> bool:
    """An extension is given once and before the limit ends (行政许可法第四十二条)."""
    return not extended and not is_past(limit, at)
