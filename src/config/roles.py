"""Which database role a process works under: the program's, or the owner's for migrations."""

from typing import Any

from django.conf import settings
from django.db import connections

from config.embedded import joining

_WHO_AND_WHERE = ("USER", "PASSWORD", "HOST", "PORT")


def have_database(*, as_owner: bool) -> None:
    """Start or join the embedded database where it is ours, and choose the role.

    Call it before the first query of a process.
    """
    if settings.EMBEDDED_DATABASE:
        joining.join(settings.DATA_FOLDER)
    if as_owner:
        use_owner()


def use_owner() -> None:
    _use(settings.OWNER_DATABASE)


def use_program() -> None:
    _use(settings.PROGRAM_DATABASE)


def _use(wanted: dict[str, Any]) -> None:
    connections["default"].close()
    connections["default"].settings_dict.update({name: wanted[name] for name in _WHO_AND_WHERE})
