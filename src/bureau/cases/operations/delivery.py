"""送达: the result reaches the applicant, by hand, by post or electronically."""

from datetime import datetime

from bureau.audit.operations import operation
from bureau.cases import letters
from bureau.cases.models import Case
from bureau.cases.operations.frame import Change, competent, kept_words, locked
from bureau.people.models import Account
from bureau.refusal import Refusal


@operation
def send(
    number: str, *, mail_number: str, by: Account, at: datetime, version: int | None = None
) -> Case:
    """寄出: the result is in the post; the case closes when proof of delivery is there."""
    posted = kept_words(mail_number, field="mail_number")
    if not posted:
        raise Refusal("请填写邮件编号，申请人要凭它查快递。", field="mail_number")
    case = locked(number, version=version)
    actor = competent(by, "deliver", case, at=at)
    change = Change(case, "send", "case.sent", by, actor, at, text="已邮寄")
    change.facts = {"mail_number": posted}
    return change.move(delivered_at=at)


@operation
def deliver(
    number: str, *, proof: str, by: Account, at: datetime, version: int | None = None
) -> Case:
    """送达: handed over against a signature, or the proof of post or electronic delivery
    (行政许可法第四十四条). With it the case is closed."""
    shown = kept_words(proof, field="proof")
    if not shown:
        raise Refusal("请写明送达凭证：谁签收、什么时候，或者邮件签收记录。", field="proof")
    case = locked(number, version=version)
    actor = competent(by, "deliver", case, at=at)
    change = Change(case, "deliver", "case.delivered", by, actor, at, text=shown)
    change.letter_uid = letters.delivery(case, proof=shown, by=actor, at=at)
    return change.move(delivered_at=case.delivered_at or at, closed_at=at)
