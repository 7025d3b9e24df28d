"""One indicator over the units, and the rows behind each of its numbers."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bureau.supervision import queries as supervision
from bureau.supervision import words
from bureau.supervision.definitions import DENOMINATOR, NUMERATOR, Indicator, Kind
from bureau.supervision.queries import CITY, Board, Figure, Row, RowKind
from bureau.supervision.rules import previous_period
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import StaffRequest, staff_page
from desks.design.responses import or_404
from desks.supervisor import reach, tiles
from desks.supervisor.periods import asked_period, chooser
from desks.supervisor.reach import Reach, reach_of
from desks.supervisor.tabs import tabs


@require_safe
@staff_page(*reach.FIGURES)
def indicator(request: StaffRequest, key: str) -> HttpResponse:
    """What it says, how it stands, unit by unit."""
    one = or_404(supervision.indicator(key))
    now = clock.now()
    period = asked_period(request, today=now.date())
    seen = reach_of(request.duties, on=period.last)
    board, before = (
        supervision.figures(
            one_of, at=now, place=seen.place, keys=[key], least_ratings=seen.least_ratings
        )
        for one_of in (period, previous_period(period))
    )
    area = seen.place.area if seen.place else CITY
    rows = tiles.unit_rows(key, board, seen)
    goal = tiles.goal_of(board.figure(key))
    context = {
        "nav": "supervisor",
        "tabs": tabs(request.duties, here="figures"),
        "one": one,
        "terms": _terms(one),
        "chooser": chooser(period, today=now.date()),
        "fresh": formats.hour(now),
        "scope": seen.place.name if seen.place else "全市",
        "tile": tiles.tile(board.figure(key), board, seen, area=area),
        "before": _before(before.figure(key), before),
        "rows": rows,
        "goal": goal,
        "widest": tiles.widest(rows, goal),
        "crumbs": _crumbs(board, one.name),
    }
    return render(request, "supervisor/indicator.html", context)


@require_safe
@staff_page(*reach.FIGURES)
def rows(request: StaffRequest, key: str, part: str) -> HttpResponse:
    """The rows behind one number; as many as it says."""
    one = or_404(supervision.indicator(key))
    now = clock.now()
    period = asked_period(request, today=now.date())
    seen = reach_of(request.duties, on=period.last)
    try:
        place = seen.narrowed(request.GET.get("unit", ""), on=period.last)
    except LookupError as outside:
        raise Http404 from outside
    board = supervision.figures(period, at=now, place=place, keys=[key])
    figure = board.figure(key)
    if part not in one.parts or not tiles.may_open(figure, seen):
        raise Http404
    page = supervision.cases_behind(
        key, part, period, at=now, place=place, after=request.GET.get("after", "")
    )
    names = {unit.area: unit.name for unit in supervision.places()}
    asked = {"period": period.key} | ({"unit": place.area} if place else {})
    context = {
        "nav": "supervisor",
        "tabs": tabs(request.duties, here="figures"),
        "one": one,
        "part": _part_name(one, part),
        "scope": place.name if place else "全市",
        "period": period.label,
        "count": figure.rows_behind(part),
        "fresh": formats.hour(now),
        "columns": _columns(one, page.rows),
        "rows": [_row(row, one, names, seen) for row in page.rows],
        "first": "" if "after" not in request.GET else f"?{urlencode(asked)}",
        "older": f"?{urlencode(asked | {'after': page.next_after})}" if page.next_after else "",
        "crumbs": [*_crumbs(board, one.name, tiles.page_url(key, board)), ("", "明细")],
    }
    return render(request, "supervisor/rows.html", context)


def _terms(one: Indicator) -> list[tuple[str, str]]:
    named = [
        ("算法", one.formula),
        ("分子", one.numerator),
        ("分母", one.denominator),
        ("按哪一天算", one.event),
        ("不计入", one.exclusions),
        ("方向", one.direction),
        ("负责", one.owner),
        ("说明", one.note),
        ("对应方案条款", formats.listing(one.clauses)),
    ]
    return [(name, text) for name, text in named if text]


def _before(figure: Figure, board: Board) -> dict[str, str]:
    """The same in the period before, to see where it goes."""
    value = words.value(figure)
    unit = "" if value == words.NO_DATA else figure.indicator.unit
    return {"period": board.period.label, "value": f"{value}{unit}"}


def _crumbs(board: Board, name: str, url: str = "") -> list[tuple[str, str]]:
    home = f"{reverse('supervisor:home')}?period={board.period.key}"
    return [(home, "指标"), (url, name)]


def _part_name(one: Indicator, part: str) -> str:
    named = {NUMERATOR: one.numerator, DENOMINATOR: one.denominator}
    return named.get(part) or tiles.PART_NAMES[part]


def _columns(one: Indicator, rows: tuple[Row, ...]) -> list[str]:
    kind = rows[0].kind if rows else RowKind.CASE
    columns = {
        RowKind.CASE: ["办件编号", "事项", "申请人", "单位", "状态", "时间", "说明"],
        RowKind.ITEM: ["事项", "单位", "说明"],
        RowKind.RATING: ["服务", "单位", "结果", "时间", "说明"],
        RowKind.TASK: ["整改", "单位", "状态", "应在", "办结"],
    }[kind]
    return columns + _amount_columns(one)


def _amount_columns(one: Indicator) -> list[str]:
    if one.kind is Kind.SPEED:
        return ["少用（工作日）", "法定（工作日）"]
    return ["用时（工作日）"] if one.kind in (Kind.MEAN, Kind.MEDIAN) else []


def _row(row: Row, one: Indicator, names: dict[str, str], seen: Reach) -> dict[str, Any]:
    unit = names.get(row.area, row.area)
    when = formats.stamp(row.event_at) if row.event_at else ""
    cells = {
        RowKind.CASE: [row.title, row.party, unit, row.state, when, row.note],
        RowKind.ITEM: [unit, row.note],
        RowKind.RATING: [unit, row.state, when, row.note],
        RowKind.TASK: [
            unit,
            row.state,
            formats.stamp(row.due_at) if row.due_at else "",
            when or "—",
        ],
    }[row.kind]
    amounts = [row.amount, row.out_of][: len(_amount_columns(one))]
    return {
        "head": row.ref if row.kind is RowKind.CASE else row.title,
        "url": _row_url(row, seen),
        "cells": cells,
        "amounts": ["" if amount is None else words.side(amount) for amount in amounts],
    }


def _row_url(row: Row, seen: Reach) -> str:
    if row.kind is RowKind.CASE and seen.opens_cases:
        return reverse("supervisor:case", args=[row.ref])
    if row.kind is RowKind.TASK:
        return reverse("supervisor:task", args=[row.ref])
    return ""
