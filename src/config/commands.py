"""Running a management command: with the database it needs, under the role it needs."""

import os
import sys
from collections.abc import Sequence

from django.core.management import ManagementUtility
from django.core.management.base import BaseCommand
from django.db import OperationalError

from config import roles
from config.embedded.cluster import CannotStart

# Django's own commands cannot say what they need, so it stands here. Ours declare
# ``needs_database = False`` in their class.
_WITHOUT_DATABASE = {
    "check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help",
    "makemessages", "startapp", "testserver", "version",
}  # fmt: skip
_AS_OWNER = {
    "createcachetable", "flush", "makemigrations", "migrate", "optimizemigration",
    "protect_tables", "showmigrations", "sqlmigrate", "squashmigrations",
}  # fmt: skip


class Utility(ManagementUtility):
    """Django's, which also starts or joins the embedded database before a command needs it."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        command = super().fetch_command(subcommand)
        asked_for_help = {"-h", "--help"} & set(self.argv[2:])
        if not asked_for_help and needs_database(subcommand, command):
            try:
                roles.have_database(as_owner=subcommand in _AS_OWNER)
            except CannotStart as reason:
                sys.stderr.write(f"{reason}\n")
                raise SystemExit(1) from reason
        return command


def needs_database(name: str, command: BaseCommand) -> bool:
    return name not in _WITHOUT_DATABASE and getattr(command, "needs_database", True)


def execute(arguments: Sequence[str]) -> None:
    try:
        Utility(list(arguments)).execute()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except BrokenPipeError:  # who read our output (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(141) from None
    except OperationalError as failure:
        if os.environ.get("SANHUA_DEBUG") == "yes":
            raise
        sys.stderr.write(f"数据库没有答复：{str(failure).strip().splitlines()[0]}\n")
        raise SystemExit(1) from failure
