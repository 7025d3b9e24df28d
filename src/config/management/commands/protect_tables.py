"""Gives the program's database role exactly the rights it needs (design: two roles)."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config import protection


class Command(BaseCommand):
    help = "Grant the program's role its rights; on append-only tables INSERT and SELECT only."

    def handle(self, **options: Any) -> None:
        if settings.PROGRAM_ROLE == settings.OWNER_ROLE:
            self.stderr.write(
                "程序和迁移用的是同一个数据库角色：只增不改的表只靠触发器保护。"
                "请用 DATABASE_OWNER_URL 另设一个属主角色。"
            )
            return
        count = protection.protect_tables()
        if options["verbosity"] > 1:
            self.stdout.write(f"{count.tables} tables, of which {count.append_only} append-only")
