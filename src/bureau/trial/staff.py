"""Who in the trial city does what: found through the same competences as on any day."""

from collections.abc import Collection
from datetime import datetime

from bureau.offices import queries as offices
from bureau.people import queries as people
from bureau.people.models import Account


class Staff:
    """The people who may do an act for an office, asked once and remembered."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._found: dict[tuple[str, str, str], tuple[int, ...]] = {}
        self._accounts: dict[int, Account] = {}

    def who(
        self,
        act: str,
        office: str,
        item: str,
        *,
        also: str = "",
        besides: Collection[int] = (),
        turn: int = 0,
    ) -> Account | None:
        """Somebody competent who is not among ``besides``; the work goes round.

        ``also`` names a second act the same person must be competent for.
        """
        may = self._may(act, office, item)
        if also:
            both = set(self._may(also, office, item))
            may = tuple(one for one in may if one in both)
        free = [one for one in may if one not in besides]
        if not free:
            return None
        return self._account(free[turn % len(free)])

    def _may(self, act: str, office: str, item: str) -> tuple[int, ...]:
        key = (act, office, item)
        if key not in self._found:
            may = offices.people_who_may(act=act, office_key=office, item_key=item, at=self._at)
            self._found[key] = tuple(dict.fromkeys(one.account_id for one in may))
        return self._found[key]

    def _account(self, account_id: int) -> Account:
        if account_id not in self._accounts:
            found = people.find_account(account_id)
            assert found is not None
            self._accounts[account_id] = found
        return self._accounts[account_id]
