"""Who holds which post at a moment, and who may do what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from bureau.audit.actors import Actor
from bureau.kept import kept
from bureau.offices.models import Competence, Hall, Office, Posting
from bureau.offices.words import Act
from bureau.people.models import Account
from bureau.workdays.clock import day_of


@dataclass(frozen=True, slots=True)
class Post:
    account_id: int
    person: str
    staff_number: str
    office_key: str
    office_name: str
    area: str
    post: str
    role: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Duties:
    """All that somebody is on duty for at a moment; empty for who has no post."""

    account_id: int
    posts: tuple[Post, ...] = ()
    roles: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    """Keys of the offices of their posts."""
    covered: frozenset[str] = frozenset()
    """Those and all offices below them of the same authority."""
    halls: frozenset[str] = frozenset()

    @property
    def main_post(self) -> Post | None:
        return self.posts[0] if self.posts else None

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class Competent:
    """One living grant."""

    account_id: int
    person: str
    office_key: str
    item_key: str
    act: str
    valid_from: date
    valid_to: date | None
    document: str


def posts_of(account_id: int | str, at: datetime) -> tuple[Post, ...]:
    """The posts somebody holds at that moment, the oldest first."""
    return tuple(_post(row) for row in _held(_number(account_id), at))


def _held(account_id: int, at: datetime) -> QuerySet[Posting]:
    return (
        Posting.objects.living(at)
        .filter(account_id=account_id, account__is_active=True)
        .select_related("account", "office")
        .order_by("valid_from", "pk")
    )


def duties(account_id: int | str, at: datetime) -> Duties:
    """Roles, offices and halls of somebody at that moment: their posts are read each time."""
    number = _number(account_id)
    held = list(_held(number, at))
    posts = tuple(_post(row) for row in held)
    if not posts:
        return Duties(account_id=number)
    keys = frozenset(post.office_key for post in posts)
    seats = frozenset((row.office.lineage, row.office.authority_id) for row in held)
    return Duties(
        account_id=number,
        posts=posts,
        roles=frozenset(post.role for post in posts),
        offices=keys,
        covered=_covered_by(seats, day_of(at)),
        halls=_halls_of(keys),
    )


@kept
def _covered_by(seats: frozenset[tuple[str, int]], day: date) -> frozenset[str]:
    """The offices at and below these, each (lineage, authority), of the same authority."""
    below = Q(pk__in=[])
    for lineage, authority_id in seats:
        below |= Q(lineage__startswith=lineage, authority_id=authority_id)
    living = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    rows = Office.objects.filter(below, living, valid_from__lte=day)
    return frozenset(rows.values_list("key", flat=True))


@kept
def _halls_of(offices: frozenset[str]) -> frozenset[str]:
    staffed = Hall.objects.filter(offices__key__in=offices, closed_on__isnull=True)
    return frozenset(staffed.values_list("key", flat=True))


def has_role(account_id: int | str, *roles: str, at: datetime) -> bool:
    return (
        Posting.objects.living(at)
        .filter(account_id=_number(account_id), account__is_active=True, role__in=roles)
        .exists()
    )


def actor_for(account: Account, at: datetime, *, office_key: str = "") -> Actor:
    """The person with post and office of that moment, as the record will name them."""
    posts = posts_of(account.pk, at)
    post = next((one for one in posts if one.office_key == office_key), None) or (
        posts[0] if posts else None
    )
    if post is None:
        return account.as_actor()
    return account.as_actor(post=post.post, office=post.office_name)


def staff_with_role(role: str, at: datetime, *, office_key: str = "") -> tuple[Post, ...]:
    """Who holds a role now, everywhere or in one office."""
    rows = Posting.objects.living(at).filter(role=role, account__is_active=True)
    if office_key:
        rows = rows.filter(office__key=office_key)
    return tuple(
        _post(row)
        for row in rows.select_related("account", "office").order_by("office__order", "pk")
    )


def staff_at_hall(hall_key: str, at: datetime) -> tuple[Post, ...]:
    """Everybody on a post in an office that staffs a hall, by name."""
    rows = Posting.objects.living(at).filter(
        office__in=Office.objects.filter(halls__key=hall_key), account__is_active=True
    )
    return tuple(
        _post(row) for row in rows.select_related("account", "office").order_by("account__name")
    )


def competences_of(account_id: int | str, at: datetime) -> tuple[Competent, ...]:
    """What somebody may do at that moment."""
    return tuple(
        _competent(row)
        for row in Competence.objects.living(at)
        .filter(account_id=_number(account_id))
        .select_related("account", "office")
        .order_by("office__order", "act", "item_key")
    )


def people_who_may(
    *, act: str, office_key: str, item_key: str, at: datetime
) -> tuple[Competent, ...]:
    """Who could do this act on this item for this office; the office's own people first."""
    target = Office.objects.filter(key=office_key).first()
    if target is None:
        return ()
    posted = Posting.objects.living(at).filter(office__authority_id=target.authority_id)
    rows = (
        Competence.objects.living(at)
        .filter(
            act=Act(act).value,
            item_key__in=["*", item_key],
            office__key__in=[key for key in target.lineage.split("/") if key],
            office__authority_id=target.authority_id,
            account__is_active=True,
            account_id__in=posted.values("account_id"),
        )
        .select_related("account", "office")
        .order_by("-office__lineage", "account__staff_number")
    )
    return tuple(_competent(row) for row in rows)


def seats_with(act: str, at: datetime) -> tuple[tuple[str, str, str], ...]:
    """Everywhere somebody of their own may do this act: lineage, authority and item; ``*`` is
    every item. An office below in the same authority is covered (``ensure_competent``)."""
    rows = Competence.objects.living(at).filter(act=Act(act).value, account__is_active=True)
    posted = Posting.objects.living(at).filter(
        account_id=OuterRef("account_id"), office__authority_id=OuterRef("office__authority_id")
    )
    return tuple(
        rows.filter(Exists(posted))
        .values_list("office__lineage", "office__authority__code", "item_key")
        .distinct()
    )


def offices_that_may(item_key: str, act: str, area: str, *, at: datetime) -> tuple[str, ...]:
    """Keys of the offices of an area where somebody of their own may do this act."""
    return tuple(
        Competence.objects.living(at)
        .filter(
            act=Act(act).value,
            item_key__in=["*", item_key],
            office__area=area,
            account__is_active=True,
        )
        .order_by("office__order", "office__key")
        .values_list("office__key", flat=True)
        .distinct()
    )


def substitute_for(
    *, act: str, office_key: str, item_key: str, besides: Collection[int | str], at: datetime
) -> str:
    """The office whose people do this act when those in ``besides`` may not.

    The office itself if it has another person; else the nearest one above of the same
    authority that has (for a 监管所 the county's). Empty if nobody is left.
    """
    barred = {_number(one) for one in besides}
    for one in people_who_may(act=act, office_key=office_key, item_key=item_key, at=at):
        if one.account_id not in barred:
            return one.office_key
    return ""


def _number(account_id: int | str) -> int:
    return int(account_id) if str(account_id).isdecimal() else -1


def _post(row: Posting) -> Post:
    return Post(
        account_id=row.account_id,
        person=row.account.name,
        staff_number=row.account.staff_number or "",
        office_key=row.office.key,
        office_name=row.office.name,
        area=row.office.area,
        post=row.post,
        role=row.role,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _competent(row: Competence) -> Competent:
    return Competent(
        account_id=row.account_id,
        person=row.account.name,
        office_key=row.office.key,
        item_key=row.item_key,
        act=row.act,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        document=row.document,
    )
