"""What every indicator says, in the order of the bulletin."""

from collections.abc import Mapping
from types import MappingProxyType

from bureau.supervision.definitions.handling import HANDLING
from bureau.supervision.definitions.indicator import (
    DENOMINATOR,
    LEFT_OUT,
    NUMERATOR,
    REST,
    Indicator,
    Kind,
)
from bureau.supervision.definitions.plan import PLAN
from bureau.supervision.definitions.rated import RATED

INDICATORS: Mapping[str, Indicator] = MappingProxyType(
    {one.key: one for one in (*PLAN, *HANDLING, *RATED)}
)

__all__ = [
    "DENOMINATOR",
    "INDICATORS",
    "LEFT_OUT",
    "NUMERATOR",
    "REST",
    "Indicator",
    "Kind",
]
