"""Indicators about what is published: licence items of each unit, whatever cases there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from django.db.models import Q

from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import EditionContent, Limit, Procedure
from bureau.catalogue.models import Listing
from bureau.catalogue.words import limit_words
from bureau.offices.models import OfficeUnit
from bureau.supervision.definitions import LEFT_OUT, NUMERATOR, REST
from bureau.supervision.measures.measure import Row, RowKind, RowPage, Tallies, paged
from bureau.supervision.rules import NOTHING, Limits, Tally, saved
from bureau.supervision.scope import Scope

SPEED, ONLINE, WHOLLY_ONLINE = "k4", "k6", "k6-full"
ACCEPTED_ONLINE = frozenset({"III", "IV", "Ⅲ", "Ⅳ"})
WHOLLY = frozenset({"IV", "Ⅳ"})


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """One licence item of one unit on a day, with the longest of its offices' promises:
    what the unit promises is what every one of its offices promises."""

    item: str
    name: str
    area: str
    offices: int
    content: EditionContent
    statutory: Limit | None
    promised: Limit | None

    @property
    def limits(self) -> Limits:
        return Limits(
            self.statutory.value if self.statutory else None,
            self.statutory.unit if self.statutory else "",
            self.promised.value if self.promised else None,
            self.promised.unit if self.promised else "",
        )

    @property
    def is_online(self) -> bool:
        """It can be applied for online as far as acceptance; an unknown depth is not online."""
        return self.content.online and self.content.online_depth in ACCEPTED_ONLINE

    @property
    def is_wholly_online(self) -> bool:
        return (
            self.content.online and self.content.online_depth in WHOLLY and self.content.visits == 0
        )


class PublishedItems:
    """Reads the listings of a day once; nothing here grows with the number of cases."""

    keys = (SPEED, ONLINE, WHOLLY_ONLINE)

    def tallies(self, scope: Scope, keys: Collection[str]) -> Tallies:
        items = published(scope)
        return {key: _by_area(key, items) for key in keys}

    def rows(self, key: str, part: str, scope: Scope, *, after: str) -> RowPage:
        rows = {
            (item.area, item.item): _row(key, item)
            for item in published(scope)
            if _among(key, item) == (part != LEFT_OUT) and _in_part(key, part, item)
        }
        return paged(rows, after=after)


def published(scope: Scope) -> list[PublishedItem]:
    """The licence items each unit has published on the scope's day."""
    editions = {
        one.item: one.content
        for one in catalogue.in_force(scope.day)
        if one.procedure is Procedure.LICENCE
    }
    units = _units(scope)
    listings = (
        Listing.objects.on(scope.day)
        .filter(item__key__in=editions, office_key__in=units)
        .values_list("item__key", "office_key", "promise_value", "promise_unit")
    )
    shorter: dict[tuple[str, str], list[tuple[int | None, str]]] = defaultdict(list)
    for item, office_key, value, unit in listings:
        shorter[units[office_key], item].append((value, unit))
    return [
        _published(item, area, editions[item], promises)
        for (area, item), promises in sorted(shorter.items())
    ]


def _published(
    item: str, area: str, content: EditionContent, promises: list[tuple[int | None, str]]
) -> PublishedItem:
    longest = max((_promise(content, value, unit) for value, unit in promises), key=_working_days)
    return PublishedItem(
        item=item,
        name=content.name,
        area=area,
        offices=len(promises),
        content=content,
        statutory=content.statutory_limit,
        promised=longest,
    )


def _promise(content: EditionContent, value: int | None, unit: str) -> Limit | None:
    """An office's own promise where it has one, else the edition's."""
    if value is None:
        return content.promised_limit
    return Limit(value=value, unit=unit)


def _working_days(limit: Limit | None) -> Fraction:
    if limit is None:  # no promise: the law's limit, longer than any
        return Fraction(10**9)
    return Limits(limit.value, limit.unit).statutory or Fraction(0)


def _units(scope: Scope) -> dict[str, str]:
    """Which unit each office is counted in on the scope's day."""
    rows = OfficeUnit.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=scope.day),
        valid_from__lte=scope.day,
        unit__area__in=scope.areas,
    )
    if scope.offices is not None:
        rows = rows.filter(office__key__in=scope.offices)
    return dict(rows.values_list("office__key", "unit__area"))


def _among(key: str, item: PublishedItem) -> bool:
    """K4 leaves out what has no limit in law; K6 leaves out nothing."""
    return key != SPEED or bool(item.limits.statutory)


def _hit(key: str, item: PublishedItem) -> bool:
    if key == ONLINE:
        return item.is_online
    return item.is_wholly_online if key == WHOLLY_ONLINE else True


def _in_part(key: str, part: str, item: PublishedItem) -> bool:
    if part == NUMERATOR:
        return _hit(key, item)
    return not _hit(key, item) if part == REST else True


def _by_area(key: str, items: Iterable[PublishedItem]) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for item in items:
        before = found.get(item.area, NOTHING)
        if not _among(key, item):
            found[item.area] = replace(before, left_out=before.left_out + 1)
            continue
        if key == SPEED:
            gained, of = saved(item.limits), item.limits.statutory or Fraction(0)
        else:
            gained, of = Fraction(int(_hit(key, item))), Fraction(1)
        found[item.area] = Tally(
            numerator=before.numerator + gained,
            denominator=before.denominator + of,
            measured=before.measured + 1,
            left_out=before.left_out,
        )
    return found


def _row(key: str, item: PublishedItem) -> Row:
    speed = key == SPEED
    return Row(
        kind=RowKind.ITEM,
        ref=item.item,
        title=item.name,
        party="",
        area=item.area,
        office_key="",
        state="",
        event_at=None,
        due_at=None,
        amount=saved(item.limits) if speed and item.limits.statutory else None,
        out_of=item.limits.statutory if speed else None,
        note=_limits_note(item) if speed else _online_note(item),
        hit=_hit(key, item),
        after=f"{item.area}~{item.item}",
    )


def _limits_note(item: PublishedItem) -> str:
    statutory = limit_words(item.statutory) if item.statutory else "没有"
    promised = limit_words(item.promised) if item.promised else "与法定相同"
    return f"法定 {statutory}，承诺 {promised}"


def _online_note(item: PublishedItem) -> str:
    if not item.content.online:
        return "不能网上申请"
    depth = item.content.online_depth
    return f"网上办理深度 {depth} 级" if depth else "网上办理深度没有填写"


ITEMS = PublishedItems()
