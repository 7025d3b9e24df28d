"""What the night found wrong with the guides, and which laws changed under them."""

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


class LawChange(models.Model):
    """One article that changed: its words before and after, and who relied on it then."""

    append_only = True

    document = models.TextField()
    article = models.TextField()
    old_text = models.TextField()
    new_text = models.TextField()
    published_on = models.DateField()
    """The day the upper document was published: from here the days to our update run."""
    valid_from = models.DateField()
    marked_by = models.TextField()
    marked_at = models.DateTimeField()
    items = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.document} {self.article}"
