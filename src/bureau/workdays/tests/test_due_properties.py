"""The clock against an independent count, over whatever Hypothesis can think of."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from bureau.workdays.rules import (
    CHINA,
    OfficeHours,
    Pause,
    Session,
    Term,
    Unit,
    due,
    working_duration,
)
from bureau.workdays.tests.calendars import ARRANGEMENTS, CALENDAR
from bureau.workdays.tests.naive import Naive

QUICK = settings(deadline=None)  # how fast it is, a bench says, not a test on a busy machine

PUBLISHED = {2023, 2024, 2025, 2026}
OFF = {row.day for row in ARRANGEMENTS if row.kind == "holiday"}
ON = {row.day for row in ARRANGEMENTS if row.kind == "working"}

# Years before and after the published ones are in it on purpose.
days = st.dates(dt.date(2022, 6, 1), dt.date(2028, 3, 1))
moments = st.builds(
    lambda day, minute: dt.datetime.combine(day, dt.time(minute // 60, minute % 60)),
    days,
    st.integers(0, 24 * 60 - 1),
)
steps = st.sampled_from([1, -1])


@st.composite
def two_sessions(draw: st.DrawFn) -> OfficeHours:
    a, b, c, d = sorted(
        draw(st.lists(st.integers(0, 24 * 12 - 1), min_size=4, max_size=4, unique=True))
    )
    return OfficeHours((Session(_time(a), _time(b)), Session(_time(c), _time(d))))


def _time(fives: int) -> dt.time:
    return dt.time(fives // 12, fives % 12 * 5)


@st.composite
def near_pauses(draw: st.DrawFn, start: dt.date) -> list[Pause]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        first = start + dt.timedelta(days=draw(st.integers(-30, 40)))
        found.append(Pause(first, first + dt.timedelta(days=draw(st.integers(0, 20)))))
    return found


def naive(hours: OfficeHours, pauses: list[Pause]) -> Naive:
    return Naive(
        off=OFF,
        on=ON,
        years=PUBLISHED,
        sessions=[(session.start, session.end) for session in hours.sessions],
        pauses=[(pause.first, pause.last or dt.date.max) for pause in pauses],
    )


class TestDays:
    @settings(QUICK, max_examples=400)
    @given(st.data(), days, st.integers(1, 60), st.integers(0, 30), steps, two_sessions())
    def test_working_days(
        self,
        data: st.DataObject,
        start: dt.date,
        value: int,
        extend: int,
        step: int,
        hours: OfficeHours,
    ) -> None:
        pauses = data.draw(near_pauses(start))
        online = data.draw(st.booleans())

        found = due(
            start,
            Term(value, Unit.WORKING_DAY),
            calendar=CALENDAR,
            hours=hours,
            pauses=pauses,
            extend=extend,
            before=step < 0,
            online=online,
        )

        expected = naive(hours, pauses).working_day(start, value + extend, step)
        end = dt.time(23, 59, 59) if online else hours.sessions[-1].end
        assert found.due == dt.datetime.combine(expected, end, CHINA)
        assert sum(day.counts for day in found.days) == value + extend
        assert [day.date for day in found.days] == [
            start + step * dt.timedelta(days=number) for number in range(len(found.days))
        ]
        assert found.days[-1].date == expected
        walked = {day.date.year for day in found.days[1:]}
        assert found.provisional == (not walked <= PUBLISHED)

    @settings(QUICK, max_examples=400)
    @given(
        st.data(),
        days,
        st.sampled_from([(Unit.NATURAL_DAY, 1), (Unit.MONTH, 1), (Unit.YEAR, 12)]),
        st.integers(1, 24),
        steps,
        st.booleans(),
    )
    def test_natural_days_months_and_years(
        self,
        data: st.DataObject,
        start: dt.date,
        unit: tuple[Unit, int],
        value: int,
        step: int,
        roll: bool,
    ) -> None:
        pauses = data.draw(near_pauses(start))
        slow = naive(OfficeHours((Session(dt.time(9), dt.time(17)),)), pauses)

        found = due(
            start,
            Term(value, unit[0]),
            calendar=CALENDAR,
            pauses=pauses,
            before=step < 0,
            roll=roll,
        )

        if unit[0] is Unit.NATURAL_DAY:
            expected = slow.natural_day(start, value, step, roll=roll)
            assert sum(day.counts for day in found.days) == value
        else:
            expected = slow.month(start, value * unit[1], step, roll=roll)
        assert found.due == dt.datetime.combine(expected, dt.time(23, 59, 59), CHINA)
        assert found.days[-1].date == expected
        if roll and step > 0:
            assert slow.works(expected)

    @settings(QUICK)
    @given(moments, st.integers(1, 40))
    def test_the_time_of_day_changes_nothing_for_days(
        self, moment: dt.datetime, value: int
    ) -> None:
        term = Term(value, Unit.WORKING_DAY)

        found = due(moment, term, calendar=CALENDAR)

        assert found == due(moment.date(), term, calendar=CALENDAR)


class TestOfficeTime:
    @settings(QUICK, max_examples=300)
    @given(st.data(), moments, st.integers(1, 30), steps, two_sessions())
    def test_sessions(
        self,
        data: st.DataObject,
        moment: dt.datetime,
        value: int,
        step: int,
        hours: OfficeHours,
    ) -> None:
        pauses = data.draw(near_pauses(moment.date()))

        found = due(
            moment,
            Term(value, Unit.SESSION),
            calendar=CALENDAR,
            hours=hours,
            pauses=pauses,
            before=step < 0,
        )

        expected = naive(hours, pauses).session(moment, value, step)
        assert found.due == expected.replace(tzinfo=CHINA)
        assert found.days[-1].date == expected.date()
        assert found.days[-1].counts

    @settings(QUICK, max_examples=150)
    @given(st.data(), moments, st.integers(1, 20), steps, two_sessions())
    def test_hours(
        self,
        data: st.DataObject,
        moment: dt.datetime,
        value: int,
        step: int,
        hours: OfficeHours,
    ) -> None:
        pauses = data.draw(near_pauses(moment.date()))
        slow = naive(hours, pauses)

        found = due(
            moment,
            Term(value, Unit.WORKING_HOUR),
            calendar=CALENDAR,
            hours=hours,
            pauses=pauses,
            before=step < 0,
        )

        assert found.due == slow.working_hour(moment, value, step).replace(tzinfo=CHINA)
        assert found.days[-1].date == found.due.date()


class TestDuration:
    @settings(QUICK, max_examples=200)
    @given(st.data(), moments, st.integers(1, 12), two_sessions())
    def test_half_days_say_which_promise_was_kept(
        self, data: st.DataObject, start: dt.datetime, value: int, hours: OfficeHours
    ) -> None:
        pauses = data.draw(near_pauses(start.date()))
        limit = due(
            start,
            Term(value, Unit.SESSION),
            calendar=CALENDAR,
            hours=hours,
            pauses=pauses,
        ).due

        in_time, late = (
            working_duration(
                start.replace(tzinfo=CHINA), end, calendar=CALENDAR, hours=hours, pauses=pauses
            )
            for end in (limit, limit + dt.timedelta(seconds=1))
        )

        assert in_time.half_days == value
        assert late.half_days == value + 1

    @settings(QUICK, max_examples=150)
    @given(moments, st.integers(0, 6 * 24 * 60), two_sessions())
    def test_minutes_are_those_inside_office_hours(
        self, start: dt.datetime, length: int, hours: OfficeHours
    ) -> None:
        slow = naive(hours, [])
        minutes = [start + dt.timedelta(minutes=number) for number in range(length)]

        found = working_duration(
            start, start + dt.timedelta(minutes=length), calendar=CALENDAR, hours=hours
        )

        assert found.minutes == sum(slow.is_open(minute) for minute in minutes)
