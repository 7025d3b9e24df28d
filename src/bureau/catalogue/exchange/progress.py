"""How far a reading is, told to whoever waits for it on another connection.

A small file beside the data, because the reading and the asking are two requests, maybe
of two processes, and a transaction would hide it until the end.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from bureau.catalogue.exchange.workbook import Tell


@dataclass(frozen=True, slots=True)
class Progress:
    what: str
    done: int
    of: int


def _place(uid: str) -> Path:
    return Path(settings.DATA_FOLDER) / "run" / f"workbook-{UUID(uid)}.json"


def teller(uid: str) -> Tell:
    """Writes down how far the reading of this upload is."""
    place = _place(uid)
    place.parent.mkdir(parents=True, exist_ok=True)

    def tell(what: str, done: int, of: int) -> None:
        unfinished = place.with_suffix(".part")
        unfinished.write_text(json.dumps(asdict(Progress(what, done, of))), encoding="utf-8")
        unfinished.replace(place)

    return tell


def read(uid: str) -> Progress | None:
    try:
        return Progress(**json.loads(_place(uid).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return None


def forget(uid: str) -> None:
    with suppress(FileNotFoundError):
        _place(uid).unlink()
