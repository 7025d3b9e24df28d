"""Invitations to rate, one per service event, and the ratings given."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bureau.cases.models import Case
from bureau.feedback.events import KINDS
from bureau.feedback.grades import Grade


class Invitation(models.Model):
    """One service event that may be rated: what happened, who served, and a secret token."""

    event = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=12)
    token = models.CharField(max_length=32, unique=True)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="invitations")
    visit_uid = models.CharField(max_length=32, blank=True, default="")
    item_key = models.CharField(max_length=80, blank=True, default="")
    item_name = models.CharField(max_length=200, blank=True, default="")
    area = models.CharField(max_length=20)
    office_key = models.CharField(max_length=80)
    office_name = models.CharField(max_length=120, blank=True, default="")
    served_by = models.CharField(max_length=40, blank=True, default="")
    served_at = models.DateTimeField()
    invited_at = models.DateTimeField()
    skipped_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="invitation_kind"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "served_at"], name="invitation_of_case"),
            models.Index(fields=["visit_uid"], name="invitation_of_visit"),
            models.Index(fields=["area", "served_at"], name="invitation_area"),
        ]


class Rating(models.Model):
    """One rating: first or follow-up. A follow-up never overwrites; both stay, with their
    times. Append-only."""

    append_only = True

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="ratings")
    turn = models.CharField(max_length=10)
    grade = models.CharField(max_length=20)
    options = ArrayField(models.CharField(max_length=3), default=list)
    words = models.TextField(blank=True, default="")
    channel = models.CharField(max_length=12)
    request_key = models.TextField(blank=True, default="")
    """Given by who sent the press of the button: sent twice, it is one rating."""
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invitation", "turn"], name="rated_once_per_turn"),
            models.UniqueConstraint(
                fields=["request_key"],
                condition=~Q(request_key=""),
                name="rating_once_per_press",
            ),
            models.CheckConstraint(
                condition=Q(turn__in=["first", "follow_up"]), name="rating_turn"
            ),
            models.CheckConstraint(
                condition=Q(grade__in=[str(grade) for grade in Grade]), name="rating_grade"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["at"], name="rating_at")]


class Verification(models.Model):
    """What was found when a bad rating was looked into: by whom, when. Append-only; the
    latest counts."""

    append_only = True

    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="verifications")
    founded = models.BooleanField()
    words = models.TextField()
    account = models.CharField(max_length=40)
    person_name = models.CharField(max_length=120)
    post = models.CharField(max_length=120, blank=True, default="")
    office_name = models.CharField(max_length=120, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="verification_says_what_was_found",
                violation_error_message="核实要写明查到了什么。",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["rating", "-id"], name="verification_last")]


class Reading(models.Model):
    """How far this room has read the acts of cases (by number) and the visits (by time)."""

    name = models.CharField(max_length=20, unique=True)
    last_id = models.BigIntegerField(default=0)
    last_at = models.DateTimeField(null=True)
