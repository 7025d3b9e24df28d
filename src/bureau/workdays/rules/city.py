"""Where a start takes the clock of a trial city: into a working morning, never back."""

import datetime as dt

from bureau.workdays.rules.calendar import Calendar
from bureau.workdays.rules.ending import CHINA
from bureau.workdays.rules.hours import STANDARD_HOURS, Hours

MORNING = dt.time(10)


def city_offset(
    world: dt.datetime,
    *,
    offset: int | None,
    calendar: Calendar,
    hours: Hours = STANDARD_HOURS,
) -> int:
    """How many seconds the city runs ahead of the world after a start.

    ``offset`` is what it was, ``None`` for a new city. A new city begins at 10:00 of a
    working morning. A city that is started while its halls are open (lunch included) goes
    on; one that is closed goes forward to 10:00 of the next working morning.
    """
    city = world.astimezone(CHINA) + dt.timedelta(seconds=offset or 0)
    today = hours.on(city.date())
    is_open = calendar.is_workday(city.date()) and today.opening <= city.time() < today.close
    if offset is not None and is_open:
        return offset
    day = city.date() if city.time() <= MORNING else city.date() + dt.timedelta(days=1)
    morning = dt.datetime.combine(calendar.next_workday(day), MORNING, CHINA)
    ahead = (morning - world).total_seconds()
    return max(offset or 0, int(ahead) + (ahead % 1 > 0))
