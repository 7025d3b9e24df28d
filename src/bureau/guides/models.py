"""What the night found wrong with the guides, and which laws changed under them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


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


class GuideReport(models.Model):
    """What somebody says is wrong in a guide; the answer to it is public."""

    item = models.TextField()
    item_name = models.TextField()
    edition = models.TextField()
    words = models.TextField()
    reported_at = models.DateTimeField()
    reported_on = models.DateField()
    corrected = models.BooleanField(null=True)
    answer = models.TextField(default="")
    answered_by = models.TextField(default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "words", "reported_on"], name="guides_report_sent_once"
            ),
            models.CheckConstraint(
                name="guides_report_answered_whole",
                condition=Q(answered_at=None) | (~Q(answer="") & Q(corrected__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What the reporter keeps: it leads to the answer and says nothing about anybody."""
        return f"ZN-{self.reported_on:%y%m%d}-{self.pk:05d}"
