"""What each indicator says: formula, period, exclusions, direction, owner; in words.

The words are what a supervised unit may hold us to. How the counting is done stands in
``measures``; a test proves that every number opens into as many rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How numerator and denominator become the value."""

    SHARE = "share"  # rows by rows, in percent
    SPEED = "speed"  # working days by working days, in percent
    COUNT = "count"  # rows; the denominator only says whether there was anything to count
    MEAN = "mean"  # working days by rows
    MEDIAN = "median"  # the middle one of the rows' working days
    PENDING = "pending"  # its facts are not recorded yet

    @property
    def unit(self) -> str:
        return _UNITS[self]


_UNITS = {
    Kind.SHARE: "%",
    Kind.SPEED: "%",
    Kind.COUNT: "件",
    Kind.MEAN: "工作日",
    Kind.MEDIAN: "工作日",
    Kind.PENDING: "",
}

REGISTRATION = "登记注册"
LICENSING = "行政许可"
SUPERVISION = "督查"
RATINGS = "好差评"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator as a bulletin explains it."""

    key: str
    code: str
    name: str
    kind: Kind
    formula: str
    numerator: str
    denominator: str
    event: str
    exclusions: str
    owner: str
    higher_is_better: bool = True
    note: str = ""
    why_empty: str = "这段时间没有可以计算的办件。"
    clauses: tuple[str, ...] = ()
    speaks_of_ratings: bool = False

    @property
    def unit(self) -> str:
        return self.kind.unit

    @property
    def direction(self) -> str:
        return "越高越好" if self.higher_is_better else "越低越好"

    @property
    def is_pending(self) -> bool:
        return self.kind is Kind.PENDING

    @property
    def parts(self) -> tuple[str, ...]:
        """The numbers of it that open into rows."""
        return () if self.is_pending else PARTS[self.kind]


NUMERATOR, DENOMINATOR, REST, LEFT_OUT = "numerator", "denominator", "rest", "left-out"

PARTS: Mapping[Kind, tuple[str, ...]] = {
    Kind.SHARE: (NUMERATOR, DENOMINATOR, REST),
    Kind.COUNT: (NUMERATOR, DENOMINATOR),
    Kind.SPEED: (DENOMINATOR, LEFT_OUT),
    Kind.MEAN: (DENOMINATOR,),
    Kind.MEDIAN: (DENOMINATOR,),
}
