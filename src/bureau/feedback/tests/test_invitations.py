"""有服务就有评价: every service event is asked about, once, or there is a reason why not."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from tests.clauses import clause

from bureau.cases.models import Case, CaseAct
from bureau.cases.operations import applicant, counter, delivery, silence
from bureau.cases.queries.pages import ACT_LABELS
from bureau.cases.states import MOVES
from bureau.cases.tests.factories import (
    MORNING,
    REGISTRATION_ITEM,
    a_case,
    a_clerk,
    a_file,
    a_granted_case,
    a_registration_item,
    an_applicant,
    an_item,
    judged,
)
from bureau.feedback.events import EVENTS, WITHOUT
from bureau.feedback.models import Invitation
from bureau.feedback.queries import (
    events_without_invitation,
    invitations_of_case,
    invitations_of_visit,
)
from bureau.feedback.tests.factories import HOUSE, a_served_case, invite, rate
from bureau.visits import operations as visits
from bureau.visits.models import Visit
from bureau.visits.tests.factories import NOON, a_clerk_at, a_served_visit, a_ticket

pytestmark = pytest.mark.django_db

LATER = MORNING + timedelta(days=1)


def kinds(case: Case) -> list[str]:
    return [one.kind for one in invitations_of_case(case.number)]


def a_delivered_case() -> Case:
    case = a_granted_case()
    return delivery.deliver(case.number, proof="本人签收", by=a_clerk(), at=MORNING)


def an_answered_visit(outcome: str = "answer") -> Visit:
    clerk = a_clerk_at("01")
    visit = a_served_visit(clerk)
    return visits.finish(visit.uid, outcome=outcome, ref="问注销要带什么", by=clerk, at=NOON)


@clause("2.3-e")
class TestOfACase:
    def test_it_is_asked_about_from_acceptance_to_handing_over(self) -> None:
        case = a_delivered_case()

        invite()

        assert kinds(case) == ["acceptance", "process", "result", "delivery"]

    def test_every_configured_event_is_offered_when_it_happens(self) -> None:
        a_registration_item()
        on_the_spot = judged(a_case(item_key=REGISTRATION_ITEM))
        counter.grant_at_once(on_the_spot.number, by=a_clerk(), at=MORNING)
        sent_back = judged(a_case(item_key=REGISTRATION_ITEM), plan="missing")
        counter.send_back(sent_back.number, by=a_clerk(), at=MORNING)
        turned_away = a_case()
        counter.tell_not_needed(turned_away.number, reason="自用", by=a_clerk(), at=MORNING)

        invite()

        assert kinds(on_the_spot) == ["result"]
        assert kinds(sent_back) == ["acceptance"]
        assert kinds(turned_away) == ["acceptance"]

    def test_every_event_has_a_number_and_a_token_of_its_own(self) -> None:
        a_delivered_case()

        invite()

        rows = Invitation.objects.values_list("event", "token")
        assert len({event for event, _ in rows}) == len({token for _, token in rows}) == 4

    def test_each_is_rated_for_itself(self) -> None:
        case = a_delivered_case()
        invite()
        acceptance, *_, handed_over = invitations_of_case(case.number)

        rate(acceptance.token, "satisfied")
        rate(handed_over.token, "very_satisfied")

        assert [len(one.ratings) for one in invitations_of_case(case.number)] == [1, 0, 0, 1]


@clause("2.3-h")
class TestEveryService:
    def test_is_asked_about_once_however_often_the_job_runs(self) -> None:
        case = a_served_case()

        first, second = invite(), invite(at=LATER)

        assert (first, second) == (1, 0)
        assert kinds(case) == ["acceptance"]

    def test_what_came_after_the_last_reading_is_asked_about_next(self) -> None:
        a_served_case()
        invite()
        later = a_served_case(at=LATER)

        made = invite(at=LATER)

        assert made == 1
        assert kinds(later) == ["acceptance"]

    def test_an_answer_at_a_window_is_one_too(self) -> None:
        visit = an_answered_visit()

        invite(at=NOON)

        (asked,) = invitations_of_visit(visit.uid)
        assert asked.kind == "enquiry"
        row = Invitation.objects.get(token=asked.token)
        assert row.served_by == str(visit.clerk_id)
        assert row.office_key == "county"

    def test_who_left_or_brought_a_case_is_not_asked_twice(self) -> None:
        clerk = a_clerk_at("01")
        left = a_ticket()
        visits.leave(left.uid, by=clerk, at=NOON)
        brought = a_served_visit(clerk)
        visits.finish(brought.uid, outcome="case", ref="990102-1", by=clerk, at=NOON)

        invite(at=NOON)

        assert invitations_of_visit(left.uid) == invitations_of_visit(brought.uid) == []

    def test_every_act_of_a_case_is_an_event_or_says_why_not(self) -> None:
        acts = set(ACT_LABELS) | {act for moves in MOVES.values() for act in moves}

        assert acts <= set(EVENTS) | set(WITHOUT)
        assert set(EVENTS).isdisjoint(WITHOUT)
        assert all(WITHOUT.values())


@clause("2.3-h")
class TestTheReport:
    def test_finds_none_missing_after_a_day_of_everything(self) -> None:
        person = an_applicant()
        an_item()
        a_delivered_case()
        awaited = judged(a_case(by=person), plan="missing")
        counter.ask_correction(awaited.number, by=a_clerk(), at=MORNING)
        applicant.supplement(
            awaited.number, {"plan": a_file()}, by=person, actor=person.as_actor(), at=MORNING
        )
        applicant.withdraw(awaited.number, by=person, actor=person.as_actor(), at=MORNING)
        a_case()
        silence.record_silence(by=HOUSE, at=MORNING + timedelta(days=10))
        an_answered_visit("sheet")
        invite(at=MORNING + timedelta(days=10))

        report = events_without_invitation(
            since=MORNING - timedelta(days=1), until=MORNING + timedelta(days=11)
        )

        assert report.missing == ()
        assert report.events == report.invited == 6
        told = sum(number for _, number in report.without)
        assert told == CaseAct.objects.exclude(act__in=list(EVENTS)).count()

    def test_names_what_was_forgotten(self) -> None:
        case = a_served_case()

        report = events_without_invitation(since=MORNING, until=LATER)

        assert (report.events, report.invited) == (1, 0)
        assert report.missing == (case.number,)

    def test_the_command_fails_while_one_is_missing(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        case = a_served_case()
        days = {"first": "2026-03-18", "last": "2026-03-18"}

        with pytest.raises(SystemExit) as failed:
            call_command("check_invitations", **days)
        invite()
        call_command("check_invitations", **days)

        assert failed.value.code == 1
        before, after = capsys.readouterr().out.split("服务 1 次")[1:]
        assert f"没有邀请：{case.number}" in before
        assert "已邀请评价 1 次，漏 0 次" in after
