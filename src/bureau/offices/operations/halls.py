"""Halls, their hours and their windows."""

import re
from collections.abc import Sequence
from datetime import datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.kept import forget
from bureau.offices import rules
from bureau.offices.facts import HallFacts, HoursFacts, WindowFacts
from bureau.offices.models import Hall, HallHours, Office, Window
from bureau.offices.operations.putting import Put, apply_changes, ensure_administrator
from bureau.offices.refusals import UnknownOffice
from bureau.refusal import Refusal

MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@operation
def put_hall(facts: HallFacts, *, by: Actor, at: datetime) -> Put:
    """Register a hall with the offices that staff it, or correct what is known of it."""
    ensure_administrator(by, at=at)
    staffing = _offices(facts.offices, of=facts.name)
    wanted = {
        "name": facts.name,
        "level": facts.level,
        "area": facts.area,
        "address": facts.address,
        "phone": facts.phone,
        "traffic": facts.traffic,
        "help": facts.help,
        "order": facts.order,
        "mark": facts.mark,
        "host_id": staffing[0].pk,
    }
    row = Hall.objects.filter(key=facts.key).first()
    if row is None:
        row = Hall.objects.create(key=facts.key, **wanted)
        row.offices.set(staffing)
        outcome = Put.ADDED
    else:
        changed = bool(apply_changes(row, wanted))
        if set(row.offices.values_list("pk", flat=True)) != {office.pk for office in staffing}:
            row.offices.set(staffing)
            changed = True
        if not changed:
            return Put.UNCHANGED
        outcome = Put.CHANGED
    forget()
    record(
        "offices.hall_put",
        "hall",
        facts.key,
        by=by,
        at=at,
        chain=staffing[0].authority.code,
        facts={"name": facts.name},
    )
    return outcome


@operation
def set_hours(hall_key: str, seasons: Sequence[HoursFacts], *, by: Actor, at: datetime) -> Put:
    """Set all hours of a hall anew; wrong ones are refused with a sentence."""
    ensure_administrator(by, at=at)
    hall = _hall(hall_key)
    for season in seasons:
        _check_season(season)
    wanted = [_hours_row(hall, season) for season in seasons]
    if _same_hours(list(hall.hours.order_by("pk")), wanted):
        return Put.UNCHANGED
    had_hours, _ = hall.hours.all().delete()
    HallHours.objects.bulk_create(wanted)
    forget()
    record(
        "offices.hours_set",
        "hall",
        hall_key,
        by=by,
        at=at,
        chain=hall.host.authority.code,
        facts={
            "seasons": len(wanted),
            "sessions": ";".join(
                f"{season.season} {start}-{end}"
                for season in seasons
                for start, end in season.sessions
            ),
        },
    )
    return Put.CHANGED if had_hours else Put.ADDED


@operation
def put_window(hall_key: str, facts: WindowFacts, *, by: Actor, at: datetime) -> Put:
    """Register a window of a hall, or correct its name, kind or office."""
    ensure_administrator(by, at=at)
    hall = _hall(hall_key)
    office = _offices((facts.office,), of=f"{hall.name}{facts.number}号窗口")[0]
    if not hall.offices.filter(pk=office.pk).exists():
        raise Refusal(
            f"“{office.name}”没有进驻“{hall.name}”，不能设 {facts.number} 号窗口。", field="office"
        )
    wanted = {"name": facts.name, "kind": facts.kind, "office_id": office.pk}
    row = Window.objects.filter(hall=hall, number=facts.number).first()
    if row is None:
        Window.objects.create(hall=hall, number=facts.number, **wanted)
        outcome = Put.ADDED
    elif apply_changes(row, wanted):
        outcome = Put.CHANGED
    else:
        return Put.UNCHANGED
    record(
        "offices.window_put",
        "window",
        f"{hall_key}/{facts.number}",
        by=by,
        at=at,
        chain=office.authority.code,
        facts={"number": facts.number, "name": facts.name},
    )
    return outcome


@operation
def use_window(hall_key: str, number: str, *, in_use: bool, by: Actor, at: datetime) -> None:
    """Take a window out of use, or open it again."""
    ensure_administrator(by, at=at)
    window = (
        Window.objects.select_for_update(no_key=True, of=("self",))
        .select_related("office__authority")
        .filter(hall__key=hall_key, number=number)
        .first()
    )
    if window is None:
        raise Refusal(f"这个大厅没有 {number} 号窗口。", field="window")
    if window.is_open == in_use:
        return
    window.is_open = in_use
    window.save(update_fields=["is_open"])
    record(
        "offices.window_opened" if in_use else "offices.window_shut",
        "window",
        f"{hall_key}/{number}",
        by=by,
        at=at,
        chain=window.office.authority.code,
        facts={"number": number},
    )


def _hall(key: str) -> Hall:
    hall = Hall.objects.select_related("host__authority").filter(key=key).first()
    if hall is None:
        raise UnknownOffice(f"没有编码为 {key} 的大厅。", field="hall")
    return hall


def _offices(keys: Sequence[str], *, of: str) -> list[Office]:
    found = {
        office.key: office
        for office in Office.objects.select_related("authority").filter(key__in=keys)
    }
    if not keys:
        raise Refusal(f"“{of}”要写明由哪些机构进驻。", field="offices")
    if missing := [key for key in keys if key not in found]:
        raise UnknownOffice(f"“{of}”写的机构 {'、'.join(missing)} 还没有登记。", field="offices")
    return [found[key] for key in keys]


def _check_season(season: HoursFacts) -> None:
    for month_day in (season.from_month_day, season.to_month_day):
        if not MONTH_DAY.fullmatch(month_day):
            raise Refusal(
                f"“{season.season}”的起止“{month_day}”应写作“月-日”，如 05-01。", field="hours"
            )
    if wrong := [day for day in season.weekdays if day not in range(1, 8)]:
        raise Refusal(
            f"“{season.season}”的星期 {wrong[0]} 应为 1（周一）到 7（周日）。", field="hours"
        )
    try:
        rules.read_sessions(season.sessions)
    except ValueError:
        raise Refusal(f"“{season.season}”的时间应写作 09:00。", field="hours") from None


def _hours_row(hall: Hall, season: HoursFacts) -> HallHours:
    return HallHours(
        hall=hall,
        season=season.season,
        from_month_day=season.from_month_day,
        to_month_day=season.to_month_day,
        weekdays=list(season.weekdays),
        sessions=[list(session) for session in season.sessions],
        valid_from=season.valid_from,
        valid_to=season.valid_to,
    )


def _same_hours(had: list[HallHours], wanted: list[HallHours]) -> bool:
    def plain(row: HallHours) -> tuple[object, ...]:
        return (
            row.season,
            row.from_month_day,
            row.to_month_day,
            row.weekdays,
            row.sessions,
            row.valid_from,
            row.valid_to,
        )

    return [plain(row) for row in had] == [plain(row) for row in wanted]
