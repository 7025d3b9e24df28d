"""Who holds which post, and who may do what in law."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from bureau.offices.models.places import Office
from bureau.offices.words import Act, Role
from bureau.people.models import Account
from bureau.workdays.clock import day_of


class PostingQuerySet(models.QuerySet["Posting"]):
    def living(self, at: datetime) -> Self:
        """Held at that moment."""
        day = day_of(at)
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
            Q(ended_at__isnull=True) | Q(ended_at__gt=at),
            valid_from__lte=day,
        )


class CompetenceQuerySet(models.QuerySet["Competence"]):
    def living(self, at: datetime) -> Self:
        """In force at that moment."""
        day = day_of(at)
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
            Q(revoked_at__isnull=True) | Q(revoked_at__gt=at),
            valid_from__lte=day,
        )


class Posting(models.Model):
    """A person on a post of an office. One person may hold several.

    ``valid_from`` and ``valid_to`` are days and both belong to it; ``ended_at`` is the
    moment somebody ended it early.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="postings")
    post = models.TextField()
    """The title on the badge."""
    role = models.TextField(choices=Role)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    appointed_by = models.TextField()

    objects = PostingQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["account", "role"], name="offices_posts_of_account"),
            models.Index(fields=["office", "role"], name="offices_posts_of_office"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="offices_posting_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="任职的终止日不能早于起始日。",
            ),
            models.UniqueConstraint(
                fields=["account", "office", "role"],
                condition=Q(ended_at__isnull=True),
                name="offices_one_living_posting_of_a_role",
                violation_error_message="这名人员在这个单位已经有同样的岗位。",
            ),
        ]


class Competence(models.Model):
    """Authority = office × item × act, from a day to a day, by a document.

    ``item_key`` ``*`` means every item. It also reaches the offices below that act in the
    name of the same authority (a bureau's 监管所), never those of another.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="competences")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="competences")
    item_key = models.TextField(default="*")
    act = models.TextField(choices=Act)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    document = models.TextField()
    """The paper by which it was given (授权文件)."""
    granted_by = models.TextField()
    granted_at = models.DateTimeField()

    objects = CompetenceQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["account", "act", "item_key"],
                name="offices_competence_to_act",
                include=["office", "valid_from", "valid_to", "revoked_at"],
            ),
            models.Index(fields=["act", "item_key", "office"], name="offices_who_may"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="offices_competence_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="授权的终止日不能早于起始日。",
            ),
            models.CheckConstraint(
                name="offices_competence_has_a_document",
                condition=~Q(document=""),
                violation_error_message="授权须写明依据的文件。",
            ),
            models.UniqueConstraint(
                fields=["account", "office", "item_key", "act"],
                condition=Q(revoked_at__isnull=True),
                name="offices_one_living_competence",
                violation_error_message="这名人员已经有同样的授权。",
            ),
        ]
