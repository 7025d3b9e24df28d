"""The register: licences, entries and filings, who holds them, and the case that gave them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bureau.people.models import Party
from bureau.registry.words import LicenceState, NoteKind


class NumberCounter(models.Model):
    """The last number of one kind of licence in one area; counters leave no holes."""

    kind = models.CharField(max_length=30)
    area = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField(default=0)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "area", "year"], name="licence_counter_once")
        ]


class Licence(models.Model):
    """证照: number, holder, place, scope, validity and the case that gave it.

    One row is one version of an entry as it was given out, and its face never changes: a
    later case that changes, renews or reissues adds a row with the same number, and closes
    the one before. The state on any day follows from the dates.
    """

    number = models.CharField(max_length=60)
    token = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=120)
    item_key = models.CharField(max_length=80)
    holder = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="licences")
    holder_name = models.CharField(max_length=200)
    place = models.CharField(max_length=300, blank=True, default="")
    scope = models.TextField(blank=True, default="")
    authority_code = models.CharField(max_length=18)
    area = models.CharField(max_length=20)
    issued_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=LicenceState.choices, default=LicenceState.VALID)
    ended_on = models.DateField(null=True)
    ended_by_case = models.CharField(max_length=30, blank=True, default="")
    given_by_case = models.CharField(max_length=30, blank=True, default="")
    source = models.CharField(max_length=12, default="case")
    letter_uid = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(state="valid"),
                name="licence_number_once",
                violation_error_message="这个证照编号已经在用。",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="licence_ends_after_it_begins",
                violation_error_message="有效期的截止日早于开始日。",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["holder", "issued_on"], name="licence_of_holder"),
            models.Index(fields=["given_by_case"], name="licence_of_case"),
        ]


class EntryNote(models.Model):
    """A state of an entry over some days, filed by a case; the entry stays valid."""

    append_only = True

    holder = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="entry_notes")
    number = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=NoteKind.choices)
    valid_from = models.DateField()
    valid_to = models.DateField()
    noted_on = models.DateField()
    case_number = models.CharField(max_length=30)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=models.F("valid_from")),
                name="note_ends_after_it_begins",
                violation_error_message="结束日期早于开始日期。",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["number"], name="note_of_entry")]


class ExternalRecord(models.Model):
    """What went to or came from another system: told once, kept with its digest."""

    system = models.CharField(max_length=40)
    number = models.CharField(max_length=80, blank=True, default="")
    object_kind = models.CharField(max_length=20)
    object_id = models.CharField(max_length=60)
    direction = models.CharField(max_length=4, choices=[("in", "收"), ("out", "发")])
    state = models.CharField(max_length=12)
    payload_hash = models.CharField(max_length=64, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["object_kind", "object_id"], name="external_of_object")
        ]
