"""Who may see a case: fetched and authorised in one step. What you may not see does not
exist."""

from datetime import datetime

from django.db.models import Q, QuerySet

from bureau.cases.models import Application, Case, Draft
from bureau.offices.queries import Duties
from bureau.people import queries as people
from bureau.people.models import Account

EVERYWHERE = ("supervisor", "discipline", "review_officer")


def visible_to(viewer: Account, *, duties: Duties, at: datetime) -> QuerySet[Case]:
    """Applicants: their own cases and those under a living mandate. Staff: cases of which
    an office they cover has or had a step. Supervisors see them all, persons masked."""
    if viewer.is_staff_member:
        if duties.has(*EVERYWHERE):
            return Case.objects.all()
        if not duties.posts:
            return Case.objects.none()
        return Case.objects.filter(
            Q(office_keys__overlap=sorted(duties.covered)) | Q(holder_account=viewer)
        )
    return Case.objects.filter(application__in=Application.objects.filter(own(viewer, at=at)))


def own(viewer: Account, *, at: datetime) -> Q:
    """The applications an account submitted, and all of the parties it may see everything of."""
    return Q(party_id__in=people.sees_parties(viewer, at=at)) | Q(account=viewer)


def find_case(number: str, *, viewer: Account, duties: Duties, at: datetime) -> Case | None:
    """The case of that number if the viewer may see it."""
    return (
        visible_to(viewer, duties=duties, at=at)
        .select_related("application__agent", "application__earlier")
        .filter(number=number)
        .first()
    )


def exists(number: str) -> bool:
    """Whether a case has that exact number: to offer looking at it with a reason."""
    return Case.objects.filter(number=number).exists()


def find_draft(uid: str, *, viewer: Account) -> Draft | None:
    """A draft of this account, also after it was submitted."""
    return (
        Draft.objects.select_related("party", "submitted_as")
        .filter(uid=uid, account=viewer)
        .first()
    )


def find_application(number: str, *, viewer: Account, at: datetime) -> Application | None:
    """An application this account submitted or may see through its party."""
    return Application.objects.filter(
        own(viewer, at=at) | Q(received_by=viewer), number=number
    ).first()
