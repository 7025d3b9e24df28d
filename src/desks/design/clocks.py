"""The clock of a case in the applicant's words."""

from datetime import datetime

from bureau.cases.queries.pages import CasePage
from bureau.cases.states import OPEN, State
from desks.design import formats
from desks.design.rulers import LIGHTS, Light, Ruler, term_ruler


def due_words(page: CasePage, now: datetime) -> str:
    """When there is a result, as the first sentence of the page."""
    standing = page.now
    if standing.state not in OPEN:
        return ""
    if standing.state == State.AWAITING_CORRECTION and page.supplement_due_at:
        return f"请在 {formats.moment(page.supplement_due_at, today=now.date())} 前补齐材料"
    if standing.due_at is None:
        return ""
    tail = "（放假安排还没公布，暂定）" if standing.provisional else ""
    words = f"{formats.moment(standing.due_at, today=now.date())} 前"
    if standing.state == State.RECEIVED:
        return f"{words}告诉您材料齐不齐{tail}"
    late = "，已经超过，正在催办" if standing.due_at < now else ""
    return f"{words}出结果{tail}{late}"


def clock_ruler(page: CasePage, now: datetime) -> Ruler | None:
    """Promise and law on one ruler; a tick is a day that counts."""
    if page.dues is None or page.now.state not in OPEN:
        return None
    promise, law = page.dues.promise, page.dues.statutory
    last = law or promise
    if last is None or not last.days:
        return None
    counted = [day.date for day in last.days if day.counts]
    legal = len(counted)
    if not legal:
        return None
    promised = sum(1 for day in promise.days if day.counts) if promise else legal
    today = now.date()
    used = sum(1 for day in counted if day < today)
    light: Light = LIGHTS[page.now.colour] if page.now.colour else "ok"
    return term_ruler(
        used=used,
        promise=promised,
        legal=legal,
        light=light,
        now=f"今天第 {used + 1} 天" if today in counted else "",
        promise_text=f"承诺 {formats.short_day(promise.due)}" if promise else "",
        legal_text=f"法定 {formats.short_day(law.due)}" if law else "",
        label=f"承诺 {promised} 天，法定 {legal} 天，已过 {used} 天。",
    )
