"""The verbs: load a calendar, put it in force, set the clock of the city."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.db import connection
from django.db.models import Max

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.kept import forget
from bureau.refusal import Refusal
from bureau.workdays import clock, queries
from bureau.workdays.models import CalendarDay, CalendarEdition, CityClock, Mode
from bureau.workdays.rules import Arrangement
from bureau.workdays.rules.city import city_offset

CHAIN = "workdays"
ONE_STARTS_THE_CLOCK = 20230404
STATE_COUNCIL = "国务院办公厅关于部分节假日安排的通知"


@operation
def load_calendar(
    rows: Sequence[Arrangement],
    *,
    by: Actor,
    at: dt.datetime,
    published_on: dt.date | None = None,
    source: str = STATE_COUNCIL,
    note: str = "",
) -> CalendarEdition:
    """A new edition with these arrangements; the newest one where nothing would differ.

    The first edition is in force at once. A later one waits, since it moves the limits of
    open cases: what it moves is shown first (``put_in_force``).
    """
    if not rows:
        raise Refusal("放假安排表是空的，没有装载。")
    wanted = sorted(rows, key=lambda row: row.day)
    newest = CalendarEdition.objects.select_for_update(no_key=True).order_by("-number").first()
    if newest is not None and queries.arrangements_of(newest) == wanted:
        return newest
    number = 1 if newest is None else newest.number + 1
    years = sorted({row.notice_year for row in wanted})
    edition = CalendarEdition.objects.create(
        key=f"{years[0]}-{years[-1]}.{number}",
        number=number,
        years=years,
        published_on=published_on,
        source=source,
        note=note,
        loaded_at=at,
        in_force_at=at if newest is None else None,
    )
    CalendarDay.objects.bulk_create(
        CalendarDay(
            edition=edition,
            notice_year=row.notice_year,
            day=row.day,
            kind=row.kind,
            festival=row.festival,
        )
        for row in wanted
    )
    forget()
    record(
        "calendar.loaded",
        "calendar_edition",
        edition.key,
        by=by,
        at=at,
        chain=CHAIN,
        facts={"years": "、".join(map(str, years)), "days": len(wanted)},
    )
    return edition


@operation
def put_in_force(key: str, *, by: Actor, at: dt.datetime) -> CalendarEdition:
    """From now on this edition counts; limits are recomputed with it, never with an older one."""
    edition = CalendarEdition.objects.select_for_update(no_key=True).filter(key=key).first()
    if edition is None:
        raise Refusal(f"没有日历版本 {key}。")
    if edition.in_force_at is not None:
        raise Refusal(f"日历版本 {key} 已经启用过。")
    newest = CalendarEdition.objects.filter(in_force_at__isnull=False).aggregate(Max("number"))
    if edition.number < (newest["number__max"] or 0):
        raise Refusal(f"日历版本 {key} 比正在使用的旧，不能启用。")
    edition.in_force_at = at
    edition.save(update_fields=["in_force_at"])
    forget()
    record("calendar.put_in_force", "calendar_edition", key, by=by, at=at, chain=CHAIN)
    return edition


@operation
def start_city_clock(*, by: Actor, at: dt.datetime) -> CityClock:
    """What a start of the program does to the clock; ``at`` is the world's time.

    The first start notes for ever whether this database is a trial or real, and takes a
    trial city to 10:00 of a working morning. A later start outside hall hours takes it
    forward to the next one. A trial program never opens a real database, nor the other
    way round.
    """
    mode = Mode.REAL if settings.REAL else Mode.TRIAL
    # Two programs start a new city at the same moment: the second waits and finds the row.
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [ONE_STARTS_THE_CLOCK])
    row = CityClock.objects.select_for_update(no_key=True).first()
    if row is not None and row.mode != mode:
        raise Refusal(
            f"这个数据库是{Mode(row.mode).label}用的，不能用{mode.label}方式打开。"
            "请改 SANHUA_MODE，或换一个数据库。"
        )
    known = None if row is None else row.offset_seconds
    offset = (
        0
        if mode is Mode.REAL
        else city_offset(at, offset=known, calendar=queries.current_calendar())
    )
    if row is not None and offset == known:
        return row
    row = row or CityClock(mode=mode)
    row.offset_seconds = offset
    row.set_at = at
    row.save()
    clock.forget()
    record(
        "clock.started",
        "city_clock",
        "1",
        by=by,
        at=at,
        chain=CHAIN,
        facts={"mode": mode.label, "offset_seconds": offset},
    )
    return row
