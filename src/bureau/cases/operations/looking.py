"""Few tries for a query code: guessing is counted per number and stopped."""

from datetime import datetime, timedelta

from bureau.audit.operations import operation
from bureau.cases.models import CodeTry
from bureau.cases.numbers import normalise_number
from bureau.cases.queries.status import PublicStatus, statuses
from bureau.refusal import Refusal

TRIES = 5
LOCKED_FOR = timedelta(minutes=30)


class WrongCode(Refusal):
    """Number and code do not belong together; which of the two is wrong is not said."""


def look_up_status(number: str, code: str, *, at: datetime) -> list[PublicStatus]:
    """The status of an application by number and query code; after five wrong codes the
    number rests for half an hour."""
    plain = normalise_number(number).partition("/")[0]
    if not plain:
        raise WrongCode("编号不对：请照回执上的编号填写，共 18 位数字。", field="number")
    tried = CodeTry.objects.filter(number=plain).first()
    if tried and tried.locked_until and tried.locked_until > at:
        raise WrongCode("查询码输错的次数太多，请过半小时再查，或带证件到窗口、打电话查询。")
    found = statuses(plain, code, at=at)
    if not found:
        _count_wrong_try(plain, at=at)
        raise WrongCode("编号和查询码对不上。请照回执核对：查询码是 8 位字母和数字。", field="code")
    return found


@operation
def _count_wrong_try(number: str, *, at: datetime) -> None:
    tried, _ = CodeTry.objects.select_for_update(no_key=True).get_or_create(number=number)
    if tried.locked_until and tried.locked_until <= at:
        tried.tries, tried.locked_until = 0, None
    tried.tries += 1
    if tried.tries >= TRIES:
        tried.locked_until = at + LOCKED_FOR
    tried.save(update_fields=["tries", "locked_until"])
