"""Play some days of the city through the operations, with a virtual clock (trial only)."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bureau.trial.simulate import PER_DAY, simulate
from bureau.workdays import clock


class Command(BaseCommand):
    help = "用虚拟时钟把城市的几天按真实操作走一遍（仅演示）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, required=True, help="走几个工作日（到现在为止）")
        parser.add_argument("--seed", type=int, required=True, help="随机种子，相同则结果相同")
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")

    def handle(self, *, days: int, seed: int, **options: Any) -> None:
        if settings.REAL:
            raise CommandError("正式运行不能模拟。", returncode=2)
        if not 1 <= days <= 250:
            raise CommandError("天数应在 1 到 250 之间。", returncode=2)
        played = simulate(
            seed=seed,
            total=days * PER_DAY,
            days=days,
            now=clock.now(),
            told=lambda done, of: None,
        )
        if options["json"]:
            self.stdout.write(json.dumps(asdict(played), ensure_ascii=False))
        else:
            self.stdout.write(f"{played.applications} 件申请，{played.acts} 步。")
