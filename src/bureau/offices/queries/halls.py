"""Halls, their windows and their hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from bureau.kept import kept
from bureau.offices.models import Hall, HallHours, Office, Window
from bureau.offices.rules import HallTimetable, SeasonHours, read_sessions
from bureau.workdays.rules.hours import OfficeHours


@dataclass(frozen=True, slots=True)
class HallInfo:
    key: str
    name: str
    level: str
    area: str
    address: str
    phone: str
    traffic: str
    help: str
    mark: str
    host_key: str
    office_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WindowInfo:
    id: int
    hall_key: str
    number: str
    name: str
    kind: str
    office_key: str
    is_open: bool


@kept
def hall(key: str) -> HallInfo | None:
    row = _with_offices().filter(key=key).first()
    return None if row is None else _hall_info(row)


@kept
def halls(*, area: str = "", level: str = "") -> tuple[HallInfo, ...]:
    """The open halls, in order."""
    rows = _with_offices().filter(closed_on__isnull=True)
    if area:
        rows = rows.filter(area=area)
    if level:
        rows = rows.filter(level=level)
    return tuple(_hall_info(row) for row in rows.order_by("order", "key"))


@kept
def halls_for(office_key: str) -> tuple[HallInfo, ...]:
    """Where people go to reach an office: its halls, or those of the nearest one above."""
    lineage = Office.objects.filter(key=office_key).values_list("lineage", flat=True).first()
    upward = [key for key in reversed((lineage or "").split("/")) if key]
    rows = list(
        _with_offices()
        .filter(closed_on__isnull=True, offices__key__in=upward)
        .order_by("order", "key")
        .distinct()
    )
    for key in upward:
        staffed = [row for row in rows if key in {one.key for one in row.offices.all()}]
        if staffed:
            return tuple(_hall_info(row) for row in staffed)
    return ()


@kept
def timetable_of(hall_key: str) -> HallTimetable:
    """The hours of a hall over all years; can be handed to ``workdays`` as its hours.

    A hall of which nothing is known has the standard hours.
    """
    row = Hall.objects.prefetch_related("hours").filter(key=hall_key).first()
    return _timetable(() if row is None else row.hours.all())


def timetables() -> dict[str, HallTimetable]:
    """The hours of every hall, for who measures many cases: two statements."""
    rows = Hall.objects.prefetch_related("hours")
    return {row.key: _timetable(row.hours.all()) for row in rows}


def _timetable(seasons: Iterable[HallHours]) -> HallTimetable:
    return HallTimetable(
        tuple(
            SeasonHours(
                season=season.season,
                from_month_day=season.from_month_day,
                to_month_day=season.to_month_day,
                hours=read_sessions(season.sessions),
                weekdays=tuple(season.weekdays),
                valid_from=season.valid_from,
                valid_to=season.valid_to,
            )
            for season in sorted(seasons, key=lambda hours: hours.pk)
        )
    )


def hours_of(hall_key: str, day: date) -> OfficeHours:
    """When the hall works on that day, if it is a working day."""
    return timetable_of(hall_key).on(day)


def windows_of(hall_key: str, *, only_open: bool = False) -> tuple[WindowInfo, ...]:
    rows = Window.objects.filter(hall__key=hall_key).select_related("hall", "office")
    if only_open:
        rows = rows.filter(is_open=True)
    return tuple(_window_info(row) for row in rows.order_by("number"))


def window(hall_key: str, number: str) -> WindowInfo | None:
    row = (
        Window.objects.filter(hall__key=hall_key, number=number)
        .select_related("hall", "office")
        .first()
    )
    return None if row is None else _window_info(row)


def _with_offices() -> QuerySet[Hall]:
    return Hall.objects.select_related("host").prefetch_related(
        Prefetch("offices", queryset=Office.objects.order_by("order", "key"))
    )


def _hall_info(row: Hall) -> HallInfo:
    return HallInfo(
        key=row.key,
        name=row.name,
        level=row.level,
        area=row.area,
        address=row.address,
        phone=row.phone,
        traffic=row.traffic,
        help=row.help,
        mark=row.mark,
        host_key=row.host.key,
        office_keys=tuple(office.key for office in row.offices.all()),
    )


def _window_info(row: Window) -> WindowInfo:
    return WindowInfo(
        id=row.pk,
        hall_key=row.hall.key,
        number=row.number,
        name=row.name,
        kind=row.kind,
        office_key=row.office.key,
        is_open=row.is_open,
    )
