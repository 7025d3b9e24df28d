"""What was loaded last."""

from bureau.catalogue.models import LoadStamp


def is_loaded(name: str, digest: str) -> bool:
    """Whether exactly this reference data was the last to be loaded under that name."""
    return LoadStamp.objects.filter(name=name, digest=digest).exists()
