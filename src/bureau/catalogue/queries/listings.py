"""Who carries an item out, where, and in how many days."""

from dataclasses import dataclass
from datetime import date

from bureau.catalogue.elements import EditionContent
from bureau.catalogue.models import Listing
from bureau.catalogue.queries.editions import EditionFacts, in_force
from bureau.catalogue.rules import Limits, limits
from bureau.kept import kept


@dataclass(frozen=True, slots=True)
class ListingFacts:
    """One item at one office."""

    id: int
    item: str
    authority_code: str
    office_key: str
    valid_from: date
    valid_to: date | None
    halls: tuple[str, ...]
    phones: dict[str, str]
    step_handlers: dict[str, str]
    promise_value: int | None
    promise_unit: str
    waived: tuple[str, ...]
    state: str
    confirmed: bool = False
    confirmed_by: str = ""
    outside_because: str = ""

    def handler(self, step: str) -> str:
        """The office that does a step: the one named for it, else the one that listed it."""
        return self.step_handlers.get(step, self.office_key)


def _facts(listing: Listing) -> ListingFacts:
    return ListingFacts(
        id=listing.pk,
        item=listing.item.key,
        authority_code=listing.authority_code,
        office_key=listing.office_key,
        valid_from=listing.valid_from,
        valid_to=listing.valid_to,
        halls=tuple(listing.halls),
        phones=dict(listing.phones),
        step_handlers=dict(listing.step_handlers),
        promise_value=listing.promise_value,
        promise_unit=listing.promise_unit,
        waived=tuple(listing.waived),
        state=listing.state,
        confirmed=listing.state == Listing.State.CONFIRMED,
        confirmed_by=listing.confirmed_by,
        outside_because=listing.outside_because,
    )


@kept
def listing_for(item: str, office_key: str, *, on: date) -> ListingFacts | None:
    """The listing under which an office carries an item out on that day."""
    listing = (
        Listing.objects.on(on)
        .filter(item__key=item, office_key=office_key)
        .select_related("item")
        .order_by("-valid_from")
        .first()
    )
    return _facts(listing) if listing else None


def listing_by_id(listing_id: int) -> ListingFacts | None:
    """Any listing, also one that has ended."""
    listing = Listing.objects.select_related("item").filter(pk=listing_id).first()
    return _facts(listing) if listing else None


def listings_of_item(item: str, *, on: date) -> tuple[ListingFacts, ...]:
    """Every office that carries the item out on that day."""
    found = Listing.objects.on(on).filter(item__key=item).select_related("item")
    return tuple(_facts(one) for one in found.order_by("office_key"))


def listings_of_office(office_key: str, *, on: date) -> tuple[ListingFacts, ...]:
    """Everything an office carries out on that day."""
    found = Listing.objects.on(on).filter(office_key=office_key).select_related("item")
    return tuple(_facts(one) for one in found.order_by("item__key"))


def listings(*, on: date, item: str = "") -> tuple[ListingFacts, ...]:
    """Every listing of that day, or those of one item, by item and office."""
    found = Listing.objects.on(on).select_related("item").order_by("item__key", "office_key")
    return tuple(_facts(one) for one in (found.filter(item__key=item) if item else found))


def items_at_hall(hall: str, *, on: date) -> tuple[EditionFacts, ...]:
    """What can be asked for at a hall on that day, by item key."""
    keys = set(
        Listing.objects.on(on).filter(halls__contains=[hall]).values_list("item__key", flat=True)
    )
    return tuple(one for one in in_force(on) if one.item in keys)


def limits_for(content: EditionContent, listing: ListingFacts | None) -> Limits:
    """Both limits of a case: the edition's, with this office's promise where it is shorter."""
    if listing is None:
        return limits(content, value=None, unit="")
    return limits(content, value=listing.promise_value, unit=listing.promise_unit)
