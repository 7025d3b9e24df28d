"""When does a term end, and why? For operators and for other programs."""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bureau.refusal import Refusal
from bureau.workdays.reference import calendar_on_file
from bureau.workdays.rules import OfficeHours, read_hours
from bureau.workdays.rules.calendar import Calendar
from bureau.workdays.rules.hours import STANDARD_HOURS
from bureau.workdays.rules.questions import answer_fields, read_question

BAD_USAGE = 2


class Command(BaseCommand):
    help = (
        "计算期限：给出最后时刻、是否暂定，以及逐日的理由。"
        "节假日以 reference/calendar 中的安排为准；不用数据库，也不看机器的时钟。"
    )
    needs_database = False
    requires_system_checks: list[str] = []  # noqa: RUF012  (Django's own form)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--start", help="起点：2026-09-29T10:00 或 2026-09-29，不写时区即北京时间"
        )
        parser.add_argument("--value", help="期限的数值")
        parser.add_argument(
            "--unit",
            help="on_the_spot、working_hour、session、working_day、natural_day、month、year",
        )
        parser.add_argument(
            "--pause",
            action="append",
            default=[],
            dest="pauses",
            metavar="FROM/TO",
            help="不计入期限的日期区间，首尾两天都不计；可以写多次",
        )
        parser.add_argument("--extend", metavar="N", help="延长的数值，单位与期限相同")
        parser.add_argument("--before", action="store_true", default=None, help="倒着数")
        parser.add_argument(
            "--online", action="store_true", default=None, help="网上办理，当日 24 时前"
        )
        parser.add_argument(
            "--no-roll",
            action="store_false",
            default=None,
            dest="roll",
            help="自然日、月、年的末日逢休息日时不顺延",
        )
        parser.add_argument("--hours", metavar="09:00-12:00,13:00-17:00", help="办公时间")
        parser.add_argument(
            "--lines", action="store_true", help="从标准输入每行读一个 JSON 对象，每行输出一个"
        )
        parser.add_argument("--json", action="store_true", help="输出写成一行")

    def handle(self, **options: Any) -> None:
        given = {
            name: options[name]
            for name in ("start", "value", "unit", "pauses", "extend", "before", "online", "roll")
            if options[name] not in (None, [])
        }
        if options["lines"]:
            try:
                self._answer_lines(given, options["hours"])
            except BrokenPipeError:
                # Whoever read us (``head``) has enough; nothing is left to say at exit either.
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        else:
            self._answer_one({**given, "hours": options["hours"]}, one_line=options["json"])

    def _answer_one(self, fields: dict[str, object], *, one_line: bool) -> None:
        try:
            answer = answer_fields(read_question(fields).answer(calendar_on_file()))
        except Refusal as refusal:
            if one_line:
                self.stdout.write(_json({"error": refusal.message}))
            raise CommandError(refusal.message, returncode=BAD_USAGE) from refusal
        self.stdout.write(_json(answer) if one_line else _laid_out(answer))

    def _answer_lines(self, given: dict[str, object], hours: str | None) -> None:
        if given:
            names = "、".join(given)
            raise CommandError(
                f"--lines 的每一行自己写明 {names}，不要同时写成选项。", returncode=BAD_USAGE
            )
        try:
            common = read_hours(hours) if hours is not None else STANDARD_HOURS
        except Refusal as refusal:
            raise CommandError(refusal.message, returncode=BAD_USAGE) from refusal
        calendar = calendar_on_file()
        refused = 0
        for number, line in enumerate(_lines(), 1):
            if line.strip():
                answer = _answer_line(line, common, calendar)
                if "error" in answer:
                    refused += 1
                    answer["line"] = number
                self.stdout.write(_json(answer))
        if refused:
            raise CommandError(f"{refused} 行没有算出，见该行的 error。", returncode=BAD_USAGE)


def _answer_line(line: str, hours: OfficeHours, calendar: Calendar) -> dict[str, object]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return {"error": "这一行不是一个 JSON 对象。"}
    if not isinstance(fields, dict):
        return {"error": "这一行不是一个 JSON 对象。"}
    try:
        return answer_fields(read_question(fields, hours=hours).answer(calendar))
    except Refusal as refusal:
        return {"error": refusal.message}


def _lines() -> Iterator[str]:
    """Standard input line by line; bytes that are not UTF-8 spoil their own line only."""
    source = getattr(sys.stdin, "buffer", None)
    if source is None:
        yield from sys.stdin
        return
    for number, line in enumerate(source):
        yield line.decode("utf-8-sig" if number == 0 else "utf-8", errors="replace")


def _json(fields: dict[str, object]) -> str:
    return json.dumps(fields, ensure_ascii=False)


def _laid_out(answer: dict[str, object]) -> str:
    """The same JSON with one day per line, for people."""
    days = answer["days"]
    assert isinstance(days, list)
    lines = ",\n".join(f"    {_json(day)}" for day in days)
    head = _json({name: value for name, value in answer.items() if name != "days"})
    return f'{head[:-1]}, "days": [\n{lines}\n]}}'
