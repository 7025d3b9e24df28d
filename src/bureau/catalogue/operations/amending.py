"""A law changes: the old words end the day before the new ones begin."""

from datetime import date, datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.catalogue.authority import EVERY_ITEM, ensure_common
from bureau.catalogue.models import A_DAY, NOT_ENTERED, LegalText
from bureau.kept import forget
from bureau.offices.words import Act
from bureau.refusal import Refusal


@operation
def amend_article(
    document: str,
    article: str,
    *,
    text: str,
    source: str,
    valid_from: date,
    by: Actor,
    at: datetime,
) -> tuple[str, str]:
    """The words before and after. Without new words the article stands as 未录入 from that day."""
    ensure_common(by, act=Act.KEEP, items=[EVERY_ITEM], at=at)
    found = list(
        LegalText.objects.select_for_update(no_key=True)
        .filter(document__short_name=document, article=article)
        .order_by("valid_from")
    )
    if not found:
        raise Refusal("法律文件表里没有这一条。")
    begun = [one for one in found if one.valid_from is not None]
    if any(one.valid_from >= valid_from for one in begun if one.valid_from):
        raise Refusal("这一天或者以后已经有新的条文，请换一个施行日期。", field="valid_from")
    words = text.strip()
    if words and not source.strip():
        raise Refusal("录了新条文，就要写明出处。", field="source")
    old = max(found, key=lambda one: one.valid_from or date.min)
    if words and words == old.text:
        raise Refusal("新条文和原来的一字不差，不用标。", field="text")
    old.valid_to = valid_from - A_DAY
    old.save(update_fields=["valid_to"])
    LegalText.objects.create(
        document=old.document,
        article=article,
        text=words,
        valid_from=valid_from,
        source=source.strip() if words else "",
        mark="confirmed" if words else NOT_ENTERED,
    )
    forget()
    return old.text, words
