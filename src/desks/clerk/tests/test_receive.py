"""Taking an application in: written down, looked at, read aloud, received once."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bureau.cases.models import Application, Case, Draft, SubmittedMaterial
from bureau.cases.operations.drafts import opened
from bureau.cases.tests.factories import an_applicant
from bureau.files.tests.samples import a_pdf
from bureau.notices.queries import letters_about
from bureau.people.models import Account, Contact
from bureau.people.tests.factories import an_id_number
from bureau.visits.models import Visit
from desks.clerk.tests.factories import (
    a_begun_draft,
    a_browser,
    a_clerk,
    a_party,
    a_served_visit,
    an_item_with_a_form,
    said,
    seated,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Account:
    an_item_with_a_form()
    return seated(a_clerk())


@pytest.fixture
def client(clerk: Account) -> Client:
    return a_browser(clerk)


@pytest.fixture
def visit(clerk: Account) -> Visit:
    return a_served_visit(clerk)


@pytest.fixture
def place(clerk: Account, visit: Visit) -> str:
    return f"/clerk/receive/{a_begun_draft(clerk, visit)}/"


def typed(**changes: str) -> dict[str, str]:
    """Everything the page sends for a complete application without a phone."""
    return {
        "q-music": "no",
        "shop": "桂香茶馆",
        "boss__name": "周示例",
        "boss__id_kind": "id_card",
        "boss__id_number": an_id_number(),
        "contact_wish": "none",
        "delivery_wish": "pick_up",
        "verdict-plan": "good",
        "copies-plan": "2",
        "go": "check",
    } | changes


def kept(place: str) -> dict[str, list[str]]:
    posted: dict[str, list[str]] = opened(Draft.objects.get(uid=place.split("/")[3]))["posted"]
    return posted


class TestWritingDown:
    def test_a_draft_of_somebody_else_does_not_exist(self, client: Client, place: str) -> None:
        stranger = a_browser(a_clerk("CLERK2"))

        for path in (place, f"{place}check/", f"{place}save/", f"{place}discard/"):
            assert stranger.post(path).status_code == 404
        assert a_browser(an_applicant()).get(place).status_code == 404

    def test_says_for_whom_at_the_top(self, client: Client, place: str) -> None:
        assert "李示例</b> 办理" in said(client.get(place))

    def test_does_not_ask_again_what_is_known(self, client: Client, place: str) -> None:
        assert 'value="李示例"' in said(client.get(place))

    def test_is_kept_while_typing(self, client: Client, place: str) -> None:
        answer = client.post(f"{place}save/", typed(shop="半截店名"))

        assert "已自动保存" in said(answer)
        assert "半截店名" in said(client.get(place))

    def test_half_of_it_cannot_be_read_in_the_database(self, client: Client, place: str) -> None:
        client.post(f"{place}save/", typed(boss__id_number="43070219"))

        assert "43070219" not in Draft.objects.get().content

    def test_what_was_unticked_is_gone(self, client: Client, place: str) -> None:
        client.post(f"{place}save/", typed() | {"teas": ["green", "black"]})

        client.post(f"{place}save/", typed() | {"teas": ["black"]})

        assert kept(place)["teas"] == ["black"]

    def test_goes_on_at_a_colleague_s_after_a_hand_over(
        self, clerk: Account, client: Client, visit: Visit, place: str
    ) -> None:
        client.post(f"{place}save/", typed(shop="接着填的店"))
        colleague = a_clerk("CLERK2")
        client.post("/clerk/window/", {"act": "hand_over", "to": str(colleague.pk)})
        theirs = a_browser(colleague)

        theirs.post(f"{place}continue/")

        assert "接着填的店" in said(theirs.get(place))
        assert client.get(place).status_code == 404

    def test_nobody_takes_over_whose_visit_is_not_at_their_window(self, place: str) -> None:
        answer = a_browser(a_clerk("CLERK2")).post(f"{place}continue/")

        assert answer.status_code == 422
        assert Draft.objects.get().account.staff_number == "CLERK1"

    def test_everything_wrong_is_named_at_once_and_nothing_is_lost(
        self, client: Client, place: str
    ) -> None:
        wrong = typed(
            shop="", boss__id_number="110101199003077831", contact_wish="sms", boss__name="周示例"
        )

        answer = client.post(place, wrong)

        assert answer.status_code == 422
        assert "还有 3 处要改" in said(answer)
        assert "周示例" in said(answer)
        assert "没有手机可以选寄信或不用通知" in said(answer)

    def test_a_fault_found_needs_its_words(self, client: Client, place: str) -> None:
        answer = client.post(place, typed(**{"verdict-plan": "defective"}))

        assert answer.status_code == 422
        assert "写清哪里不合格" in said(answer)

    def test_the_answers_decide_what_is_asked_for(self, client: Client, place: str) -> None:
        before = said(client.get(place))

        client.post(place, typed(**{"q-music": "yes", "go": "stay"}))

        assert "噪声说明" not in before
        assert "噪声说明" in said(client.get(place))

    def test_quicker_the_list_comes_as_a_part(self, client: Client, place: str) -> None:
        answer = client.post(
            place,
            typed(**{"q-music": "yes"}),
            headers={"HX-Request": "true", "HX-Target": "parts"},
        )

        assert "<html" not in said(answer)
        assert 'id="materials" data-keep-typed hx-swap-oob="true"' in said(answer)

    def test_left_off_it_is_deleted(self, client: Client, visit: Visit, place: str) -> None:
        answer = client.post(f"{place}discard/")

        assert answer["Location"] == f"/clerk/visits/{visit.uid}/"
        assert not Draft.objects.exists()


class TestFiles:
    def test_what_was_photographed_is_kept_and_shown_to_this_clerk_only(
        self, client: Client, place: str
    ) -> None:
        sent = SimpleUploadedFile("平面图.pdf", a_pdf(), "application/pdf")

        client.post(place, {**typed(go="stay"), "file-plan": sent})

        (upload,) = opened(Draft.objects.get())["uploads"]["plan"]
        shown = f"{place}files/{upload}/?show"
        assert "平面图.pdf" in said(client.get(place))
        assert client.get(shown)["Content-Type"] == "application/pdf"
        assert a_browser(a_clerk("CLERK2")).get(shown).status_code == 404

    def test_a_file_of_another_draft_is_not_served(self, client: Client, place: str) -> None:
        assert client.get(f"{place}files/8f7c0c56-0000-4000-8000-000000000000/").status_code == 404

    def test_one_that_can_do_harm_is_refused_with_its_name(
        self, client: Client, place: str
    ) -> None:
        sent = SimpleUploadedFile("图.svg", b"<svg onload='x()'></svg>", "image/svg+xml")

        answer = client.post(place, {**typed(go="stay"), "file-plan": sent}, follow=True)

        assert "“图.svg”没有收下" in said(answer)

    def test_dropped_it_is_gone(self, client: Client, place: str) -> None:
        sent = SimpleUploadedFile("平面图.pdf", a_pdf(), "application/pdf")
        client.post(place, {**typed(go="stay"), "file-plan": sent})
        (upload,) = opened(Draft.objects.get())["uploads"]["plan"]

        client.post(place, typed(drop=f"plan:{upload}", go=""))

        assert opened(Draft.objects.get())["uploads"]["plan"] == []


class TestReadingAloud:
    def test_holds_everything_that_was_written_down(self, client: Client, place: str) -> None:
        client.post(place, typed() | {"teas": ["green"]})

        page = said(client.get(f"{place}check/"))

        for words in ("桂香茶馆", "周示例，证件尾号", "绿茶", "不放", "不用通知", "到窗口领"):
            assert words in page

    def test_never_the_whole_number_of_a_document(self, client: Client, place: str) -> None:
        number = an_id_number()
        client.post(place, typed(boss__id_number=number))

        assert number not in said(client.get(f"{place}check/"))

    def test_how_it_was_confirmed_has_to_be_said(self, client: Client, place: str) -> None:
        client.post(place, typed())

        answer = client.post(f"{place}check/", {"confirmation": "online"})

        assert answer.status_code == 422
        assert "请选本人是怎么确认的" in said(answer)
        assert not Application.objects.exists()

    def test_with_something_wrong_it_is_not_received(self, client: Client, place: str) -> None:
        client.post(f"{place}save/", typed(shop=""))

        back = client.get(f"{place}check/", follow=True)
        answer = client.post(f"{place}check/", {"confirmation": "signature"})

        assert "还有 1 处要改" in said(back)
        assert answer.status_code == 422
        assert not Application.objects.exists()


class TestReceiving:
    def received(self, client: Client, place: str, **changes: str) -> Case:
        client.post(place, typed(**changes))
        client.post(f"{place}check/", {"confirmation": "signature"})
        return Case.objects.get()

    def test_records_the_facts_of_a_window_for_ever(
        self, clerk: Account, client: Client, visit: Visit, place: str
    ) -> None:
        case = self.received(client, place, care_need="hearing")

        application = case.application
        assert (application.channel, application.typed_by, application.device) == (
            "window",
            "staff",
            "hall",
        )
        assert (application.online, application.by_appointment) == (False, False)
        assert application.confirmation == "signature"
        assert application.care_need == "hearing"
        assert application.visit_uid == visit.uid
        assert application.received_by == clerk
        assert application.account is None

    def test_asks_for_no_phone_and_no_account(self, client: Client, place: str) -> None:
        case = self.received(client, place)

        contact = Contact.objects.get()
        assert case.application.contact_id == contact.pk
        assert (contact.wish, contact.phone_id) == (Contact.Wish.NONE, None)

    def test_ties_it_to_the_visit(self, client: Client, visit: Visit, place: str) -> None:
        case = self.received(client, place)

        visit.refresh_from_db()
        assert visit.results == [case.number]

    def test_keeps_what_lay_on_the_counter_with_its_verdict(
        self, client: Client, place: str
    ) -> None:
        case = self.received(client, place)

        plan = SubmittedMaterial.objects.get(application=case.application, key="plan")
        (receipt,) = letters_about("case", case.number)
        assert (plan.state, plan.copies, plan.verdict) == ("paper", 2, "good")
        assert receipt.data["materials"] == [{"name": "平面图", "form": "纸质", "copies": "2"}]

    def test_something_missing_is_received_all_the_same(self, client: Client, place: str) -> None:
        case = self.received(client, place, **{"verdict-plan": "missing"})

        assert case.state == "received"

    def test_sent_twice_it_is_one_application(self, client: Client, place: str) -> None:
        self.received(client, place)

        again = client.post(f"{place}check/", {"confirmation": "signature"})

        assert again.status_code == 302
        assert Application.objects.count() == 1

    def test_keeps_who_came_for_another(self, clerk: Account, client: Client, visit: Visit) -> None:
        client.post(
            f"/clerk/visits/{visit.uid}/principal/",
            {"name": "桂香茶馆", "how": "legal_representative", "evidence": "营业执照"},
        )
        page = said(client.get(f"/clerk/visits/{visit.uid}/"))
        shop = page.split("桂香茶馆")[0].rsplit('value="', 1)[1].split('"')[0]
        begun = client.post(f"/clerk/visits/{visit.uid}/begin/", {"item": "tea-house", "for": shop})

        case = self.received(client, begun["Location"])

        assert case.party_name == "桂香茶馆"
        assert case.application.agent is not None
        assert case.application.agent.name == "李示例"

    def test_numbers_of_persons_stand_nowhere_in_the_answers(
        self, client: Client, place: str
    ) -> None:
        number = an_id_number()

        case = self.received(client, place, boss__id_number=number)

        assert number not in json.dumps(case.application.answers)
        assert case.application.answers["boss"]["name"] == "周示例"


def test_another_party_s_draft_shows_its_own_name(clerk: Account, visit: Visit) -> None:
    draft = a_begun_draft(clerk, visit, party=a_party("王别人"))

    assert "王别人" in said(a_browser(clerk).get(f"/clerk/receive/{draft}/"))
