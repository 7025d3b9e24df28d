"""What everybody in the hall may see: tickets, windows, how long. Never a name or a matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Avg, Count, F

from bureau.visits.models import HallDay, Sitting, Visit
from bureau.visits.rules import wait_minutes
from bureau.visits.states import AT_WINDOW, IN_LINE, State
from bureau.visits.words import Series
from bureau.workdays.clock import day_of

LATELY_CALLED = 8
MEASURED = 30
"""How many of the last services say how long the next may take."""


@dataclass(frozen=True, slots=True)
class BoardCall:
    ticket_no: str
    window: str
    series: str
    green: bool
    called_at: datetime
    calls: int
    here: bool
    """Still called or being served; else it was called and has gone."""


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One line of the question how long it takes to take a ticket now."""

    series: str
    label: str
    waiting: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Board:
    etag: str
    hall_key: str
    hall_name: str
    day: date
    calling: BoardCall | None
    """The last call, shown large."""
    lately: tuple[BoardCall, ...]
    lines: tuple[BoardLine, ...]
    windows: int
    """Open windows with somebody there."""
    finished: int
    closed: bool


def board_etag(hall_key: str, day: date) -> str:
    """Changes with everything a board shows; one indexed read."""
    row = HallDay.objects.filter(hall__key=hall_key, day=day).values_list("pk", "version").first()
    return f"{row[0]}-{row[1]}" if row else f"none-{hall_key}-{day.isoformat()}"


def board(hall_key: str, at: datetime) -> Board | None:
    """The calling screen of a hall; nothing if there was no ticket yet today."""
    day = day_of(at)
    book = HallDay.objects.select_related("hall").filter(hall__key=hall_key, day=day).first()
    if book is None:
        return None
    todays = Visit.objects.filter(hall_id=book.hall_id, day=day)
    rows = todays.filter(called_at__isnull=False, window__isnull=False)
    calls = tuple(
        _call(visit)
        for visit in rows.select_related("window").order_by("-called_at")[:LATELY_CALLED]
    )
    waiting = dict(
        todays.filter(state__in=IN_LINE)
        .values_list("series")
        .annotate(number=Count("pk"))
        .values_list("series", "number")
    )
    windows = open_windows(book.hall_id)
    average = average_minutes(book.hall_id, day)
    called = [one for one in calls if one.here]
    return Board(
        etag=f"{book.pk}-{book.version}",
        hall_key=hall_key,
        hall_name=book.hall.name,
        day=day,
        calling=called[0] if called else None,
        lately=tuple(one for one in calls if not called or one is not called[0]),
        lines=tuple(
            BoardLine(
                series=series.value,
                label=series.label,
                waiting=waiting.get(series.value, 0),
                minutes=wait_minutes(_ahead(series, waiting), windows=windows, average=average),
            )
            for series in Series
        ),
        windows=windows,
        finished=todays.filter(state=State.FINISHED).count(),
        closed=book.closed_at is not None,
    )


def waiting_count(hall_key: str, day: date) -> int:
    """How many wait in a hall now."""
    return Visit.objects.filter(hall__key=hall_key, day=day, state__in=IN_LINE).count()


def waiting_counts(day: date, hall_keys: Iterable[str] | None = None) -> dict[str, int]:
    """Hall → how many wait, for the page of all halls; one statement."""
    rows = Visit.objects.filter(day=day, state__in=IN_LINE)
    if hall_keys is not None:
        rows = rows.filter(hall__key__in=list(hall_keys))
    return dict(
        rows.values_list("hall__key")
        .annotate(number=Count("pk"))
        .values_list("hall__key", "number")
    )


def open_windows(hall_id: int) -> int:
    return Sitting.objects.filter(
        window__hall_id=hall_id, until__isnull=True, locked_at__isnull=True
    ).count()


def average_minutes(hall_id: int, day: date) -> float | None:
    """How long the last services of this day took; nothing while too few are over."""
    last = (
        Visit.objects.filter(
            hall_id=hall_id, day=day, state=State.FINISHED, serving_at__isnull=False
        )
        .order_by("-ended_at")
        .values("pk")[:MEASURED]
    )
    told = Visit.objects.filter(pk__in=last).aggregate(
        number=Count("pk"), took=Avg(F("ended_at") - F("serving_at"))
    )
    took: timedelta | None = told["took"]
    if took is None or told["number"] < 3:
        return None
    return max(took.total_seconds() / 60, 1.0)


def _call(visit: Visit) -> BoardCall:
    called_at = visit.called_at
    assert called_at is not None  # only called ones are shown
    return BoardCall(
        ticket_no=visit.ticket_no,
        window=visit.window.number if visit.window else "",
        series=visit.series,
        green=bool(visit.need),
        called_at=called_at,
        calls=visit.calls,
        here=visit.state in AT_WINDOW,
    )


def _ahead(series: Series, waiting: dict[str, int]) -> int:
    """About how many go before somebody who takes a ticket of this series now.

    The preferred alternate with the others, so half of the longer line at most passes them.
    """
    preferred = waiting.get(Series.GREEN, 0) + waiting.get(Series.BOOKED, 0)
    others = waiting.get(Series.GENERAL, 0)
    if series == Series.GENERAL:
        return others + min(preferred, others + 1)
    return preferred + min(others, preferred)
