import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from bureau.audit.actors import Actor
from bureau.audit.operations import named_source
from bureau.catalogue import reference
from bureau.refusal import Refusal
from bureau.workdays import clock


class Command(BaseCommand):
    help = "装载参考数据：法律条文、事项清单。没有变化时什么都不做。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=Path(settings.REFERENCE_FOLDER), help="参考数据文件夹"
        )
        parser.add_argument("--json", action="store_true", help="每类输出一个JSON对象")

    def handle(self, *, folder: Path, json: bool, **options: Any) -> None:
        if not (folder / "items").is_dir():
            raise CommandError(f"{folder} 里没有 items 文件夹。", returncode=2)
        by, at = Actor.system("参考数据装载"), clock.now()
        try:
            with named_source("reference"):
                for done in (
                    reference.load_laws(folder, by=by, at=at),
                    reference.load_items(folder, trial=settings.TRIAL, by=by, at=at),
                ):
                    self.stdout.write(_as_json(done) if json else _as_text(done))
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal


NAMES = {"laws": "法律条文", "items": "事项清单"}


def _as_json(done: reference.Loaded) -> str:
    return json.dumps(
        {
            "name": done.name,
            "added": done.added,
            "changed": done.changed,
            "unchanged": done.unchanged,
            "skipped": done.skipped,
        }
    )


def _as_text(done: reference.Loaded) -> str:
    if done.skipped:
        return f"{NAMES[done.name]}：没有变化。"
    return f"{NAMES[done.name]}：新增{done.added}条，改动{done.changed}条，未变{done.unchanged}条。"
