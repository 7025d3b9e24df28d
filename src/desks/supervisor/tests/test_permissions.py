"""Who may open what at this desk; what somebody may not see does not exist."""

import uuid

import pytest
from django.test import Client

from desks.supervisor.tests.people import POSTS, as_

pytestmark = pytest.mark.django_db

FIGURES = {"supervisor", "statistics", "bureau_head", "county_head"}
TASKS = {"supervisor", "bureau_head", "county_head", "review_officer", "city_review_officer"}
RECORD = {"supervisor", "discipline"}
EVERY = FIGURES | TASKS | RECORD

WHO_MAY = {
    "/supervision/": EVERY,
    "/supervision/overdue/": FIGURES,
    "/supervision/tasks/": TASKS,
    "/supervision/audit/": RECORD,
    "/supervision/k5/": FIGURES,
    "/supervision/k5/cases/denominator/": FIGURES,
}


@pytest.mark.parametrize("address", WHO_MAY)
@pytest.mark.parametrize("who", POSTS)
def test_a_page_opens_to_its_roles_only(address: str, who: str) -> None:
    seen = as_(who).get(address).status_code != 404

    assert seen == (who in WHO_MAY[address])


@pytest.mark.parametrize("address", WHO_MAY)
def test_somebody_not_signed_in_is_sent_to_sign_in(client: Client, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 302
    assert "login" in answer["Location"]


@pytest.mark.parametrize("who", POSTS)
def test_a_made_up_task_exists_for_nobody(who: str) -> None:
    assert as_(who).get(f"/supervision/tasks/{uuid.uuid4()}/").status_code == 404


@pytest.mark.parametrize("who", ["statistics", "clerk"])
def test_who_has_no_business_with_cases_opens_none(who: str) -> None:
    assert as_(who).get("/supervision/case/990102-260318-00001-3/1/").status_code == 404
