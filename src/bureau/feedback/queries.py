"""Questions about ratings. A single rating is never shown to whom it is about."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from bureau.cases.models import CaseAct
from bureau.feedback.events import (
    ENQUIRIES,
    EVENTS,
    KINDS,
    WITHOUT,
    EventReport,
    event_of_act,
    event_of_visit,
)
from bureau.feedback.grades import Grade
from bureau.feedback.models import Invitation
from bureau.visits import queries as visits


@dataclass(frozen=True, slots=True)
class RatingLine:
    turn: str
    grade: Grade
    options: tuple[str, ...]
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """One service event as its rating page shows it."""

    token: str
    kind: str
    kind_label: str
    item_name: str
    office_name: str
    served_at: datetime
    ratings: tuple[RatingLine, ...]
    skipped: bool

    @property
    def may_rate(self) -> bool:
        return len(self.ratings) < 2


def invitation(token: str) -> InvitationPage | None:
    """The service event a token leads to."""
    found = Invitation.objects.filter(token=token).first() if token else None
    return _page(found) if found else None


def invitations_of_case(case_number: str) -> list[InvitationPage]:
    """The service events of a case that may be rated, oldest first."""
    found = Invitation.objects.filter(case__number=case_number).order_by("served_at", "id")
    return [_page(one) for one in found]


def invitations_of_visit(visit_uid: str) -> list[InvitationPage]:
    """The answer at a window that may be rated; empty while there is none."""
    found = Invitation.objects.filter(visit_uid=visit_uid) if visit_uid else []
    return [_page(one) for one in found]


def invitations_after_visit(visit_uid: str) -> list[InvitationPage]:
    """What may be rated of one coming: the answer at the window, and what was done with the
    applications it brought, as far as nobody has rated or skipped it."""
    if not visit_uid:
        return []
    found = Invitation.objects.filter(
        Q(visit_uid=visit_uid) | Q(case__application__visit_uid=visit_uid),
        ratings=None,
        skipped_at=None,
    ).order_by("served_at", "id")
    return [_page(one) for one in found]


def events_without_invitation(*, since: datetime, until: datetime) -> EventReport:
    """Every service event of a period, and whether somebody was asked about it."""
    acts = CaseAct.objects.filter(at__gte=since, at__lt=until)
    events = {
        event_of_act(case_id, act_id): case_number
        for case_id, act_id, case_number in acts.filter(act__in=list(EVENTS)).values_list(
            "case_id", "id", "case__number"
        )
    }
    for visit in visits.answered(outcomes=tuple(ENQUIRIES), since=since, until=until):
        events[event_of_visit(visit.uid)] = visit.ticket_no
    invited = set(
        Invitation.objects.filter(served_at__gte=since, served_at__lt=until).values_list(
            "event", flat=True
        )
    )
    reasons = Counter[str]()
    others = acts.exclude(act__in=list(EVENTS)).values_list("act").annotate(n=Count("id"))
    for act, number in others:
        reasons[WITHOUT.get(act, f"还没有归类的一步：{act}")] += number
    missing = sorted(name for event, name in events.items() if event not in invited)
    return EventReport(
        events=len(events),
        invited=len(events.keys() & invited),
        missing=tuple(missing),
        without=tuple(sorted(reasons.items())),
    )


def _page(one: Invitation) -> InvitationPage:
    return InvitationPage(
        token=one.token,
        kind=one.kind,
        kind_label=KINDS[one.kind],
        item_name=one.item_name,
        office_name=one.office_name,
        served_at=one.served_at,
        ratings=tuple(
            RatingLine(r.turn, Grade(r.grade), tuple(r.options), r.words, r.at)
            for r in one.ratings.order_by("at", "id")
        ),
        skipped=one.skipped_at is not None,
    )


def open_invitations(*, limit: int) -> list[str]:
    """Tokens of service events nobody has rated or skipped yet, newest first."""
    return list(
        Invitation.objects.filter(ratings=None, skipped_at=None)
        .order_by("-id")
        .values_list("token", flat=True)[:limit]
    )
