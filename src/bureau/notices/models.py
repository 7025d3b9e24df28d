"""What we told people: letters with their numbers and bytes, and messages on their way."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bureau.files.models import Blob


class LetterCounter(models.Model):
    """The last number given for one authority, word and year. Locked at the end of an act."""

    key = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "year"], name="notices_one_counter_a_year"),
        ]


class Letter(models.Model):
    """What was written, frozen; its looks are computed from it and never decide anything.

    ``uid`` is random and stands on the paper as its verification code. ``data`` holds
    names but no identity or telephone numbers.
    """

    append_only: ClassVar[bool] = True

    uid = models.CharField(max_length=16, primary_key=True)
    number = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=60)
    edition = models.CharField(max_length=20)
    sender = models.JSONField()
    authority_code = models.CharField(max_length=18)
    data = models.JSONField()
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=80)
    verify_at = models.CharField(max_length=200)
    trial = models.BooleanField()
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["object_kind", "object_id", "created_at"], name="notices_letter_of_object"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class LetterFile(models.Model):
    """The bytes of a letter, typeset once and kept by their hash."""

    append_only: ClassVar[bool] = True

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="files")
    large = models.BooleanField()
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    size = models.PositiveIntegerField()
    rendered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["letter", "large"], name="notices_typeset_once"),
        ]


class Channel(models.TextChoices):
    SMS = "sms", "短信"
    EMAIL = "email", "电子邮件"
    LETTER = "letter", "邮寄"
    SITE = "site", "站内消息"


class MessageState(models.TextChoices):
    WAITING = "waiting", "等待发送"
    SENT = "sent", "已发送"
    FAILED = "failed", "没有发出，将重试"
    GIVEN_UP = "given_up", "没有发出，请改用其他方式"


class Message(models.Model):
    """One thing to be said to one person; the key makes saying it twice impossible.

    ``to_ref`` is a reference (a sealed contact of ``people``), never a number.
    """

    key = models.CharField(max_length=160, unique=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    to_ref = models.CharField(max_length=80)
    template = models.CharField(max_length=40)
    params = models.JSONField()
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=MessageState.choices)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    left_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="notices_sent_message_says_when",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["not_before"],
                name="notices_message_waiting",
                condition=Q(state__in=["waiting", "failed"]),
            ),
            models.Index(fields=["to_ref", "left_at"], name="notices_message_to"),
            models.Index(fields=["object_kind", "object_id"], name="notices_message_about"),
        ]

    def __str__(self) -> str:
        return self.key
