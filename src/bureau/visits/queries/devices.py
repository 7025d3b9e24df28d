"""Which devices a hall has, and which of them is asking."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bureau.audit.actors import Actor
from bureau.visits.devices import digest, holds
from bureau.visits.models import Device, Visit
from bureau.visits.states import State
from bureau.visits.words import DeviceKind


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """A device as its own pages and the page of its hall know it."""

    uid: str
    kind: str
    kind_label: str
    name: str
    hall_key: str
    hall_name: str
    window: str
    invited_at: datetime
    invited_until: datetime | None
    opened_at: datetime | None
    retired_at: datetime | None

    def as_actor(self) -> Actor:
        """The device as the record names it."""
        return Actor.device(f"device:{self.uid}", self.name, self.hall_name)


def device_that_holds(uid: str, secret: str, *, kind: str) -> DeviceFacts | None:
    """The device of that kind if this is its secret and it is still in use."""
    row = (
        Device.objects.select_related("hall", "window")
        .filter(uid=uid, kind=kind, retired_at__isnull=True)
        .first()
    )
    return _facts(row) if row is not None and holds(row.secret_digest, secret) else None


def invited_device(invitation: str, *, at: datetime) -> DeviceFacts | None:
    """The device whose link this is, while the link is good."""
    row = (
        Device.objects.select_related("hall", "window")
        .filter(
            invitation_digest=digest(invitation), retired_at__isnull=True, invited_until__gte=at
        )
        .first()
    )
    return _facts(row) if row is not None else None


def devices_of(hall_key: str) -> tuple[DeviceFacts, ...]:
    """The devices of a hall that are not retired, by kind and age."""
    rows = Device.objects.select_related("hall", "window").filter(
        hall__key=hall_key, retired_at__isnull=True
    )
    return tuple(_facts(row) for row in rows.order_by("kind", "invited_at"))


@dataclass(frozen=True, slots=True)
class JustServed:
    """Who was served last at a window: the ticket, never the person."""

    uid: str
    ticket_no: str
    ended_at: datetime


def just_served(
    hall_key: str, window: str, *, at: datetime, within: timedelta
) -> JustServed | None:
    """The last visit that was finished at a window, if it is that fresh."""
    visit = (
        Visit.objects.filter(
            hall__key=hall_key,
            window__number=window,
            state=State.FINISHED,
            ended_at__gt=at - within,
            ended_at__lte=at,
        )
        .order_by("-ended_at")
        .first()
    )
    if visit is None or visit.ended_at is None:
        return None
    return JustServed(uid=visit.uid, ticket_no=visit.ticket_no, ended_at=visit.ended_at)


def _facts(row: Device) -> DeviceFacts:
    return DeviceFacts(
        uid=row.uid,
        kind=row.kind,
        kind_label=DeviceKind(row.kind).label,
        name=row.name,
        hall_key=row.hall.key,
        hall_name=row.hall.name,
        window=row.window.number if row.window else "",
        invited_at=row.invited_at,
        invited_until=row.invited_until,
        opened_at=row.opened_at,
        retired_at=row.retired_at,
    )
