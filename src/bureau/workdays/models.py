"""The holiday arrangements, edition by edition, and the clock of a trial city."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class CalendarEdition(models.Model):
    """All arrangements known at a time. A new notice makes a new edition, never a change.

    In force is the edition with the highest number that was put in force; there is always
    at most one. ``years`` are those whose notice is known.
    """

    key = models.CharField(max_length=40, unique=True)
    number = models.PositiveIntegerField(unique=True)
    years = ArrayField(models.PositiveSmallIntegerField())
    published_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    loaded_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="workdays_edition_numbers_begin_at_one",
                violation_error_message="日历版本从 1 编号。",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class DayKind(models.TextChoices):
    WORKING = "working", "调休上班"
    HOLIDAY = "holiday", "放假"


class CalendarDay(models.Model):
    """A day that a notice names; every other day follows its weekday."""

    append_only = True

    edition = models.ForeignKey(CalendarEdition, on_delete=models.PROTECT, related_name="days")
    notice_year = models.PositiveSmallIntegerField()
    day = models.DateField()
    kind = models.CharField(max_length=8, choices=DayKind.choices)
    festival = models.CharField(max_length=20)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "day"],
                name="workdays_day_once_per_edition",
                violation_error_message="这一天在本版日历里已经有了。",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DayKind.values),
                name="workdays_day_kind_known",
                violation_error_message="只能是放假或调休上班。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"


class Mode(models.TextChoices):
    TRIAL = "trial", "演示"
    REAL = "real", "正式"


class CityClock(models.Model):
    """What this database is, for ever, and how far a trial city runs ahead of the world.

    One row. The mode never changes and the offset only grows: the database refuses
    anything else (migration ``0002``).
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    mode = models.CharField(max_length=5, choices=Mode.choices)
    offset_seconds = models.BigIntegerField(default=0)
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="workdays_one_city_clock",
                violation_error_message="一个数据库只有一个城市时钟。",
            ),
            models.CheckConstraint(
                condition=Q(mode=Mode.TRIAL, offset_seconds__gte=0)
                | Q(mode=Mode.REAL, offset_seconds=0),
                name="workdays_real_time_in_real_mode",
                violation_error_message="正式运行只用真实时间。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_mode_display()} +{self.offset_seconds} s"
