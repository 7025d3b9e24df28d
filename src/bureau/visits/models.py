"""A visit is one person's coming: planned, in line, at a window, ended. Its past only grows."""

import secrets
from datetime import UTC, datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bureau.offices.models import Hall, Window
from bureau.people.models import Account
from bureau.visits.rules import InLine
from bureau.visits.states import State
from bureau.visits.words import DeviceKind, Leaving, Need, Outcome, Series, VisitKind

SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""No 0 o 1 i l: it may be typed from a ticket."""


def new_uid() -> str:
    """14 of 31 signs: nobody guesses the ticket of another."""
    return "".join(secrets.choice(SIGNS) for _ in range(14))


class HallDay(models.Model):
    """One day of one hall. Every act of its queue locks this row first, so the last number,
    the turn of the preferred and the version of the board are always true."""

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="days")
    day = models.DateField()
    numbers = models.JSONField(default=dict)
    """Series → the last number given."""
    others_since_preferred = models.PositiveIntegerField(default=99)
    version = models.PositiveBigIntegerField(default=0)
    """Grows with every change a board could show."""
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hall", "day"], name="visits_one_row_a_day"),
        ]


class Visit(models.Model):
    uid = models.CharField(max_length=14, unique=True, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="visits")
    area = models.TextField()
    day = models.DateField()
    kind = models.TextField(choices=VisitKind)
    series = models.TextField(choices=Series, blank=True)
    ticket_no = models.TextField(blank=True)
    """Repeats daily; empty until an appointment arrives."""
    need = models.TextField(choices=Need, blank=True)
    party_uid = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    """What it is about in plain words; never asked for at the kiosk."""
    state = models.TextField(choices=State)
    planned_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    in_line_since = models.DateTimeField(null=True, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    serving_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    calls = models.PositiveSmallIntegerField(default=0)
    window = models.ForeignKey(
        Window, null=True, blank=True, on_delete=models.PROTECT, related_name="visits"
    )
    clerk = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    for_window = models.ForeignKey(
        Window, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    for_clerk = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.TextField(choices=Outcome, blank=True)
    outcome_ref = models.TextField(blank=True)
    """Number of the case or application, or where the answer or sheet is kept."""
    results = ArrayField(models.TextField(), default=list, blank=True)
    """Numbers of all that came of it; one visit may bring several."""
    leaving = models.TextField(choices=Leaving, blank=True)
    handed_to = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    first_clerk = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """首问: who was asked first stays responsible until somebody named has taken over."""
    request_key = models.TextField(blank=True)
    """Given by who sent the press of the button: sent twice, it is one ticket."""
    lock_version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["hall", "day", "in_line_since"],
                name="visits_in_line",
                condition=Q(state__in=["waiting", "moved"]),
            ),
            models.Index(fields=["hall", "day", "-called_at"], name="visits_lately_called"),
            models.Index(fields=["clerk", "day"], name="visits_of_clerk"),
            models.Index(
                fields=["party_uid", "day"], name="visits_of_party", condition=~Q(party_uid="")
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["hall", "day", "ticket_no"],
                condition=~Q(ticket_no=""),
                name="visits_ticket_once_a_day",
                violation_error_message="今天已经有这个号码。",
            ),
            models.UniqueConstraint(
                fields=["request_key"],
                condition=~Q(request_key=""),
                name="visits_one_ticket_for_one_press",
                violation_error_message="这次取号已经办过了。",
            ),
            models.UniqueConstraint(
                fields=["window"],
                condition=Q(state__in=["called", "serving"]),
                name="visits_one_at_a_window",
                violation_error_message="这个窗口正在接待另一个人。",
            ),
            models.UniqueConstraint(
                fields=["clerk"],
                condition=Q(state__in=["called", "serving"]),
                name="visits_one_at_a_clerk",
                violation_error_message="您正在接待另一个人。",
            ),
            models.CheckConstraint(
                name="visits_who_is_at_a_window_has_one",
                condition=~Q(state__in=["called", "serving"])
                | Q(window__isnull=False, clerk__isnull=False),
                violation_error_message="叫到的号要有窗口和经办人。",
            ),
            models.CheckConstraint(
                name="visits_what_ended_has_an_outcome",
                condition=~Q(state__in=["left", "finished"])
                | (~Q(outcome="") & Q(ended_at__isnull=False)),
                violation_error_message="结束的号要写明结果。",
            ),
            models.CheckConstraint(
                name="visits_who_left_left_for_a_reason",
                condition=~Q(state="left") | (Q(outcome="left") & ~Q(leaving="")),
                violation_error_message="离开要写明原因。",
            ),
            models.CheckConstraint(
                name="visits_hand_over_is_to_somebody_named",
                condition=~Q(outcome="handover") | Q(handed_to__isnull=False),
                violation_error_message="移交要写明接手的同事。",
            ),
        ]

    def in_line(self) -> InLine:
        """What the rule of turns needs to know."""
        return InLine(
            uid=self.uid,
            since=self.in_line_since or datetime.max.replace(tzinfo=UTC),
            need=bool(self.need),
            planned_at=self.planned_at,
            for_window=self.for_window.number if self.for_window else "",
            for_clerk=str(self.for_clerk_id or ""),
        )


class VisitPeriod(models.Model):
    """What a visit was from a moment on, until its next period. Only ever added.

    Partitioned by the month of ``from_at``; the table is made by hand in the migration.
    """

    append_only: ClassVar[bool] = True

    pk = models.CompositePrimaryKey("visit_id", "seq", "from_at")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="periods")
    seq = models.PositiveIntegerField()
    kind = models.TextField(choices=State)
    from_at = models.DateTimeField()
    window = models.TextField(blank=True)
    clerk_id = models.TextField(blank=True)
    act = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["from_at"], name="visits_period_from")]


class Sitting(models.Model):
    """A person at a window, from sitting down to leaving it; locked while away."""

    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="sittings")
    clerk = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sittings")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["window"],
                condition=Q(until__isnull=True),
                name="visits_one_person_at_a_window",
                violation_error_message="这个窗口已经有人在岗。",
            ),
            models.UniqueConstraint(
                fields=["clerk"],
                condition=Q(until__isnull=True),
                name="visits_one_window_for_a_person",
                violation_error_message="您已经在另一个窗口上岗。",
            ),
        ]


class Device(models.Model):
    """A kiosk, board or rating pad of a hall, known by a secret that only it holds.

    The invitation is a link that is good once and for a day; opened on the device it is
    exchanged for the secret. Of both only digests are kept.
    """

    uid = models.CharField(max_length=14, unique=True, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="devices")
    kind = models.TextField(choices=DeviceKind)
    name = models.TextField()
    window = models.ForeignKey(
        Window, null=True, blank=True, on_delete=models.PROTECT, related_name="devices"
    )
    invitation_digest = models.CharField(max_length=64, blank=True)
    invited_until = models.DateTimeField(null=True, blank=True)
    secret_digest = models.CharField(max_length=64, blank=True)
    invited_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["hall", "kind"], name="visits_devices_of_hall")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["invitation_digest"],
                condition=~Q(invitation_digest=""),
                name="visits_invitation_of_one_device",
            ),
            models.CheckConstraint(
                name="visits_pad_stands_at_a_window",
                condition=Q(kind="pad", window__isnull=False)
                | (~Q(kind="pad") & Q(window__isnull=True)),
                violation_error_message="评价器要放在一个窗口，别的设备不属于窗口。",
            ),
        ]
