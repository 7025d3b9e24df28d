"""Finding a case: one's own by number or name, another office's only with a reason."""

import pytest
from django.test import Client

from bureau.audit.models import AuditLine
from bureau.cases.models import Case
from bureau.notices.queries import letters_about
from bureau.offices.tests.factories import CITY
from desks.clerk.tests.factories import a_browser, a_clerk, a_received_case, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return a_browser(a_clerk())


@pytest.fixture
def case() -> Case:
    return a_received_case(a_clerk())


def place(case: Case, act: str = "") -> str:
    return f"/clerk/cases/{case.number}/{act}"


class TestLookingWithAReason:
    def test_opens_it_for_today_and_stays_on_record(self, case: Case) -> None:
        other = a_browser(a_clerk("CITY1", office=CITY))

        other.post("/clerk/look/", {"number": case.number, "reason": "申请人来问进度"})

        page = other.get(place(case))
        line = AuditLine.objects.get(act="case.looked")
        assert "只能看" in said(page)
        assert "受理并打印" not in said(page)
        assert line.object_id == case.number
        assert other.post(place(case, "accept/")).status_code == 404

    def test_shows_no_papers(self, case: Case) -> None:
        other = a_browser(a_clerk("CITY1", office=CITY))
        (letter,) = letters_about("case", case.number)

        other.post("/clerk/look/", {"number": case.number, "reason": "申请人来问进度"})

        assert letter.title not in said(other.get(place(case)))
        assert other.get(place(case, f"letters/{letter.uid}/")).status_code == 404

    def test_without_a_reason_nothing_opens(self, case: Case) -> None:
        other = a_browser(a_clerk("CITY1", office=CITY))

        answer = other.post("/clerk/look/", {"number": case.number, "reason": "看"})

        assert answer.status_code == 422
        assert "为什么要看" in said(answer)
        assert other.get(place(case)).status_code == 404

    def test_finding_it_asks_for_the_reason(self, case: Case) -> None:
        other = a_browser(a_clerk("CITY1", office=CITY))

        page = other.get("/clerk/find/", {"q": case.number.replace("-", "")})

        assert "不是本单位经手的" in said(page)

    def test_finding_one_s_own_leads_there(self, client: Client, case: Case) -> None:
        full_width = case.number.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})

        assert client.get("/clerk/find/", {"q": full_width})["Location"] == place(case)

    def test_finds_by_name_what_one_may_see_and_nothing_else(
        self, client: Client, case: Case
    ) -> None:
        elsewhere = a_browser(a_clerk("CITY1", office=CITY))

        assert case.number in said(client.get("/clerk/find/", {"q": "李示例"}))
        assert case.number not in said(elsewhere.get("/clerk/find/", {"q": "李示例"}))

    @pytest.mark.parametrize("words", ["", "没有这个", "430000-230404-00001-1", "' or 1=1"])
    def test_nothing_found_says_how_to_look(self, client: Client, words: str) -> None:
        answer = client.get("/clerk/find/", {"q": words})

        assert answer.status_code == 200
        assert "18 位办件编号" in said(answer)
