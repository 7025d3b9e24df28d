"""One case: who sees it, what is found, proposed, decided; a foreign one with a reason."""

import io
from typing import Protocol

import pytest
from django.urls import reverse
from PIL import Image

from bureau.audit import queries as audit
from bureau.cases.operations import review
from bureau.cases.operations.review import PointFinding
from bureau.cases.states import State
from bureau.cases.submission import HandedIn, StoredFile
from bureau.cases.tests.factories import (
    MORNING,
    POINTS,
    a_clerk,
    a_granted_case,
    an_accepted_case,
    an_approver,
    an_examined_case,
    an_examiner,
)
from bureau.files import operations as files
from bureau.notices.queries import letters_about
from bureau.offices import operations as offices
from bureau.offices.tests.factories import BEGINNING, CITY, COUNTY, a_competent, keeper
from bureau.people.models import Account
from desks.design.drafts import stored
from desks.reviewer.tests.test_work import signed_in, text_of

pytestmark = pytest.mark.django_db

FIRST, SECOND = (point.key for point in POINTS)


class Case(Protocol):
    """What these tests need of a case."""

    number: str
    version: int

    def refresh_from_db(self) -> None: ...


def page(name: str, case: Case, *more: str) -> str:
    return reverse(f"reviewer:{name}", args=[case.number, *more])


def found_all(case: Case, verdict: str = "pass") -> None:
    findings = [PointFinding(point.key, verdict, "与要求不符") for point in POINTS]
    review.find(case.number, findings, by=an_examiner(), at=MORNING)
    case.refresh_from_db()


def versioned(case: Case, **more: str) -> dict[str, str]:
    case.refresh_from_db()
    return {"version": str(case.version), **more}


class TestThePage:
    def test_shows_material_points_basis_and_clock(self) -> None:
        case = an_accepted_case()

        shown = text_of(signed_in(an_examiner()), page("case", case))

        assert "平面图标出灶台、洗碗处和厕所" in shown
        assert "《茶馆管理办法》第三条" in shown
        assert "为什么是这一天" in shown
        assert "受理 CLERK1 某" in shown

    def test_is_not_there_for_another_office(self) -> None:
        case = an_accepted_case()
        elsewhere = a_competent("E-CITY", "examiner", "examine", office=CITY)

        assert signed_in(elsewhere).get(page("case", case)).status_code == 404

    def test_is_not_there_for_who_may_see_all_cases_by_office_alone(self) -> None:
        case = an_accepted_case()
        watcher = a_competent("W-CITY", "discipline", office=CITY)

        assert signed_in(watcher).get(page("case", case)).status_code == 404

    def test_offers_no_judging_to_who_has_no_authority(self) -> None:
        case = an_accepted_case()

        shown = text_of(signed_in(a_competent("I1", "inspector")), page("case", case))

        assert "您没有审查这个事项的授权" in shown
        assert 'name="verdict"' not in shown

    def test_says_who_has_it(self) -> None:
        case = an_accepted_case()
        signed_in(an_examiner()).post(page("take", case))

        shown = text_of(signed_in(an_examiner("EXAMINER2")), page("case", case))

        assert "EXAMINER1 某正在办" in shown
        assert 'name="verdict"' not in shown

    def test_nothing_of_the_last_case_stands_on_it(self) -> None:
        client = signed_in(an_examiner())
        first, second = an_accepted_case(), an_accepted_case()
        client.post(page("find", first), {"point": FIRST, "verdict": "fail", "note": "没有标灶台"})

        answer = client.get(page("case", second))

        assert "没有标灶台" not in answer.content.decode()
        assert answer["Cache-Control"] == "private, no-store"


class TestFinding:
    def test_one_press_records_one_point_and_goes_on_to_the_next(self) -> None:
        case = an_accepted_case()

        answer = signed_in(an_examiner()).post(
            page("find", case), {"point": FIRST, "verdict": "pass"}
        )

        assert answer["Location"].endswith(f"#point-{SECOND}")
        assert [f.verdict for f in case.findings.all()] == ["pass"]

    def test_a_fail_without_words_is_refused_and_says_where(self) -> None:
        case = an_accepted_case()

        answer = signed_in(an_examiner()).post(
            page("find", case), {"point": FIRST, "verdict": "fail"}, headers={"HX-Request": "true"}
        )

        assert answer.status_code == 422
        assert "哪里不符合" in answer.content.decode()
        assert not case.findings.exists()

    def test_a_remark_alone_is_kept_on_the_page(self) -> None:
        case = an_accepted_case()

        answer = signed_in(an_examiner()).post(
            page("find", case), {"point": FIRST, "verdict": "", "note": "图上写着 13 平方米"}
        )

        assert answer.status_code == 422
        assert "图上写着 13 平方米" in answer.content.decode()

    def test_a_point_the_edition_does_not_have_is_not_there(self) -> None:
        case = an_accepted_case()

        answer = signed_in(an_examiner()).post(
            page("find", case), {"point": "bribe", "verdict": "pass"}
        )

        assert answer.status_code == 404

    def test_htmx_gets_the_row_the_counts_and_the_bar(self) -> None:
        case = an_accepted_case()

        answer = signed_in(an_examiner()).post(
            page("find", case),
            {"point": FIRST, "verdict": "pass"},
            headers={"HX-Request": "true"},
        )

        shown = answer.content.decode()
        assert shown.count('hx-swap-oob="true"') == 2
        assert "未判 1" in shown
        assert "<html" not in shown


class TestProposing:
    def test_ends_the_examination(self) -> None:
        case = an_accepted_case()
        found_all(case)

        signed_in(an_examiner()).post(page("propose", case), versioned(case, proposal="grant"))

        case.refresh_from_db()
        assert (case.state, case.proposal) == (State.EXAMINED, "grant")

    def test_of_two_windows_the_later_reads_why_not(self) -> None:
        case = an_accepted_case()
        found_all(case)
        client = signed_in(an_examiner())
        seen = versioned(case, proposal="grant", text="同意")
        client.post(page("find", case), {"point": FIRST, "verdict": "pass", "note": "再看过"})

        answer = client.post(page("propose", case), seen)

        case.refresh_from_db()
        assert answer.status_code == 422
        assert "已经有人处理过" in answer.content.decode()
        assert "同意" in answer.content.decode()
        assert case.state == State.ACCEPTED

    def test_without_a_version_it_is_refused(self) -> None:
        case = an_accepted_case()
        found_all(case)

        answer = signed_in(an_examiner()).post(page("propose", case), {"proposal": "grant"})

        assert answer.status_code == 422


class TestDeciding:
    def test_a_grant_makes_the_letter(self) -> None:
        case = an_examined_case()

        signed_in(an_approver()).post(page("grant", case), versioned(case))

        case.refresh_from_db()
        assert case.state == State.GRANTED
        assert "grant" in [letter.kind for letter in letters_about("case", case.number)]

    def test_who_accepted_reads_that_another_must_decide(self) -> None:
        case = an_examined_case()
        both = a_clerk()
        a_second_post(both)

        shown = text_of(signed_in(both), page("case", case))
        answer = signed_in(both).post(page("grant", case), versioned(case))

        assert "受理人不能对同一个办件作决定" in shown
        assert answer.status_code == 422
        case.refresh_from_db()
        assert case.state == State.EXAMINED

    def test_a_refusal_is_read_before_it_is_signed(self) -> None:
        case = an_examined_case(proposal="refuse")
        client = signed_in(an_approver())

        shown = text_of(client, page("refuse", case))
        case.refresh_from_db()
        before = case.state
        client.post(page("refuse", case), versioned(case))

        case.refresh_from_db()
        assert before == State.EXAMINED
        assert "与要求不符" in shown
        assert "《茶馆管理办法》第三条" in shown
        assert "不服怎么办" in shown
        assert case.state == State.REFUSED

    def test_a_refusal_is_not_there_for_who_may_not_decide(self) -> None:
        case = an_examined_case(proposal="refuse")

        assert signed_in(an_examiner()).get(page("refuse", case)).status_code == 404

    def test_going_back_to_the_examiner_needs_a_reason(self) -> None:
        case = an_examined_case()
        client = signed_in(an_approver())

        without = client.post(page("return", case), versioned(case, reason=""))
        client.post(page("return", case), versioned(case, reason="地址请再核对"))

        case.refresh_from_db()
        assert without.status_code == 422
        assert case.state == State.ACCEPTED
        assert case.holder_account == an_examiner()


def a_second_post(account: Account) -> None:
    """A clerk who is an approver as well."""
    offices.appoint(
        account.pk,
        office_key=COUNTY,
        role="approver",
        post="审批岗",
        valid_from=BEGINNING,
        valid_to=None,
        by=keeper(MORNING, besides=account.pk),
        at=MORNING,
    )


class TestFilesAndLetters:
    def test_a_file_of_the_case_is_served_and_no_other(self) -> None:
        own, foreign = a_kept_file("图.png"), a_kept_file("别人的.png")
        case = an_accepted_case(materials={"plan": HandedIn(files=(own,))})
        client = signed_in(an_examiner())

        assert client.get(page("file", case, own.upload) + "?show").status_code == 200
        assert client.get(page("file", case, foreign.upload)).status_code == 404

    def test_they_are_not_there_for_another_office(self) -> None:
        own = a_kept_file("图.png")
        case = an_accepted_case(materials={"plan": HandedIn(files=(own,))})
        letter = letters_about("case", case.number)[0]
        elsewhere = signed_in(a_competent("E-CITY", "examiner", "examine", office=CITY))

        assert elsewhere.get(page("file", case, own.upload)).status_code == 404
        assert elsewhere.get(page("letter", case, letter.uid)).status_code == 404

    def test_letters_are_served_as_pdf(self) -> None:
        case = a_granted_case()
        letter = letters_about("case", case.number)[-1]

        answer = signed_in(an_examiner()).get(page("letter", case, letter.uid))

        assert answer["Content-Type"] == "application/pdf"


def a_kept_file(name: str) -> StoredFile:
    """A small picture in the store."""
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), (len(name), 20, 30)).save(picture, "PNG")
    picture.seek(0)
    kept = files.keep(
        picture,
        name,
        owner="1",
        purpose="test",
        declared_size=len(picture.getvalue()),
        by=an_examiner().as_actor(),
        at=MORNING,
    )
    (one,) = stored([str(kept.uid)])
    return one


class TestAForeignCase:
    def test_opens_with_a_reason_that_is_recorded_and_shows_no_person(self) -> None:
        case = an_accepted_case()
        client = signed_in(a_competent("E-CITY", "examiner", "examine", office=CITY))

        before = client.get(page("looked", case)).status_code
        client.post(reverse("reviewer:look"), {"number": case.number, "reason": "核对上次结论"})
        shown = text_of(client, page("looked", case))

        assert before == 404
        assert case.party_name not in shown
        assert "李*例" in shown
        assert len(audit.looks_at("case", case.number)) == 1

    def test_without_a_reason_it_stays_shut(self) -> None:
        case = an_accepted_case()
        client = signed_in(a_competent("E-CITY", "examiner", "examine", office=CITY))

        answer = client.post(reverse("reviewer:look"), {"number": case.number, "reason": ""})

        assert answer.status_code == 422
        assert client.get(page("looked", case)).status_code == 404

    def test_a_number_that_does_not_exist_says_so_only_after_the_reason(self) -> None:
        an_accepted_case()
        client = signed_in(an_examiner())

        answer = client.post(
            reverse("reviewer:look"), {"number": "99010226031800099", "reason": "核对上次结论"}
        )

        assert answer.status_code == 422
        assert "没有找到这个办件" in answer.content.decode()

    def test_ones_own_case_opens_at_once(self) -> None:
        case = an_accepted_case()

        answer = signed_in(an_examiner()).get(reverse("reviewer:look"), {"number": case.number})

        assert answer["Location"] == page("case", case)
