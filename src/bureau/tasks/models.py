"""One small thing somebody must do by a day, whatever room it comes from."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class Task(models.Model):
    """Rectification, self-check, order, need or problem: owner, day, evidence, source.

    Other rooms are named by plain texts, so that a task can be about anything.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=80)
    owner_account = models.CharField(max_length=40, blank=True)
    owner_office = models.CharField(max_length=40, blank=True)
    excluded_account = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    evidence = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "object_kind", "object_id", "source"],
                condition=Q(done_at=None),
                name="tasks_same_task_open_once",
            ),
            models.CheckConstraint(
                name="tasks_somebody_owns_it",
                condition=~Q(owner_account="") | ~Q(owner_office=""),
                violation_error_message="待办必须有人或单位负责。",
            ),
            models.CheckConstraint(
                name="tasks_not_owned_by_whom_it_is_about",
                condition=Q(excluded_account="") | ~Q(owner_account=models.F("excluded_account")),
                violation_error_message="这项待办不能由当事人自己办理。",
            ),
            models.CheckConstraint(
                name="tasks_done_with_an_outcome",
                condition=Q(done_at=None) | ~Q(outcome=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["owner_account", "due_at"],
                name="tasks_open_of_person",
                condition=Q(done_at=None),
            ),
            models.Index(
                fields=["owner_office", "due_at"],
                name="tasks_open_of_office",
                condition=Q(done_at=None),
            ),
            models.Index(fields=["object_kind", "object_id"], name="tasks_of_object"),
        ]

    def __str__(self) -> str:
        return self.subject
