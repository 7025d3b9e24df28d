"""Cases behind a number, one line each, the party masked."""

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction

from django.db.models import QuerySet

from bureau.cases import words
from bureau.cases.facts import Channel, TypedBy
from bureau.cases.models import Case
from bureau.cases.states import State
from bureau.people.names import mask_name
from bureau.supervision.measures.measure import Row, RowKind, RowPage, after_key, one_page

COLUMNS = (
    "number",
    "item_name",
    "party_name",
    "procedure",
    "area",
    "office_key",
    "hall_key",
    "state",
    "received_at",
    "accepted_at",
    "accepted_by_silence",
    "decided_at",
    "closed_at",
    "notice_due_at",
    "notices",
    "at_once",
    "statutory_value",
    "statutory_unit",
    "promise_value",
    "promise_unit",
    "extension_value",
    "statutory_due_at",
    "promise_due_at",
    "due_provisional",
    "application__submitted_at",
    "application__channel",
    "application__typed_by",
    "application__online",
)

Amounts = Callable[[Case], tuple[Fraction | None, Fraction | None]]


def no_amounts(case: Case) -> tuple[Fraction | None, Fraction | None]:
    return None, None


def case_page(
    cases: QuerySet[Case],
    *,
    column: str,
    moment_of: Callable[[Case], datetime | None],
    after: str,
    note_of: Callable[[Case], str],
    amounts: Amounts = no_amounts,
    due_of: Callable[[Case], datetime | None] = lambda case: None,
    hits: Callable[[set[int]], set[int]] = lambda numbers: numbers,
    newest_first: bool = True,
) -> RowPage:
    """A page of cases by the moment of their event."""
    found = cases.select_related("application").only(*COLUMNS)
    rows, more = one_page(found, column=column, after=after, newest_first=newest_first)
    hit = hits({case.pk for case in rows})
    made = []
    for case in rows:
        amount, out_of = amounts(case)
        moment = moment_of(case)
        made.append(
            Row(
                kind=RowKind.CASE,
                ref=case.number,
                title=case.item_name,
                party=mask_name(case.party_name),
                area=case.area,
                office_key=case.office_key,
                state=State(case.state).label,
                event_at=moment,
                due_at=due_of(case),
                amount=amount,
                out_of=out_of,
                note=note_of(case),
                hit=case.pk in hit,
                after=after_key(moment, case.pk),
            )
        )
    return RowPage(tuple(made), made[-1].after if more else "")


def how_it_came(case: Case) -> str:
    """网上，申请人自己填报; 窗口，窗口人员代录: what makes a case count as online or not."""
    application = case.application
    channel = Channel(application.channel).label
    return f"{channel}，{_TYPED_BY[TypedBy(application.typed_by)]}"


_TYPED_BY = {
    TypedBy.APPLICANT: "申请人自己填报",
    TypedBy.AGENT: "代理人填报",
    TypedBy.STAFF: "窗口人员代录",
    TypedBy.HELPER: "帮办人员代填",
}


def limit_and_decision(column: str) -> Callable[[Case], str]:
    """When it was due and when it was decided."""

    def note(case: Case) -> str:
        due = getattr(case, column)
        if due is None or case.decided_at is None:
            return ""
        return f"{words.day(case.decided_at)}决定，期限到{words.until(due)}"

    return note


def due_note(column: str) -> Callable[[Case], str]:
    """Until when it should have been decided."""

    def note(case: Case) -> str:
        due = getattr(case, column)
        return "" if due is None else f"应在{words.until(due)}作出决定"

    return note


def notices_note(case: Case) -> str:
    """How often something was asked for."""
    return f"告知 {case.notices} 次" if case.notices else ""


def silence_note(case: Case) -> str:
    """Until when what was missing should have been told."""
    if case.notice_due_at is None:
        return ""
    return f"最晚应在{words.until(case.notice_due_at)}告知"


def terms_note(case: Case) -> str:
    """Both limits as the case keeps them."""
    statutory = words.copied_term(case.statutory_value, case.statutory_unit)
    promise = words.copied_term(case.promise_value, case.promise_unit)
    return f"法定 {statutory}，承诺 {promise or '与法定相同'}"
