"""Kiosks, boards and pads: registered by who answers for the hall, opened once, retired."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.offices import queries as offices
from bureau.offices.models import Window
from bureau.offices.words import Role
from bureau.refusal import Refusal
from bureau.visits.devices import digest
from bureau.visits.models import Device, new_uid
from bureau.visits.operations.steps import clerk_of, find_hall
from bureau.visits.refusals import NotAtWindow
from bureau.visits.words import DeviceKind

INVITATION_LASTS = timedelta(hours=24)
LONGEST_NAME = 30


class NoSuchInvitation(Refusal):
    """The link was used, is too old, or never was; the three look the same."""


@dataclass(frozen=True, slots=True)
class Invited:
    """A device and the words of its link, which are shown once and not kept."""

    uid: str
    invitation: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A device and its secret, which goes to the device and is not kept."""

    uid: str
    kind: str
    secret: str


@operation
def invite_device(
    hall_key: str, kind: str, *, name: str, window: str = "", by: Actor, at: datetime
) -> Invited:
    """Register a device; the link is opened on it within a day."""
    hall = find_hall(hall_key)
    ensure_answers_for(hall_key, by=by, at=at)
    if kind not in DeviceKind.values:
        raise Refusal("请选设备的种类。", field="kind")
    place = None
    if kind == DeviceKind.PAD:
        place = Window.objects.filter(hall=hall, number=window).first()
        if place is None:
            raise Refusal("评价器要选放在哪个窗口。", field="window")
    own_name = name.strip() or DeviceKind(kind).label
    if len(own_name) > LONGEST_NAME:
        raise Refusal(f"设备名称最多 {LONGEST_NAME} 个字。", field="name")
    device = Device(
        uid=new_uid(),
        hall=hall,
        kind=kind,
        name=own_name,
        window=place,
        invited_by_id=clerk_of(by),
        invited_at=at,
    )
    return _invite(device, by=by, at=at)


@operation
def invite_again(uid: str, *, by: Actor, at: datetime) -> Invited:
    """A new link for a device that lost its secret; the old secret ends."""
    device = _own(uid, by=by, at=at)
    if device.retired_at is not None:
        raise Refusal("这台设备已经停用。请重新登记一台。")
    device.secret_digest, device.opened_at = "", None
    return _invite(device, by=by, at=at)


@operation
def open_device(invitation: str, *, at: datetime) -> Opened:
    """The link is opened on the device itself: from now on it is known by its secret."""
    device = (
        Device.objects.select_for_update(no_key=True, of=("self",))
        .select_related("hall")
        .filter(invitation_digest=digest(invitation), retired_at__isnull=True)
        .first()
    )
    if device is None or device.invited_until is None or at > device.invited_until:
        raise NoSuchInvitation("这个启用链接用过了，或者过期了。请大厅负责人重新生成一个。")
    secret = secrets.token_urlsafe(32)
    device.secret_digest = digest(secret)
    device.invitation_digest, device.invited_until = "", None
    device.opened_at = at
    device.save()
    _line("device.opened", device, by=Actor.system("设备启用"), at=at)
    return Opened(uid=device.uid, kind=device.kind, secret=secret)


@operation
def retire_device(uid: str, *, by: Actor, at: datetime) -> None:
    """The device shows nothing any more; again is harmless."""
    device = _own(uid, by=by, at=at)
    if device.retired_at is not None:
        return
    device.retired_at = at
    device.secret_digest = device.invitation_digest = ""
    device.invited_until = None
    device.save()
    _line("device.retired", device, by=by, at=at)


def ensure_answers_for(hall_key: str, *, by: Actor, at: datetime) -> None:
    """Only who answers for the hall: its manager or the head of an office there."""
    duties = offices.duties(clerk_of(by), at)
    if hall_key not in duties.halls or not duties.has(Role.HALL_MANAGER, Role.HEAD):
        raise NotAtWindow(f"{find_hall(hall_key).name}的设备由大厅负责人或单位负责人管理。")


def _own(uid: str, *, by: Actor, at: datetime) -> Device:
    device = (
        Device.objects.select_for_update(no_key=True, of=("self",))
        .select_related("hall")
        .filter(uid=uid)
        .first()
    )
    if device is None:
        raise Refusal("没有这台设备。")
    ensure_answers_for(device.hall.key, by=by, at=at)
    return device


def _invite(device: Device, *, by: Actor, at: datetime) -> Invited:
    invitation = secrets.token_urlsafe(24)
    device.invitation_digest = digest(invitation)
    device.invited_until = at + INVITATION_LASTS
    device.save()
    _line("device.invited", device, by=by, at=at)
    return Invited(uid=device.uid, invitation=invitation)


def _line(act: str, device: Device, *, by: Actor, at: datetime) -> None:
    record(
        act,
        "device",
        device.uid,
        by=by,
        at=at,
        chain=f"{device.hall.key}/device/{device.uid}",
        facts={"name": device.name, "kind": device.kind, "hall": device.hall.key},
    )
