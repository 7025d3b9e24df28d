"""A hall is a place with hours and windows, staffed by several offices."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bureau.offices.models.places import Office
from bureau.offices.words import Level, WindowKind


class Hall(models.Model):
    key = models.TextField(unique=True)
    name = models.TextField()
    level = models.TextField(choices=Level)
    area = models.TextField()
    address = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    traffic = models.TextField(blank=True)
    help = models.TextField(blank=True)
    """What helps people who need it: ramp, wheelchair, sign language, reading aid."""
    host = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="hosted_halls")
    """The office that keeps the hall; first among those that staff it."""
    offices = models.ManyToManyField(Office, related_name="halls")
    order = models.PositiveIntegerField(default=0)
    mark = models.TextField(default="general")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["area", "order"], name="offices_halls_of_area")]


class HallHours(models.Model):
    """The sessions of one season. ``from_month_day`` > ``to_month_day`` runs over New Year."""

    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="hours")
    season = models.TextField()
    from_month_day = models.CharField(max_length=5, default="01-01")
    to_month_day = models.CharField(max_length=5, default="12-31")
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    """1 = Monday … 7 = Sunday; empty: every working day."""
    sessions = models.JSONField()
    """``[["09:00", "12:00"], ["13:00", "17:00"]]``; the end is no longer inside."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="offices_hours_month_days_are_written_so",
                condition=Q(from_month_day__regex=r"^[01]\d-[0-3]\d$")
                & Q(to_month_day__regex=r"^[01]\d-[0-3]\d$"),
                violation_error_message="季节的起止应写作“月-日”，如 05-01。",
            ),
            models.CheckConstraint(
                name="offices_hours_end_after_they_begin",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="作息时间的终止日不能早于起始日。",
            ),
        ]


class Window(models.Model):
    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="windows")
    number = models.TextField()
    """As painted above it: ``08``."""
    name = models.TextField()
    kind = models.TextField(choices=WindowKind)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="windows")
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["hall", "number"],
                name="offices_window_number_once_in_a_hall",
                violation_error_message="同一大厅里窗口号不能重复。",
            ),
        ]
