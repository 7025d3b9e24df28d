"""From the guide's page to the answer: an applicant reports, a keeper answers."""

from django.test import Client

from bureau.offices.tests.factories import CITY, a_competent
from tests.clauses import clause
from tests.inhabitants import Inhabitants


@clause("2.2-b")
class TestReportingAnError:
    def test_from_the_page_of_the_guide_to_its_public_answer(self, house: Inhabitants) -> None:
        item = house.things["item"]
        somebody, keeper = house.browser("nobody"), Client()
        keeper.force_login(a_competent("KEEPER9", "item_keeper", "keep", office=CITY))
        assert f"/guides/{item}/report/" in somebody.get(f"/guides/{item}/").content.decode()

        short = somebody.post(f"/guides/{item}/report/", {"words": "错"})
        sent = somebody.post(f"/guides/{item}/report/", {"words": "电话打不通，是空号。"})
        waits = somebody.get(sent["Location"]).content.decode()
        number = sent["Location"].rpartition("=")[2]
        answered = keeper.post(
            "/guide-reports/", {"number": number, "answer": "已换新号码。", "corrected": "yes"}
        )

        assert short.status_code == 422
        assert "正在核对" in waits
        assert answered.status_code == 302
        assert "已换新号码。" in somebody.get(sent["Location"]).content.decode()
        assert "没有这个编号" in somebody.get("/guides/reports/?number=ZN-1").content.decode()
