"""One case at the window: judged, answered as the law says, by one clerk at a time."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bureau.cases.models import Case, SubmittedMaterial
from bureau.cases.tests.factories import (
    REGISTRATION_ITEM,
    a_case,
    a_registration_item,
    an_applicant,
)
from bureau.files.tests.samples import a_pdf
from bureau.notices.queries import letters_about
from bureau.offices.tests.factories import CITY, a_competent, a_posted
from bureau.people.models import Account
from desks.clerk.tests.factories import (
    Answer,
    a_browser,
    a_clerk,
    a_received_case,
    an_accepted_case,
    said,
    seated,
)

pytestmark = pytest.mark.django_db

GOOD = {"verdict-plan": "good"}
FAULTY = {"verdict-plan": "defective", "defect-plan": "没有标出灶台"}


@pytest.fixture
def clerk() -> Account:
    return a_clerk()


@pytest.fixture
def client(clerk: Account) -> Client:
    return a_browser(clerk)


@pytest.fixture
def case(clerk: Account) -> Case:
    return a_received_case(clerk)


def place(case: Case, act: str = "") -> str:
    return f"/clerk/cases/{case.number}/{act}"


def pressed(client: Client, case: Case, act: str, **data: str) -> Answer:
    """A press on the page as it was when the case was looked at."""
    answer: Answer = client.post(place(case, act), {"version": str(case.version), **data})
    return answer


def the_plan(case: Case) -> SubmittedMaterial:
    return SubmittedMaterial.objects.get(application_id=case.application_id, key="plan")


class TestWhoMaySeeIt:
    def test_the_window_of_its_office(self, client: Client, case: Case) -> None:
        page = said(client.get(place(case)))

        assert case.number in page
        assert "李示例" in page

    @pytest.mark.parametrize("role", ["guide", "examiner", "administrator"])
    def test_not_those_without_a_part_in_it(self, case: Case, role: str) -> None:
        other = a_browser(a_posted("OTHER", role))

        assert other.get(place(case)).status_code == 404

    def test_not_another_office_nor_its_papers(self, case: Case) -> None:
        other = a_browser(a_clerk("CITY1", office=CITY))
        (letter,) = letters_about("case", case.number)

        for path in ("", f"letters/{letter.uid}/", "deliver/"):
            assert other.get(place(case, path)).status_code == 404
        for act in ("judge/", "accept/", "notice/", "turn-away/", "grant/", "withdraw/"):
            assert pressed(other, case, act).status_code == 404

    def test_not_an_applicant(self, case: Case) -> None:
        assert a_browser(an_applicant()).get(place(case)).status_code == 404


class TestJudging:
    def test_is_kept_and_the_preview_says_what_would_be_asked(
        self, client: Client, case: Case
    ) -> None:
        pressed(client, case, "judge/", **FAULTY)

        page = said(client.get(place(case)))
        assert the_plan(case).verdict == "defective"
        assert "一次性告知书预览" in page
        assert "没有标出灶台" in page
        assert "在图上标出灶台的位置" in page
        assert "茶馆管理办法" in page

    def test_nothing_wanting_the_preview_says_when_there_is_a_result(
        self, client: Client, case: Case
    ) -> None:
        pressed(client, case, "judge/", **GOOD)

        page = said(client.get(place(case)))
        assert "受理通知书预览" in page
        assert "材料齐了，建议“受理”" in page

    @pytest.mark.parametrize("act", ["judge/", "accept/", "notice/"])
    def test_a_fault_says_what_is_wrong(self, client: Client, case: Case, act: str) -> None:
        answer = pressed(client, case, act, **{"verdict-plan": "defective"})

        assert answer.status_code == 422
        assert "写清哪里不合格、怎么改：平面图" in said(answer)
        assert the_plan(case).verdict == "unjudged"

    def test_while_it_is_being_typed_nothing_is_said(self, client: Client, case: Case) -> None:
        answer = client.post(
            place(case, "judge/"),
            {"version": str(case.version), "verdict-plan": "defective"},
            headers={"HX-Request": "true", "HX-Target": "preview"},
        )

        assert answer.status_code == 200

    def test_quicker_only_preview_and_decision_come_back(self, client: Client, case: Case) -> None:
        answer = client.post(
            place(case, "judge/"),
            {"version": str(case.version), **FAULTY},
            headers={"HX-Request": "true", "HX-Target": "preview"},
        )

        assert "<html" not in said(answer)
        assert 'id="preview"' in said(answer)
        assert "差 1 件，建议“一次性告知”" in said(answer)

    def test_each_stands_beside_its_points(self, client: Client, case: Case) -> None:
        page = said(client.get(place(case)))

        assert page.index("平面图标出灶台、洗碗处和厕所") > page.index("平面图</th>")

    def test_a_material_outside_the_list_is_left_out(self, client: Client, case: Case) -> None:
        pressed(client, case, "judge/", **{"verdict-bribe": "missing", **GOOD})

        keys = SubmittedMaterial.objects.values_list("key", flat=True)
        assert "bribe" not in keys


class TestAccepting:
    def test_with_one_press_judges_and_accepts(self, client: Client, case: Case) -> None:
        answer = pressed(client, case, "accept/", **GOOD)

        case.refresh_from_db()
        page = client.get(answer["Location"])
        assert case.state == "accepted"
        assert "受理通知书已写好" in said(page)

    def test_names_what_has_not_been_looked_at(self, client: Client, case: Case) -> None:
        answer = pressed(client, case, "accept/")

        assert answer.status_code == 422
        assert "还没有核对：平面图" in said(answer).replace(":", "：")

    def test_what_is_missing_is_named_and_stays_judged(self, client: Client, case: Case) -> None:
        answer = pressed(client, case, "accept/", **FAULTY)

        case.refresh_from_db()
        assert answer.status_code == 422
        assert "还缺少或不合格" in said(answer)
        assert "没有标出灶台" in said(answer)
        assert case.state == "received"

    def test_of_two_clerks_at_once_one_wins_and_the_other_reads_why(
        self, client: Client, case: Case
    ) -> None:
        other = a_browser(a_clerk("CLERK2"))
        pressed(client, case, "accept/", **GOOD)

        answer = pressed(other, case, "accept/", **FAULTY)

        assert answer.status_code == 422
        assert "已经有人处理过" in said(answer)
        assert the_plan(case).verdict == "good"
        assert [one.kind for one in letters_about("case", case.number)].count("acceptance") == 1

    def test_who_has_no_authority_for_it_reads_so(self, case: Case) -> None:
        answer = pressed(a_browser(a_posted("NEW", "clerk")), case, "accept/", **GOOD)

        assert answer.status_code == 422
        assert "没有在" in said(answer)


class TestTellingAtOnce:
    def test_a_licence_asks_once_with_basis_and_how_to_mend(
        self, client: Client, case: Case
    ) -> None:
        answer = pressed(client, case, "notice/", **FAULTY)

        case.refresh_from_db()
        assert case.state == "awaiting_correction"
        assert "一次性告知书已写好" in said(client.get(answer["Location"]))

    def test_a_registration_goes_back_with_its_notice(self, clerk: Account, client: Client) -> None:
        a_registration_item()
        case = a_received_case(clerk, item_key=REGISTRATION_ITEM)
        offered = said(client.get(place(case)))

        pressed(client, case, "notice/", **FAULTY)

        case.refresh_from_db()
        assert "退回并一次性告知" in offered
        assert case.state == "returned"

    def test_nothing_wanting_nothing_is_asked(self, client: Client, case: Case) -> None:
        answer = pressed(client, case, "notice/", **GOOD)

        assert answer.status_code == 422
        assert "可以直接受理" in said(answer)

    def test_there_is_no_refusal_before_acceptance(self, client: Client, case: Case) -> None:
        page = said(client.get(place(case)))

        assert "不予许可" not in page
        assert 'formaction="/clerk/cases/' in page


class TestTurningAway:
    def test_not_needed_by_the_first_item(self, client: Client, case: Case) -> None:
        answer = pressed(client, case, "turn-away/", ground="not_needed", reason="自家喝茶不用办")

        case.refresh_from_db()
        assert case.state == "not_needed"
        assert "不需要办理告知书已写好" in said(client.get(answer["Location"]))

    def test_not_ours_names_who_is(self, client: Client, case: Case) -> None:
        pressed(
            client, case, "turn-away/", ground="not_ours", reason="这是住建的事", who_is="市住建局"
        )

        (letter,) = [one for one in letters_about("case", case.number) if one.kind == "not_ours"]
        assert letter.data["competent"] == {"name": "市住建局"}

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            ({"reason": "不用办"}, "请选是不需要办理，还是不归本机关"),
            ({"ground": "not_needed"}, "请写明理由"),
            ({"ground": "not_ours", "reason": "不归我们"}, "请写明应该向哪个机关申请"),
        ],
    )
    def test_takes_a_ground_a_reason_and_a_name(
        self, client: Client, case: Case, data: dict[str, str], sentence: str
    ) -> None:
        answer = pressed(client, case, "turn-away/", **data)

        case.refresh_from_db()
        assert answer.status_code == 422
        assert sentence in said(answer)
        assert data.get("reason", "") in said(answer)
        assert case.state == "received"


class TestMendedAtTheCounter:
    def test_is_a_mark_and_no_state(self, client: Client, case: Case) -> None:
        pressed(client, case, "correct/", what="门牌号由 6 改为 9")

        case.refresh_from_db()
        assert case.state == "received"
        assert case.application.corrected_on_the_spot
        assert "门牌号由 6 改为 9" in said(client.get(place(case)))


class TestDecidedOnTheSpot:
    def test_is_the_first_thing_offered_where_the_edition_allows(
        self, clerk: Account, client: Client
    ) -> None:
        a_registration_item()
        case = a_received_case(clerk, item_key=REGISTRATION_ITEM)

        page = said(client.get(place(case)))
        answer = pressed(client, case, "grant/", **GOOD)

        case.refresh_from_db()
        assert 'data-key="F10">当场办结' in page
        assert (case.state, case.at_once) == ("granted", True)
        assert "准予登记通知书已写好" in said(client.get(answer["Location"]))

    def test_is_not_offered_to_who_may_accept_but_not_decide(self) -> None:
        a_registration_item()
        accepting = seated(a_competent("ACCEPTS1", "clerk", "accept", "deliver"), "02")
        case = a_received_case(accepting, item_key=REGISTRATION_ITEM)

        page = said(a_browser(accepting).get(place(case)))

        assert "当场办结" not in page
        assert 'data-key="F10">受理并打印' in page

    def test_is_not_offered_for_others_and_refused_when_asked_for(
        self, client: Client, case: Case
    ) -> None:
        assert "当场办结" not in said(client.get(place(case)))
        assert pressed(client, case, "grant/", **GOOD).status_code == 422


class TestSupplement:
    def asked(self, client: Client, case: Case) -> Case:
        pressed(client, case, "notice/", **FAULTY)
        case.refresh_from_db()
        return case

    def test_on_paper_at_the_window_is_a_receipt_of_its_own(
        self, client: Client, case: Case
    ) -> None:
        self.asked(client, case)

        pressed(client, case, "supplement/", **{"paper-plan": "1"})

        case.refresh_from_db()
        assert case.state == "received"
        kinds = [one.kind for one in letters_about("case", case.number)]
        assert kinds == ["receipt", "one_time_notice", "receipt"]

    def test_a_file_is_kept_with_it(self, client: Client, case: Case) -> None:
        self.asked(client, case)
        sent = SimpleUploadedFile("新图.pdf", a_pdf(), "application/pdf")

        client.post(place(case, "supplement/"), {"file-plan": sent})

        (file,) = the_plan(case).files
        shown = client.get(place(case, f"files/{file['upload']}/?show"))
        assert shown["Content-Type"] == "application/pdf"

    def test_nothing_handed_in_says_so(self, client: Client, case: Case) -> None:
        self.asked(client, case)

        answer = pressed(client, case, "supplement/")

        assert answer.status_code == 422
        assert "还没有选择要补交的文件" in said(answer)


class TestWithdrawing:
    def test_asked_for_at_the_window(self, client: Client, case: Case) -> None:
        pressed(client, case, "withdraw/")

        case.refresh_from_db()
        assert case.state == "withdrawn"


class TestPapers:
    def test_a_letter_is_shown_to_print_also_large(self, client: Client, case: Case) -> None:
        (letter,) = letters_about("case", case.number)

        plain = client.get(place(case, f"letters/{letter.uid}/"))
        large = client.get(place(case, f"letters/{letter.uid}/?large"))

        assert plain["Content-Disposition"].startswith("inline")
        assert plain["Content-Length"] != large["Content-Length"]

    def test_a_letter_or_file_of_another_case_is_not_there(
        self, clerk: Account, client: Client, case: Case
    ) -> None:
        other = an_accepted_case(clerk)
        letter = letters_about("case", other.number)[0]

        assert client.get(place(case, f"letters/{letter.uid}/")).status_code == 404
        assert client.get(place(case, "files/u1/")).status_code == 404


def test_an_online_application_is_answered_here_as_well(client: Client) -> None:
    case = a_case()

    pressed(client, case, "accept/", **GOOD)

    case.refresh_from_db()
    assert case.state == "accepted"
