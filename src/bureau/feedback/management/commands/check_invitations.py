import json
import sys
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bureau.feedback.events import EventReport
from bureau.feedback.queries import events_without_invitation
from bureau.workdays import clock
from bureau.workdays.rules import CHINA


class Command(BaseCommand):
    help = (
        "核对“有服务就有评价”：一段时间里的每次服务有没有邀请评价，没邀请的为什么。"
        "都有退出 0，有漏的退出 1。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="first", default="", help="第一天；不写就是30天前")
        parser.add_argument("--to", dest="last", default="", help="最后一天；不写就到现在")
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")

    def handle(self, *, first: str, last: str, **options: Any) -> None:
        now = clock.now()
        since = _morning(first) if first else now - timedelta(days=30)
        until = min(now, _morning(last) + timedelta(days=1)) if last else now
        report = events_without_invitation(since=since, until=until)
        if options["json"]:
            self.stdout.write(json.dumps(asdict(report), ensure_ascii=False))
        else:
            for line in _as_text(report):
                self.stdout.write(line)
        if report.missing:
            sys.exit(1)


def _morning(day: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(day), time.min, tzinfo=CHINA)
    except ValueError as trouble:
        raise CommandError("日期读不出来，请写成 2026-03-01 的样子。", returncode=2) from trouble


def _as_text(report: EventReport) -> list[str]:
    lines = [
        f"服务 {report.events} 次，已邀请评价 {report.invited} 次，漏 {len(report.missing)} 次"
    ]
    lines += [f"没有邀请：{name}" for name in report.missing]
    lines += [f"不另邀请 {number} 次：{reason}" for reason, number in report.without]
    return lines
