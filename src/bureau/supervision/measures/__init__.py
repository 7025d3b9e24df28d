"""How each indicator is counted, and which rows stand behind each number.

A measure counts in the database and lists by the same conditions, so that the two agree.
"""

from collections.abc import Mapping

from bureau.supervision.measures.case_lengths import LENGTHS
from bureau.supervision.measures.case_shares import SHARES
from bureau.supervision.measures.measure import Measure
from bureau.supervision.measures.promised_speed import PROMISED
from bureau.supervision.measures.published_items import ITEMS
from bureau.supervision.measures.ratings import RATINGS
from bureau.supervision.measures.rectifications import RECTIFICATIONS

MEASURES: tuple[Measure, ...] = (ITEMS, PROMISED, SHARES, LENGTHS, RATINGS, RECTIFICATIONS)

MEASURE_OF: Mapping[str, Measure] = {key: measure for measure in MEASURES for key in measure.keys}

__all__ = ["MEASURES", "MEASURE_OF", "Measure"]
