"""One person at one window, from the ticket to the result in hand: by the pages alone."""

import pytest
from django.test import Client
from tests.clauses import clause

from bureau.cases.models import Application, Case
from bureau.cases.operations import review
from bureau.cases.states import State
from bureau.cases.tests.factories import POINTS, an_approver, an_examiner, an_item
from bureau.people.tests.factories import an_id_number
from bureau.visits.models import Visit
from desks.clerk.tests.factories import a_browser, a_clerk, now

pytestmark = pytest.mark.django_db


def posted(client: Client, path: str, **data: str) -> str:
    """Where a press leads."""
    answer = client.post(path, data)
    assert answer.status_code == 302, answer.content.decode()[:4000]
    return str(answer["Location"])


@clause("3.2.3-e")
def test_somebody_without_account_phone_or_appointment_is_served_to_the_end() -> None:
    an_item()
    client = a_browser(a_clerk())

    posted(client, "/clerk/window/", act="sit", place="h-county/01")
    posted(client, "/clerk/tickets/")
    at_visit = posted(client, "/clerk/call/", act="next")
    posted(client, f"{at_visit}person/", number=an_id_number(), name="周示例", seen="yes")
    at_draft = posted(client, f"{at_visit}begin/", item="tea-house")
    posted(
        client,
        at_draft,
        go="check",
        contact_wish="none",
        delivery_wish="pick_up",
        **{"verdict-plan": "good", "copies-plan": "1"},
    )
    at_case = posted(client, f"{at_draft}check/", confirmation="read_aloud")
    case = Case.objects.get()
    posted(client, f"{at_case}accept/", version=str(case.version))
    _decided(case.number)
    posted(client, f"{at_case}deliver/", how="hand", signer="周示例")
    posted(client, "/clerk/call/", act="next")

    case.refresh_from_db()
    application = Application.objects.get()
    visit = Visit.objects.get()
    assert case.state == State.CLOSED
    assert (application.channel, application.typed_by) == ("window", "staff")
    assert application.confirmation == "read_aloud"
    assert not application.online
    assert (visit.outcome, visit.results) == ("case", [application.number])


def _decided(number: str) -> None:
    findings = [review.PointFinding(point.key, "pass") for point in POINTS]
    review.find(number, findings, by=an_examiner(), at=now())
    review.propose(number, "grant", by=an_examiner(), at=now())
    review.decide(number, "grant", by=an_approver(), at=now())
