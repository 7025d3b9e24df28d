import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bureau.audit import verification


class Command(BaseCommand):
    help = "核对留痕：逐条重算各链，并与链头、日根和库外锚点比对。完好退出 0，有问题退出 1。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anchors", metavar="FILE", type=Path, help="库外保存的锚点文件")
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")

    def handle(self, *, anchors: Path | None, json: bool, **options: Any) -> None:
        try:
            kept = verification.read_anchors(anchors) if anchors else []
        except verification.AnchorsUnreadable as trouble:
            raise CommandError(str(trouble), returncode=2) from trouble
        verdict = verification.verify(kept)
        self.stdout.write(_as_json(verdict) if json else _as_text(verdict))
        if not verdict.ok:
            sys.exit(1)


def _as_json(verdict: verification.Verdict) -> str:
    return json.dumps(asdict(verdict), ensure_ascii=False)


def _as_text(verdict: verification.Verdict) -> str:
    counted = f"共 {verdict.lines} 条，{verdict.chains} 条链"
    if verdict.first_bad is None:
        return f"留痕完好：{counted}。"
    bad = verdict.first_bad
    place = "" if bad.chain is None else f"第 {bad.chain} 链第 {bad.seq} 条："
    return f"留痕有问题：{place}{bad.why}。已读{counted}。请保全数据库并报告系统管理员。"
