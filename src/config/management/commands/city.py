"""(Re)build the trial city: offices, people, and some weeks of life."""

import time
from argparse import ArgumentParser
from io import StringIO
from typing import Any

import yaml
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from bureau.cases.queries import lists
from bureau.people import queries as people
from bureau.refusal import Refusal
from bureau.trial.applicants import load_applicants
from bureau.trial.halls import open_halls
from bureau.trial.population import TRIAL
from bureau.trial.simulate import DOORS_OPEN_AT, simulate
from bureau.workdays import clock
from bureau.workdays.operations import start_city_clock
from config import installation, preparing, progress, roles

SEED = 20230404
TOTAL = 2000


class Command(BaseCommand):
    help = "重建演示城市：机构、人员和几周的办件（示例数据；正式运行时拒绝）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="已经有办件就什么都不做")
        parser.add_argument("--total", type=int, default=TOTAL, help="办件数")
        parser.add_argument("--seed", type=int, default=SEED, help="随机种子")

    def handle(self, *, if_empty: bool, total: int, seed: int, **options: Any) -> None:
        if settings.REAL:
            raise CommandError("正式运行不能建演示城市。")
        try:
            installation.ensure_never_real()
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if if_empty and lists.any_case():
            progress.report(0, of=0, doors_open=True)
            start_city_clock(by=TRIAL, at=timezone.now())
            open_halls(seed=seed, now=clock.now())
            return
        began = time.monotonic()
        if not if_empty:
            self._begin_anew()
        progress.report(0, of=total, doors_open=False)
        start_city_clock(by=TRIAL, at=timezone.now())
        call_command(
            "load_city", settings.CITY_FOLDER, by=_first_administrator(), stdout=StringIO()
        )
        load_applicants(settings.CITY_FOLDER, password=settings.TRIAL_PASSWORD, at=clock.now())
        with connection.cursor() as cursor:
            # A city that is lost with the power is built again; nobody's act is in it.
            cursor.execute("set synchronous_commit = off")
        open_halls(seed=seed, now=clock.now())
        played = simulate(
            seed=seed,
            total=total,
            now=clock.now(),
            told=lambda done, of: progress.report(done, of=of, doors_open=done >= DOORS_OPEN_AT),
        )
        progress.report(total, of=total, doors_open=True)
        self.stdout.write(
            f"演示城市建好了：{played.applications} 件申请，{played.acts} 步，"
            f"{time.monotonic() - began:.0f} 秒。"
        )
        for what, times in played.refused.most_common(10):
            self.stdout.write(f"  没办成 {times} 次：{what}")

    def _begin_anew(self) -> None:
        """Everything of the old city goes; nobody real was ever in it."""
        if people.has_trial_accounts() or not lists.any_case():
            roles.use_owner()
            with connection.cursor() as cursor:
                cursor.execute("drop schema public cascade")
                cursor.execute("create schema public")
            preparing.steps()


def _first_administrator() -> str:
    """Who loads the city, as the city itself says."""
    described = yaml.safe_load((settings.CITY_FOLDER / "city.yaml").read_text("utf-8"))
    return str(described["first_administrator"])
