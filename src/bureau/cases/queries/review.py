"""What somebody may do with a case under review, and what a refusal would say."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from bureau.cases import letters
from bureau.cases.findings import failed_points, latest_findings
from bureau.cases.models import Case, CaseAct
from bureau.cases.queries.access import visible_to
from bureau.cases.queries.pages import CasePage, case_page
from bureau.cases.separation import ensure_may_decide, ensure_may_examine
from bureau.cases.states import State, moves_of, offered
from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import Procedure
from bureau.offices import queries as offices
from bureau.offices.operations import ensure_competent
from bureau.offices.queries import Duties
from bureau.offices.refusals import NotCompetent
from bureau.people.models import Account
from bureau.refusal import Refusal


@dataclass(frozen=True, slots=True)
class ReviewOffers:
    """What the case waits for and whether the viewer is the one to do it.

    ``step`` is examine, decide or empty. ``competent``: the viewer has authority for it.
    ``barred`` says why not all the same (separation of steps). ``holder`` has it now.
    """

    step: str
    competent: bool
    barred: Refusal | None
    holder: str
    mine: bool
    accepted_by: str
    proposed_by: str
    acts: tuple[str, ...]

    @property
    def may(self) -> bool:
        """Whether the viewer can do the step now: authority, separation, nobody else has it."""
        return self.competent and self.barred is None and (self.mine or not self.holder)


@dataclass(frozen=True, slots=True)
class UnderReview:
    """A case on the table of somebody who may see it whole."""

    page: CasePage
    offers: ReviewOffers


def find_review(
    number: str, *, viewer: Account, duties: Duties, at: datetime
) -> UnderReview | None:
    """The case if an office of the viewer has or had a step of it, or the viewer holds it.

    Who sees every case by office (a supervisor) opens the others with a reason.
    """
    case = (
        _own(viewer, duties, at)
        .select_related(
            "application",
            "application__agent",
            "application__earlier",
            "holder_account",
            "proposed_by",
        )
        .filter(number=number)
        .first()
    )
    if case is None:
        return None
    return UnderReview(
        page=case_page(case, at=at), offers=review_offers(case, viewer=viewer, at=at)
    )


def may_open(number: str, *, viewer: Account, duties: Duties, at: datetime) -> bool:
    """Whether ``find_review`` would find it, for one statement."""
    return _own(viewer, duties, at).filter(number=number).exists()


def _own(viewer: Account, duties: Duties, at: datetime) -> QuerySet[Case]:
    return visible_to(viewer, duties=duties, at=at).filter(
        Q(holder_account=viewer) | Q(office_keys__overlap=sorted(duties.covered))
    )


def looked_at(number: str, *, at: datetime) -> CasePage | None:
    """A case by its number alone, for a page that shows neither persons nor files.

    Only for who gave a reason (``operations.applicant.note_look``).
    """
    case = Case.objects.select_related("application").filter(number=number).first()
    return case_page(case, at=at) if case else None


def review_offers(case: Case, *, viewer: Account, at: datetime) -> ReviewOffers:
    """The same questions the verbs ask, before anybody presses a button."""
    state = State(case.state)
    step = {State.ACCEPTED: "examine", State.EXAMINED: "decide"}.get(state, "")
    barred: Refusal | None = None
    competent = bool(step) and _competent(case, step, viewer, at)
    if competent:
        content = catalogue.edition_content(case.accepted_under_id or case.received_under_id)
        ensure = ensure_may_examine if step == "examine" else ensure_may_decide
        try:
            ensure(case, content, viewer)
        except Refusal as refusal:
            barred = refusal
    accepted = CaseAct.objects.filter(case=case, act="accept").order_by("-id").first()
    return ReviewOffers(
        step=step,
        competent=competent,
        barred=barred,
        holder=str(case.holder_account) if case.holder_account else "",
        mine=case.holder_account_id == viewer.pk,
        accepted_by=accepted.person_name if accepted else "",
        proposed_by=str(case.proposed_by) if case.proposed_by else "",
        acts=offered(state, moves_of(Procedure(case.procedure))),
    )


def _competent(case: Case, act: str, viewer: Account, at: datetime) -> bool:
    try:
        ensure_competent(
            viewer.pk, act=act, office_key=case.holder_office, item_key=case.item_key, at=at
        )
    except NotCompetent:
        return False
    return True


@dataclass(frozen=True, slots=True)
class RefusedPoint:
    text: str
    finding: str
    basis: str


@dataclass(frozen=True, slots=True)
class RefusalPreview:
    """What the decision would say, read before it is signed."""

    authority: str
    decision: str
    points: tuple[RefusedPoint, ...]
    advice: tuple[str, ...]
    basis: tuple[str, ...]
    appeal_to: str
    court: str


def refusal_preview(number: str) -> RefusalPreview | None:
    """The refusal as it would be written now; None while no point is unmet."""
    case = Case.objects.select_related("application").get(number=number)
    content = catalogue.edition_content(case.accepted_under_id or case.received_under_id)
    failed = failed_points(case, content)
    if not failed:
        return None
    notes = latest_findings(case)
    said = letters.refusal_words(case, content, [(p, notes[p.key].note) for p in failed], "")
    authority = offices.authority(case.authority_code)
    return RefusalPreview(
        authority=authority.name if authority else "",
        decision=said["decision"],
        points=tuple(RefusedPoint(**point) for point in said["points"]),
        advice=tuple(said["advice"]),
        basis=tuple(said["basis"]),
        appeal_to=authority.reconsideration if authority else "",
        court=authority.court if authority else "",
    )
