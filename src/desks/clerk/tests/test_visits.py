"""Somebody at the window: who, for whom, what about, and how it ends."""

import pytest
from django.test import Client

from bureau.cases.models import Draft
from bureau.cases.tests.factories import an_item
from bureau.notices.queries import letters_about
from bureau.offices.tests.factories import CITY
from bureau.people.models import Account, Assurance, IdentifierKind, Mandate, Party
from bureau.people.queries import assurance_of, party_with_number
from bureau.people.tests.factories import an_id_number
from bureau.visits.models import Visit
from desks.clerk.tests.factories import (
    Answer,
    a_browser,
    a_called_visit,
    a_clerk,
    a_party,
    a_received_case,
    a_served_visit,
    said,
    seated,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Account:
    return seated(a_clerk())


@pytest.fixture
def client(clerk: Account) -> Client:
    return a_browser(clerk)


def person(client: Client, visit: Visit, **data: str) -> Answer:
    answer: Answer = client.post(f"/clerk/visits/{visit.uid}/person/", data)
    return answer


class TestWhoMaySeeIt:
    def test_a_clerk_of_another_hall_finds_nothing(self, clerk: Account) -> None:
        visit = a_called_visit(clerk)
        stranger = a_browser(a_clerk("CITY1", office=CITY))

        assert stranger.get(f"/clerk/visits/{visit.uid}/").status_code == 404
        assert person(stranger, visit, name="李示例").status_code == 404

    def test_a_colleague_looks_and_cannot_act(self, clerk: Account) -> None:
        visit = a_called_visit(clerk)
        colleague = a_browser(a_clerk("CLERK2"))

        page = colleague.get(f"/clerk/visits/{visit.uid}/")
        answer = person(colleague, visit, name="李示例")

        assert "来的人" in said(page)
        assert "没有收件，怎么结束" not in said(page)
        assert answer.status_code == 422
        assert "不在您手里" in said(answer)


class TestWhoItIs:
    def test_somebody_new_is_registered_and_their_original_was_seen(
        self, clerk: Account, client: Client
    ) -> None:
        visit = a_called_visit(clerk)
        number = an_id_number()

        answer = person(client, visit, number=number, name="𠮷示例", seen="yes")

        party = party_with_number(IdentifierKind.ID_CARD, number)
        assert answer.status_code == 302
        assert party is not None
        assert assurance_of(party.pk) == Assurance.SEEN
        visit.refresh_from_db()
        assert (visit.party_uid, visit.state) == (str(party.uid), "serving")

    def test_somebody_known_is_found_by_the_number_alone(
        self, clerk: Account, client: Client
    ) -> None:
        number = an_id_number()
        person(client, a_called_visit(clerk), number=number, name="李示例", seen="yes")
        client.post(f"/clerk/visits/{Visit.objects.get().uid}/end/", {"outcome": "left"})
        again = a_called_visit(clerk)

        answer = person(client, again, number=f" {number[:6]} {number[6:]} ", seen="yes")

        assert answer.status_code == 302
        assert Party.objects.filter(name="李示例").count() == 1

    def test_somebody_known_is_found_by_name_and_last_four(
        self, clerk: Account, client: Client
    ) -> None:
        number = an_id_number()
        person(client, a_called_visit(clerk), number=number, name="李示例", seen="yes")
        client.post(f"/clerk/visits/{Visit.objects.get().uid}/end/", {"outcome": "left"})

        person(client, a_called_visit(clerk), number=number[-4:], name="李示例")

        assert Party.objects.filter(name="李示例").count() == 1

    def test_somebody_without_a_document_is_served_all_the_same(
        self, clerk: Account, client: Client
    ) -> None:
        visit = a_called_visit(clerk)

        answer = person(client, visit, name="李示例")

        assert answer.status_code == 302
        assert "没核对证件" in said(client.get(f"/clerk/visits/{visit.uid}/"))

    def test_pressed_twice_nobody_is_registered_twice(self, clerk: Account, client: Client) -> None:
        visit = a_called_visit(clerk)

        for _ in range(2):
            person(client, visit, name="没带证件的人")

        assert Party.objects.filter(name="没带证件的人").count() == 1

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            ({}, "请读卡或填证件号码"),
            ({"number": "110101199003077831"}, "校验码"),
            ({"number": "1234", "name": "没人"}, "没有找到这位"),
            ({"name": "李示例", "seen": "yes"}, "请把证件号码读出来"),
            ({"name": "李\u202e示例"}, "不能使用的字符"),
        ],
    )
    def test_what_cannot_be_is_a_sentence_and_nothing_typed_is_lost(
        self, clerk: Account, client: Client, data: dict[str, str], sentence: str
    ) -> None:
        visit = a_called_visit(clerk)

        answer = person(client, visit, **data)

        assert answer.status_code == 422
        assert sentence in said(answer)
        assert data.get("number", "") in said(answer)

    def test_the_page_never_shows_the_whole_number(self, clerk: Account, client: Client) -> None:
        visit = a_called_visit(clerk)
        number = an_id_number()

        person(client, visit, number=number, name="李示例", seen="yes")

        assert number not in said(client.get(f"/clerk/visits/{visit.uid}/"))


class TestForWhom:
    def test_an_organisation_without_a_code_yet_by_a_letter_seen_here(
        self, clerk: Account, client: Client
    ) -> None:
        an_item()
        agent = a_party("王经办")
        visit = a_served_visit(clerk, agent)

        client.post(
            f"/clerk/visits/{visit.uid}/principal/",
            {
                "kind": "organisation",
                "name": "桂香米粉店",
                "how": "letter",
                "evidence": "3 月 18 日的授权委托书",
            },
        )
        shop = Party.objects.get(name="桂香米粉店")
        answer = client.post(
            f"/clerk/visits/{visit.uid}/begin/", {"item": "tea-house", "for": str(shop.uid)}
        )

        assert Mandate.objects.get().state == Mandate.State.CONFIRMED
        assert answer.status_code == 302
        assert Draft.objects.get().party_id == shop.pk
        assert "桂香米粉店" in said(client.get(answer["Location"]))
        assert "王经办 代办" in said(client.get(answer["Location"]))

    def test_a_letter_counts_for_this_coming_only(self, clerk: Account, client: Client) -> None:
        visit = a_served_visit(clerk)

        client.post(
            f"/clerk/visits/{visit.uid}/principal/",
            {"name": "桂香米粉店", "how": "letter", "evidence": "授权委托书"},
        )

        mandate = Mandate.objects.get()
        assert mandate.valid_to == mandate.valid_from

    def test_without_ground_it_is_refused_and_nothing_typed_is_lost(
        self, clerk: Account, client: Client
    ) -> None:
        visit = a_served_visit(clerk)

        answer = client.post(
            f"/clerk/visits/{visit.uid}/principal/", {"name": "桂香米粉店", "how": "letter"}
        )

        assert answer.status_code == 422
        assert "请写明委托的依据" in said(answer)
        assert "桂香米粉店" in said(answer)

    def test_somebody_else_in_the_address_is_refused(self, clerk: Account, client: Client) -> None:
        an_item()
        visit = a_served_visit(clerk)
        stranger = a_party("陌生人")

        answer = client.post(
            f"/clerk/visits/{visit.uid}/begin/", {"item": "tea-house", "for": str(stranger.uid)}
        )

        assert answer.status_code == 422
        assert "没有替他办理的授权" in said(answer)


class TestTheMatter:
    def test_is_found_by_what_people_say(self, clerk: Account, client: Client) -> None:
        name = an_item().name
        visit = a_served_visit(clerk)

        answer = client.get(f"/clerk/visits/{visit.uid}/", {"q": name[:2]})

        assert name in said(answer)
        assert "收件" in said(answer)

    def test_an_item_not_done_here_is_refused(self, clerk: Account, client: Client) -> None:
        visit = a_served_visit(clerk)

        answer = client.post(f"/clerk/visits/{visit.uid}/begin/", {"item": "tea-house"})

        assert answer.status_code == 422
        assert "不在这个大厅办" in said(answer)
        assert not Draft.objects.exists()

    def test_before_it_is_known_who_it_is_nothing_is_begun(
        self, clerk: Account, client: Client
    ) -> None:
        an_item()
        visit = a_called_visit(clerk)

        answer = client.post(f"/clerk/visits/{visit.uid}/begin/", {"item": "tea-house"})

        assert answer.status_code == 422
        assert "请先核对是谁来办" in said(answer)

    def test_pressed_twice_it_is_begun_once(self, clerk: Account, client: Client) -> None:
        an_item()
        visit = a_served_visit(clerk)

        places = {
            client.post(f"/clerk/visits/{visit.uid}/begin/", {"item": "tea-house"})["Location"]
            for _ in range(2)
        }

        assert len(places) == 1
        assert Draft.objects.count() == 1

    def test_a_sheet_of_an_item_is_given_once_in_a_visit(
        self, clerk: Account, client: Client
    ) -> None:
        an_item()
        visit = a_served_visit(clerk)

        for _ in range(2):
            client.post(f"/clerk/visits/{visit.uid}/sheet/", {"item": "tea-house"})

        assert len(letters_about("visit", visit.uid)) == 1

    def test_a_sheet_is_given_as_a_letter_to_print(self, clerk: Account, client: Client) -> None:
        an_item()
        visit = a_served_visit(clerk)

        client.post(f"/clerk/visits/{visit.uid}/sheet/", {"item": "tea-house"})

        (sheet,) = letters_about("visit", visit.uid)
        pdf = client.get(f"/clerk/visits/{visit.uid}/letters/{sheet.uid}/")
        assert sheet.kind == "sheet"
        assert pdf["Content-Type"] == "application/pdf"
        assert pdf["Content-Disposition"].startswith("inline")


class TestHowItEnds:
    @pytest.mark.parametrize(
        ("data", "outcome"),
        [
            ({"outcome": "answer", "ref": "告诉了要带什么"}, "answer"),
            ({"outcome": "left"}, "left"),
        ],
    )
    def test_without_a_case(
        self, clerk: Account, client: Client, data: dict[str, str], outcome: str
    ) -> None:
        visit = a_served_visit(clerk)

        answer = client.post(f"/clerk/visits/{visit.uid}/end/", data)

        visit.refresh_from_db()
        assert answer["Location"] == "/clerk/"
        assert visit.outcome == outcome

    def test_handed_over_to_a_named_colleague(self, clerk: Account, client: Client) -> None:
        colleague = a_clerk("CLERK2")
        visit = a_served_visit(clerk)

        client.post(
            f"/clerk/visits/{visit.uid}/end/",
            {"outcome": "handover", "handed_to": str(colleague.pk), "ref": "注销问题"},
        )

        visit.refresh_from_db()
        assert (visit.outcome, visit.handed_to_id) == ("handover", colleague.pk)

    def test_led_to_another_window_without_waiting_again(
        self, clerk: Account, client: Client
    ) -> None:
        visit = a_served_visit(clerk)

        client.post(
            f"/clerk/visits/{visit.uid}/end/",
            {"outcome": "move", "to_window": "02", "ref": "要办特种设备"},
        )

        visit.refresh_from_db()
        assert visit.state == "moved"

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            ({"outcome": "handover", "ref": "注销问题"}, "交给哪位同事"),
            ({"outcome": "sheet"}, "还没有给办事清单"),
            ({"outcome": "move", "ref": "别的事"}, "请选择转到哪个窗口"),
            ({"outcome": "nonsense"}, "请选择办理结果"),
            ({"outcome": "answer", "ref": "打 13912345678"}, "不要填写证件号码或电话"),
        ],
    )
    def test_half_an_outcome_is_refused_and_what_was_typed_stays(
        self, clerk: Account, client: Client, data: dict[str, str], sentence: str
    ) -> None:
        visit = a_served_visit(clerk)

        answer = client.post(f"/clerk/visits/{visit.uid}/end/", data)

        visit.refresh_from_db()
        assert answer.status_code == 422
        assert sentence in said(answer)
        assert data.get("ref", "") in said(answer)
        assert not visit.outcome

    def test_a_sheet_given_is_named_by_its_number(self, clerk: Account, client: Client) -> None:
        an_item()
        visit = a_served_visit(clerk)
        client.post(f"/clerk/visits/{visit.uid}/sheet/", {"item": "tea-house"})

        client.post(f"/clerk/visits/{visit.uid}/end/", {"outcome": "sheet"})

        visit.refresh_from_db()
        (sheet,) = letters_about("visit", visit.uid)
        assert (visit.outcome, visit.outcome_ref) == ("sheet", sheet.number)


class TestWhatIsKnown:
    def test_shows_what_they_have_in_hand_to_fetch_or_to_supplement(
        self, clerk: Account, client: Client
    ) -> None:
        case = a_received_case(clerk)
        visit = a_served_visit(clerk, case.application.party)

        page = said(client.get(f"/clerk/visits/{visit.uid}/"))

        assert "他在办的" in page
        assert case.number in page

    def test_shows_nothing_of_another_office(self, clerk: Account, client: Client) -> None:
        case = a_received_case(clerk)
        elsewhere = seated(a_clerk("CITY1", office=CITY), hall="h-city")
        visit = a_served_visit(elsewhere, case.application.party, hall="h-city")

        page = said(a_browser(elsewhere).get(f"/clerk/visits/{visit.uid}/"))

        assert case.number not in page

    def test_who_was_asked_first_stays_known(self, clerk: Account, client: Client) -> None:
        party = a_party()
        before = a_served_visit(clerk, party)
        told = {"outcome": "answer", "ref": "告诉了要带什么"}
        client.post(f"/clerk/visits/{before.uid}/end/", told)

        page = said(client.get(f"/clerk/visits/{a_served_visit(clerk, party).uid}/"))

        assert "首问记录" in page
        assert "告诉了要带什么" in page
        assert clerk.name in page
