"""取消, 拆分 and 合并: an item ends on a day, by two persons, on a ground, with what follows it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.catalogue.authority import ensure_common
from bureau.catalogue.models import A_DAY, Closing, Edition, Item, Listing
from bureau.catalogue.operations.editions import withdraw
from bureau.catalogue.operations.locking import kept_words, write_line
from bureau.catalogue.operations.publishing import named_ground
from bureau.catalogue.queries.editions import edition_in_force
from bureau.offices.words import Act
from bureau.refusal import Refusal
from bureau.workdays.clock import day_of


@operation
def propose_closing(
    item: str,
    *,
    last_day: date,
    reason: str,
    document: str,
    article: str = "",
    successors: Sequence[str] = (),
    by: Actor,
    at: datetime,
) -> Closing:
    """提议取消: without successors the approval is abolished, with them the item goes on
    under other keys."""
    ensure_common(by, act=Act.KEEP, items=[item], at=at)
    if last_day < day_of(at):
        raise Refusal(f"最后一天{last_day}已经过去，请改成今天或者以后。", field="last_day")
    owner = _locked_item(item)
    edition = _standing(owner, last_day)
    if known := Closing.objects.filter(item=owner).first():
        how = "已经取消" if known.confirmed_at else f"{known.proposer}已经提议取消，正在等复核"
        raise Refusal(f"这个事项{how}。")
    told = kept_words(reason, field="reason", needed="请写明为什么取消。")
    named = named_ground(document, article)
    following = tuple(dict.fromkeys(one.strip() for one in successors if one.strip()))
    _ensure_successors(item, following, on=last_day + A_DAY)
    closing = Closing.objects.create(
        item=owner,
        edition=edition,
        last_day=last_day,
        reason=told,
        ground_document=named[0],
        ground_article=named[1],
        successors=list(following),
        proposed_by=by.id,
        proposer=by.name,
        proposed_at=at,
    )
    write_line(
        "catalogue.closing_proposed",
        edition,
        by=by,
        at=at,
        last_day=last_day.isoformat(),
        reason=told,
        successors=" ".join(following),
    )
    return closing


@operation
def drop_closing(item: str, *, by: Actor, at: datetime) -> None:
    """A proposal is taken back by who made it, or turned down by the second person."""
    closing = _open_closing(item)
    own = closing.proposed_by == by.id
    ensure_common(by, act=Act.KEEP if own else Act.PUBLISH, items=[item], at=at)
    write_line("catalogue.closing_dropped", closing.edition, by=by, at=at)
    closing.delete()


@operation
def confirm_closing(item: str, *, by: Actor, at: datetime) -> Closing:
    """取消: the second person confirms; after the last day nothing new comes in, and no
    office carries the item out any more."""
    owner = _locked_item(item)
    closing = _open_closing(item)
    if closing.last_day < day_of(at):
        raise Refusal(f"最后一天{closing.last_day}已经过去，请退回改日期。", field="last_day")
    edition = _standing(owner, closing.last_day)
    _ensure_successors(item, closing.successors, on=closing.last_day + A_DAY)
    withdraw(
        edition.pk,
        last_day=closing.last_day,
        reason=closing.reason,
        by=Actor(id=closing.proposed_by, name=closing.proposer),
        second=by,
        at=at,
    )
    Listing.objects.filter(item=owner, valid_to=None, valid_from__lte=closing.last_day).update(
        valid_to=closing.last_day
    )
    closing.edition = edition
    closing.seconder = by.name
    closing.confirmed_at = at
    closing.save(update_fields=["edition", "seconder", "confirmed_at"])
    return closing


def _locked_item(item: str) -> Item:
    owner = Item.objects.select_for_update(no_key=True).filter(key=item).first()
    if owner is None:
        raise Refusal("没有这个事项。")
    return owner


def _open_closing(item: str) -> Closing:
    closing = (
        Closing.objects.select_for_update(no_key=True, of=("self",))
        .select_related("edition__item")
        .filter(item__key=item, confirmed_at=None)
        .first()
    )
    if closing is None:
        raise Refusal("这个事项没有在等复核的取消提议，可能别人刚刚办过了。")
    return closing


def _standing(owner: Item, last_day: date) -> Edition:
    """The one edition that is in force to no end; what is published later stands in the way."""
    edition = (
        Edition.objects.filter(item=owner, valid_to=None)
        .filter(status__in=[Edition.Status.IN_FORCE, Edition.Status.SUSPENDED])
        .order_by("-valid_from")
        .first()
    )
    if edition is None:
        raise Refusal("这个事项没有在用的版本，不用取消。")
    if edition.valid_from > last_day:
        raise Refusal(
            f"第{edition.number}版已经发布，自{edition.valid_from}起执行。请先撤下它，再取消事项。",
            field="last_day",
        )
    return edition


def _ensure_successors(item: str, successors: Iterable[str], *, on: date) -> None:
    for key in successors:
        if key == item:
            raise Refusal("事项不能由它自己接替。", field="successors")
        if item in _followers(key):
            raise Refusal(f"“{key}”又由“{item}”接替，绕成了一圈。请核对。", field="successors")
        if edition_in_force(key, on=on) is None:
            raise Refusal(
                f"接替的事项“{key}”在{on}没有在用的版本。请先发布它，再取消这一个。",
                field="successors",
            )


def _followers(item: str) -> set[str]:
    """Everything that follows an item, also over several steps."""
    follows = {
        key: set(after) for key, after in Closing.objects.values_list("item__key", "successors")
    }
    found: set[str] = set()
    waiting = [item]
    while waiting:
        for key in follows.get(waiting.pop(), set()) - found:
            found.add(key)
            waiting.append(key)
    return found
