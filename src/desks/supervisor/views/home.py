"""The cockpit: what was promised, what came of it, and where it is slow."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from bureau.feedback.rectification.queries import RectificationLine, rectifications
from bureau.offices.words import Role
from bureau.supervision import queries as supervision
from bureau.supervision.definitions import INDICATORS, Indicator
from bureau.supervision.queries import CITY, Board, Row
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import StaffRequest, staff_page
from desks.supervisor import reach, tiles
from desks.supervisor.periods import asked_period, chooser
from desks.supervisor.reach import Reach, reach_of
from desks.supervisor.tabs import tabs

STRIP = ("k4", "k5", "k6", "k8", "on-time-promise", "rectified")
COLUMNS = (
    ("on-time-promise", "按时（承诺）"),
    ("on-time-law", "按时（法定）"),
    ("duration", "平均时长"),
    ("k5", "开办网办"),
    ("k6", "许可可办"),
    ("k8", "注销网办"),
    ("k4", "提速"),
    ("correction", "补正"),
    ("returned", "退件"),
    ("overdue-promise", "超期在办"),
    ("good", "好评"),
    ("rectified", "整改"),
)
GROUPS = (
    ("方案目标", lambda one: bool(one.code)),
    ("办件过程", lambda one: not one.code and not one.speaks_of_ratings),
    ("评价和整改", lambda one: not one.code and one.speaks_of_ratings),
)
SHOWN = 6


@require_safe
@staff_page(*reach.ANY)
def home(request: StaffRequest) -> HttpResponse | HttpResponseRedirect:
    """Each role's own first page; figures for who sees figures."""
    if not request.duties.has(*reach.FIGURES):
        first = "tasks" if request.duties.has(Role.REVIEW_OFFICER) else "audit"
        return redirect(f"supervisor:{first}")
    now = clock.now()
    period = asked_period(request, today=now.date())
    seen = reach_of(request.duties, on=period.last)
    board = supervision.figures(period, at=now, place=seen.place, least_ratings=seen.least_ratings)
    context = {
        "nav": "supervisor",
        "tabs": tabs(request.duties, here="figures"),
        "chooser": chooser(period, today=now.date()),
        "fresh": formats.hour(now),
        "scope": seen.place.name if seen.place else "全市",
        "strip": [tiles.tile(board.figure(key), board, seen) for key in STRIP],
        "columns": [label for _, label in COLUMNS],
        "units": _units(board, seen),
        "groups": _groups(board, seen),
        **_late(board, seen),
        **_tasks(request),
    }
    return render(request, "supervisor/home.html", context)


def _units(board: Board, seen: Reach) -> list[dict[str, Any]]:
    places = [("全市", CITY)] if seen.place is None else []
    places += [(unit.name, unit.area) for unit in board.units]
    return [
        {
            "name": name,
            "is_city": area == CITY,
            "cells": [_cell(board, seen, key, area) for key, _ in COLUMNS],
        }
        for name, area in places
    ]


def _cell(board: Board, seen: Reach, key: str, area: str) -> dict[str, Any]:
    figure = board.figure(key, area)
    made = tiles.tile(figure, board, seen, area=area)
    missed = made.rest.url if figure.met is False and made.rest.url else ""
    return {
        "value": made.value.removesuffix(".00") if made.unit else "—",
        "unit": made.unit if made.unit == "%" else "",
        "low": figure.met is False,
        "url": missed or made.numerator.url or made.denominator.url,
        "reason": made.words,
    }


def _groups(board: Board, seen: Reach) -> list[dict[str, Any]]:
    def shown(one: Indicator) -> tiles.Tile:
        area = seen.place.area if seen.place else CITY
        return tiles.tile(board.figure(one.key), board, seen, area=area)

    return [
        {
            "name": name,
            "table": f"{name}表",
            "tiles": [shown(one) for one in INDICATORS.values() if belongs(one)],
        }
        for name, belongs in GROUPS
    ]


def _late(board: Board, seen: Reach) -> dict[str, Any]:
    page = supervision.cases_behind(
        "overdue-promise", "numerator", board.period, at=board.at, place=seen.place
    )
    names = {unit.area: unit.name for unit in board.units}
    return {
        "late": [_late_line(row, names) for row in page.rows[:SHOWN]],
        "late_count": board.figure("overdue-promise").rows_behind("numerator"),
    }


def _late_line(row: Row, names: dict[str, str]) -> dict[str, str]:
    return {
        "number": row.ref,
        "item": row.title,
        "unit": names.get(row.area, row.area),
        "note": row.note,
    }


def _tasks(request: StaffRequest) -> dict[str, Any]:
    if not request.duties.has(*reach.TASKS):
        return {"tasks": [], "sees_tasks": False}
    now = clock.now()
    found = rectifications(request.user, duties=request.duties, at=now)
    return {
        "sees_tasks": True,
        "task_count": len(found),
        "tasks": [_task_line(line) for line in found[:SHOWN]],
    }


def _task_line(line: RectificationLine) -> dict[str, Any]:
    return {
        "uid": line.uid,
        "item": line.item_name,
        "office": line.office_name,
        "due": formats.moment(line.due_at),
        "late": line.is_late,
    }
