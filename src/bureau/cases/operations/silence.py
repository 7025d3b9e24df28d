"""What time alone has done: written down once, dated with the lawful day."""

from datetime import datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.cases import letters
from bureau.cases.clock import Ruler, decision_dues
from bureau.cases.models import Case
from bureau.cases.operations.frame import Change, content_of
from bureau.cases.states import State

AT_ONCE = 200


def record_silence(*, by: Actor, at: datetime) -> int:
    """Write line and letter for every licence that silence accepted; how many.

    A night without this job changes nothing but when the line is written
    (行政许可法第三十二条第一款第四项). Each case is its own transaction.
    """
    numbers = list(
        Case.objects.filter(state=State.RECEIVED, notice_due_at__lt=at)
        .order_by("notice_due_at")
        .values_list("number", flat=True)[:AT_ONCE]
    )
    return sum(_accept_by_silence(number, by=by, at=at) for number in numbers)


@operation
def _accept_by_silence(number: str, *, by: Actor, at: datetime) -> bool:
    case = (
        Case.objects.select_related("application")
        .select_for_update(of=("self",), no_key=True, skip_locked=True)
        .filter(number=number, state=State.RECEIVED, notice_due_at__lt=at)
        .first()
    )
    if case is None:
        return False
    content = content_of(case)
    dues = decision_dues(case, accepted_at=case.received_at, ruler=Ruler())
    change = Change(case, "accept_by_silence", "case.accepted_by_silence", None, by, at)
    change.text = "收到材料之日起五个工作日内没有告知，依法从收到之日起即为受理。"
    change.basis = "行政许可法第三十二条第一款第四项"
    change.letter_uid = letters.acceptance(
        case, content, dues, accepted_at=case.received_at, by=by, at=at
    )
    change.move(
        accepted_at=case.received_at,
        accepted_by_silence=True,
        accepted_under_id=case.received_under_id,
        **dues.columns(),
    )
    return True
