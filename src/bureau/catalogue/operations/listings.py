"""Who carries an item out, from when, where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.catalogue.authority import ensure_common, ensure_own
from bureau.catalogue.models import A_DAY, Edition, Item, Listing
from bureau.catalogue.operations.locking import kept_words
from bureau.catalogue.queries.editions import as_facts
from bureau.catalogue.rules import listing_problems
from bureau.kept import forget
from bureau.offices.words import Act
from bureau.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Claim:
    """One office says: this item is carried out here, from this day on."""

    item: str
    authority_code: str
    office_key: str
    valid_from: date
    halls: tuple[str, ...] = ()
    phones: Mapping[str, str] = field(default_factory=dict)
    step_handlers: Mapping[str, str] = field(default_factory=dict)
    promise_value: int | None = None
    promise_unit: str = ""
    waived: tuple[str, ...] = ()


@operation
def claim_listing(claim: Claim, *, by: Actor, at: datetime) -> Listing:
    """认领: put one listing in the place of the office's earlier one, if there is one."""
    claim_listings([claim], by=by, at=at)
    return Listing.objects.get(item__key=claim.item, office_key=claim.office_key, valid_to=None)


@operation
def claim_listings(claims: Sequence[Claim], *, by: Actor, at: datetime) -> tuple[int, int, int]:
    """认领 many: how many were added, changed, unchanged. All of them or none.

    Common elements are the edition's; a listing that adds a step or a material, or takes
    longer than the promise of all, is refused.
    """
    ensure_own(by, listed=[(one.office_key, one.item) for one in claims], at=at)
    items = {item.key: item for item in Item.objects.filter(key__in={one.item for one in claims})}
    _refuse_departures(claims, items)
    held = {
        (one.item_id, one.office_key): one
        for one in Listing.objects.select_for_update(no_key=True)
        .filter(valid_to=None, office_key__in={one.office_key for one in claims})
        .order_by("pk")
    }
    new: list[Listing] = []
    corrected: list[Listing] = []
    ended: list[Listing] = []
    unchanged = 0
    for claim in claims:
        wanted = _listing(claim, items[claim.item], by=by)
        current = held.get((wanted.item_id, wanted.office_key))
        if current is None:
            new.append(wanted)
        elif _says(current) == _says(wanted):
            unchanged += 1
        elif current.valid_from >= wanted.valid_from:
            # What says something new has to be confirmed anew.
            wanted.pk = current.pk
            corrected.append(wanted)
        else:
            wanted.outside_because = current.outside_because
            current.valid_to = wanted.valid_from - A_DAY
            ended.append(current)
            new.append(wanted)
    Listing.objects.bulk_update(ended, ["valid_to"], batch_size=500)
    Listing.objects.bulk_update(
        corrected, [*FACTS, "valid_from", "state", "claimed_by", "confirmed_by"], batch_size=500
    )
    Listing.objects.bulk_create(new, batch_size=500)
    added = len(new) - len(ended)
    changed = len(ended) + len(corrected)
    if added or changed:
        forget()
        _record(claims, added=added, changed=changed, by=by, at=at)
    return added, changed, unchanged


def _record(claims: Sequence[Claim], *, added: int, changed: int, by: Actor, at: datetime) -> None:
    if len(claims) == 1:
        one = claims[0]
        record(
            "catalogue.listing_claimed",
            "listing",
            f"{one.office_key}/{one.item}",
            by=by,
            at=at,
            chain=f"catalogue/{one.item}",
            facts={
                "office": one.office_key,
                "item": one.item,
                "valid_from": one.valid_from.isoformat(),
            },
        )
        return
    record(
        "catalogue.listings_claimed",
        "catalogue",
        "listings",
        by=by,
        at=at,
        chain="catalogue",
        facts={
            "added": added,
            "changed": changed,
            "offices": len({one.office_key for one in claims}),
        },
    )


FACTS = [
    "authority_code",
    "halls",
    "phones",
    "step_handlers",
    "promise_value",
    "promise_unit",
    "waived",
]


def _says(listing: Listing) -> list[object]:
    return [getattr(listing, name) for name in FACTS]


def _listing(claim: Claim, item: Item, *, by: Actor) -> Listing:
    return Listing(
        item=item,
        authority_code=claim.authority_code,
        office_key=claim.office_key,
        valid_from=claim.valid_from,
        halls=list(claim.halls),
        phones=dict(claim.phones),
        step_handlers=dict(claim.step_handlers),
        promise_value=claim.promise_value,
        promise_unit=claim.promise_unit,
        waived=list(claim.waived),
        claimed_by=by.id,
    )


def _refuse_departures(claims: Sequence[Claim], items: Mapping[str, Item]) -> None:
    editions = {
        one.item_id: as_facts(one).content
        for one in Edition.objects.filter(item__in=items.values())
        .exclude(status=Edition.Status.DRAFT)
        .select_related("item")
        .order_by("valid_from")
    }
    wrong = []
    for claim in claims:
        item = items.get(claim.item)
        content = editions.get(item.pk) if item else None
        if content is None:
            wrong.append(f"{claim.item}：没有启用的事项版本，不能认领")
            continue
        wrong.extend(
            f"{claim.office_key}/{claim.item}：{problem.message.rstrip('。')}"
            for problem in listing_problems(
                content,
                promise_value=claim.promise_value,
                promise_unit=claim.promise_unit,
                waived=claim.waived,
                step_handlers=claim.step_handlers,
            )
        )
    if wrong:
        more = f"；另有{len(wrong) - 10}处" if len(wrong) > 10 else ""
        raise Refusal(f"不能认领：{'；'.join(wrong[:10])}{more}。")


@operation
def confirm_listing(item: str, office_key: str, *, by: Actor, at: datetime) -> Listing:
    """核定: the city's publisher confirms what an office claimed; never one's own claim."""
    ensure_common(by, act=Act.PUBLISH, items=[item], at=at)
    listing = _current(item, office_key)
    if listing.state == Listing.State.CONFIRMED:
        raise Refusal("这一条已经核定过了。")
    if listing.claimed_by == by.id:
        raise Refusal("这一条是您认领的，请另请一人核定。")
    listing.state = Listing.State.CONFIRMED
    listing.confirmed_by = by.name
    listing.save(update_fields=["state", "confirmed_by"])
    _listing_line("catalogue.listing_confirmed", listing, by=by, at=at)
    return listing


@operation
def except_from_hall(
    item: str, office_key: str, *, reason: str, by: Actor, at: datetime
) -> Listing:
    """例外: the city approves that an item is not taken in at a hall here; empty words end it
    (应进必进: what is in no hall and on no approved list counts against the office)."""
    ensure_common(by, act=Act.PUBLISH, items=[item], at=at)
    listing = _current(item, office_key)
    told = kept_words(reason, field="reason")
    if told and listing.halls:
        raise Refusal("这个事项在大厅办理，不用列为例外。")
    if not told and not listing.outside_because:
        raise Refusal("请写明为什么可以不进大厅。", field="reason")
    listing.outside_because = told
    listing.save(update_fields=["outside_because"])
    _listing_line("catalogue.listing_excepted", listing, by=by, at=at, reason=told or "不再例外")
    return listing


def _current(item: str, office_key: str) -> Listing:
    listing = (
        Listing.objects.select_for_update(no_key=True, of=("self",))
        .select_related("item")
        .filter(item__key=item, office_key=office_key, valid_to=None)
        .first()
    )
    if listing is None:
        raise Refusal("这个单位还没有认领这个事项。")
    return listing


def _listing_line(act: str, listing: Listing, *, by: Actor, at: datetime, **facts: str) -> None:
    forget()
    office, item = listing.office_key, listing.item.key
    record(
        act,
        "listing",
        f"{office}/{item}",
        by=by,
        at=at,
        chain=f"catalogue/{item}",
        facts={"office": office, "item": item, **facts},
    )


@operation
def end_listing(item: str, office_key: str, *, last_day: date, by: Actor, at: datetime) -> Listing:
    """After its last day this office no longer carries the item out."""
    ensure_own(by, listed=[(office_key, item)], at=at)
    listing = (
        Listing.objects.select_for_update(no_key=True)
        .filter(item__key=item, office_key=office_key, valid_to=None)
        .first()
    )
    if listing is None:
        raise Refusal("这个单位没有在办这个事项。")
    if last_day < listing.valid_from - A_DAY:
        raise Refusal("最后一天不能早于起始日。", field="last_day")
    listing.valid_to = last_day
    listing.save(update_fields=["valid_to"])
    forget()
    record(
        "catalogue.listing_ended",
        "listing",
        f"{office_key}/{item}",
        by=by,
        at=at,
        chain=f"catalogue/{item}",
        facts={"office": office_key, "item": item, "last_day": last_day.isoformat()},
    )
    return listing
