"""The life of an edition: confirmed, put in force, suspended, withdrawn."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.catalogue.authority import ensure_common
from bureau.catalogue.elements import EditionContent
from bureau.catalogue.files import content_hash, dump
from bureau.catalogue.models import A_DAY, Edition, Item
from bureau.catalogue.operations.locking import kept_words, locked, write_line
from bureau.catalogue.rules import confirm as with_confirmed
from bureau.catalogue.rules import problems, unconfirmed
from bureau.offices.words import Act
from bureau.refusal import Refusal
from bureau.workdays import clock


@operation
def confirm(edition_id: int, places: Sequence[str], *, by: Actor, at: datetime) -> Edition:
    """核实: the item's keeper vouches for values that were only plausible, in a draft."""
    edition = locked(edition_id)
    ensure_common(by, act=Act.KEEP, items=[edition.item.key], at=at)
    if edition.status != Edition.Status.DRAFT:
        raise Refusal("这一版已经启用，不能再改。请另起新版核实。")
    content = EditionContent.model_validate(edition.content)
    if unknown := sorted(set(places) - set(unconfirmed(content))):
        raise Refusal(f"这些地方没有待核实的内容：{'、'.join(unknown)}。")
    confirmed = with_confirmed(content, places)
    edition.content = dump(confirmed)
    edition.content_hash = content_hash(confirmed)
    edition.version += 1
    edition.save(update_fields=["content", "content_hash", "version"])
    write_line("catalogue.edition_confirmed", edition, by=by, at=at, places=len(places))
    return edition


@operation
def put_in_force(edition_id: int, *, by: Actor, second: Actor, at: datetime) -> Edition:
    """启用: from its first day on this edition is what every office goes by.

    Two different persons answer for it. A real bureau cannot put in force what its
    keeper has not confirmed, and nothing takes effect on a day that is already past.
    """
    edition = locked(edition_id)
    if edition.status != Edition.Status.DRAFT:
        raise Refusal("只有草稿可以启用；这一版已经启用过。")
    if not by.id or not second.id or by.id == second.id:
        raise Refusal("启用事项版本要由两个人共同负责，请另请一人复核。")
    _ensure_both(edition, by=by, second=second, at=at)
    content = EditionContent.model_validate(edition.content)
    if wrong := problems(content):
        raise Refusal(f"这一版自相矛盾，不能启用：{wrong[0].message}")
    if settings.SANHUA_MODE == "real":
        if places := unconfirmed(content):
            raise Refusal(
                f"还有{len(places)}处示例值没有核实，不能对外公布：{'、'.join(places)}。"
                "请事项管理员逐处核实后再启用。",
            )
        if edition.valid_from < clock.day_of(at):
            raise Refusal("启用日不能早于今天。请改启用日后再启用。", field="valid_from")
    _take_effect(edition, trial=settings.SANHUA_MODE == "trial", by=by, second=second, at=at)
    return edition


@operation
def open_for_trial(edition_ids: Iterable[int], *, by: Actor, at: datetime) -> int:
    """Put drafts in force as examples; only a trial city may, and each says 示例."""
    if settings.SANHUA_MODE != "trial":
        raise Refusal("正式环境不能启用示例版本。")
    ids = list(edition_ids)
    drafts = (
        Edition.objects.select_for_update(no_key=True, of=("self",))
        .select_related("item")
        .filter(pk__in=ids, status=Edition.Status.DRAFT)
        .order_by("item__key", "valid_from", "pk")
    )
    for edition in drafts:
        _take_effect(edition, trial=True, by=by, second=by, at=at)
    return len(drafts)


def _take_effect(edition: Edition, *, trial: bool, by: Actor, second: Actor, at: datetime) -> None:
    # Whoever publishes another edition of the item waits here, and then sees this one.
    Item.objects.select_for_update(no_key=True).get(pk=edition.item_id)
    before = (
        Edition.objects.select_for_update(no_key=True)
        .filter(item_id=edition.item_id, valid_to=None)
        .exclude(pk=edition.pk)
        .exclude(status=Edition.Status.DRAFT)
    )
    for older in before:
        if older.valid_from > edition.valid_from:
            raise Refusal(
                f"第{older.number}版自{older.valid_from}起执行，晚于这一版的启用日，不能倒着启用。"
            )
        older.valid_to = edition.valid_from - A_DAY
        older.status = Edition.Status.REPLACED
        older.save(update_fields=["valid_to", "status"])
    edition.status = Edition.Status.IN_FORCE
    edition.approved_by = by.name
    edition.seconded_by = second.name
    edition.approved_at = at
    edition.trial = trial
    edition.save(update_fields=["status", "approved_by", "seconded_by", "approved_at", "trial"])
    write_line(
        "catalogue.edition_in_force",
        edition,
        by=by,
        at=at,
        valid_from=edition.valid_from.isoformat(),
        second=second.name,
        hash=edition.content_hash,
    )


@operation
def suspend(edition_id: int, *, reason: str, by: Actor, at: datetime) -> Edition:
    """暂停: nothing new comes in under it; what was received goes on."""
    told = kept_words(reason, field="reason", needed="请写明暂停的原因。")
    edition = locked(edition_id)
    ensure_common(by, act=Act.PUBLISH, items=[edition.item.key], at=at)
    if edition.status != Edition.Status.IN_FORCE:
        raise Refusal("只有在用的版本可以暂停。")
    edition.status = Edition.Status.SUSPENDED
    edition.ended_because = told
    edition.save(update_fields=["status", "ended_because"])
    write_line("catalogue.edition_suspended", edition, by=by, at=at, reason=told)
    return edition


@operation
def resume(edition_id: int, *, by: Actor, at: datetime) -> Edition:
    """恢复: what was suspended is carried out again, in the same words."""
    edition = locked(edition_id)
    ensure_common(by, act=Act.PUBLISH, items=[edition.item.key], at=at)
    if edition.status != Edition.Status.SUSPENDED:
        raise Refusal("只有暂停的版本可以恢复。")
    edition.status = Edition.Status.IN_FORCE
    edition.ended_because = ""
    edition.save(update_fields=["status", "ended_because"])
    write_line("catalogue.edition_resumed", edition, by=by, at=at)
    return edition


@operation
def recall(edition_id: int, *, reason: str, by: Actor, at: datetime) -> Edition:
    """撤下: what is published but has not begun never begins; the one before it goes on."""
    told = kept_words(reason, field="reason", needed="请写明撤下的原因。")
    edition = locked(edition_id)
    ensure_common(by, act=Act.PUBLISH, items=[edition.item.key], at=at)
    if edition.status != Edition.Status.IN_FORCE or edition.valid_from <= clock.day_of(at):
        raise Refusal("只有已经发布、还没有到启用日的版本可以撤下。")
    edition.status = Edition.Status.WITHDRAWN
    edition.valid_to = edition.valid_from - A_DAY
    edition.ended_because = told
    edition.save(update_fields=["status", "valid_to", "ended_because"])
    before = (
        Edition.objects.select_for_update(no_key=True)
        .filter(item_id=edition.item_id, valid_to=edition.valid_to, status=Edition.Status.REPLACED)
        .filter(valid_from__lte=edition.valid_to)
        .first()
    )
    if before is not None:
        before.status = Edition.Status.IN_FORCE
        before.valid_to = None
        before.save(update_fields=["status", "valid_to"])
    write_line("catalogue.edition_recalled", edition, by=by, at=at, reason=told)
    return edition


@operation
def withdraw(
    edition_id: int, *, last_day: date, reason: str, by: Actor, second: Actor, at: datetime
) -> Edition:
    """取消: after its last day the item is closed, on the basis named."""
    edition = locked(edition_id)
    if edition.status not in (Edition.Status.IN_FORCE, Edition.Status.SUSPENDED):
        raise Refusal("只有在用或暂停的版本可以取消。")
    if by.id == second.id:
        raise Refusal("取消事项要由两个人共同负责，请另请一人复核。")
    _ensure_both(edition, by=by, second=second, at=at)
    told = kept_words(reason, field="reason", needed="请写明取消的依据。")
    if last_day < edition.valid_from - A_DAY:
        raise Refusal("最后一天不能早于启用日。", field="last_day")
    edition.status = Edition.Status.WITHDRAWN
    edition.valid_to = last_day
    edition.ended_because = told
    edition.save(update_fields=["status", "valid_to", "ended_because"])
    write_line(
        "catalogue.edition_withdrawn",
        edition,
        by=by,
        at=at,
        last_day=last_day.isoformat(),
        reason=told,
        second=second.name,
    )
    return edition


def _ensure_both(edition: Edition, *, by: Actor, second: Actor, at: datetime) -> None:
    """Who keeps the item proposes, who publishes confirms."""
    ensure_common(by, act=Act.KEEP, items=[edition.item.key], at=at)
    ensure_common(second, act=Act.PUBLISH, items=[edition.item.key], at=at)
