"""Remembering what was loaded."""

from datetime import datetime

from bureau.audit.operations import operation
from bureau.catalogue.models import LoadStamp


@operation
def stamp(name: str, digest: str, *, at: datetime) -> None:
    """Remember that this reference data is loaded, so that loading it again is quick."""
    LoadStamp.objects.update_or_create(name=name, defaults={"digest": digest, "loaded_at": at})
