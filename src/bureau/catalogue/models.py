"""What may be asked for, everything common to it from a day on, and who carries it out."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from bureau.catalogue.elements import Procedure, Stage

A_DAY = timedelta(days=1)
"""What ends a day before it begins was replaced on its first day and never governed one."""

NOT_ENTERED = "未录入"
"""The mark of a legal text whose words nobody has entered yet."""


class Item(models.Model):
    """事项: our own stable key; codes are attributes of the edition."""

    key = models.TextField(unique=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="item_key_is_plain",
                condition=Q(key__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                violation_error_message="事项的键只能用小写字母、数字和连字符。",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class EditionQuerySet(models.QuerySet["Edition"]):
    def on(self, day: date) -> Self:
        """Editions that govern a submission of that day."""
        return self.filter(
            Q(valid_to=None) | Q(valid_to__gte=day),
            valid_from__lte=day,
            status__in=[
                Edition.Status.IN_FORCE,
                Edition.Status.REPLACED,
                Edition.Status.WITHDRAWN,
            ],
        )


class Edition(models.Model):
    """事项版本: valid from its first day to its last; both days belong to it.

    Once it has been in force its content never changes; a trigger of the database refuses.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        IN_FORCE = "in_force", "在用"
        REPLACED = "replaced", "已由新版代替"
        SUSPENDED = "suspended", "暂停"
        WITHDRAWN = "withdrawn", "取消"

    item = models.ForeignKey(Item, models.PROTECT, related_name="editions")
    number = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    status = models.TextField(choices=Status.choices, default=Status.DRAFT)
    procedure = models.TextField(choices=[(one.value, one.value) for one in Procedure])
    stage = models.TextField(choices=[(one.value, one.value) for one in Stage])
    name = models.TextField()
    content = models.JSONField()
    content_hash = models.TextField()
    approved_by = models.TextField(default="")
    seconded_by = models.TextField(default="")
    approved_at = models.DateTimeField(null=True)
    trial = models.BooleanField(default=False)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(default="")
    ground_document = models.TextField(default="")
    ground_article = models.TextField(default="")
    version = models.PositiveIntegerField(default=0)
    proposed_by = models.TextField(default="")
    proposer = models.TextField(default="")
    proposed_at = models.DateTimeField(null=True)
    returned_because = models.TextField(default="")
    ended_because = models.TextField(default="")

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="edition_number_once",
                fields=["item", "number"],
                violation_error_message="这个事项已有同一版次。",
            ),
            models.CheckConstraint(
                name="edition_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from") - A_DAY),
                violation_error_message="版本的截止日不能早于启用日。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.number}"


class EditionChange(models.Model):
    """One change of a draft at one place: what stood there before, what stands there now.

    Changes of one person at one place within some minutes are one; the last can be undone.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="changes")
    place = models.TextField()
    title = models.TextField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    position_before = models.IntegerField(default=-1)
    position_after = models.IntegerField(default=-1)
    by_id = models.TextField()
    by_name = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["edition", "-id"], name="edition_change_last")]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.place}"


class EditionPresence(models.Model):
    """Who has a draft open, and since when nothing was heard of them."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="present")
    account_id = models.TextField()
    name = models.TextField()
    place = models.TextField(default="")
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="edition_presence_once",
                fields=["edition", "account_id"],
                violation_error_message="已经记下您在编这一版。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.name}"


class Closing(models.Model):
    """取消事项: proposed by one person, confirmed by a second; with successors it is split
    into them or merged with others into one, without them the approval is abolished."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="closings")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    last_day = models.DateField()
    reason = models.TextField()
    ground_document = models.TextField()
    ground_article = models.TextField(default="")
    successors = models.JSONField(default=list)
    proposed_by = models.TextField()
    proposer = models.TextField()
    proposed_at = models.DateTimeField()
    seconder = models.TextField(default="")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="closing_once",
                fields=["item"],
                violation_error_message="这个事项已经有一份取消的提议或决定。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.last_day}"


class ListingQuerySet(models.QuerySet["Listing"]):
    def on(self, day: date) -> Self:
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class Listing(models.Model):
    """实施清单: one item as one office of an authority carries it out: where, when and who.

    It may depart from the edition in two ways only, both in the applicant's favour: a
    shorter promise and a material that is not asked for.
    """

    class State(models.TextChoices):
        CLAIMED = "claimed", "已认领"
        CONFIRMED = "confirmed", "已核定"

    item = models.ForeignKey(Item, models.PROTECT, related_name="listings")
    authority_code = models.TextField()
    office_key = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    halls = models.JSONField(default=list)
    phones = models.JSONField(default=dict)
    step_handlers = models.JSONField(default=dict)
    promise_value = models.PositiveSmallIntegerField(null=True)
    promise_unit = models.TextField(default="")
    waived = models.JSONField(default=list)
    state = models.TextField(choices=State.choices, default=State.CLAIMED)
    claimed_by = models.TextField(default="")
    confirmed_by = models.TextField(default="")
    outside_because = models.TextField(default="")  # approved: not taken in at a hall, and why

    objects = ListingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="listing_once_per_office",
                fields=["item", "office_key"],
                condition=Q(valid_to=None),
                violation_error_message="这个单位已经认领了这个事项。",
            ),
            models.CheckConstraint(
                name="listing_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from") - A_DAY),
                violation_error_message="截止日不能早于起始日。",
            ),
            models.CheckConstraint(
                name="listing_promise_has_its_unit",
                condition=Q(promise_value=None, promise_unit="")
                | (Q(promise_value__isnull=False) & ~Q(promise_unit="")),
                violation_error_message="承诺时限要写明数值和单位。",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["office_key", "item"], name="listing_of_office")]

    def __str__(self) -> str:
        return f"{self.office_key}/{self.item_id}"


class LegalDocument(models.Model):
    """A law, regulation, rule or notice, under the short name that bases use."""

    short_name = models.TextField(unique=True)
    title = models.TextField()
    number = models.TextField(default="")
    kind = models.TextField(default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return self.short_name


class LegalText(models.Model):
    """One article in its exact words, from a day on. No words yet: mark 未录入."""

    document = models.ForeignKey(LegalDocument, models.PROTECT, related_name="texts")
    article = models.TextField()
    text = models.TextField(default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.TextField(default="")
    mark = models.TextField(default=NOT_ENTERED)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="legal_text_once",
                fields=["document", "article", "valid_from"],
                nulls_distinct=False,
                violation_error_message="这一条已经录入。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.article}"


class LoadStamp(models.Model):
    """What of the reference data was loaded last, so that loading it again is quick."""

    name = models.TextField(primary_key=True)
    digest = models.TextField()
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


# Tables of a part of this room that has its own modules.
from bureau.catalogue.sameness import models as sameness  # noqa: E402, F401
