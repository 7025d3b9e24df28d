"""Open cases that go on under the edition they have, whatever is published after them."""

from dataclasses import dataclass

from django.db.models import Count

from bureau.cases.models import Case
from bureau.cases.states import OPEN


@dataclass(frozen=True, slots=True)
class OpenCases:
    """The open cases of an item under one edition."""

    edition_id: int
    accepted: int
    """Accepted under it: they keep it to their end."""
    waiting: int
    """Received under it and not accepted yet: the edition of their acceptance will govern."""


def open_cases_of(item_key: str) -> tuple[OpenCases, ...]:
    """How many open cases of an item stand under which of its editions, newest first."""
    rows = Case.objects.filter(item_key=item_key, state__in=[str(one) for one in OPEN])
    found: dict[int, list[int]] = {}
    accepted = rows.exclude(accepted_under=None).values_list("accepted_under")
    waiting = rows.filter(accepted_under=None).values_list("received_under")
    for place, counted in enumerate((accepted, waiting)):
        for edition_id, number in counted.annotate(number=Count("pk")).order_by():
            found.setdefault(edition_id, [0, 0])[place] = number
    return tuple(
        OpenCases(edition_id=key, accepted=found[key][0], waiting=found[key][1])
        for key in sorted(found, reverse=True)
    )
