"""After the submission: when, do I have to do something, what do I get, was it good."""

import re
from datetime import date

import pytest
from django.test import Client

from bureau.audit.actors import Actor
from bureau.cases.models import Case
from bureau.cases.operations import counter, review
from bureau.cases.operations.telling import tell_applicants
from bureau.cases.queries.status import code_of
from bureau.cases.states import State
from bureau.cases.tests.factories import a_case as a_received_case
from bureau.cases.tests.factories import (
    a_clerk,
    a_granted_case,
    an_accepted_case,
    an_applicant,
    an_application,
    an_approver,
    an_examined_case,
    judged,
)
from bureau.feedback.models import Invitation, Rating
from bureau.feedback.operations import invite_raters
from bureau.notices.queries import letters_about
from bureau.people.models import Account, Assurance, Contact, Mandate
from bureau.people.operations import note_contact
from bureau.people.tests.factories import a_mandate, a_person, an_account, an_id_number
from bureau.registry.queries import licences_of_case
from bureau.workdays import clock
from desks.public.tests.factories import a_paper, a_tea_house, signed_in

pytestmark = pytest.mark.django_db
PROGRAM = Actor.system("测试")
TODAY_OF_THE_MANDATE = date(2026, 1, 1)


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def an_owner() -> Account:
    return an_applicant("李示例")


def a_case_to_supplement(owner: Account) -> Case:
    """A licence case whose one-time notice asks for the plan."""
    now = clock.now()
    case = judged(a_received_case(at=now, by=owner, materials={}), at=now, plan="missing")
    return counter.ask_correction(case.number, by=a_clerk(), at=now)


class TestCasePage:
    def test_says_first_when_there_is_an_answer(self) -> None:
        owner = an_owner()
        case = a_received_case(at=clock.now(), by=owner)

        page = text(signed_in(owner).get(f"/mine/{case.number}/"))

        assert "前告诉您材料齐不齐" in page
        assert "现在不用您做什么。" in page

    def test_counts_the_days_and_says_why(self) -> None:
        owner = an_owner()
        case = an_accepted_case(at=clock.now(), by=owner)

        page = text(signed_in(owner).get(f"/mine/{case.number}/"))

        assert "前出结果" in page
        assert "还有 5 个工作日" in page
        assert "受理，当天不算。" in page
        assert "法律规定最晚" in page
        assert "起算当日不计入" in page

    def test_names_nobody_s_query_code(self) -> None:
        owner = an_owner()
        case = a_received_case(at=clock.now(), by=owner)
        code = code_of(case.application.uid)
        client = signed_in(owner)

        assert code in text(client.get(f"/mine/{case.number}/receipt/"))
        assert code not in text(client.get(f"/mine/{case.number}/"))
        assert code not in text(client.get("/mine/"))

    def test_gives_licence_and_letters_once_granted(self) -> None:
        owner = an_owner()
        case = a_granted_case(at=clock.now(), by=owner)
        client = signed_in(owner)

        page = text(client.get(f"/mine/{case.number}/"))
        link = re.search(r'href="(/mine/[^"]+/licences/[^"]+)"', page)
        assert link is not None
        paper = client.get(link[1])

        assert "下载电子证照" in page
        assert licences_of_case(case.number)[0].number in page
        assert b"".join(paper.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]

    def test_writes_the_paper_of_a_licence_once_and_its_code_leads_to_the_register(self) -> None:
        owner = an_owner()
        case = a_granted_case(at=clock.now(), by=owner)
        client = signed_in(owner)
        token = licences_of_case(case.number)[0].token

        client.get(f"/mine/{case.number}/licences/{token}/")
        client.get(f"/mine/{case.number}/licences/{token}/?show")
        (paper,) = letters_about("licence", token)

        assert "现在有效" in text(Client().get(f"/verify/{paper.uid}/"))

    def test_of_a_refusal_says_what_one_can_do(self) -> None:
        owner = an_owner()
        now = clock.now()
        case = an_examined_case(at=now, by=owner, proposal="refuse")
        review.decide(case.number, "refuse", by=an_approver(), at=now)

        page = text(signed_in(owner).get(f"/mine/{case.number}/"))

        assert "可以在 60 日内申请行政复议" in page

    def test_stands_on_top_of_the_list_when_it_needs_the_applicant(self) -> None:
        owner = an_owner()
        waiting = a_case_to_supplement(owner)
        later = an_application(at=clock.now(), by=owner)

        page = text(signed_in(owner).get("/mine/"))

        assert page.index(waiting.number) < page.index(later.number)


class TestSupplement:
    def test_is_one_file_and_one_press(self) -> None:
        owner = an_owner()
        case = a_case_to_supplement(owner)
        client = signed_in(owner)
        assert "请补交 1 件" in text(client.get(f"/mine/{case.number}/"))

        answer = client.post(f"/mine/{case.number}/supplement/", {"file-plan": a_paper()})

        case.refresh_from_db()
        assert answer.status_code == 302
        assert case.state == State.RECEIVED

    def test_says_at_its_place_what_cannot_be_kept_and_keeps_the_rest(self) -> None:
        owner = an_owner()
        case = a_case_to_supplement(owner)
        client = signed_in(owner)

        answer = client.post(
            f"/mine/{case.number}/supplement/",
            {"file-plan": [a_paper("好.pdf"), a_paper("坏.pdf", b"MZ\x00\x00")]},
        )
        page = text(answer)
        kept = re.search(r'name="kept-plan" value="([^"]+)"', page)
        assert kept is not None
        again = client.post(f"/mine/{case.number}/supplement/", {"kept-plan": kept[1]})

        case.refresh_from_db()
        assert answer.status_code == 422
        assert "“坏.pdf”没有收下" in page
        assert again.status_code == 302
        assert case.state == State.RECEIVED

    def test_without_a_file_says_so(self) -> None:
        owner = an_owner()
        case = a_case_to_supplement(owner)

        answer = signed_in(owner).post(f"/mine/{case.number}/supplement/", {})

        assert answer.status_code == 422
        assert "还没有选择要补交的文件" in text(answer)

    def test_cannot_use_somebody_else_s_file(self) -> None:
        owner, other = an_owner(), an_applicant("别人")
        theirs = a_case_to_supplement(other)
        client = signed_in(other)
        page = text(
            client.post(
                f"/mine/{theirs.number}/supplement/",
                {"file-plan": [a_paper("密.pdf"), a_paper("坏.pdf", b"MZ\x00\x00")]},
            )
        )
        kept = re.search(r'name="kept-plan" value="([^"]+)"', page)
        assert kept is not None
        mine = a_case_to_supplement(owner)

        answer = signed_in(owner).post(f"/mine/{mine.number}/supplement/", {"kept-plan": kept[1]})

        assert answer.status_code == 422


class TestWithdraw:
    def test_is_possible_before_the_decision_and_not_after(self) -> None:
        owner = an_owner()
        early = a_received_case(at=clock.now(), by=owner)
        late = a_granted_case(at=clock.now(), by=owner)
        client = signed_in(owner)

        done = client.post(f"/mine/{early.number}/withdraw/")
        refused = client.post(f"/mine/{late.number}/withdraw/")

        early.refresh_from_db()
        assert done.status_code == 302
        assert early.state == State.WITHDRAWN
        assert refused.status_code == 422
        assert "已准予" in text(refused)


class TestFollow:
    """Without signing in: number and query code, nothing else."""

    def test_shows_where_it_is_and_no_name(self, client: Client) -> None:
        case = a_received_case(at=clock.now(), by=an_applicant("李密名"))

        answer = client.post(
            "/follow/", {"number": case.number, "code": code_of(case.application.uid)}
        )

        assert "已收件" in text(answer)
        assert "李密名" not in text(answer)

    def test_does_not_mind_small_letters_blanks_and_full_width_digits(self, client: Client) -> None:
        case = a_received_case(at=clock.now())
        code = code_of(case.application.uid).lower().replace("-", " ")
        number = "".join(
            chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in case.application.number
        )

        answer = client.post("/follow/", {"number": f" {number} ", "code": code})

        assert answer.status_code == 200
        assert "已收件" in text(answer)

    def test_locks_after_a_few_wrong_codes_also_for_the_right_one(self, client: Client) -> None:
        case = a_received_case(at=clock.now())
        number = case.application.number

        for guess in ("2222-2222", "3333-3333", "4444-4444", "5555-5555", "6666-6666"):
            assert client.post("/follow/", {"number": number, "code": guess}).status_code == 422
        answer = client.post("/follow/", {"number": number, "code": code_of(case.application.uid)})

        assert answer.status_code == 422
        assert "请过半小时再查" in text(answer)
        assert "已收件" not in text(answer)

    def test_keeps_the_number_that_was_typed(self, client: Client) -> None:
        answer = client.post("/follow/", {"number": "4307", "code": "x"})

        assert answer.status_code == 422
        assert 'value="4307"' in text(answer)


class TestRate:
    def test_takes_two_presses_from_the_case_page(self) -> None:
        owner = an_owner()
        case = an_accepted_case(at=clock.now(), by=owner)
        invite_raters(by=PROGRAM, at=clock.now())
        client = signed_in(owner)
        page = text(client.get(f"/mine/{case.number}/"))
        form = re.search(r'action="(/rate/[^"]+)"', page)
        assert form is not None

        answer = client.post(form[1], {"grade": "very_satisfied", "go": "rate"})

        assert answer.status_code == 302
        assert Rating.objects.get().invitation.case_id == case.pk

    def test_needs_no_sign_in_with_its_code(self, client: Client) -> None:
        an_accepted_case(at=clock.now())
        invite_raters(by=PROGRAM, at=clock.now())
        token = Invitation.objects.get().token

        client.post(f"/rate/{token}/", {"grade": "dissatisfied", "words": "慢", "go": "rate"})

        assert Rating.objects.get().words == "慢"

    def test_a_second_press_changes_nothing(self, client: Client) -> None:
        an_accepted_case(at=clock.now())
        invite_raters(by=PROGRAM, at=clock.now())
        token = Invitation.objects.get().token
        client.post(f"/rate/{token}/", {"grade": "very_satisfied", "go": "rate"})
        page = text(client.get(f"/rate/{token}/"))

        assert "还可以追评一次，原来的评价会保留。" in page

    def test_without_a_grade_says_so(self, client: Client) -> None:
        an_accepted_case(at=clock.now())
        invite_raters(by=PROGRAM, at=clock.now())
        token = Invitation.objects.get().token

        answer = client.post(f"/rate/{token}/", {"go": "rate"})

        assert answer.status_code == 422
        assert not Rating.objects.exists()

    def test_refused_still_has_what_was_said(self, client: Client) -> None:
        an_accepted_case(at=clock.now())
        invite_raters(by=PROGRAM, at=clock.now())
        token = Invitation.objects.get().token

        page = text(client.post(f"/rate/{token}/", {"words": "窗口的灯太暗", "go": "rate"}))

        assert "窗口的灯太暗</textarea>" in page

    def test_guessed_codes_lead_nowhere(self, client: Client) -> None:
        assert client.get("/rate/guessed/").status_code == 404
        answer = client.post("/ratings/", {"token": "guessed"})
        assert answer.status_code == 422
        assert "没有找到这个评价码" in text(answer)


class TestMessages:
    def test_are_there_for_who_has_no_phone(self) -> None:
        owner = an_owner()
        now = clock.now()
        contact = note_contact(name="女儿", wish=Contact.Wish.NONE, by=PROGRAM, at=now)
        case = an_accepted_case(at=now, by=owner, contact_id=contact.pk)
        tell_applicants(by=PROGRAM, at=now)

        page = text(signed_in(owner).get("/me/messages/"))

        assert "已受理" in page
        assert case.number in page

    def test_of_others_are_not(self) -> None:
        now = clock.now()
        contact = note_contact(name="女儿", wish=Contact.Wish.NONE, by=PROGRAM, at=now)
        an_accepted_case(at=now, contact_id=contact.pk)
        tell_applicants(by=PROGRAM, at=now)

        assert "还没有通知" in text(signed_in().get("/me/messages/"))


class TestMandates:
    def test_let_somebody_act_for_me_until_revoked(self) -> None:
        a_tea_house()
        agent = a_person(name="张代办", number=(number := an_id_number()))
        owner = an_account(party=a_person(name="李委托"), party_assurance=Assurance.SEEN)
        client = signed_in(owner)

        client.post(
            "/me/mandates/",
            {
                "name": "张代办",
                "id_kind": "id_card",
                "id_number": number,
                "scope": "one",
                "item": "tea-house",
            },
        )
        helper = signed_in(an_account(name="张代办", party=agent))
        assert "李委托" in text(helper.get("/apply/tea-house/"))
        client.post(f"/me/mandates/{Mandate.objects.get().uid}/revoke/")

        assert "李委托" not in text(helper.get("/apply/tea-house/"))

    def test_of_who_was_not_seen_yet_are_to_be_confirmed(self) -> None:
        owner = an_account(party=a_person(name="李委托"), party_assurance=Assurance.NONE)

        signed_in(owner).post(
            "/me/mandates/",
            {
                "name": "张代办",
                "id_kind": "id_card",
                "id_number": an_id_number(),
                "scope": "everything",
            },
        )

        assert Mandate.objects.get().state == Mandate.State.CLAIMED

    def test_need_an_item_or_everything(self) -> None:
        owner = an_account(party=a_person(name="李委托"))

        answer = signed_in(owner).post(
            "/me/mandates/",
            {"name": "张代办", "id_kind": "id_card", "id_number": an_id_number(), "scope": "one"},
        )

        assert answer.status_code == 422
        assert "请选一件事" in text(answer)

    def test_cannot_be_given_to_oneself(self) -> None:
        number = an_id_number()
        owner = an_account(party=a_person(name="李委托", number=number))

        answer = signed_in(owner).post(
            "/me/mandates/",
            {"name": "李委托", "id_kind": "id_card", "id_number": number, "scope": "everything"},
        )

        assert answer.status_code == 422
        assert "不能委托自己" in text(answer)


class TestAsAnAgent:
    def test_whoever_was_seen_sees_the_case_and_whoever_only_says_so_does_not(self) -> None:
        owner = an_owner()
        case = a_received_case(at=clock.now(), by=owner)
        assert owner.party is not None
        seen, said = a_person(name="张代办"), a_person(name="王自称")
        a_mandate(principal=owner.party, agent=seen, valid_from=TODAY_OF_THE_MANDATE)
        a_mandate(
            principal=owner.party, agent=said, valid_from=TODAY_OF_THE_MANDATE, confirmed=False
        )

        one = signed_in(an_account(party=seen)).get(f"/mine/{case.number}/")
        other = signed_in(an_account(party=said)).get(f"/mine/{case.number}/")

        assert one.status_code == 200
        assert other.status_code == 404
