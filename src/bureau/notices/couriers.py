"""Who carries a message out of the house: a file by default, SMS and e-mail where set up."""

import fcntl
import json
import os
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage

from bureau.notices.models import Channel

SECONDS = 10
FindNumber = Callable[[], str]
"""Opens the sealed contact; asked only by who really needs it, and each time on record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One message ready to go; ``key`` lets the receiving side drop a repetition."""

    key: str
    channel: str
    to_ref: str
    text: str
    day: str
    attempt: int


class NotCarried(Exception):
    """It did not go out this time; why, without any number in it."""


class Courier(Protocol):
    def carry(self, parcel: Parcel, number: FindNumber) -> None: ...


class FileCourier:
    """Writes one line of JSON a message; references stay references."""

    def carry(self, parcel: Parcel, number: FindNumber) -> None:
        folder = Path(settings.OUTBOX_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        line = json.dumps(asdict(parcel), ensure_ascii=False) + "\n"
        try:
            with (folder / f"{parcel.day}.jsonl").open("a+", encoding="utf-8") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                if parcel.attempt > 1 and self._is_there(parcel.key, folder):
                    return
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as fault:
            raise NotCarried(f"文件写不进去：{fault.strerror}") from fault

    def _is_there(self, key: str, folder: Path) -> bool:
        """A first try may have written and died before it was noted."""
        wanted = f'{{"key": {json.dumps(key, ensure_ascii=False)}, '
        return any(
            line.startswith(wanted)
            for file in sorted(folder.glob("*.jsonl"))[-2:]
            for line in file.open(encoding="utf-8")
        )


class SmsCourier:
    """Posts to the bureau's SMS gateway: {key, to, text}, the key again as a header."""

    def carry(self, parcel: Parcel, number: FindNumber) -> None:
        body = {"key": parcel.key, "to": number(), "text": parcel.text}
        request = urllib.request.Request(
            settings.SMS_GATEWAY,
            data=json.dumps(body, ensure_ascii=False).encode(),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Bearer {settings.SMS_TOKEN}",
                "Idempotency-Key": parcel.key,
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                if answer.status >= 300:
                    raise NotCarried(f"短信网关回答 {answer.status}")
        except urllib.error.HTTPError as fault:
            raise NotCarried(f"短信网关回答 {fault.code}") from fault
        except OSError as fault:
            raise NotCarried("短信网关连不上") from fault


class EmailCourier:
    """Sends by the mail server of the settings."""

    def carry(self, parcel: Parcel, number: FindNumber) -> None:
        mail = EmailMessage(
            subject=parcel.text[:30],
            body=parcel.text,
            to=[number()],
            headers={"X-Idempotency-Key": parcel.key},
        )
        try:
            mail.send()
        except OSError as fault:
            raise NotCarried("邮件服务器没有收下") from fault


def couriers() -> Mapping[str, Courier]:
    """Who carries what, in this installation."""
    return {
        Channel.SMS: SmsCourier() if settings.SMS_GATEWAY else FileCourier(),
        Channel.EMAIL: EmailCourier() if settings.EMAIL_HOST else FileCourier(),
    }
