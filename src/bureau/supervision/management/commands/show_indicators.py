import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bureau.supervision import words
from bureau.supervision.queries import Board, Figure, NoSuchOffice, Place, figures, place_named
from bureau.supervision.rules import NoData, Period, read_period
from bureau.workdays import clock


class Command(BaseCommand):
    help = "列出一段时间的全部指标，每项都带分子和分母。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="first", required=True, help="第一天，例如 2026-03-01")
        parser.add_argument("--to", dest="last", required=True, help="最后一天，例如 2026-03-31")
        parser.add_argument("--office", default="", help="单位代码或机构代码；不写就是全市")
        parser.add_argument("--json", action="store_true", help="每项指标输出一个 JSON 对象")

    def handle(self, *, first: str, last: str, office: str, **options: Any) -> None:
        at = clock.now()
        period = _period(first, last)
        place = _place(office, period.last)
        board = figures(period, at=at, place=place)
        as_line = _as_json if options["json"] else _as_text
        for line in as_line(board, place):
            self.stdout.write(line)


def _period(first: str, last: str) -> Period:
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as trouble:
        raise CommandError("日期读不出来，请写成 2026-03-01 的样子。", returncode=2) from trouble
    if days[0] > days[1]:
        raise CommandError("--from 不能晚于 --to。", returncode=2)
    period = read_period(f"{first}..{last}")
    if period is None:
        raise CommandError("只能看 2000 年到 2100 年之间的日期。", returncode=2)
    return period


def _place(code: str, day: date) -> Place | None:
    if not code:
        return None
    try:
        return place_named(code, on=day)
    except NoSuchOffice as trouble:
        raise CommandError(f"没有代码为“{code}”的单位或机构。", returncode=2) from trouble


def _as_json(board: Board, place: Place | None) -> Iterator[str]:
    for figure in _shown(board):
        no_data = figure.value.reason if isinstance(figure.value, NoData) else None
        yield json.dumps(
            {
                "indicator": figure.indicator.key,
                "name": figure.indicator.name,
                "office": (place.office_key or place.area) if place else None,
                "from": board.period.first.isoformat(),
                "to": board.period.last.isoformat(),
                "numerator": _exact(figure, "numerator"),
                "denominator": _exact(figure, "denominator"),
                "value": None if isinstance(figure.value, NoData) else str(figure.value),
                "shown": words.value(figure),
                "unit": figure.indicator.unit,
                "target": str(figure.goal.value) if figure.goal else None,
                "comparison": figure.goal.comparison if figure.goal else None,
                "met": figure.met,
                "no_data": no_data,
                "as_of": board.at.isoformat(timespec="seconds"),
            },
            ensure_ascii=False,
        )


def _as_text(board: Board, place: Place | None) -> Iterator[str]:
    yield f"{place.name if place else '全市'}，{board.period.label}，数据到 {board.at:%H:%M}"
    for figure in _shown(board):
        yield "\t".join(_columns(figure)).rstrip()


def _columns(figure: Figure) -> Iterator[str]:
    indicator = figure.indicator
    yield indicator.key
    yield indicator.name
    yield f"{words.value(figure)}{'' if isinstance(figure.value, NoData) else indicator.unit}"
    if isinstance(figure.value, NoData):
        yield figure.value.reason
    else:
        yield f"{words.side(figure.tally.numerator)}/{words.side(figure.tally.denominator)}"
    if figure.goal:
        yield f"目标 {words.target(figure)}"
        if figure.met is not None:
            yield "达标" if figure.met else f"未达标，{words.gap(figure)}"


def _exact(figure: Figure, part: str) -> int | str | None:
    """A whole number, or a fraction as text; nothing where nothing was counted."""
    if isinstance(figure.value, NoData):
        return None
    value = figure.tally.numerator if part == "numerator" else figure.tally.denominator
    return value.numerator if value.denominator == 1 else str(value)


def _shown(board: Board) -> Iterator[Figure]:
    yield from board.by_area[""].values()
