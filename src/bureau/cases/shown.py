"""The limits a new case gets, for the prover of guides."""

from bureau.cases.operations.submission import limits_of_a_case
from bureau.catalogue.words import term_words
from bureau.guides.proving import NO_LIMIT, Shown
from bureau.guides.screens import Setting


def case_shows(setting: Setting) -> Shown:
    """Both limits that run once a case of this setting is accepted."""
    kept = limits_of_a_case(setting.edition.content, setting.listing)
    words = {}
    for place, name in (("promised", "promise"), ("statutory", "statutory")):
        value, unit = kept[f"{name}_value"], kept[f"{name}_unit"]
        words[f"limits.{place}"] = NO_LIMIT if value is None else term_words(value, unit)
    return Shown(words, frozenset({"limits"}))
