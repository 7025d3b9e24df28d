"""Who signs a letter: facts of an authority on that day, frozen into the letter."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """``short`` begins the number (文号简称). ``appeal_to`` and ``court`` name where somebody
    may turn who does not agree; empty where the authority's record does not say."""

    code: str
    name: str
    short: str
    phone: str = ""
    appeal_to: str = ""
    court: str = ""
