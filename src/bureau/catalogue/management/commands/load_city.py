import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from bureau.catalogue.city_listings import LISTINGS, load_listings
from bureau.offices.city import CityTrouble, load_city
from bureau.people.queries import account_named
from bureau.workdays import clock


class Command(BaseCommand):
    help = "装载一座城市：机关、机构、大厅、窗口、人员、授权、实施清单。重复装载不会改变什么。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", type=Path, nargs="?", default=Path(settings.CITY_FOLDER), help="城市文件夹"
        )
        parser.add_argument("--by", required=True, help="装载人（系统管理员）的工号")
        parser.add_argument("--json", action="store_true", help="每个文件输出一个 JSON 对象")

    def handle(
        self,
        *,
        folder: Path,
        by: str,
        **options: Any,
    ) -> None:
        if not folder.is_dir():
            raise CommandError(f"没有文件夹 {folder}。", returncode=2)
        trial = settings.TRIAL
        at = clock.now()
        try:
            done = load_city(
                folder,
                by=by,
                trial=trial,
                password=settings.TRIAL_PASSWORD if trial else "",
                at=at,
            )
            account = account_named(by)
            if account is None:
                raise CommandError(f"没有工号为 {by} 的在用账号。", returncode=1)
            added, changed, unchanged = load_listings(folder, by=account.as_actor(), at=at)
        except CityTrouble as trouble:
            raise CommandError(str(trouble), returncode=1) from trouble
        counts = {
            **done.counts,
            LISTINGS: {"added": added, "changed": changed, "unchanged": unchanged},
        }
        for file, count in counts.items():
            self.stdout.write(
                json.dumps({"file": file} | count, ensure_ascii=False)
                if options["json"]
                else f"{file}：新增 {count['added']}，改动 {count['changed']}，"
                f"未变 {count['unchanged']}。"
            )
