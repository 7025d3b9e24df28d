"""The trial city from nothing: places and weights, stories, and the play."""

from collections.abc import Callable
from datetime import datetime

from bureau.catalogue import queries as catalogue
from bureau.trial.plan import ITEM_WEIGHTS, Story, stories
from bureau.trial.play import Play, Played
from bureau.workdays import queries as workdays

DOORS_OPEN_AT = 300
PER_DAY = 80
DAYS = 25


def places(now: datetime) -> list[tuple[str, str, int]]:
    """(item, office, weight): every listing of an item that people ask for.

    A county's own window sees more people than one of its township offices.
    """
    found = []
    for item, weight in ITEM_WEIGHTS.items():
        listings = catalogue.listings_of_item(item, on=now.date())
        main = [one for one in listings if one.halls]
        small = len(main) > 40
        for listing in main:
            is_township = "-" in listing.office_key and small
            found.append((item, listing.office_key, weight if not is_township else 1))
    return found


def simulate(
    *,
    seed: int,
    total: int,
    days: int = DAYS,
    now: datetime,
    told: Callable[[int, int], None],
) -> Played:
    """Play ``total`` applications of the last weeks; the first few hundred are spread over
    the whole time, so that the city can open its doors before the rest has arrived."""
    calendar = workdays.current_calendar()
    where = places(now)
    drawn = stories(seed=seed, total=total, days=days, places=where, now=now, calendar=calendar)
    play = Play(seed=seed, now=now, calendar=calendar, region=where[0][1][:6])
    for part in _parts(drawn):
        play.stories(part, lambda done: told(done, total))
    return play.played


def _parts(drawn: list[Story]) -> list[list[Story]]:
    step = max(1, len(drawn) // DOORS_OPEN_AT)
    first = drawn[::step]
    chosen = {story.number for story in first}
    return [first, [story for story in drawn if story.number not in chosen]]
