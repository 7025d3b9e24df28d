"""Lists of cases: one query each, keyset paging, no counting of everything."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from bureau.cases.clock import Ruler, standing
from bureau.cases.models import Application, Case, CaseAct, Draft
from bureau.cases.queries.access import own, visible_to
from bureau.cases.states import OPEN, UNDELIVERED, State
from bureau.offices.queries import Duties
from bureau.people.models import Account
from bureau.workdays.rules.colours import Colour

PAGE = 50
OWN = 100

_COLUMNS = (
    "id",
    "number",
    "item_key",
    "item_name",
    "party_name",
    "procedure",
    "state",
    "received_at",
    "accepted_at",
    "decided_at",
    "notice_at",
    "notice_due_at",
    "statutory_due_at",
    "promise_due_at",
    "statutory_value",
    "statutory_unit",
    "promise_value",
    "promise_unit",
    "extension_value",
    "due_provisional",
    "hall_key",
    "office_key",
    "holder_office",
    "holder_account_id",
    "supplement_due_at",
    "proposal",
)
_HOLDER = ("holder_account__name", "holder_account__staff_number")


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of a work list: just what the page shows."""

    number: str
    item_name: str
    party_name: str
    state: State
    colour: Colour | None
    due_at: datetime | None
    provisional: bool
    received_at: datetime
    mine: bool
    taken: bool
    holder: str
    deemed_accepted: bool
    proposal: str
    after: str


@dataclass(frozen=True, slots=True)
class WorkPage:
    rows: tuple[WorkRow, ...]
    next_after: str


REVIEW_STEPS = {"examine": (State.ACCEPTED,), "decide": (State.EXAMINED,)}


def to_review(
    viewer: Account,
    *,
    duties: Duties,
    at: datetime,
    after: str = "",
    mine: bool = False,
    step: str = "",
) -> WorkPage:
    """What the viewer's offices have to examine or decide, the most urgent first.

    ``step``: examine or decide alone; ``mine``: only what the viewer has taken.
    """
    states = list(REVIEW_STEPS.get(step, (State.ACCEPTED, State.EXAMINED)))
    return _open_work(viewer, duties, states, at=at, after=after, mine=mine)


def to_receive(viewer: Account, *, duties: Duties, at: datetime, after: str = "") -> WorkPage:
    """What was submitted online and waits for an answer, the oldest first."""
    states = [State.RECEIVED, State.AWAITING_CORRECTION]
    return _open_work(viewer, duties, states, at=at, after=after, by_receipt=True)


def to_deliver(viewer: Account, *, duties: Duties, at: datetime, after: str = "") -> WorkPage:
    """What is decided and has not reached the applicant, the oldest decision first."""
    cases = Case.objects.filter(
        state__in=[str(state) for state in UNDELIVERED], holder_office__in=sorted(duties.covered)
    )
    return _page(cases, F("decided_at"), "decided_at", viewer, at=at, after=after)


def _open_work(
    viewer: Account,
    duties: Duties,
    states: list[State],
    *,
    at: datetime,
    after: str,
    mine: bool = False,
    by_receipt: bool = False,
) -> WorkPage:
    cases = Case.objects.filter(
        state__in=[str(state) for state in states], holder_office__in=sorted(duties.covered)
    )
    if mine:
        cases = cases.filter(holder_account=viewer)
    column = "received_at" if by_receipt else "promise_due_at"
    return _page(cases, F(column), column, viewer, at=at, after=after)


def _page(
    cases: QuerySet[Case], order: F, column: str, viewer: Account, *, at: datetime, after: str
) -> WorkPage:
    listed = (
        cases.filter(_behind(after, column))
        .select_related("holder_account")
        .only(*_COLUMNS, *_HOLDER)
    )
    found = list(listed.order_by(order.asc(nulls_last=True), "id")[: PAGE + 1])
    ruler = Ruler()
    rows = tuple(_row(case, column, viewer, at=at, ruler=ruler) for case in found[:PAGE])
    return WorkPage(rows=rows, next_after=rows[-1].after if len(found) > PAGE else "")


def _behind(after: str, column: str) -> Q:
    """What follows the row ``after`` names; rows without a moment come last of all."""
    moment, _, last = after.partition("~")
    if not last.isdecimal():
        return Q()
    if not moment:
        return Q(**{f"{column}__isnull": True, "id__gt": int(last)})
    try:
        when = datetime.fromisoformat(moment)
    except ValueError:
        return Q()
    same = Q(**{column: when, "id__gt": int(last)})
    return Q(**{f"{column}__gt": when}) | same | Q(**{f"{column}__isnull": True})


def _row(case: Case, column: str, viewer: Account, *, at: datetime, ruler: Ruler) -> WorkRow:
    now = standing(case, at=at, ruler=ruler)
    moment = getattr(case, column)
    return WorkRow(
        number=case.number,
        item_name=case.item_name,
        party_name=case.party_name,
        state=now.state,
        colour=now.colour,
        due_at=now.due_at,
        provisional=now.provisional,
        received_at=case.received_at,
        mine=case.holder_account_id == viewer.pk,
        taken=case.holder_account_id is not None,
        holder=str(case.holder_account) if case.holder_account else "",
        deemed_accepted=now.deemed_accepted,
        proposal=case.proposal,
        after=f"{moment.isoformat() if moment else ''}~{case.id}",
    )


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One application or draft of an applicant."""

    number: str
    draft_uid: str
    item_name: str
    party_name: str
    state_label: str
    is_open: bool
    due_at: datetime | None
    at: datetime
    needs_you: bool


def own_applications(viewer: Account, *, at: datetime) -> tuple[OwnRow, ...]:
    """Everything the viewer submitted or may see by mandate, newest first."""
    # The newest applications first, by their own indexes; then their cases.
    newest = Application.objects.filter(own(viewer, at=at)).order_by("-submitted_at")
    cases = (
        Case.objects.filter(application__in=newest.values("pk")[:OWN])
        .only(*_COLUMNS)
        .order_by("-received_at", "-id")
    )
    rows = []
    ruler = Ruler()
    for case in cases:
        now = standing(case, at=at, ruler=ruler)
        rows.append(
            OwnRow(
                number=case.number,
                draft_uid="",
                item_name=case.item_name,
                party_name=case.party_name,
                state_label=now.state.label,
                is_open=now.state in OPEN,
                due_at=now.due_at,
                at=case.received_at,
                needs_you=now.state in (State.AWAITING_CORRECTION, State.RETURNED),
            )
        )
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class DraftRow:
    uid: str
    item_key: str
    item_name: str
    party_name: str
    saved_at: datetime


def own_drafts(viewer: Account) -> tuple[DraftRow, ...]:
    """What the viewer began and has not submitted, newest first."""
    drafts = (
        Draft.objects.filter(account=viewer, submitted_as=None, visit_uid="")
        .select_related("edition", "party")
        .order_by("-saved_at")[:50]
    )
    return tuple(
        DraftRow(
            uid=draft.uid,
            item_key=draft.item_key,
            item_name=draft.edition.name,
            party_name=draft.party.name if draft.party else "",
            saved_at=draft.saved_at,
        )
        for draft in drafts
    )


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """What was begun for somebody at a window and is not yet received."""

    uid: str
    item_key: str
    item_name: str
    party_id: int | None
    party_name: str
    saved_at: datetime
    mine: bool


def drafts_of_visit(visit_uid: str, *, viewer: Account) -> tuple[VisitDraft, ...]:
    """Drafts begun in a visit, whoever of the clerks began them."""
    drafts = (
        Draft.objects.filter(visit_uid=visit_uid, submitted_as=None)
        .select_related("edition", "party")
        .order_by("-saved_at")
    )
    return tuple(
        VisitDraft(
            uid=draft.uid,
            item_key=draft.item_key,
            item_name=draft.edition.name,
            party_id=draft.party_id,
            party_name=draft.party.name if draft.party else "",
            saved_at=draft.saved_at,
            mine=draft.account_id == viewer.pk,
        )
        for draft in drafts
    )


def of_parties(
    party_ids: Collection[int], viewer: Account, *, duties: Duties, at: datetime, most: int = 20
) -> tuple[WorkRow, ...]:
    """What these parties have or had in hand, as far as the viewer may see it; the newest
    first."""
    cases = (
        visible_to(viewer, duties=duties, at=at)
        .filter(Q(application__party_id__in=party_ids) | Q(application__agent_id__in=party_ids))
        .only(*_COLUMNS)
        .order_by("-id")[:most]
    )
    ruler = Ruler()
    return tuple(_row(case, "received_at", viewer, at=at, ruler=ruler) for case in cases)


LATELY = 300
"""How far back one's own acts are read for what one still has to follow."""


def handled_by(viewer: Account, *, at: datetime, most: int = 8) -> tuple[WorkRow, ...]:
    """Open cases the viewer received, accepted or told something, the most urgent first."""
    acts = CaseAct.objects.filter(account=viewer).order_by("-id").values("case_id")[:LATELY]
    cases = (
        Case.objects.filter(id__in=acts, state__in=[str(state) for state in OPEN])
        .only(*_COLUMNS)
        .order_by(F("promise_due_at").asc(nulls_last=True), "notice_due_at", "id")[:most]
    )
    ruler = Ruler()
    return tuple(_row(case, "promise_due_at", viewer, at=at, ruler=ruler) for case in cases)


def applications_of_visit(visit_uid: str) -> tuple[str, ...]:
    """The case numbers a visit produced: ticket → case."""
    return tuple(
        Application.objects.filter(visit_uid=visit_uid).values_list("cases__number", flat=True)
    )


def any_case() -> bool:
    """Whether anybody ever applied here."""
    return Case.objects.exists()
