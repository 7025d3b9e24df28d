"""A database that restarts answers again after a moment; nobody's click should fail for it."""

import time
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base
from psycopg import OperationalError

_PAUSE = 0.2


class DatabaseWrapper(base.DatabaseWrapper):
    """Tries a new connection again for ``DATABASE_PATIENCE`` seconds.

    Only connecting is repeated, never a statement: whether that had been carried out is
    not ours to guess. A wrong password or database name is said at once.
    """

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        until = time.monotonic() + settings.DATABASE_PATIENCE
        while True:
            try:
                return super().get_new_connection(conn_params)
            except OperationalError as failure:
                if time.monotonic() > until or not _passing(failure):
                    raise
                time.sleep(_PAUSE)


def _passing(failure: OperationalError) -> bool:
    """Is the server away or starting, rather than refusing us?"""
    text = str(failure)
    return (
        not any(
            sign in text for sign in ("authentication failed", "does not exist", "no pg_hba.conf")
        )
        or "No such file or directory" in text
    )
