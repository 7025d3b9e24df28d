from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from xlsxwriter.exceptions import FileCreateError

from bureau.catalogue.exchange.cells import BadCell
from bureau.catalogue.exchange.queries import whole_book
from bureau.catalogue.exchange.workbook import Tell
from bureau.catalogue.exchange.writing import write_book
from bureau.catalogue.files import EditionRow, write_path
from bureau.workdays import clock


class Command(BaseCommand):
    help = (
        "导出在用的事项清单：.yaml 是一个文件，文件夹里一个事项一个YAML文件，"
        ".xlsx 连同法律条文和实施清单。再导入时没有差别。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, metavar="FILE", help="要写的 .yaml、.xlsx 或者文件夹"
        )
        parser.add_argument("--on", metavar="DATE", default="", help="哪一天在用的，默认今天")
        parser.add_argument(
            "--all", action="store_true", dest="all_editions", help="全部版本，连同草稿和以前的"
        )

    def handle(self, *, file: Path, on: str, all_editions: bool, **options: Any) -> None:
        if not file.is_dir() and not file.parent.is_dir():
            raise CommandError(f"写不到这里：{file}", returncode=2)
        try:
            day = date.fromisoformat(on) if on else clock.today()
        except ValueError as error:
            raise CommandError(f"日期“{on}”不对，请写成 2026-05-06。", returncode=2) from error
        try:
            count = _write(file, day, every_edition=all_editions, tell=self._tell)
        except OSError as error:
            raise CommandError(f"写不到这里：{file}", returncode=2) from error
        except BadCell as error:
            raise CommandError(str(error), returncode=1) from error
        self.stdout.write(f"已导出{count}个事项版本。")

    def _tell(self, what: str, done: int, of: int) -> None:
        self.stderr.write(f"{what} {done}/{of}")


def _write(file: Path, day: date, *, every_edition: bool, tell: Tell) -> int:
    book = whole_book(on=day, every_edition=every_edition)
    if file.is_dir():
        items: dict[str, list[EditionRow]] = {}
        for row in book.rows:
            items.setdefault(row.item, []).append(row)
        for item, rows in items.items():
            write_path(rows, file / f"{item}.yaml")
    elif file.suffix.lower() == ".xlsx":
        unfinished = file.with_name(f".{file.name}.part")
        try:
            write_book(book, unfinished, tell=tell)
            unfinished.replace(file)
        except FileCreateError as error:
            raise OSError from error
        finally:
            unfinished.unlink(missing_ok=True)
    else:
        write_path(book.rows, file)
    return len(book.rows)
