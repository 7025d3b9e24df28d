"""Putting something as it is told: added, changed, or as it was. Loading twice is harmless."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from django.db.models import Model

from bureau.audit.actors import Actor
from bureau.offices.models import Posting
from bureau.offices.refusals import NotEntitled
from bureau.offices.words import Role


class Put(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def apply_changes(row: Model, wanted: Mapping[str, object]) -> list[str]:
    """Set what differs and save it; the names of what was changed."""
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    if changed:
        for name in changed:
            setattr(row, name, wanted[name])
        row.save(update_fields=changed)
    return changed


def number_of(by: Actor) -> int | None:
    """The account behind an actor; none for the house itself."""
    return int(by.id) if by.id.isdecimal() else None


def ensure_administrator(by: Actor, *, at: datetime) -> None:
    """Only a system administrator keeps the tree of offices, halls and posts.

    Until the first administrator is appointed, the house itself may set a city up.
    """
    living = Posting.objects.living(at).filter(role=Role.ADMINISTRATOR)
    account = number_of(by)
    if account is not None and living.filter(account_id=account).exists():
        return
    if by.id == "system" and not living.exists():
        return
    raise NotEntitled(
        "机构、大厅和岗位由系统管理员维护，您没有这个岗位。请联系本单位的系统管理员。"
    )
