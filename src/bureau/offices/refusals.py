"""What this room says no to."""

from bureau.refusal import Refusal


class NotCompetent(Refusal):
    """The person has no authority for this act on this item in this office now."""


class NotEntitled(Refusal):
    """The person's posts do not allow this act of administration."""


class UnknownOffice(Refusal):
    """There is no such office, or it belongs to no reporting unit on that day."""
