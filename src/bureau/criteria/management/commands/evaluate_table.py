"""What does a table say for given facts, and by which rows? For operators and programs."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bureau.criteria import tablefiles
from bureau.refusal import Refusal

FOUND, BAD_USAGE = 1, 2


class Command(BaseCommand):
    help = "按决策表判断：给出结果和依据的行，或者命中策略的错误。不用数据库。"
    needs_database = False
    requires_system_checks: list[str] = []  # noqa: RUF012  (Django's own form)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.dmn", help="DMN 1.3 文件")
        parser.add_argument("--decision", metavar="NAME", help="表名；只有一张表时可以不写")
        parser.add_argument("--input", required=True, metavar="JSON", help='{"面积": 45}')
        parser.add_argument("--json", action="store_true", help="输出一行 JSON")

    def handle(self, **options: Any) -> None:
        try:
            document = tablefiles.read_file(Path(options["file"]))
            name = options["decision"] or _only_table(document.tables)
            result = document.evaluate(name, _facts(options["input"]))
        except Refusal as refusal:
            if options["json"]:
                self._say({"error": refusal.message})
            raise CommandError(refusal.message, returncode=BAD_USAGE) from refusal
        if options["json"]:
            self._say(tablefiles.result_fields(result))
        elif not result.error:
            rows = "、".join(f"第{row}行" for row in result.fired) or "没有一行符合"
            self.stdout.write(f"{json.dumps(result.output, ensure_ascii=False)}（{rows}）")
            for row in result.fired:
                for note in filter(None, document.table(name).rows[row - 1].notes):
                    self.stdout.write(f"  第{row}行：{note}")
        if result.error:
            raise CommandError(result.error, returncode=FOUND)

    def _say(self, fields: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(fields, ensure_ascii=False))


def _only_table(tables: tuple[Any, ...]) -> str:
    if len(tables) != 1:
        raise Refusal("文件里不止一张表，请用 --decision 写明是哪一张。")
    name: str = tables[0].name
    return name


def _facts(text: str) -> dict[str, Any]:
    try:
        facts = json.loads(text, parse_float=_number, parse_int=_number, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Refusal('--input 要是一个 JSON 对象，如 {"面积": 45}。') from None
    if not isinstance(facts, dict):
        raise Refusal('--input 要是一个 JSON 对象，如 {"面积": 45}。')
    return facts


def _number(digits: str) -> Decimal:
    """Exactly as written; the column it is for says whether it is too large."""
    try:
        return Decimal(digits)
    except ArithmeticError:
        raise Refusal(f"“{digits[:40]}”这个数太大。请核对。") from None


def _no_number(name: str) -> Decimal:
    raise Refusal(f"“{name}”不是一个数，不能拿来判断。")
