"""From submission to delivery, by the acts of the law and no others."""

import pytest
from tests.clauses import clause

from bureau.cases.facts import Verdict
from bureau.cases.models import Case, CaseAct
from bureau.cases.operations import applicant, counter, delivery, review
from bureau.cases.operations.counter import Judgement, MaterialsMissing, NothingMissing
from bureau.cases.operations.review import PointFinding, PointsOpen
from bureau.cases.operations.submission import submit
from bureau.cases.separation import SecondPersonNeeded
from bureau.cases.states import NotAllowedNow, State
from bureau.cases.tests.factories import (
    MORNING,
    POINTS,
    REGISTRATION_ITEM,
    a_case,
    a_clerk,
    a_file,
    a_granted_case,
    a_registration_item,
    a_submission,
    an_accepted_case,
    an_applicant,
    an_application,
    an_approver,
    an_examined_case,
    an_examiner,
    an_item,
    judged,
)
from bureau.notices.queries import LetterFacts, letters_about
from bureau.registry.queries import licences_of_case

pytestmark = pytest.mark.django_db


def the_letter(case: Case, kind: str) -> LetterFacts:
    (found,) = [letter for letter in letters_about("case", case.number) if letter.kind == kind]
    return found


class TestSubmit:
    def test_receives_one_application_with_one_case_and_its_receipt(self) -> None:
        case = a_case()

        assert case.state == State.RECEIVED
        assert case.notice_due_at is not None
        assert [letter.kind for letter in letters_about("case", case.number)] == ["receipt"]

    def test_gives_the_first_application_however_often_it_is_sent(self) -> None:
        an_item()
        person = an_applicant()
        same = a_submission(party_id=person.party_id)

        first = submit(same, by=person, actor=person.as_actor(), at=MORNING)
        second = submit(same, by=person, actor=person.as_actor(), at=MORNING)

        assert first.pk == second.pk

    def test_links_a_resubmission_within_thirty_days_to_the_earlier_one(self) -> None:
        person = an_applicant()
        first = an_application(by=person)

        second = an_application(by=person)

        assert second.earlier_id == first.pk


class TestAccept:
    @clause("3.1.2-f")
    def test_starts_both_limits_under_the_edition_of_that_day(self) -> None:
        case = an_accepted_case()

        assert case.state == State.ACCEPTED
        assert case.accepted_under_id is not None
        assert case.promise_due_at is not None
        assert case.statutory_due_at is not None
        assert case.promise_due_at < case.statutory_due_at

    def test_names_everything_that_is_missing_at_once(self) -> None:
        case = judged(a_case(materials={}), plan="missing")

        with pytest.raises(MaterialsMissing, match="平面图"):
            counter.accept(case.number, by=a_clerk(), at=MORNING)

    def test_of_two_clerks_at_once_the_second_reads_why_not(self) -> None:
        case = judged(a_case())
        seen = case.version
        counter.accept(case.number, by=a_clerk(), at=MORNING, version=seen)

        with pytest.raises(NotAllowedNow, match="已受理"):
            counter.accept(case.number, by=a_clerk("CLERK2"), at=MORNING, version=seen)


class TestOneTimeNotice:
    def test_names_what_is_missing_and_waits_for_the_supplement(self) -> None:
        case = judged(a_case(), plan="defective")

        case = counter.ask_correction(case.number, by=a_clerk(), at=MORNING)

        assert case.state == State.AWAITING_CORRECTION
        assert case.supplement_due_at is not None
        notice = the_letter(case, "one_time_notice")
        assert [point["material"] for point in notice.data["points"]] == ["平面图"]

    def test_is_refused_when_nothing_is_missing(self) -> None:
        case = judged(a_case())

        with pytest.raises(NothingMissing):
            counter.ask_correction(case.number, by=a_clerk(), at=MORNING)

    def test_what_comes_in_is_a_receipt_of_its_own(self) -> None:
        person = an_applicant()
        case = judged(a_case(by=person), plan="missing")
        counter.ask_correction(case.number, by=a_clerk(), at=MORNING)
        later = MORNING.replace(day=20)

        case = applicant.supplement(
            case.number, {"plan": a_file()}, by=person, actor=person.as_actor(), at=later
        )

        assert case.state == State.RECEIVED
        assert case.received_at == later


class TestExamineAndDecide:
    def test_every_point_needs_a_finding(self) -> None:
        case = an_accepted_case()

        with pytest.raises(PointsOpen, match="2 条"):
            review.propose(case.number, "grant", by=an_examiner(), at=MORNING)

    @clause("3.2.3-a")
    def test_who_accepted_does_not_decide(self) -> None:
        case = an_examined_case()

        with pytest.raises(SecondPersonNeeded):
            review.decide(case.number, "grant", by=a_clerk(), at=MORNING)

    def test_a_grant_enters_the_licence_in_the_register(self) -> None:
        case = a_granted_case()

        (licence,) = licences_of_case(case.number)
        assert case.state == State.GRANTED
        assert licence.number == case.licence_number
        assert licence.valid_to is not None

    @clause("3.2.3-d")
    def test_a_refusal_names_points_basis_and_remedies(self) -> None:
        case = an_examined_case(proposal="refuse")

        case = review.decide(case.number, "refuse", by=an_approver(), at=MORNING)

        letter = the_letter(case, "refusal")
        assert case.state == State.REFUSED
        assert [point["text"] for point in letter.data["points"]] == [p.text for p in POINTS]
        assert all(point["basis"] for point in letter.data["points"])

    @clause("3.2.3-d")
    def test_a_refusal_without_a_failed_point_is_refused(self) -> None:
        case = an_accepted_case()
        passes = [PointFinding(point.key, "pass") for point in POINTS]
        review.find(case.number, passes, by=an_examiner(), at=MORNING)

        with pytest.raises(PointsOpen):
            review.propose(case.number, "refuse", by=an_examiner(), at=MORNING)


@clause("3.2.3-d")
class TestReasons:
    def test_of_a_notice_and_of_a_return_each_cite_an_article(self) -> None:
        a_registration_item()
        noticed = judged(a_case(), plan="defective")
        counter.ask_correction(noticed.number, by=a_clerk(), at=MORNING)
        returned = judged(a_case(item_key=REGISTRATION_ITEM), plan="missing")
        counter.send_back(returned.number, by=a_clerk(), at=MORNING)

        for case, kind in ((noticed, "one_time_notice"), (returned, "return_notice")):
            points = the_letter(case, kind).data["points"]
            assert points
            assert all("第" in point["basis"] and "条" in point["basis"] for point in points)

    def test_nobody_returns_or_asks_without_a_material_of_the_list(self) -> None:
        a_registration_item()
        complete = judged(a_case(item_key=REGISTRATION_ITEM))

        with pytest.raises(NothingMissing):
            counter.send_back(complete.number, by=a_clerk(), at=MORNING)

    def test_turning_away_cites_the_article_and_names_who_is(self) -> None:
        case = a_case()
        counter.tell_not_ours(
            case.number, reason="在邻县", who_is="邻县局", by=a_clerk(), at=MORNING
        )

        letter = the_letter(case, "not_ours")
        assert letter.data["basis"] == ["《行政许可法》第三十二条第一款第二项"]
        assert letter.data["competent"] == {"name": "邻县局"}


class TestDeliver:
    def test_closes_the_case_with_its_proof(self) -> None:
        case = a_granted_case()

        case = delivery.deliver(case.number, proof="本人签收", by=a_clerk(), at=MORNING)

        assert case.state == State.CLOSED
        assert [act.act for act in CaseAct.objects.filter(case=case).order_by("id")] == [
            "submit",
            "accept",
            "examine",
            "grant",
            "deliver",
        ]


class TestRegistration:
    def test_is_registered_on_the_spot_in_one_act(self) -> None:
        a_registration_item()
        case = judged(a_case(item_key=REGISTRATION_ITEM))

        case = counter.grant_at_once(case.number, by=a_clerk(), at=MORNING)

        assert case.state == State.GRANTED
        assert case.at_once

    def test_goes_back_with_a_notice_and_has_no_supplement(self) -> None:
        a_registration_item()
        case = judged(a_case(item_key=REGISTRATION_ITEM), plan="missing")

        with pytest.raises(NotAllowedNow):
            counter.ask_correction(case.number, by=a_clerk(), at=MORNING)
        case = counter.send_back(case.number, by=a_clerk(), at=MORNING)

        assert case.state == State.RETURNED


def test_a_material_outside_the_list_cannot_be_asked_for() -> None:
    case = a_case()

    with pytest.raises(MaterialsMissing, match="清单"):
        counter.judge_materials(
            case.number,
            [Judgement(key="bribe", verdict=Verdict.MISSING)],
            by=a_clerk(),
            at=MORNING,
        )
