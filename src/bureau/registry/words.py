"""What states an entry of the register may have, and how they are said."""

from django.db.models import TextChoices


class LicenceState(TextChoices):
    VALID = "valid", "有效"
    ENDED = "ended", "已注销"
    REVOKED = "revoked", "已撤销"
    REPLACED = "replaced", "已换发"
    CHANGED = "changed", "已变更"
    RENEWED = "renewed", "已延续"


SUPERSEDED = frozenset({LicenceState.REPLACED, LicenceState.CHANGED, LicenceState.RENEWED})
"""A later version of the same entry stands in its place."""


class NoteKind(TextChoices):
    """States noted on an entry that goes on being valid."""

    DORMANT = "dormant", "歇业"
