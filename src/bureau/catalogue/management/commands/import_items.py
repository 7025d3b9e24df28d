import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from bureau.audit.actors import Actor
from bureau.catalogue import operations, reference
from bureau.catalogue.authority import staff
from bureau.catalogue.exchange import operations as exchange
from bureau.catalogue.files import Read, read_path
from bureau.catalogue.operations import Imported
from bureau.refusal import Refusal
from bureau.workdays import clock

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".et"})
"""All go to the reader of workbooks, which says what it does not take."""


class Command(BaseCommand):
    help = (
        "导入事项清单（YAML文件、文件夹或Excel工作簿），全部成功或全部不导。"
        "有错退出1，用法不对退出2。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="YAML文件、文件夹或 .xlsx")
        parser.add_argument("--dry-run", action="store_true", help="只看会怎样，什么都不写")
        parser.add_argument("--json", action="store_true", help="输出一个JSON对象")
        parser.add_argument("--by", metavar="USER", default="", help="经办人的工号")

    def handle(self, *, file: Path, dry_run: bool, json: bool, by: str, **options: Any) -> None:
        if not file.exists():
            raise CommandError(f"没有这个文件：{file}", returncode=2)
        at = clock.now()
        actor = None
        if not dry_run:
            try:
                actor = staff(by, at=at)
            except Refusal as refusal:
                raise CommandError(str(refusal), returncode=2) from refusal
        if file.suffix.lower() in WORKBOOKS:
            self._workbook(file, actor, at=at, as_json=json)
            return
        read = read_path(file, templates=reference.templates(Path(settings.REFERENCE_FOLDER)))
        try:
            done = _done(read, actor, at=at)
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        done.errors[:0] = read.errors
        if done.errors:
            done.added, done.changed = [], []
        self.stdout.write(_as_json(done) if json else _as_text(done, dry_run=dry_run))
        if done.errors:
            sys.exit(1)

    def _workbook(self, file: Path, actor: Actor | None, *, at: datetime, as_json: bool) -> None:
        """A workbook, with every change element by element."""
        try:
            with file.open("rb") as stream:
                seen = (
                    exchange.preview(stream, file.name, at=at, tell=self._tell)
                    if actor is None
                    else exchange.import_workbook(
                        stream, file.name, by=actor, at=at, tell=self._tell
                    )
                )
        except OSError as error:
            raise CommandError(f"文件打不开：{file}", returncode=2) from error
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        done = Imported(seen.added, seen.changed, seen.unchanged, seen.errors)
        if done.errors:
            done.added, done.changed = [], []
        self.stdout.write(_as_json(done) if as_json else _as_text(done, dry_run=actor is None))
        if not as_json:
            for line in _told(seen):
                self.stdout.write(line)
        if done.errors:
            sys.exit(1)

    def _tell(self, what: str, done: int, of: int) -> None:
        self.stderr.write(f"{what} {done}/{of}")


def _told(seen: exchange.Preview) -> Iterator[str]:
    """What changes, element by element, and what is kept as a note."""
    for edition in seen.editions:
        if edition.is_new_item:
            yield f"{edition.item} 第{edition.number}版：新事项“{edition.name}”"
        for one in edition.differences:
            place = "·".join(part for part in (one.table, one.element, one.column) if part)
            yield f"{edition.item} 第{edition.number}版 {place}：{one.before} → {one.after}"
    yield from seen.law_lines
    yield from seen.listing_lines
    yield from seen.remarks


def _done(read: Read, actor: Actor | None, *, at: Any) -> Imported:
    if read.errors or actor is None:
        return operations.plan_import(read.rows, at=at)
    return operations.import_items(read.rows, by=actor, at=at)


def _as_json(done: Imported) -> str:
    return json.dumps(
        {
            "added": len(done.added),
            "changed": len(done.changed),
            "unchanged": len(done.unchanged),
            "errors": [
                {"row": one.row, "field": one.field, "message": one.message} for one in done.errors
            ],
        },
        ensure_ascii=False,
    )


def _as_text(done: Imported, *, dry_run: bool) -> str:
    if done.errors:
        lines = [f"{one.row} {one.field}：{one.message}" for one in done.errors]
        return f"有{len(lines)}处错误，什么都没有导入：\n" + "\n".join(lines)
    verb = "将" if dry_run else "已"
    return (
        f"{verb}新增{len(done.added)}条，{verb}改动{len(done.changed)}条，"
        f"未变{len(done.unchanged)}条。"
    )
