"""The result reaches the applicant: by hand, by post, with proof."""

import pytest
from django.test import Client

from bureau.cases.models import Case, CaseAct
from bureau.cases.tests.factories import a_granted_case
from bureau.notices.queries import letters_about
from bureau.offices.tests.factories import CITY
from desks.clerk.tests.factories import a_browser, a_clerk, a_received_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return a_browser(a_clerk())


@pytest.fixture
def case() -> Case:
    return a_granted_case()


def place(case: Case) -> str:
    return f"/clerk/cases/{case.number}/deliver/"


class TestDelivering:
    def test_by_hand_says_who_signed_and_closes_it(self, client: Client, case: Case) -> None:
        client.post(place(case), {"how": "hand", "signer": "李示例", "proof": "核对身份证原件"})

        case.refresh_from_db()
        act = CaseAct.objects.get(case=case, act="deliver")
        assert case.state == "closed"
        assert act.text == "李示例签收，核对身份证原件"
        assert letters_about("case", case.number)[-1].kind == "delivery"

    def test_by_post_it_closes_with_the_proof(self, client: Client, case: Case) -> None:
        client.post(place(case), {"how": "post", "mail_number": "EX123456789CN"})
        case.refresh_from_db()
        sent = case.state

        client.post(place(case), {"how": "hand", "signer": "李示例", "proof": "3 月 20 日邮件签收"})

        case.refresh_from_db()
        assert (sent, case.state) == ("delivered", "closed")

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            ({"how": "hand", "signer": " "}, "请写明是谁签收的"),
            ({"how": "post", "mail_number": ""}, "请填写邮件编号"),
        ],
    )
    def test_half_of_it_is_refused(
        self, client: Client, case: Case, data: dict[str, str], sentence: str
    ) -> None:
        answer = client.post(place(case), data)

        case.refresh_from_db()
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert case.state == "granted"

    def test_of_two_clerks_the_second_reads_why_not(self, client: Client, case: Case) -> None:
        given = {"how": "hand", "signer": "李示例", "version": str(case.version)}
        client.post(place(case), given)

        answer = a_browser(a_clerk("CLERK2")).post(place(case), given)

        assert answer.status_code == 422
        assert "已经有人处理过" in answer.content.decode()

    def test_before_a_decision_there_is_nothing_to_deliver(self, client: Client) -> None:
        case = a_received_case(a_clerk())

        assert client.get(place(case)).status_code == 404

    def test_another_office_finds_nothing(self, case: Case) -> None:
        other = a_browser(a_clerk("CITY1", office=CITY))

        assert other.get(place(case)).status_code == 404
        assert other.post(place(case), {"how": "hand", "signer": "李"}).status_code == 404

    def test_the_case_page_leads_here(self, client: Client, case: Case) -> None:
        page = client.get(f"/clerk/cases/{case.number}/").content.decode()

        assert f'href="{place(case)}"' in page
