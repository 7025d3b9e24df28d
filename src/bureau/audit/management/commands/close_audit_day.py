from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from bureau.audit import operations, verification
from bureau.audit.actors import Actor

MONTHS_AHEAD = 6


class Command(BaseCommand):
    help = "封存一天的留痕日根，写到库外的锚点文件，并为以后几个月备好分区。可以重复运行。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--day", type=_day, help="要封存的日期，默认今天")

    def handle(self, *, day: date | None, **options: Any) -> None:
        by, at = Actor.system("留痕封存"), timezone.now()
        operations.make_room(MONTHS_AHEAD, by=by, at=at)
        root = operations.close_day(day or timezone.localdate(at), by=by, at=at)
        try:
            file = verification.write_anchor(root.day, settings.ANCHOR_FOLDER)
        except (OSError, verification.AnchorsUnreadable) as trouble:
            raise CommandError(f"日根已封存，但锚点没有写到库外：{trouble}") from trouble
        self.stdout.write(f"{root.day} 已封存，共 {root.lines} 条，锚点在 {file}")


def _day(text: str) -> date:
    return date.fromisoformat(text)
