"""The record, and one case opened with a reason."""

from datetime import timedelta

import pytest

from bureau.audit import operations as record
from bureau.audit.actors import Actor
from bureau.audit.queries import looks_at
from bureau.cases.tests.factories import MORNING, a_case, an_accepted_case
from desks.supervisor.tests.people import as_

pytestmark = pytest.mark.django_db


class TestAudit:
    def test_shows_every_line_of_a_number(self) -> None:
        case = an_accepted_case()

        page = (
            as_("discipline").get("/supervision/audit/", {"number": case.number}).content.decode()
        )

        assert "提交申请" in page
        assert "受理" in page
        assert "李示例" not in page
        assert "申请人 李**" in page

    def test_an_unknown_number_has_no_lines(self) -> None:
        page = as_("discipline").get("/supervision/audit/?number=123").content.decode()

        assert "没有这个编号的留痕" in page

    def test_proves_the_record_when_asked(self) -> None:
        a_case()

        page = as_("supervisor").get("/supervision/audit/?check=1").content.decode()

        assert "都对得上" in page

    def test_names_the_last_seal(self) -> None:
        a_case()
        root = record.close_day(
            MORNING.date(), by=Actor.system("测试"), at=MORNING + timedelta(hours=12)
        )

        page = as_("supervisor").get("/supervision/audit/").content.decode()

        assert root.hash in page


class TestCase:
    def test_is_masked(self) -> None:
        case = an_accepted_case()

        page = as_("supervisor").get(f"/supervision/case/{case.number}/").content.decode()

        assert "李**" in page
        assert "李示例" not in page

    def test_opens_with_a_reason_which_is_a_line(self) -> None:
        case = an_accepted_case()
        client = as_("supervisor")
        address = f"/supervision/case/{case.number}/"

        answer = client.post(address, {"reason": "核查超期原因"})

        assert answer.status_code == 302
        assert "李示例" in client.get(address).content.decode()
        (look,) = looks_at("case", case.number)
        assert look.facts["reason"] == "核查超期原因"

    def test_stays_closed_without_one(self) -> None:
        case = an_accepted_case()
        client = as_("supervisor")

        answer = client.post(f"/supervision/case/{case.number}/", {"reason": " 看 "})

        assert answer.status_code == 422
        assert "李示例" not in answer.content.decode()

    def test_is_opened_one_by_one(self) -> None:
        first, second = an_accepted_case(), an_accepted_case()
        client = as_("supervisor")
        client.post(f"/supervision/case/{first.number}/", {"reason": "核查超期原因"})

        page = client.get(f"/supervision/case/{second.number}/").content.decode()

        assert "李示例" not in page

    def test_an_unknown_number_does_not_exist(self) -> None:
        assert as_("supervisor").get("/supervision/case/123/").status_code == 404

    def test_of_another_authority_does_not_exist_for_a_head(self) -> None:
        case = an_accepted_case()

        assert as_("county_head").get(f"/supervision/case/{case.number}/").status_code == 200
        assert as_("bureau_head").get(f"/supervision/case/{case.number}/").status_code == 404
