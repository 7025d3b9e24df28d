"""Are the tables of a DMN file complete and free of conflict? For operators and programs."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bureau.criteria import tablefiles
from bureau.criteria.rules.proof import check_table
from bureau.refusal import Refusal

FOUND, BAD_USAGE = 1, 2


class Command(BaseCommand):
    help = "证明 DMN 文件里的每张决策表没有空缺、没有冲突；有的话各给一个例子。不用数据库。"
    needs_database = False
    requires_system_checks: list[str] = []  # noqa: RUF012  (Django's own form)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.dmn", help="DMN 1.3 文件")
        parser.add_argument("--json", action="store_true", help="每张表输出一行 JSON")

    def handle(self, **options: Any) -> None:
        try:
            document = tablefiles.read_file(Path(options["file"]))
        except Refusal as refusal:
            if options["json"]:
                self.stdout.write(json.dumps({"error": refusal.message}, ensure_ascii=False))
            raise CommandError(refusal.message, returncode=BAD_USAGE) from refusal
        flawed = []
        for table in document.tables:
            proof = check_table(table)
            if options["json"]:
                self.stdout.write(json.dumps(tablefiles.proof_fields(proof), ensure_ascii=False))
            else:
                self.stdout.write("\n".join(tablefiles.in_sentences(proof)))
            if not proof.sound:
                flawed.append(f"“{table.name}”")
        if flawed:
            raise CommandError(f"还不能发布：{'、'.join(flawed)}。", returncode=FOUND)
