"""``make setup``, once the environment stands."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bureau.refusal import Refusal
from config import preparing


class Command(BaseCommand):
    help = "Migrate, collect static files, load the reference data; only what is missing."

    def handle(self, **options: Any) -> None:
        try:
            preparing.prepare(self.stdout.write)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
