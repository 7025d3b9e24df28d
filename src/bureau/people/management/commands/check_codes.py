import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bureau.people.identifiers import KIND_NAMES, Check, check_identifier


class Command(BaseCommand):
    help = (
        "核对编号：每行一个统一社会信用代码、身份证号码或许可证编号。"
        "不给文件时读标准输入。全部有效退出 0，有无效的退出 1。"
    )
    needs_database = False
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own form

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", nargs="?", type=Path)
        parser.add_argument("--json", action="store_true", help="每行输出一个 JSON 对象")

    def handle(self, *, file: Path | None, json: bool, **options: Any) -> None:
        wrong = False
        for number in _numbers(_read(file)):
            check = check_identifier(number)
            wrong = wrong or not check.valid
            self.stdout.write(_as_json(number, check) if json else _as_text(number, check))
        if wrong:
            sys.exit(1)


def _read(file: Path | None) -> str:
    try:
        raw = file.read_bytes() if file else sys.stdin.buffer.read()
    except OSError as trouble:
        raise CommandError(f"读不到文件：{file}", returncode=2) from trouble
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise CommandError("文件应为 UTF-8 编码的文本，每行一个编号。", returncode=2) from trouble


def _numbers(text: str) -> Iterator[str]:
    """One per line as it stands; empty lines are none."""
    lines: Iterable[str] = text.split("\n")
    for line in lines:
        number = line.removesuffix("\r")
        if number.strip():
            yield number


def _as_json(number: str, check: Check) -> str:
    found = {
        "input": number,
        "kind": check.kind,
        "valid": check.valid,
        "reason": check.reason,
    }
    return json.dumps(found, ensure_ascii=False)


def _as_text(number: str, check: Check) -> str:
    name = KIND_NAMES[check.kind]
    return f"{number}\t{name}\t{'有效' if check.valid else '无效'}\t{check.reason}".rstrip()
