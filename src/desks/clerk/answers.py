"""Which answers stand on the page: exactly what the verbs accept now."""

from dataclasses import dataclass

from bureau.cases.queries.pages import CasePage
from bureau.cases.states import State
from bureau.catalogue.elements import Separation


@dataclass(frozen=True, slots=True)
class Answers:
    """What this case offers at the window."""

    judges: bool = False
    accepts: bool = False
    grants: bool = False
    notice: str = ""
    notice_returns: bool = False
    turns_away: bool = False
    corrects: bool = False
    supplements: bool = False
    withdraws: bool = False
    delivers: bool = False

    @property
    def decides(self) -> bool:
        """Whether there is anything to decide at all."""
        return self.accepts or self.grants or bool(self.notice)


def answers_for(page: CasePage, *, may_act: bool, may_decide: bool = False) -> Answers:
    """The answers of 行政许可法第三十二条 that fit procedure and state, and no others.

    ``may_decide`` is whether who looks may also decide this item here: only they decide at once.
    """
    if not may_act:
        return Answers()
    offered = set(page.offered)
    asks = "ask_correction" in offered
    returns = "send_back" in offered
    received = page.state == State.RECEIVED
    content = page.content
    return Answers(
        judges=received,
        accepts="accept" in offered,
        grants=may_decide
        and "grant_at_once" in offered
        and content.on_the_spot
        and content.separation == Separation.NONE,
        notice="一次性告知" if asks else ("退回并一次性告知" if returns else ""),
        notice_returns=returns and not asks,
        turns_away="not_needed" in offered,
        corrects=received,
        supplements="supplement" in offered,
        withdraws="withdraw" in offered,
        delivers="deliver" in offered,
    )
