from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bureau.audit.actors import Actor
from bureau.refusal import Refusal
from bureau.workdays import clock, operations


class Command(BaseCommand):
    help = "每次启动时校对城市时钟：演示城市总在上班时间开门；正式运行只用真实时间。"

    def handle(self, **options: Any) -> None:
        try:
            # The only place that takes the world's time although the city has its own.
            operations.start_city_clock(by=Actor.system("启动"), at=timezone.now())
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        self.stdout.write(f"现在是 {clock.now():%Y-%m-%d %H:%M}。")
