import json
import sys
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bureau.catalogue.queries import edition_in_force
from bureau.guides.checking import Checked, check_guides
from bureau.workdays import clock


class Command(BaseCommand):
    help = "检查在用的办事指南：错误不得发布，提示要梳理。没有错误退出0，有错误退出1。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("item", nargs="?", default="", help="只查一个事项的键")
        parser.add_argument("--on", metavar="DATE", default="", help="哪一天在用的，默认今天")
        parser.add_argument("--json", action="store_true", help="每个指南输出一个JSON对象")

    def handle(self, *, item: str, on: str, json: bool, **options: Any) -> None:
        try:
            day = date.fromisoformat(on) if on else clock.today()
        except ValueError as error:
            raise CommandError(f"日期“{on}”不对，请写成 2026-05-06。", returncode=2) from error
        if item and edition_in_force(item, on=day) is None:
            raise CommandError(f"{day}没有在用的事项 {item}。", returncode=2)
        checked = check_guides(on=day, item=item)
        for one in checked:
            self.stdout.write(_as_json(one) if json else _as_text(one))
        wrong = sum(one.errors for one in checked)
        if not json:
            warnings = sum(one.warnings for one in checked)
            self.stdout.write(f"共{len(checked)}个指南，错误{wrong}处，提示{warnings}处。")
        if wrong:
            sys.exit(1)


def _as_json(one: Checked) -> str:
    return json.dumps(
        {
            "item": one.item,
            "name": one.name,
            "edition": one.edition,
            "errors": one.errors,
            "warnings": one.warnings,
            "findings": [
                {
                    "rule": finding.rule,
                    "level": finding.level.value,
                    "place": finding.place,
                    "message": finding.message,
                }
                for finding in one.findings
            ],
        },
        ensure_ascii=False,
    )


def _as_text(one: Checked) -> str:
    head = f"{one.name}（{one.item} 第{one.edition}版）：错误{one.errors}处，提示{one.warnings}处"
    lines = [
        f"  {'错误' if finding.level == 'error' else '提示'} {finding.rule}"
        f" {finding.place} {finding.message}"
        for finding in one.findings
    ]
    return "\n".join([head, *lines])
