"""Contents by their hash, and who handed in which of them, when, for whom."""

import uuid
from typing import ClassVar

from django.db import models


class BlobState(models.TextChoices):
    QUARANTINE = "quarantine", "等待查毒"
    CLEAN = "clean", "查毒通过"
    UNSCANNED = "unscanned", "未查毒"  # no scanner is configured here
    REFUSED = "refused", "已停用"


class Blob(models.Model):
    """One content, stored once under its SHA-256 however often it is handed in."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=8)
    state = models.CharField(max_length=10, choices=BlobState.choices)
    reason = models.TextField(blank=True)
    stored_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="files_blob_is_named_by_its_hash",
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$") & models.Q(size__gt=0),
            ),
            models.CheckConstraint(
                name="files_refused_blob_has_a_reason",
                condition=~models.Q(state="refused") | ~models.Q(reason=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["stored_at"],
                name="files_blob_waiting",
                condition=models.Q(state="quarantine"),
            ),
        ]

    def __str__(self) -> str:
        return self.sha256


class Upload(models.Model):
    """A content as one person handed it in; nobody sees that others have the same.

    ``owner_account``, ``for_party`` and ``purpose`` are texts of the rooms above: who
    sent it, for whom, for which material of which draft.
    """

    append_only: ClassVar[bool] = True

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="uploads")
    original_name = models.CharField(max_length=160)
    owner_account = models.CharField(max_length=80)
    for_party = models.CharField(max_length=80, blank=True)
    purpose = models.CharField(max_length=160)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner_account", "for_party", "purpose", "blob"],
                name="files_same_file_handed_in_once",
            ),
        ]

    def __str__(self) -> str:
        return self.original_name
