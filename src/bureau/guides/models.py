"""What the night found wrong with the guides."""

from typing import ClassVar

from django.db import models


class NightlyCheck(models.Model):
    """One night's look at every guide in force: counts by rule, and by item."""

    day = models.DateField(unique=True)
    at = models.DateTimeField()
    guides = models.PositiveIntegerField()
    errors = models.PositiveIntegerField()
    warnings = models.PositiveIntegerField()
    disagreeing = models.PositiveIntegerField()
    """Items of which some screen says something else than the catalogue."""
    by_rule = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-day"]

    def __str__(self) -> str:
        return f"{self.day}: {self.errors}/{self.warnings}"
