"""Django's own, followed by what a table needs before the program may use it."""

from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate


class Command(migrate.Command):
    help = f"{migrate.Command.help} Then grants the program's role its rights."

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):
            call_command("createcachetable", verbosity=0)
            call_command("protect_tables", verbosity=0)
