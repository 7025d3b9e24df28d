"""Indicators of the ratings people gave; what was recorded by default is none of them."""

from collections.abc import Collection
from fractions import Fraction
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bureau.feedback.events import KINDS
from bureau.feedback.grades import Grade
from bureau.feedback.models import Invitation, Rating
from bureau.supervision.definitions import NUMERATOR, REST
from bureau.supervision.measures.measure import (
    Row,
    RowKind,
    RowPage,
    Tallies,
    after_key,
    one_page,
)
from bureau.supervision.rules import Tally
from bureau.supervision.scope import Scope

RATED, GOOD, BAD = "rated", "good", "bad"
DEFAULT_CHANNEL = "default"
BAD_GRADES = [str(grade) for grade in Grade if grade.is_bad]


class Ratings:
    """Two statements: service events of the period, and ratings given in it."""

    keys = (RATED, GOOD, BAD)

    def tallies(self, scope: Scope, keys: Collection[str]) -> Tallies:
        found: Tallies = {key: {} for key in keys}
        if RATED in found:
            events = _events(scope).values("area").order_by()
            for row in events.annotate(all=Count("pk"), hit=Count("pk", filter=_is_rated())):
                found[RATED][row["area"]] = _share(row["hit"], row["all"])
        if GOOD in found or BAD in found:
            given = _given(scope).values("invitation__area").order_by()
            bad = Count("pk", filter=Q(grade__in=BAD_GRADES))
            for one in given.annotate(all=Count("pk"), bad=bad):
                area, every = one["invitation__area"], one["all"]
                for key, hit in ((GOOD, every - one["bad"]), (BAD, one["bad"])):
                    if key in found:
                        found[key][area] = _share(hit, every)
        return found

    def rows(self, key: str, part: str, scope: Scope, *, after: str) -> RowPage:
        return (
            _event_rows(part, scope, after)
            if key == RATED
            else _rating_rows(key, part, scope, after)
        )


def _events(scope: Scope) -> QuerySet[Invitation]:
    events = Invitation.objects.filter(
        area__in=scope.areas, served_at__gte=scope.since, served_at__lt=scope.until
    )
    return events if scope.offices is None else events.filter(office_key__in=scope.offices)


def _given(scope: Scope) -> QuerySet[Rating]:
    """First ratings given in the period by somebody who chose to; a follow-up stands beside
    its first and is not counted again."""
    ratings = Rating.objects.filter(
        turn="first",
        at__gte=scope.since,
        at__lt=scope.until,
        invitation__area__in=scope.areas,
    ).exclude(channel=DEFAULT_CHANNEL)
    if scope.offices is None:
        return ratings
    return ratings.filter(invitation__office_key__in=scope.offices)


def _is_rated() -> Q:
    own = Rating.objects.filter(invitation=OuterRef("pk"), turn="first")
    return Q(Exists(own.exclude(channel=DEFAULT_CHANNEL)))


def _share(hit: int, every: int) -> Tally:
    return Tally(Fraction(hit), Fraction(every), every)


def _event_rows(part: str, scope: Scope, after: str) -> RowPage:
    events: QuerySet[Any] = _events(scope).annotate(is_rated=_is_rated())
    if part == NUMERATOR:
        events = events.filter(_is_rated())
    elif part == REST:
        events = events.exclude(_is_rated())
    found, more = one_page(events, column="served_at", after=after)
    rows = tuple(
        _row(event, note="已评价" if event.is_rated else "未评价", hit=event.is_rated)
        for event in found
    )
    return RowPage(rows, rows[-1].after if more else "")


def _rating_rows(key: str, part: str, scope: Scope, after: str) -> RowPage:
    ratings = _given(scope)
    bad = Q(grade__in=BAD_GRADES)
    wanted = bad if (key == BAD) == (part == NUMERATOR) else ~bad
    if part in (NUMERATOR, REST):
        ratings = ratings.filter(wanted)
    found, more = one_page(ratings.select_related("invitation"), column="at", after=after)
    rows = tuple(_rating_row(rating, key) for rating in found)
    return RowPage(rows, rows[-1].after if more else "")


def _rating_row(rating: Rating, key: str) -> Row:
    grade = Grade(rating.grade)
    event = rating.invitation
    return Row(
        kind=RowKind.RATING,
        ref="",
        title=event.item_name or "窗口咨询",
        party="",
        area=event.area,
        office_key=event.office_key,
        state=grade.label,
        event_at=rating.at,
        due_at=None,
        amount=None,
        out_of=None,
        note=KINDS.get(event.kind, event.kind),
        hit=grade.is_bad == (key == BAD),
        after=after_key(rating.at, rating.pk),
    )


def _row(event: Invitation, *, note: str, hit: bool) -> Row:
    return Row(
        kind=RowKind.RATING,
        ref="",
        title=event.item_name or "窗口咨询",
        party="",
        area=event.area,
        office_key=event.office_key,
        state=KINDS.get(event.kind, event.kind),
        event_at=event.served_at,
        due_at=None,
        amount=None,
        out_of=None,
        note=note,
        hit=hit,
        after=after_key(event.served_at, event.pk),
    )


RATINGS = Ratings()
