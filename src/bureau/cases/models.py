"""One submission, its cases, and everything that was done with them."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from bureau.cases.facts import (
    Channel,
    Confirmation,
    DeliveryWish,
    Device,
    MaterialState,
    TypedBy,
    Verdict,
)
from bureau.cases.states import OPEN, UNDELIVERED, State
from bureau.catalogue.elements import Procedure
from bureau.catalogue.models import Edition
from bureau.people.models import Account, Contact, Mandate, Party


def _one_of(column: str, words: Any, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{column}__in": [str(word) for word in words]}),
        name=name,
        violation_error_message=f"{column} 的值不在允许的范围内。",
    )


class Draft(models.Model):
    """What somebody is still writing. The whole content is encrypted: half an ID number is
    personal data too. It follows the newest edition and is found again on another device."""

    uid = models.CharField(max_length=32, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, null=True, on_delete=models.CASCADE, related_name="+")
    item_key = models.CharField(max_length=80)
    office_key = models.CharField(max_length=80)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    visit_uid = models.CharField(max_length=32, blank=True, default="")
    content = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_as = models.OneToOneField(
        "Application", null=True, on_delete=models.SET_NULL, related_name="draft"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["account", "-saved_at"], name="draft_mine"),
            models.Index(
                fields=["visit_uid"],
                name="draft_of_visit",
                condition=Q(submitted_as=None),
            ),
        ]


class DailyNumber(models.Model):
    """The last sequence number given out for one area on one day."""

    area = models.CharField(max_length=6)
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "day"], name="daily_number_once")
        ]


class Application(models.Model):
    """申请: one submission by one party. Its facts are recorded once and never change."""

    number = models.CharField(max_length=30, unique=True)
    uid = models.CharField(max_length=32, unique=True)
    idempotency_key = models.CharField(max_length=64, unique=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    party_name = models.CharField(max_length=200)
    agent = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=12)
    typed_by = models.CharField(max_length=12)
    device = models.CharField(max_length=8)
    by_appointment = models.BooleanField(default=False)
    online = models.BooleanField()
    visit_uid = models.CharField(max_length=32, blank=True, default="")
    received_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    confirmation = models.CharField(max_length=12)
    delivery_wish = models.CharField(max_length=12)
    submitted_at = models.DateTimeField()
    received_under = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    situation = models.JSONField(default=dict)
    care_need = models.CharField(max_length=40, blank=True, default="")
    earlier = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="later")
    corrected_on_the_spot = models.BooleanField(default=False)
    authority_code = models.CharField(max_length=18)
    office_key = models.CharField(max_length=80)
    hall_key = models.CharField(max_length=80, blank=True, default="")
    area = models.CharField(max_length=20)
    source = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            _one_of("channel", Channel, "application_channel"),
            _one_of("typed_by", TypedBy, "application_typed_by"),
            _one_of("device", Device, "application_device"),
            _one_of("confirmation", Confirmation, "application_confirmation"),
            _one_of("delivery_wish", DeliveryWish, "application_delivery_wish"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["party", "-submitted_at"], name="application_of_party"),
            models.Index(fields=["account", "-submitted_at"], name="application_of_account"),
            models.Index(fields=["visit_uid"], name="application_visit"),
        ]


class Case(models.Model):
    """办件: one item of an application, followed to its end. Offices, posts and persons are
    stored as of their day; reorganisation changes none of it."""

    number = models.CharField(max_length=30, unique=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="cases")
    position = models.PositiveSmallIntegerField(default=1)
    item_key = models.CharField(max_length=80)
    item_name = models.CharField(max_length=200)
    party_name = models.CharField(max_length=200)
    procedure = models.CharField(max_length=16)
    received_under = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    accepted_under = models.ForeignKey(
        Edition, null=True, on_delete=models.PROTECT, related_name="+"
    )
    authority_code = models.CharField(max_length=18)
    office_key = models.CharField(max_length=80)
    hall_key = models.CharField(max_length=80, blank=True, default="")
    area = models.CharField(max_length=20)
    office_keys = ArrayField(models.CharField(max_length=80), default=list)
    holder_office = models.CharField(max_length=80)
    holder_account = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by_silence = models.BooleanField(default=False)
    notice_at = models.DateTimeField(null=True)
    notices = models.PositiveSmallIntegerField(default=0)
    examined_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    at_once = models.BooleanField(default=False)
    proposal = models.CharField(max_length=8, blank=True, default="")
    proposal_text = models.TextField(blank=True, default="")
    proposed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    statutory_value = models.PositiveIntegerField(null=True)
    statutory_unit = models.CharField(max_length=14, blank=True, default="")
    statutory_basis = models.CharField(max_length=200, blank=True, default="")
    promise_value = models.PositiveIntegerField(null=True)
    promise_unit = models.CharField(max_length=14, blank=True, default="")
    extension_value = models.PositiveIntegerField(default=0)
    notice_due_at = models.DateTimeField(null=True)
    supplement_due_at = models.DateTimeField(null=True)
    statutory_due_at = models.DateTimeField(null=True)
    promise_due_at = models.DateTimeField(null=True)
    due_provisional = models.BooleanField(default=False)
    calendar_key = models.CharField(max_length=40, blank=True, default="")
    licence_number = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            _one_of("state", State, "case_state"),
            _one_of("procedure", Procedure, "case_procedure"),
            models.UniqueConstraint(fields=["application", "position"], name="case_position"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(accepted_under__isnull=False),
                name="case_accepted_under_an_edition",
                violation_error_message="受理的办件必须记下受理时的事项版本。",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["holder_office", "promise_due_at", "id"],
                name="case_open_work",
                condition=Q(state__in=[str(s) for s in sorted(OPEN)]),
            ),
            models.Index(
                fields=["holder_office", "decided_at", "id"],
                name="case_to_deliver",
                condition=Q(state__in=[str(s) for s in sorted(UNDELIVERED)]),
            ),
            models.Index(
                fields=["holder_account", "promise_due_at", "id"],
                name="case_my_work",
                condition=Q(state__in=[str(s) for s in sorted(OPEN)]),
            ),
            models.Index(
                fields=["notice_due_at"],
                name="case_notice_due",
                condition=Q(state__in=["received", "awaiting_correction"]),
            ),
            models.Index(fields=["area", "accepted_at"], name="case_area_accepted"),
            models.Index(fields=["area", "decided_at"], name="case_area_decided"),
            models.Index(fields=["area", "received_at"], name="case_area_received"),
            GinIndex(fields=["office_keys"], name="case_offices"),
        ]


class CaseAct(models.Model):
    """One act on a case: who, in which post and office, when, on what ground. Append-only."""

    append_only = True

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=30)
    from_state = models.CharField(max_length=20, blank=True, default="")
    to_state = models.CharField(max_length=20)
    at = models.DateTimeField()
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=120)
    post = models.CharField(max_length=120, blank=True, default="")
    office_key = models.CharField(max_length=80, blank=True, default="")
    office_name = models.CharField(max_length=120, blank=True, default="")
    text = models.TextField(blank=True, default="")
    basis = models.TextField(blank=True, default="")
    facts = models.JSONField(default=dict)
    letter_uid = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["case", "id"], name="case_act_order"),
            models.Index(fields=["account", "-id"], name="case_act_of_account"),
        ]


class SubmittedMaterial(models.Model):
    """A material as it stands to one application; what was handed in is frozen by hash."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="materials")
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    necessary = models.BooleanField(default=True)
    state = models.CharField(max_length=12)
    files = models.JSONField(default=list)
    copies = models.PositiveSmallIntegerField(default=0)
    provider = models.CharField(max_length=120, blank=True, default="")
    verdict = models.CharField(max_length=12, default=Verdict.UNJUDGED)
    defect = models.TextField(blank=True, default="")
    judged_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "key"], name="material_once"),
            _one_of("state", MaterialState, "material_state"),
            _one_of("verdict", Verdict, "material_verdict"),
        ]


class Finding(models.Model):
    """What a reviewer found for one review point; append-only, the latest line counts."""

    append_only = True

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="findings")
    point_key = models.CharField(max_length=80)
    verdict = models.CharField(max_length=8)
    note = models.TextField(blank=True, default="")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            _one_of("verdict", ("pass", "fail", "na"), "finding_verdict"),
        ]
        indexes: ClassVar = [models.Index(fields=["case", "point_key", "-id"], name="finding_last")]


class Pause(models.Model):
    """A special procedure that stops the clock: ground, start, end, written notice."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pauses")
    ground = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    days_told = models.PositiveIntegerField(null=True)
    approved_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    letter_uid = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None), name="one_open_pause"
            ),
        ]


class CodeTry(models.Model):
    """Wrong query codes for one number, so that few tries stay few."""

    number = models.CharField(max_length=30, unique=True)
    tries = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)


class ToldUpTo(models.Model):
    """How far the acts of cases were read to tell applicants of them."""

    name = models.CharField(max_length=20, unique=True)
    last_id = models.BigIntegerField(default=0)
