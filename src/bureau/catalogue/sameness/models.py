"""Lists kept elsewhere, what each row of them says, and what came of comparing them."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class ForeignList(models.Model):
    """One list as it was handed in on a day; a later one of the same unit follows it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.TextField()
    """The key of the office whose list it is, or the name of who keeps it outside."""
    name = models.TextField()
    of_office = models.BooleanField()
    upload = models.TextField(unique=True)
    file_name = models.TextField()
    imported_by = models.TextField()
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.imported_at:%Y-%m-%d}"


class ForeignRow(models.Model):
    """One row of such a list; ``item`` is ours once it is matched."""

    source = models.ForeignKey(ForeignList, models.CASCADE, related_name="rows")
    place = models.TextField()
    name = models.TextField()
    item = models.TextField(default="")
    proposed = models.TextField(default="")
    """An item of the same name; a person says whether it is the one."""
    digest = models.TextField()
    said = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="foreign_item_once_in_a_list",
                fields=["source", "item"],
                condition=~Q(item=""),
                violation_error_message="这份清单里已有一行对应这个事项。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Formula(models.Model):
    """Which elements N means, from a moment on; another choice is another version."""

    version = models.TextField()
    elements = models.JSONField()
    chosen_by = models.TextField()
    chosen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.version


class Measured(models.Model):
    """What came of one list on the day it was compared: the trend is made of these."""

    source = models.ForeignKey(ForeignList, models.CASCADE, related_name="measured")
    formula = models.TextField()
    compared = models.PositiveIntegerField()
    same = models.PositiveIntegerField()
    differing = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    orphans = models.PositiveIntegerField()
    measured_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="measured_same_among_compared", condition=Q(same__lte=F("compared"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.same}/{self.compared}"
