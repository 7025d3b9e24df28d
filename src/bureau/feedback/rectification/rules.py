"""Who may put a bad rating right. Pure."""

from collections.abc import Collection
from enum import StrEnum

from bureau.offices.words import Role

KIND = "bad_rating"
MAY = frozenset({str(Role.REVIEW_OFFICER), str(Role.SUPERVISOR), str(Role.HEAD)})
SEE_ALL = frozenset({str(Role.SUPERVISOR)})


class Outcome(StrEnum):
    """How a rectification ends."""

    RECTIFIED = "rectified"
    EXPLAINED = "explained"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Outcome.RECTIFIED: "已整改，并告诉了评价人",
    Outcome.EXPLAINED: "没有依据，已向评价人说明",
}


def may_rectify(
    account: str,
    *,
    roles: Collection[str],
    covered: Collection[str],
    owner_account: str,
    owner_office: str,
    rated: str,
) -> bool:
    """The owner, or a review officer, supervisor or head over the office that owns the task;
    never who was rated (有差评必整改, by somebody else)."""
    if not account or account == rated:
        return False
    if account == owner_account:
        return True
    return owner_office in covered and not MAY.isdisjoint(roles)
