"""What an abolished approval means for the applications it still had: ended by law, in writing."""

from datetime import datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.cases import letters, words
from bureau.cases.models import Case
from bureau.cases.operations.frame import Change
from bureau.cases.states import OPEN, State
from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import Procedure
from bureau.catalogue.queries import ClosingFacts
from bureau.workdays.clock import day_of

AT_ONCE = 200
TERMINATED = frozenset({State.ACCEPTED, State.EXAMINED})


def end_abolished(*, by: Actor, at: datetime) -> int:
    """End every open case of an approval that was abolished; how many.

    Accepted ones are terminated with a decision; whoever was not accepted yet is told that
    nothing is needed any more (国市监注发〔2021〕36号:
    已受理申请的要依法终止审批程序). Cases of items that were split or merged go on. Each case
    is its own transaction, and doing it again changes nothing.
    """
    ended = 0
    for closing in catalogue.abolished_before(day_of(at)):
        numbers = (
            Case.objects.filter(item_key=closing.item, state__in=[str(one) for one in OPEN])
            .order_by("pk")
            .values_list("number", flat=True)[:AT_ONCE]
        )
        ended += sum(_end(number, closing, by=by, at=at) for number in list(numbers))
    return ended


@operation
def _end(number: str, closing: ClosingFacts, *, by: Actor, at: datetime) -> bool:
    case = (
        Case.objects.select_related("application")
        .select_for_update(of=("self",), no_key=True, skip_locked=True)
        .filter(number=number, state__in=[str(one) for one in OPEN])
        .first()
    )
    if case is None or _silence_accepts(case, at=at):
        return False
    reason = f"“{case.item_name}”自{words.day_of(closing.last_day)}之后取消：{closing.reason}"
    if State(case.state) in TERMINATED:
        change = Change(case, "terminate", "case.terminated", None, by, at, text=reason)
        change.basis = closing.ground
        change.letter_uid = letters.termination(
            case, reason=reason, basis=[closing.ground], by=by, at=at
        )
        change.move(closed_at=at, notice_due_at=None)
        return True
    change = Change(case, "no_longer_needed", "case.no_longer_needed", None, by, at, text=reason)
    change.basis = closing.ground
    change.letter_uid = letters.turned_away(
        case, "not_needed", reason=reason, who_is="", by=by, at=at
    )
    change.move(closed_at=at, notice_due_at=None, supplement_due_at=None)
    return True


def _silence_accepts(case: Case, *, at: datetime) -> bool:
    """Silence has accepted it and nobody has written that down: that comes first."""
    return (
        case.procedure == Procedure.LICENCE
        and State(case.state) == State.RECEIVED
        and case.notice_due_at is not None
        and case.notice_due_at < at
    )
