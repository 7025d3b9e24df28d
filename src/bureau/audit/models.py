"""The record: lines that nobody can change, and the head of each of their chains."""

from typing import ClassVar

from django.db import models


class ChainHead(models.Model):
    """Where a chain stands. Locked last in every transaction, by number."""

    chain = models.PositiveSmallIntegerField(primary_key=True)
    seq = models.BigIntegerField(default=0)
    hash = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="audit_head_is_a_chain", condition=models.Q(chain__gte=0, chain__lt=64)
            ),
        ]


class AuditLine(models.Model):
    """One act. Partitioned by the month of ``recorded_at``; the table itself is made by
    hand in the migration, because Django cannot partition.

    ``written_in`` is the number of the database transaction: whoever reads lines in
    order stops before the oldest transaction still running, and misses none.
    """

    append_only: ClassVar[bool] = True

    pk = models.CompositePrimaryKey("chain", "seq", "recorded_at")
    chain = models.PositiveSmallIntegerField()
    seq = models.BigIntegerField()
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor_id = models.TextField()
    actor_name = models.TextField()
    actor_post = models.TextField()
    actor_office = models.TextField()
    act = models.TextField()
    object_kind = models.TextField()
    object_id = models.TextField()
    source = models.TextField()
    facts = models.JSONField()
    digest = models.TextField()
    previous = models.TextField()
    hash = models.TextField()
    written_in = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["object_kind", "object_id", "happened_at"], name="audit_line_of_object"
            ),
            models.Index(fields=["actor_id", "happened_at"], name="audit_line_of_actor"),
        ]


class DailyRoot(models.Model):
    """One hash over all chains at the end of a day, chained to the day before it."""

    append_only: ClassVar[bool] = True

    day = models.DateField(primary_key=True)
    closed_at = models.DateTimeField()
    lines = models.BigIntegerField()
    heads = models.JSONField()
    root = models.TextField()
    previous = models.TextField()
    hash = models.TextField()
