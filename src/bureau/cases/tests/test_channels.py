"""Every way in is whole in itself: no booking, no account, no phone, no online number first."""

import re
from pathlib import Path

import pytest
import yaml
from tests.clauses import clause

from bureau.cases.facts import Channel, Confirmation, DeliveryWish, Device, TypedBy
from bureau.cases.models import Application
from bureau.cases.operations import counter
from bureau.cases.operations.submission import submit
from bureau.cases.submission import HandedIn, Submission
from bureau.cases.tests.factories import (
    LICENCE_ITEM,
    MORNING,
    REFERENCE,
    a_clerk,
    a_person,
    a_submission,
    an_applicant,
    an_application,
    an_item,
    judged,
)
from bureau.notices.queries import letters_about
from bureau.offices.tests.factories import COUNTY

pytestmark = pytest.mark.django_db

SOURCE = Path(__file__).resolve().parents[3]

BY_STAFF = (Channel.WINDOW, Channel.PHONE, Channel.POST)
BY_THEMSELVES = (Channel.WEB, Channel.MOBILE, Channel.KIOSK)


def received(channel: Channel, **changes: object) -> Application:
    """Taken in by a clerk from somebody who brings nothing but paper and themselves."""
    an_item()
    clerk = a_clerk()
    values: dict[str, object] = {
        "party_id": a_person("陈桂香").pk,
        "channel": channel,
        "typed_by": TypedBy.STAFF,
        "device": Device.HALL,
        "confirmation": Confirmation.READ_ALOUD,
        "materials": {"plan": HandedIn(copies=1)},
    }
    return submit(
        a_submission(**(values | changes)),
        by=clerk,
        actor=clerk.as_actor(post="窗口人员", office=COUNTY),
        at=MORNING,
    )


@clause("3.2.3-e")
class TestWalkingIn:
    def test_needs_no_appointment_no_ticket_no_account_and_no_phone(self) -> None:
        application = received(Channel.WINDOW)

        assert not application.by_appointment
        assert application.visit_uid == ""
        assert application.account is None
        assert application.contact is None
        assert application.cases.get().state == "received"

    def test_leads_to_acceptance_like_any_other(self) -> None:
        case = judged(received(Channel.WINDOW).cases.get())

        accepted = counter.accept(case.number, by=a_clerk(), at=MORNING)

        assert accepted.state == "accepted"
        kinds = {letter.kind for letter in letters_about("case", case.number)}
        assert kinds == {"receipt", "acceptance"}

    @pytest.mark.parametrize("channel", BY_STAFF)
    def test_or_calling_or_writing_is_received_without_anything_from_online(
        self, channel: Channel
    ) -> None:
        application = received(channel)

        assert application.channel == channel
        assert not application.online
        assert application.received_by is not None

    @pytest.mark.parametrize("channel", BY_THEMSELVES)
    def test_online_nobody_needs_a_visit(self, channel: Channel) -> None:
        application = an_application(channel=channel)

        assert application.visit_uid == ""
        assert application.online

    def test_no_fact_of_a_submission_is_a_number_from_online(self) -> None:
        least = Submission(
            idempotency_key="k" * 32,
            item_key=LICENCE_ITEM,
            office_key=COUNTY,
            party_id=1,
            channel=Channel.WINDOW,
            typed_by=TypedBy.STAFF,
            device=Device.HALL,
            confirmation=Confirmation.SIGNATURE,
        )

        assert (least.visit_uid, least.draft_uid, least.by_appointment) == ("", "", False)
        assert least.delivery_wish == DeliveryWish.PICK_UP


@clause("3.2.3-e")
class TestTheReason:
    WORDS = re.compile(r"(未|没有?|先|须|应当?)[^，。；]{0,6}(网上)?(预约|网上提交|网上申报|上传)")

    def test_not_booked_or_not_uploaded_stands_in_no_condition_point_or_notice(self) -> None:
        found = []
        for file in sorted((REFERENCE / "items").glob("*.yaml")):
            for edition in yaml.safe_load(file.read_text(encoding="utf-8"))["editions"]:
                content = edition["content"]
                texts = [one.get("text", "") for one in content.get("conditions", [])]
                for point in content.get("points", []):
                    texts += [point.get("text", ""), point.get("defect", "")]
                found += [(file.stem, text) for text in texts if self.WORDS.search(text)]

        assert found == []

    def test_is_no_answer_the_counter_can_give(self) -> None:
        answers = (SOURCE / "bureau" / "cases" / "operations" / "counter.py").read_text("utf-8")

        assert not self.WORDS.search(answers)


class TestOneAccountOneNumber:
    @clause("3.2.1-d")
    def test_numbers_run_through_all_channels_and_never_repeat(self) -> None:
        window = [received(channel) for channel in BY_STAFF]
        online = [an_application(channel=channel) for channel in BY_THEMSELVES]

        numbers = sorted(one.number for one in (*window, *online))

        sequences = [int(number.split("-")[2]) for number in numbers]
        assert sequences == list(range(1, 7))

    @clause("3.2.1-d")
    def test_one_account_applies_for_everything(self) -> None:
        person = an_applicant()
        an_item("wine-house", name="酒馆许可")

        first = an_application(by=person)
        second = an_application(by=person, item_key="wine-house")

        assert first.account == second.account == person
        assert first.number != second.number
