"""What will happen in the trial city: drawn once from a seed, before anything is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from bureau.cases.facts import Channel
from bureau.workdays.rules import CHINA, Calendar

ITEM_WEIGHTS = {
    "individual-establish": 26,
    "company-establish": 14,
    "company-change": 9,
    "individual-change": 6,
    "licence-reissue": 5,
    "food-business-new": 18,
    "small-food-business-new": 9,
    "food-business-renew": 4,
    "food-business-change": 3,
    "device2-filing": 4,
    "special-equipment-use": 5,
    "individual-dereg": 8,
    "company-simple-dereg": 4,
    "company-dereg": 2,
}
"""How often each item is asked for; an item the city does not have is left out."""


@dataclass(frozen=True, slots=True)
class Story:
    """One application, from the day it comes in to what people say of it."""

    number: int
    item: str
    office: str
    submitted_at: datetime
    channel: Channel
    fate: str  # good, defective, slow, unanswered, refused, not_ours, withdrawn
    pace: float  # 0 quick … 1 uses the whole promise; above 1 it is late
    mood: float  # 0 delighted … 1 very dissatisfied
    rates: bool
    elderly: bool


def stories(
    *,
    seed: int,
    total: int,
    days: int,
    places: Sequence[tuple[str, str, int]],
    now: datetime,
    calendar: Calendar,
) -> list[Story]:
    """``total`` applications of the last working days over (item, office, weight), in order.

    The same seed, places and moment give the same stories.
    """
    random = Random(seed)
    dates = working_days_before(now.date(), days, calendar)
    weights = [weight for _, _, weight in places]
    drawn = []
    for number in range(total):
        item, office, _ = random.choices(places, weights)[0]
        channel = random.choices(
            (Channel.WEB, Channel.MOBILE, Channel.WINDOW, Channel.PHONE, Channel.POST),
            (34, 28, 34, 2, 2),
        )[0]
        drawn.append(
            Story(
                number=number,
                item=item,
                office=office,
                submitted_at=_moment(random, dates, now, channel),
                channel=channel,
                fate=random.choices(
                    ("good", "defective", "slow", "unanswered", "refused", "not_ours", "withdrawn"),
                    (70, 15, 6, 1, 4, 2, 2),
                )[0],
                pace=random.betavariate(2, 3),
                mood=random.betavariate(1.3, 6),
                rates=random.random() < 0.55,
                elderly=random.random() < 0.12,
            )
        )
    return sorted(drawn, key=lambda story: (story.submitted_at, story.number))


def working_days_before(day: date, number: int, calendar: Calendar) -> list[date]:
    """The last ``number`` working days up to ``day`` itself, oldest first."""
    found: list[date] = []
    while len(found) < number:
        if calendar.is_workday(day):
            found.append(day)
        day -= timedelta(days=1)
    return found[::-1]


def _moment(random: Random, days: Sequence[date], now: datetime, channel: Channel) -> datetime:
    if channel in (Channel.WEB, Channel.MOBILE):
        # People apply online in the evening and at weekends too.
        span = (now - datetime.combine(days[0], time(7), CHINA)).total_seconds()
        moment = now - timedelta(seconds=random.random() * span)
        return moment.replace(hour=random.choice((8, 9, 10, 11, 14, 15, 16, 20, 21)))
    day = random.choice(days)
    hour = random.choice((9, 9, 10, 10, 11, 13, 14, 15, 16))
    return datetime.combine(day, time(hour, random.randint(0, 55)), CHINA)
