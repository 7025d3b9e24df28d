"""One's own case in the applicant's words: what is done, what comes, and why this day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from bureau.cases.queries.pages import ActLine, CasePage
from bureau.cases.states import OPEN, UNDELIVERED, State
from bureau.workdays.rules import Due
from desks.design import formats
from desks.design.pieces import Event
from desks.design.rulers import LIGHTS

NOT_SHOWN = frozenset({"take", "put_back", "take_over", "return_proposal"})
SAID = {
    "submit": "您提交了申请",
    "supplement": "您补交了材料",
    "accept": "窗口已受理",
    "accept_by_silence": "到时没有答复，依法视为受理",
    "ask_correction": "窗口一次性告知要补什么",
    "send_back": "材料退回，并一次性告知要改什么",
    "examine": "审查完成",
    "grant": "准予",
    "grant_at_once": "当场办结",
    "refuse": "没有准予",
    "send": "结果寄出",
    "deliver": "结果交到您手上",
    "withdraw": "您撤回了申请",
}
KINDS = {
    State.AWAITING_CORRECTION: ("warn", "alert-triangle"),
    State.RETURNED: ("warn", "alert-triangle"),
    State.REFUSED: ("bad", "circle-x"),
    State.TERMINATED: ("hold", "ban"),
    State.WITHDRAWN: ("hold", "arrow-back-up"),
    State.GRANTED: ("ok", "circle-check"),
    State.DELIVERED: ("ok", "circle-check"),
    State.CLOSED: ("ok", "circle-check"),
}


@dataclass(frozen=True, slots=True)
class DayRow:
    day: str
    counts: bool
    why: str


@dataclass(frozen=True, slots=True)
class Left:
    """How much time is left, with its light."""

    light: str
    words: str


def state_sign(state: State) -> tuple[str, str]:
    """Colour and icon of a state."""
    return KINDS.get(state, ("info", "clock"))


def the_due(page: CasePage) -> Due | None:
    """The limit people care for: our promise, else the law's."""
    if page.dues is None:
        return None
    return page.dues.promise or page.dues.statutory


def time_left(page: CasePage, now: datetime) -> Left | None:
    """还有 3 个工作日; nothing once it is decided or while nobody counts."""
    due = the_due(page)
    if page.now.paused:
        return Left("hold", "停表中")
    if page.now.state not in OPEN or due is None or page.now.colour is None:
        return None
    light = LIGHTS[page.now.colour]
    today = now.date()
    if due.due < now:
        late = sum(1 for one in _after(due, due.due.date(), today) if one.counts)
        return Left(light, f"已过 {late} 个工作日" if late else "今天已过时")
    left = sum(1 for one in due.days if one.counts and one.date > today)
    return Left(light, formats.remaining(left))


def _after(due: Due, start: date, end: date) -> Iterable[DayRow]:
    return (
        DayRow(formats.full_day(one.date), one.counts, one.why)
        for one in due.days
        if start < one.date <= end
    )


def reasons(page: CasePage) -> list[str]:
    """Why it is that day, in two or three sentences."""
    due = the_due(page)
    if due is None or page.now.accepted_at is None or not due.days:
        return []
    lines = []
    accepted = formats.local(page.now.accepted_at)
    counted = [one for one in due.days if one.counts]
    if due.days[0].date == accepted.date() and not due.days[0].counts and counted:
        lines.append(f"{formats.day(accepted)}受理，当天不算。")
        lines.append(f"{formats.day(counted[0].date)}是第 1 天。{_left_out(due)}")
        lines.append(
            f"第 {len(counted)} 天是 {formats.day(due.due)}，到 {formats.hour(due.due)} 为止。"
        )
    else:
        lines.append(f"{formats.moment(accepted)}受理，最晚 {formats.moment(due.due)}。")
    law = page.dues.statutory if page.dues else None
    if law is not None and law is not due:
        lines.append(f"法律规定最晚 {formats.moment(law.due)}。")
    if due.provisional:
        lines.append("后面的放假安排还没公布，或者正停着表，所以这一天是暂定的。")
    return lines


def _left_out(due: Due) -> str:
    """21 日、22 日周末不算。 Days next to each other with one reason stand together."""
    out = [one for one in due.days[1:] if not one.counts]
    if not out:
        return "中间没有不算的日子。"
    groups = [
        f"{formats.listing([formats.short_day(day.date) for day in days])}{why}"
        for why, days in ((why, list(days)) for why, days in groupby(out, key=lambda one: one.why))
    ]
    return f"{'；'.join(groups)}，不算。"


def day_rows(page: CasePage) -> list[DayRow]:
    """The promised limit, day by day."""
    due = the_due(page)
    if due is None:
        return []
    return [DayRow(formats.full_day(one.date), one.counts, one.why) for one in due.days]


def events(page: CasePage, *, letter_url: dict[str, str], today: date) -> list[Event]:
    """What happened, what is to be done now, and what is still to come."""
    done = [_event(act, letter_url) for act in page.acts if act.act not in NOT_SHOWN]
    return [*done, *_now_and_next(page, today)]


def _event(act: ActLine, letter_url: dict[str, str]) -> Event:
    words = " · ".join(part for part in (act.office, _person(act), act.text) if part)
    return Event(
        title=SAID.get(act.act, act.label),
        state="done",
        when=formats.stamp(act.at),
        iso=act.at.isoformat(),
        words=words,
        url=letter_url.get(act.letter_uid, ""),
        action="看文书" if letter_url.get(act.letter_uid) else "",
    )


def _person(act: ActLine) -> str:
    own = act.act in ("submit", "supplement", "withdraw")
    return "" if own or not act.person else f"{act.post} {act.person}".strip()


def _now_and_next(page: CasePage, today: date) -> list[Event]:
    state = page.now.state
    due = the_due(page)
    decided_by = f"{formats.moment(due.due, today=today)} 前" if due else ""
    decision = Event("作出决定", "wait", decided_by)
    result = Event("您拿到结果", "wait")
    if state == State.RECEIVED:
        until = page.now.due_at
        words = f"{formats.moment(until, today=today)} 前告诉您" if until else ""
        return [Event("核对材料齐不齐", "", words), Event("受理", "wait"), decision, result]
    if state == State.AWAITING_CORRECTION:
        until = page.supplement_due_at
        words = f"{formats.moment(until, today=today)} 前" if until else ""
        return [Event("等您补交材料", "warn", words), Event("受理", "wait"), decision, result]
    if state == State.ACCEPTED:
        return [Event("审查中", ""), decision, result]
    if state == State.EXAMINED:
        return [Event("等待决定", "", decided_by), result]
    if state in UNDELIVERED:
        return [Event("等您领取结果", "warn" if page.delivery_wish == "pick_up" else "")]
    return []


def found_points(page: CasePage) -> tuple[int, int]:
    """How many review points were looked at, of how many."""
    looked = sum(1 for one in page.points if one.verdict)
    return looked, len(page.points)


def wanting_names(page: CasePage) -> Sequence[str]:
    return [one.name for one in page.materials if one.is_wanting]
