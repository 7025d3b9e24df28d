"""Publishing a guide."""

from datetime import datetime

from django.utils import timezone

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.catalogue import operations as catalogue
from bureau.catalogue import queries
from bureau.catalogue.queries import EditionFacts
from bureau.guides.checking import check_edition
from bureau.guides.lint import errors
from bureau.refusal import Refusal


@operation
def publish(edition_id: int, *, by: Actor, second: Actor, at: datetime) -> EditionFacts:
    """发布: proof, second person, then in force from its first day on.

    Refused while a rule of the guide finds an error: what misleads the applicant or
    breaks the law is not published (国务院令第716号第六条).
    """
    edition = queries.edition_by_id(edition_id)
    if edition is None:
        raise Refusal("没有这个事项版本。")
    wrong = errors(check_edition(edition, on=timezone.localdate(at)).findings)
    if wrong:
        lines = "；".join(one.message.rstrip("。") for one in wrong[:10])
        more = f"；另有{len(wrong) - 10}处" if len(wrong) > 10 else ""
        raise Refusal(f"指南还不能发布：{lines}{more}。")
    catalogue.put_in_force(edition_id, by=by, second=second, at=at)
    published = queries.edition_by_id(edition_id)
    assert published is not None
    return published
