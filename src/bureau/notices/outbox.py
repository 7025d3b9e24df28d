"""Messages on their way out: left with a key, sent by whoever comes by, never twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.notices.couriers import FindNumber, NotCarried, Parcel, couriers
from bureau.notices.messages import fields_of, text_of, without_secrets
from bureau.notices.models import Channel, Message, MessageState
from bureau.notices.rules import clean_text, next_try, without_personal_numbers
from bureau.people import queries as people
from bureau.people.models import Contact

MOST_TRIES = 8
AT_ONCE = 50
_BY_MACHINE = (Channel.SMS, Channel.EMAIL)


@dataclass(frozen=True, slots=True)
class Delivered:
    """How one round of delivery ended."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0

    def __add__(self, other: "Delivered") -> "Delivered":
        return Delivered(
            self.sent + other.sent, self.failed + other.failed, self.given_up + other.given_up
        )


@operation
def leave_message(
    key: str,
    *,
    channel: str,
    to_ref: str,
    template: str,
    params: Mapping[str, str],
    object_kind: str = "",
    object_id: str = "",
    not_before: datetime | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Leave one message with the act that causes it.

    The same key again changes nothing. ``to_ref`` is a sealed contact of ``people`` for
    SMS and e-mail, an account or a contact for the others. A message on the site is there
    at once; one by mail waits until somebody posts it (:func:`note_posted`).
    """
    if missing := fields_of(template) - params.keys():
        raise ValueError(f"message {template!r} lacks {sorted(missing)}")
    on_site = channel == Channel.SITE
    message = Message(
        key=key,
        channel=Channel(channel),
        to_ref=to_ref,
        template=template,
        params={
            name: without_personal_numbers(clean_text(value)) for name, value in params.items()
        },
        object_kind=object_kind,
        object_id=object_id,
        state=MessageState.SENT if on_site else MessageState.WAITING,
        sent_at=at if on_site else None,
        not_before=not_before or at,
        left_at=at,
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)


@operation
def tell(
    key: str,
    *,
    contact: UUID | str,
    template: str,
    params: Mapping[str, str],
    object_kind: str = "",
    object_id: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Leave a message for a contact of an application, in the way they asked for.

    Whoever wants no messages, and whoever left nothing to reach them by, finds it on the
    page of their application; nobody needs a telephone.
    """
    whom = Contact.objects.only("wish", "phone_id", "email_id", "address_id").get(uid=contact)
    ways = {
        Contact.Wish.SMS: (Channel.SMS, whom.phone_id),
        Contact.Wish.EMAIL: (Channel.EMAIL, whom.email_id),
        Contact.Wish.LETTER: (Channel.LETTER, whom.address_id),
    }
    channel, ref = ways.get(Contact.Wish(whom.wish), (Channel.SITE, None))
    leave_message(
        key,
        channel=channel if ref else Channel.SITE,
        to_ref=str(ref or contact),
        template=template,
        params=params,
        object_kind=object_kind,
        object_id=object_id,
        by=by,
        at=at,
    )


def deliver_waiting(*, by: Actor, at: datetime, most: int = 1000) -> Delivered:
    """Send what is waiting, many rows at a time; safe to run on many machines at once.

    A row is taken for a while (a lease), carried outside any transaction, then noted. Who
    dies in between leaves a row whose lease runs out; it goes out again under its key.
    """
    total = Delivered()
    for _ in range(0, most, AT_ONCE):
        taken = _take(by=by, at=at)
        if not taken:
            break
        faults = {message.pk: _carry(message, at=at) for message in taken}
        total += _note(taken, faults, by=by, at=at)
    return total


@operation
def _take(*, by: Actor, at: datetime) -> list[Message]:
    waiting = Message.objects.filter(
        state__in=[MessageState.WAITING, MessageState.FAILED],
        channel__in=_BY_MACHINE,
        not_before__lte=at,
    )
    taken = list(waiting.select_for_update(skip_locked=True).order_by("not_before", "id")[:AT_ONCE])
    for message in taken:
        message.attempts += 1
        message.not_before = at + next_try(message.attempts)
    Message.objects.bulk_update(taken, ["attempts", "not_before"])
    return taken


def _carry(message: Message, *, at: datetime) -> str:
    """Hand it to its courier; what went wrong, or nothing."""
    parcel = Parcel(
        key=message.key,
        channel=message.channel,
        to_ref=message.to_ref,
        text=text_of(message.template, message.params, trial=settings.TRIAL),
        day=timezone.localtime(at).date().isoformat(),
        attempt=message.attempts,
    )
    number: FindNumber = partial(people.for_sending, message.to_ref)
    try:
        couriers()[message.channel].carry(parcel, number)
    except NotCarried as fault:
        return str(fault)
    return ""


@operation
def _note(taken: list[Message], faults: Mapping[int, str], *, by: Actor, at: datetime) -> Delivered:
    for message in taken:
        message.fault = faults[message.pk][:200]
        if not message.fault:
            message.state, message.sent_at = MessageState.SENT, at
            message.params = without_secrets(message.params)
        elif message.attempts >= MOST_TRIES:
            message.state = MessageState.GIVEN_UP
        else:
            message.state = MessageState.FAILED
    Message.objects.bulk_update(taken, ["state", "sent_at", "fault", "params"])
    states = [message.state for message in taken]
    done = Delivered(
        states.count(MessageState.SENT),
        states.count(MessageState.FAILED),
        states.count(MessageState.GIVEN_UP),
    )
    record(
        "messages.delivered",
        "outbox",
        timezone.localtime(at).date().isoformat(),
        by=by,
        at=at,
        chain="outbox",
        facts={"sent": done.sent, "failed": done.failed, "given_up": done.given_up},
    )
    return done


@operation
def note_posted(key: str, *, by: Actor, at: datetime) -> bool:
    """A paper notice was taken to the post; whether it was still waiting for that."""
    waiting = Message.objects.filter(
        key=key, channel=Channel.LETTER, state__in=[MessageState.WAITING, MessageState.FAILED]
    )
    changed = waiting.update(state=MessageState.SENT, sent_at=at)
    if changed:
        record("letter.posted", "message", key, by=by, at=at, chain="outbox", facts={"key": key})
    return bool(changed)
