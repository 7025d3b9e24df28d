"""Writing a draft: opened from the edition before it, changed place by place, undone."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.catalogue.authority import ensure_common
from bureau.catalogue.elements import EditionContent, Limit
from bureau.catalogue.files import content_hash, dump
from bureau.catalogue.files.rows import in_words
from bureau.catalogue.labels import title_of
from bureau.catalogue.models import A_DAY, Edition, EditionChange, EditionPresence, Item
from bureau.catalogue.operations.imports import next_number
from bureau.catalogue.operations.locking import locked, locked_draft, write_line
from bureau.catalogue.places import (
    GROUPS,
    TELLING,
    NoSuchPlace,
    Plain,
    blank,
    kind_of,
    list_of,
    mark_of,
    members,
    new_key,
    position_of,
    value_at,
    with_value,
)
from bureau.catalogue.rules import KEY, UNITS
from bureau.offices.words import Act
from bureau.people.names import clean_text
from bureau.refusal import Refusal
from bureau.workdays.clock import day_of

ONE_CHANGE = timedelta(minutes=10)
"""What somebody writes at one place within this time is one change."""

APART = ("key", "sections", "fields", "columns")
"""A key never changes; lists inside an element are places of their own."""


LONGEST = 4000


class ChangedElsewhere(Refusal):
    """Somebody else changed this place since the page was opened; nothing was overwritten."""


@operation
def open_draft(item: str, *, by: Actor, at: datetime) -> Edition:
    """另起新版: a draft with all the words of the newest edition; one at a time per item."""
    ensure_common(by, act=Act.KEEP, items=[item], at=at)
    owner = Item.objects.select_for_update(no_key=True).filter(key=item).first()
    if owner is None:
        raise Refusal("没有这个事项。")
    editions = list(Edition.objects.filter(item=owner).order_by("valid_from", "pk"))
    drafts = [one for one in editions if one.status == Edition.Status.DRAFT]
    if drafts:
        raise Refusal(f"这个事项已有第{drafts[0].number}版草稿，请接着改那一份，不用另起。")
    if not editions:
        raise Refusal("这个事项还没有任何版本，请先导入。")
    newest = editions[-1]
    draft = Edition(
        item=owner,
        number=next_number([one.number for one in editions]),
        valid_from=max(day_of(at), newest.valid_from) + A_DAY,
        based_on=newest,
    )
    _fill(draft, EditionContent.model_validate(newest.content))
    draft.save()
    write_line("catalogue.draft_opened", draft, by=by, at=at, before=newest.number)
    return draft


@operation
def change_element(
    edition_id: int,
    place: str,
    values: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    seen: str | None = None,
) -> Edition:
    """Write these fields at one place of a draft; fields not named stay as they are.

    ``seen`` is the mark of what the page showed (``places.mark_of``): what somebody else
    wrote there meanwhile is never overwritten.
    """
    edition = locked_draft(edition_id, by=by, at=at)
    before = _value(edition, place)
    if seen is not None and seen != mark_of(before):
        last = edition.changes.filter(place=place).order_by("-pk").first()
        who = f"{last.by_name}刚才" if last else "别人刚才"
        raise ChangedElsewhere(f"{who}改过这一处。请刷新页面，在最新的内容上改。")
    kept = {name: _clean(value, name) for name, value in values.items() if name not in APART}
    after = {**(blank(place) if before is None else before), **kept}
    if place in TELLING and not after.get(TELLING[place]):
        return _write(edition, place, before, None, by=by, at=at)
    return _write(edition, place, before, after, by=by, at=at)


@operation
def clear_element(edition_id: int, place: str, *, by: Actor, at: datetime) -> Edition:
    """Take an element out of a draft. It can be undone."""
    edition = locked_draft(edition_id, by=by, at=at)
    if place in GROUPS:
        raise Refusal("这一处不能删，只能改。")
    before = _value(edition, place)
    if before is None:
        raise Refusal("这一处本来就是空的。")
    return _write(edition, place, before, None, by=by, at=at)


@operation
def add_element(
    edition_id: int,
    list_name: str,
    values: Mapping[str, Any],
    *,
    key: str = "",
    by: Actor,
    at: datetime,
) -> str:
    """Put one more element at the end of a list; its place comes back."""
    edition = locked_draft(edition_id, by=by, at=at)
    try:
        kind_of(f"{list_name}.new")
        listed = members(edition.content, list_name)
    except NoSuchPlace as error:
        raise Refusal("没有这一组内容。") from error
    wanted = key.strip()
    if wanted and not KEY.fullmatch(wanted):
        raise Refusal("键只能用小写字母、数字和连字符，例如 site-plan。", field="key")
    if wanted in {one.get("key") for one in listed}:
        raise Refusal(f"键“{wanted}”已经用过了，请换一个。", field="key")
    made = new_key(edition.content, list_name, wanted)
    place = f"{list_name}.{made}"
    told = {name: _clean(one, name) for name, one in values.items() if name not in APART}
    _write(edition, place, None, {**blank(place), **told}, by=by, at=at)
    return place


@operation
def move_element(edition_id: int, place: str, *, up: bool, by: Actor, at: datetime) -> Edition:
    """Change an element's place with its neighbour's."""
    edition = locked_draft(edition_id, by=by, at=at)
    value = _value(edition, place)
    if value is None or "." not in place or "key" not in value:
        raise Refusal("这一处没有次序可换。")
    position = position_of(edition.content, place)
    wanted = position + (-1 if up else 1)
    if not 0 <= wanted < len(members(edition.content, list_of(place))):
        raise Refusal("已经在最边上了。")
    return _write(edition, place, value, value, position=wanted, by=by, at=at)


@operation
def undo_change(edition_id: int, *, by: Actor, at: datetime) -> EditionChange:
    """撤销: the last change of a draft, whoever made it, is taken back."""
    edition = locked_draft(edition_id, by=by, at=at)
    last = edition.changes.order_by("-pk").first()
    if last is None:
        raise Refusal("没有可以撤销的改动。")
    plain = with_value(
        edition.content,
        last.place,
        last.before,
        position=last.position_before,
        back=last.after is None,
    )
    _fill(edition, _read(plain))
    edition.version += 1
    edition.save()
    last.delete()
    write_line("catalogue.draft_undone", edition, by=by, at=at, place=last.title)
    return last


@operation
def discard_draft(edition_id: int, *, by: Actor, at: datetime) -> None:
    """作废草稿: the draft goes; the line in the record stays."""
    edition = locked_draft(edition_id, by=by, at=at)
    write_line("catalogue.draft_discarded", edition, by=by, at=at)
    edition.delete()


@operation
def note_presence(edition_id: int, place: str, *, by: Actor, at: datetime) -> None:
    """Somebody has this draft open; others are told their name."""
    edition = locked(edition_id)
    ensure_common(by, act=Act.KEEP, items=[edition.item.key], at=at)
    EditionPresence.objects.update_or_create(
        edition=edition,
        account_id=by.id,
        defaults={"name": by.name, "place": place[:200], "seen_at": at},
    )


def _clean(value: Any, field: str) -> Any:
    """The same without signs that hide or turn the writing."""
    if isinstance(value, str):
        return clean_text(value, field=field, longest=LONGEST)
    if isinstance(value, list):
        return [_clean(one, field) for one in value]
    if isinstance(value, dict):
        return {_clean(key, field): _clean(one, field) for key, one in value.items()}
    return value


def _value(edition: Edition, place: str) -> Plain | None:
    try:
        return value_at(edition.content, place)
    except NoSuchPlace as error:
        raise Refusal("草稿里没有这一处，可能刚被别人删掉。请回到草稿看最新的内容。") from error


def _write(
    edition: Edition,
    place: str,
    before: Plain | None,
    after: Plain | None,
    *,
    position: int = -1,
    by: Actor,
    at: datetime,
) -> Edition:
    stood = position_of(edition.content, place) if before is not None else -1
    plain = with_value(edition.content, place, after, position=position)
    content = _read(plain)
    _refuse_strange(content)
    now = dump(content)
    if now == edition.content:
        return edition
    _fill(edition, content)
    edition.version += 1
    edition.save()
    told = value_at(now, place) if after is not None else None
    _remember(edition, place, before, told, stood=stood, position=position, by=by, at=at)
    return edition


def _remember(
    edition: Edition,
    place: str,
    before: Plain | None,
    after: Plain | None,
    *,
    stood: int,
    position: int,
    by: Actor,
    at: datetime,
) -> None:
    last = edition.changes.order_by("-pk").first()
    goes_on = (
        last is not None
        and last.place == place
        and last.by_id == by.id
        and at - last.at < ONE_CHANGE
        and last.after is not None
        and after is not None
        and position == -1
        and last.position_after == -1
    )
    if last is not None and goes_on:
        last.after = after
        last.at = at
        last.save(update_fields=["after", "at"])
        return
    title = title_of(after or before or {}, place=place)
    EditionChange.objects.create(
        edition=edition,
        place=place,
        title=title,
        before=before,
        after=after,
        position_before=stood,
        position_after=position,
        by_id=by.id,
        by_name=by.name,
        at=at,
    )
    write_line("catalogue.draft_changed", edition, by=by, at=at, place=title)


def _read(plain: Plain) -> EditionContent:
    try:
        return EditionContent.model_validate(plain)
    except ValidationError as error:
        first = in_words(error, row="")[0]
        field = first.field.rpartition(".")[2]
        raise Refusal(first.message, field=field) from error


def _refuse_strange(content: EditionContent) -> None:
    """What no page could show: a limit in no known unit, a text without end."""
    for limit in _limits(content):
        if limit.unit not in UNITS or limit.value < 0:
            raise Refusal("时限要写明数值和单位。", field="unit")
        if limit.extension_value and limit.extension_unit not in UNITS:
            raise Refusal("延长期限要写明单位。", field="extension_unit")
    if not content.name.strip():
        raise Refusal("事项名称不能空。", field="name")


def _limits(content: EditionContent) -> Iterator[Limit]:
    steps = (step.limit for step in content.steps)
    for one in (content.statutory_limit, content.promised_limit, *steps):
        if one is not None:
            yield one


def _fill(edition: Edition, content: EditionContent) -> None:
    edition.procedure = content.procedure.value
    edition.stage = content.stage.value
    edition.name = content.name
    edition.content = dump(content)
    edition.content_hash = content_hash(content)
