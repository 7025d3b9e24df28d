"""Drafts: saved while typing, found again on another device, never half-readable in the
database. A draft follows the newest edition and says what changed."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.cases.models import Draft
from bureau.catalogue import queries as catalogue
from bureau.offices import queries as offices
from bureau.people import cipher
from bureau.people.models import Account
from bureau.refusal import Refusal
from bureau.visits import queries as visits
from bureau.workdays.clock import day_of


class DraftChanged(Refusal):
    """The draft was saved elsewhere since this page was opened; nothing was overwritten."""


@dataclass(frozen=True, slots=True)
class SavedDraft:
    uid: str
    version: int
    saved_at: datetime


@operation
def start_draft(
    *,
    item_key: str,
    office_key: str,
    party_id: int | None,
    by: Account,
    at: datetime,
    visit_uid: str = "",
    content: Mapping[str, Any] | None = None,
) -> SavedDraft:
    """Begin an application for an item at an office, for somebody."""
    edition = catalogue.edition_in_force(item_key, on=day_of(at))
    if edition is None:
        raise Refusal("这个事项现在没有在用的版本，不能申请。")
    draft = Draft.objects.create(
        uid=secrets.token_urlsafe(12),
        account=by,
        party_id=party_id,
        item_key=item_key,
        office_key=office_key,
        edition_id=edition.id,
        visit_uid=visit_uid,
        content=_seal(content or {}),
        started_at=at,
        saved_at=at,
    )
    return SavedDraft(draft.uid, draft.version, at)


@operation
def save_draft(
    uid: str,
    content: Mapping[str, Any],
    *,
    by: Account,
    at: datetime,
    version: int | None = None,
    party_id: int | None = None,
) -> SavedDraft:
    """Keep what was typed. ``version`` is what the page had: an older page never overwrites
    what was typed on another device."""
    draft = (
        Draft.objects.select_for_update(no_key=True)
        .filter(uid=uid, account=by, submitted_as=None)
        .first()
    )
    if draft is None:
        raise Refusal("这份草稿已经提交或删除。请从“我的办件”查看。")
    if version is not None and version < draft.version:
        raise DraftChanged("您在别的地方改过这份草稿。请刷新页面，接着最新的内容填。")
    draft.content = _seal(content)
    draft.version += 1
    draft.saved_at = at
    if party_id is not None:
        draft.party_id = party_id
    draft.save(update_fields=["content", "version", "saved_at", "party"])
    return SavedDraft(draft.uid, draft.version, at)


@operation
def take_over_draft(uid: str, *, by: Account, at: datetime) -> None:
    """Go on with what a colleague began for somebody who now stands at one's own window."""
    draft = Draft.objects.select_for_update(no_key=True).filter(uid=uid, submitted_as=None).first()
    visit = visits.visit_facts(draft.visit_uid) if draft and draft.visit_uid else None
    if draft is None or visit is None or visit.clerk_id != str(by.pk):
        raise Refusal("这份草稿已经提交，或者这位不在您的窗口。请刷新后再看。")
    if draft.account_id != by.pk:
        draft.account = by
        draft.save(update_fields=["account"])
        actor = offices.actor_for(by, at)
        record("draft.taken_over", "draft", uid, by=actor, at=at, chain=f"draft:{uid}")


@operation
def follow_edition(uid: str, *, by: Account, at: datetime) -> None:
    """Bring a draft to the edition in force; what changed was shown before."""
    draft = Draft.objects.filter(uid=uid, account=by, submitted_as=None).first()
    if draft is None:
        raise Refusal("这份草稿已经提交或删除。")
    edition = catalogue.edition_in_force(draft.item_key, on=day_of(at))
    if edition is None:
        raise Refusal("这个事项已经停办，草稿不能再提交。")
    draft.edition_id = edition.id
    draft.save(update_fields=["edition"])


@operation
def discard_draft(uid: str, *, by: Account, actor: Actor, at: datetime) -> None:
    """Delete a draft that was never submitted."""
    found, _ = Draft.objects.filter(uid=uid, account=by, submitted_as=None).delete()
    if found:
        record("draft.discarded", "draft", uid, by=actor, at=at, chain=f"draft:{uid}")


def opened(draft: Draft) -> dict[str, Any]:
    """The content of a draft in the clear, for the person who writes it."""
    if not draft.content:
        return {}
    content: dict[str, Any] = json.loads(cipher.unseal(draft.content, purpose="draft"))
    return content


def _seal(content: Mapping[str, Any]) -> str:
    return cipher.seal(json.dumps(content, ensure_ascii=False), purpose="draft")
