"""The yearly holiday arrangements as rows, read from our own table with care."""

import csv
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bureau.refusal import Refusal
from bureau.workdays.rules.calendar import Calendar

HOLIDAY, WORKING = "holiday", "working"
COLUMNS = ("notice_year", "day", "weekday", "kind", "festival")
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One day a notice names: off, or a weekend day on which people work (调休).

    ``notice_year`` is the year of the notice, which is not always that of the day: the
    notice for a year may give 30 December before it.
    """

    notice_year: int
    day: dt.date
    kind: str
    festival: str


def read_arrangements(lines: Iterable[str]) -> list[Arrangement]:
    """The rows of a table; else a sentence that names the row.

    The weekday stands in the table although it follows from the day: a slip in one of the
    two then shows. Lines that begin with ``#`` are notes.
    """
    rows: list[Arrangement] = []
    seen: set[dt.date] = set()
    reader = csv.reader(line for line in lines if line.strip() and not line.startswith("#"))
    if tuple(next(reader, ())) != COLUMNS:
        raise Refusal(f"放假安排表的第一行应为：{','.join(COLUMNS)}。")
    for number, cells in enumerate(reader, 1):
        row = _read_row(cells, number)
        if row.day in seen:
            raise Refusal(f"放假安排表第 {number} 行：{row.day} 重复。")
        seen.add(row.day)
        rows.append(row)
    return rows


def _read_row(cells: list[str], number: int) -> Arrangement:
    where = f"放假安排表第 {number} 行："
    if len(cells) != len(COLUMNS):
        raise Refusal(f"{where}应有 {len(COLUMNS)} 列。")
    year, text, weekday, kind, festival = (cell.strip() for cell in cells)
    try:
        day = dt.date.fromisoformat(text)
        notice_year = int(year)
    except ValueError:
        raise Refusal(f"{where}年份或日期不对。") from None
    if WEEKDAYS[day.weekday()] != weekday:
        raise Refusal(f"{where}{day} 是{WEEKDAYS[day.weekday()]}，不是{weekday}。")
    if kind not in (HOLIDAY, WORKING):
        raise Refusal(f"{where}kind 只能是 {HOLIDAY} 或 {WORKING}。")
    if kind == WORKING and day.weekday() < 5:
        raise Refusal(f"{where}{day} 本来就是工作日，不必列为调休上班。")
    if notice_year - day.year not in (0, 1):
        raise Refusal(f"{where}{day} 不会出现在 {notice_year} 年的通知里。")
    if not festival:
        raise Refusal(f"{where}缺少节日名称。")
    return Arrangement(notice_year, day, kind, festival)


def arrangements_as_calendar(rows: Iterable[Arrangement], *, key: str = "") -> Calendar:
    """The calendar in which exactly the years of these notices are settled."""
    rows = list(rows)
    return Calendar(
        years=frozenset(row.notice_year for row in rows),
        holidays={row.day: row.festival for row in rows if row.kind == HOLIDAY},
        make_up_days={row.day: row.festival for row in rows if row.kind == WORKING},
        key=key,
    )
