"""What a figure is held against, and which items it speaks of. The figures themselves are
read from the facts each time."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bureau.supervision.rules import Comparison


class Target(models.Model):
    """The target of an indicator from a day on, as an exact fraction. Append-only: another
    target is another row with a later day."""

    append_only = True

    indicator = models.CharField(max_length=40)
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()
    comparison = models.CharField(max_length=10)
    valid_from = models.DateField()
    source = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "valid_from"],
                name="supervision_one_target_from_a_day",
                violation_error_message="这个指标从这一天起已经有目标。",
            ),
            models.CheckConstraint(
                condition=Q(denominator__gte=1),
                name="supervision_target_is_a_fraction",
                violation_error_message="目标的分母至少是 1。",
            ),
            models.CheckConstraint(
                condition=Q(comparison__in=[str(one) for one in Comparison]),
                name="supervision_target_comparison",
                violation_error_message="目标只能是“不低于”或“不高于”。",
            ),
        ]


class GroupItem(models.Model):
    """An item that belongs to a named group, such as the founding of enterprises."""

    group = models.CharField(max_length=40)
    item_key = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "item_key"],
                name="supervision_item_once_in_a_group",
                violation_error_message="这个事项已经在这一组里。",
            ),
        ]
