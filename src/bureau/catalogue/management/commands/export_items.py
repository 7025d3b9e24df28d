from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bureau.catalogue.files import write_path
from bureau.catalogue.queries import rows_in_force
from bureau.workdays import clock


class Command(BaseCommand):
    help = "导出在用的事项清单到一个YAML文件；再导入时没有差别。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="要写的YAML文件")
        parser.add_argument("--on", metavar="DATE", default="", help="哪一天在用的，默认今天")

    def handle(self, *, file: Path, on: str, **options: Any) -> None:
        if file.is_dir() or not file.parent.is_dir():
            raise CommandError(f"写不到这里：{file}", returncode=2)
        try:
            rows = rows_in_force(date.fromisoformat(on) if on else clock.today())
        except ValueError as error:
            raise CommandError(f"日期“{on}”不对，请写成 2026-05-06。", returncode=2) from error
        try:
            write_path(rows, file)
        except OSError as error:
            raise CommandError(f"写不到这里：{file}", returncode=2) from error
        self.stdout.write(f"已导出{len(rows)}个事项。")
