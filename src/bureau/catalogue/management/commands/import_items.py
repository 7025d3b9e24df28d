import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from bureau.audit.actors import Actor
from bureau.catalogue import operations, reference
from bureau.catalogue.authority import staff
from bureau.catalogue.files import Read, read_path
from bureau.catalogue.operations import Imported
from bureau.refusal import Refusal
from bureau.workdays import clock


class Command(BaseCommand):
    help = "导入事项清单（YAML文件或文件夹），全部成功或全部不导。有错退出1，用法不对退出2。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="YAML文件或文件夹")
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
