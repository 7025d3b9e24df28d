"""What this room says no with."""

from bureau.refusal import Refusal


class NotAnIdentifier(Refusal):
    """The number cannot be one of its kind."""


class NameDoesNotMatch(Refusal):
    """The number is known under another name."""


class NoMandate(Refusal):
    """Nobody gave this authority, or it is over."""


class AccountTaken(Refusal):
    """Another account signs in with this already."""


class ReasonMissing(Refusal):
    """Somebody wants to see what is masked and does not say why."""
