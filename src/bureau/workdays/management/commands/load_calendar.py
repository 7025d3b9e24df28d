from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from bureau.audit.actors import Actor
from bureau.refusal import Refusal
from bureau.workdays import operations
from bureau.workdays.reference import arrangements_on_file


class Command(BaseCommand):
    help = (
        "装载放假安排（默认 reference/calendar 中的全部表）。内容没有变化时什么也不做；"
        "第一版立即启用，以后的版本先等候启用。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, help="放假安排表所在的文件夹")

    def handle(self, *, folder: Path | None, **options: Any) -> None:
        try:
            edition = operations.load_calendar(
                arrangements_on_file(folder), by=Actor.system("装载基础数据"), at=timezone.now()
            )
        except (Refusal, OSError, UnicodeDecodeError) as trouble:
            raise CommandError(str(trouble), returncode=2) from trouble
        state = "已启用" if edition.in_force_at else "等候启用"
        self.stdout.write(f"日历版本 {edition.key}，{state}。")
