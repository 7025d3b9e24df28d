"""Whose task a guide is: what is common to all offices is the city's to mend."""

from datetime import datetime

from bureau.offices import queries as offices
from bureau.offices.words import Level, Role
from bureau.tasks.operations import Owner
from bureau.workdays.clock import day_of


def owner_of_guides(*, at: datetime) -> Owner | None:
    """The city's office that has an item keeper, else the city's first; none before there is
    any office."""
    city = [one.key for one in offices.offices(day=day_of(at), level=Level.CITY)]
    keepers = [post.office_key for post in offices.staff_with_role(Role.ITEM_KEEPER, at)]
    keys = [key for key in keepers if key in city] or city
    return Owner(office=keys[0]) if keys else None
