import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from bureau.audit.actors import Actor
from bureau.audit.operations import named_source
from bureau.refusal import Refusal
from bureau.supervision import reference


class Command(BaseCommand):
    help = "装载指标的目标和事项分组。没有变化时什么都不改。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=Path(settings.REFERENCE_FOLDER), help="参考数据文件夹"
        )
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")

    def handle(self, *, folder: Path, **options: Any) -> None:
        by, at = Actor.system("参考数据装载"), timezone.now()
        try:
            with named_source("reference"):
                targets, groups = reference.load(folder, by=by, at=at)
        except reference.BadReference as trouble:
            raise CommandError(str(trouble), returncode=2) from trouble
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal
        if options["json"]:
            self.stdout.write(json.dumps({"targets": targets, "groups": groups}))
        elif targets or groups:
            self.stdout.write(f"指标：新增目标 {targets} 条，改动事项分组 {groups} 条。")
        else:
            self.stdout.write("指标：没有变化。")
