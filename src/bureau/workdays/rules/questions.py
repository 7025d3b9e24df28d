"""A question to the clock as a machine or a person at a console writes it."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bureau.refusal import Refusal
from bureau.workdays.rules.calendar import Calendar
from bureau.workdays.rules.ending import Due, due
from bureau.workdays.rules.hours import STANDARD_HOURS, OfficeHours, read_hours
from bureau.workdays.rules.pauses import Pause
from bureau.workdays.rules.terms import Term, read_term, read_whole_number

NAMES = frozenset(
    {"start", "value", "unit", "pauses", "extend", "before", "online", "roll", "hours"}
)
CARRIED = frozenset({"id", "rule", "note"})  # a caller's own marks, allowed and not read


@dataclass(frozen=True, slots=True)
class Question:
    """One term to be computed, read and found sensible."""

    start: dt.date | dt.datetime
    term: Term
    pauses: tuple[Pause, ...]
    extend: int
    before: bool
    online: bool
    roll: bool
    hours: OfficeHours

    def answer(self, calendar: Calendar) -> Due:
        return due(
            self.start,
            self.term,
            calendar=calendar,
            hours=self.hours,
            pauses=self.pauses,
            extend=self.extend,
            before=self.before,
            online=self.online,
            roll=self.roll,
        )


def read_question(fields: Mapping[str, object], *, hours: OfficeHours = STANDARD_HOURS) -> Question:
    """The question of these fields; else a ``Refusal`` that says which one is wrong.

    A name nobody knows is refused: passed over, a slip such as ``extent`` would silently
    give a wrong day. ``hours`` holds where the fields name none.
    """
    if unknown := sorted(set(fields) - NAMES - CARRIED):
        listed = "、".join(shown(name) for name in unknown)
        raise Refusal(f"不认识的项目：{listed}。可用的项目：{'、'.join(sorted(NAMES))}。")
    own_hours = fields.get("hours")
    extend = fields.get("extend")
    return Question(
        start=read_start(fields.get("start")),
        term=read_term(fields.get("value"), fields.get("unit")),
        pauses=tuple(_read_pauses(fields.get("pauses"))),
        extend=0
        if _empty(extend)
        else read_whole_number(extend, label="延长的数值", field="extend"),
        before=_read_yes_no(fields, "before", otherwise=False),
        online=_read_yes_no(fields, "online", otherwise=False),
        roll=_read_yes_no(fields, "roll", otherwise=True),
        hours=hours if _empty(own_hours) else read_hours(own_hours),
    )


def answer_fields(answer: Due) -> dict[str, object]:
    """The answer with the names of our outer contract."""
    return {
        "due": answer.due.isoformat(timespec="seconds"),
        "provisional": answer.provisional,
        "days": [
            {"date": day.date.isoformat(), "counts": day.counts, "why": day.why}
            for day in answer.days
        ],
    }


_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:?[0-9]{2})?"
)


def read_start(text: object) -> dt.date | dt.datetime:
    """A day or a moment in ISO form; without zone it is Asia/Shanghai's."""
    if _empty(text):
        raise Refusal("请写明起点 start，例如 2026-09-29T10:00。", field="start")
    if isinstance(text, str):
        if _DATE.fullmatch(text):
            return _read_date(text, field="start")
        if _MOMENT.fullmatch(text):
            try:
                return dt.datetime.fromisoformat(text)
            except ValueError:
                raise Refusal(f"起点“{text}”不是存在的时刻。", field="start") from None
        _refuse_full_width(text, field="start")
    raise Refusal(
        f"起点“{shown(text)}”看不懂，请写成 2026-09-29 或 2026-09-29T10:00。", field="start"
    )


def read_pause(text: object) -> Pause:
    """Days that do not count, as ``FROM/TO``, both included."""
    first, slash, last = text.partition("/") if isinstance(text, str) else ("", "", "")
    if slash and _DATE.fullmatch(first) and _DATE.fullmatch(last):
        return Pause(_read_date(first, field="pauses"), _read_date(last, field="pauses"))
    _refuse_full_width(text, field="pauses")
    raise Refusal(
        f"暂停区间“{shown(text)}”看不懂，请写成 2024-03-12/2024-03-25，起止两天都写。",
        field="pauses",
    )


def _read_pauses(value: object) -> Iterable[Pause]:
    if _empty(value):
        return
    if isinstance(value, str):
        value = [part for part in re.split(r"[;,\s]+", value) if part]
    if not isinstance(value, list | tuple):
        raise Refusal("暂停区间 pauses 应是一个列表。", field="pauses")
    for part in value:
        if isinstance(part, list | tuple) and len(part) == 2:
            part = f"{part[0]}/{part[1]}"
        yield read_pause(part)


def _read_date(text: str, *, field: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Refusal(f"“{text}”不是存在的日期。", field=field) from None


def _read_yes_no(fields: Mapping[str, object], name: str, *, otherwise: bool) -> bool:
    value = fields.get(name)
    if _empty(value):
        return otherwise
    if isinstance(value, bool):
        return value
    if value in ("yes", "true"):
        return True
    if value in ("no", "false"):
        return False
    raise Refusal(f"{name} 只能是 true 或 false。", field=name)


def _refuse_full_width(text: object, *, field: str) -> None:
    if isinstance(text, str) and any(not ch.isascii() and ch.isdigit() for ch in text):
        raise Refusal(f"“{shown(text)}”里有全角数字，请用半角数字填写。", field=field)


def _empty(value: object) -> bool:
    return value is None or value == ""


def shown(value: object) -> str:
    """What was written, short and harmless enough to repeat in a sentence."""
    text = str(value)
    text = text if len(text) <= 40 else f"{text[:40]}…"
    return "".join(ch if ch.isprintable() else "�" for ch in text)
