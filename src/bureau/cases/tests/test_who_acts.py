"""Every step is signed by one person who may, once (谁办理、谁负责)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.clauses import clause

from bureau.audit.queries import timeline
from bureau.cases.models import Case, CaseAct
from bureau.cases.operations import counter, delivery, review, taking
from bureau.cases.operations.review import PointFinding
from bureau.cases.separation import SecondPersonNeeded
from bureau.cases.states import NotAllowedNow
from bureau.cases.tests.factories import (
    MORNING,
    POINTS,
    a_case,
    a_clerk,
    a_granted_case,
    an_accepted_case,
    an_approver,
    an_examined_case,
    an_examiner,
    an_item,
    judged,
)
from bureau.catalogue.elements import Separation
from bureau.offices.operations import revoke_competence
from bureau.offices.refusals import NotCompetent
from bureau.offices.tests.factories import CITY, COUNTY, a_competent, a_head, a_posted
from bureau.people.models import Account

pytestmark = pytest.mark.django_db

PASSES = [PointFinding(point.key, "pass") for point in POINTS]

ACTS: dict[str, tuple[Callable[[], Case], Callable[[str, Account], Case]]] = {
    "judge": (
        a_case,
        lambda number, by: counter.judge_materials(number, [], by=by, at=MORNING),
    ),
    "accept": (
        lambda: judged(a_case()),
        lambda number, by: counter.accept(number, by=by, at=MORNING),
    ),
    "ask_correction": (
        lambda: judged(a_case(), plan="missing"),
        lambda number, by: counter.ask_correction(number, by=by, at=MORNING),
    ),
    "tell_not_needed": (
        a_case,
        lambda number, by: counter.tell_not_needed(number, reason="自用", by=by, at=MORNING),
    ),
    "tell_not_ours": (
        a_case,
        lambda number, by: counter.tell_not_ours(
            number, reason="在邻县", who_is="邻县局", by=by, at=MORNING
        ),
    ),
    "correct_on_the_spot": (
        a_case,
        lambda number, by: counter.correct_on_the_spot(number, what="错字", by=by, at=MORNING),
    ),
    "find": (
        an_accepted_case,
        lambda number, by: review.find(number, PASSES, by=by, at=MORNING),
    ),
    "propose": (
        an_accepted_case,
        lambda number, by: review.propose(number, "grant", by=by, at=MORNING),
    ),
    "decide": (
        an_examined_case,
        lambda number, by: review.decide(number, "grant", by=by, at=MORNING),
    ),
    "return_proposal": (
        an_examined_case,
        lambda number, by: review.return_proposal(number, reason="再看", by=by, at=MORNING),
    ),
    "send": (
        a_granted_case,
        lambda number, by: delivery.send(number, mail_number="EMS1", by=by, at=MORNING),
    ),
    "deliver": (
        a_granted_case,
        lambda number, by: delivery.deliver(number, proof="签收", by=by, at=MORNING),
    ),
}


@clause("3.2.1-c", "3.2.3-i")
class TestWithoutAuthority:
    @pytest.mark.parametrize("act", sorted(ACTS))
    def test_no_step_is_taken_however_high_the_post(self, act: str) -> None:
        prepare, do = ACTS[act]
        case = prepare()
        before = (case.state, case.version, CaseAct.objects.filter(case=case).count())
        head = a_posted("NOAUTHORITY", "head")

        with pytest.raises(NotCompetent):
            do(case.number, head)

        case.refresh_from_db()
        assert (case.state, case.version, CaseAct.objects.filter(case=case).count()) == before

    def test_authority_at_another_authority_is_none_here(self) -> None:
        case = an_examined_case()
        stranger = a_competent("CITYAPPROVER", "approver", "decide", office=CITY)

        with pytest.raises(NotCompetent):
            review.decide(case.number, "grant", by=stranger, at=MORNING)

    def test_authority_for_another_item_is_none_for_this(self) -> None:
        case = an_examined_case()
        other = a_competent("OTHERITEM", "approver", "decide", item_key="wine-house")

        with pytest.raises(NotCompetent):
            review.decide(case.number, "grant", by=other, at=MORNING)

    def test_authority_that_has_run_out_is_none_any_more(self) -> None:
        case = an_examined_case()
        former = a_competent(
            "FORMER", "approver", "decide", valid_to=(MORNING - timedelta(days=1)).date()
        )

        with pytest.raises(NotCompetent):
            review.decide(case.number, "grant", by=former, at=MORNING)

    def test_authority_to_accept_is_none_to_decide(self) -> None:
        case = an_examined_case()
        clerk = a_competent("ACCEPTS", "clerk", "accept")

        with pytest.raises(NotCompetent):
            review.decide(case.number, "grant", by=clerk, at=MORNING)


def a_finished_case() -> Case:
    case = a_granted_case()
    return delivery.deliver(case.number, proof="本人签收", by=a_clerk(), at=MORNING)


@clause("3.2.3-a")
class TestEachStep:
    def test_names_one_person_with_post_office_and_time(self) -> None:
        case = a_finished_case()

        acts = list(CaseAct.objects.filter(case=case).exclude(act="submit").order_by("id"))

        signed = {act.act: act.person_name for act in acts}
        assert list(signed) == ["accept", "examine", "grant", "deliver"]
        assert signed["accept"] == "CLERK1 某"
        assert signed["examine"] == "EXAMINER1 某"
        assert signed["grant"] == "APPROVER1 某"
        assert all(act.account_id and act.post and act.office_name and act.at for act in acts)

    def test_stands_in_the_record_under_the_same_person(self) -> None:
        case = a_finished_case()

        lines = {line.act: line for line in timeline("case", case.number)}

        for act, code in (("accept", "case.accepted"), ("grant", "case.granted")):
            signed = CaseAct.objects.get(case=case, act=act)
            assert lines[code].actor_id == str(signed.account_id)
            assert lines[code].actor_post == signed.post

    @pytest.mark.parametrize("act", ["accept", "propose", "decide", "deliver"])
    def test_is_not_signed_twice(self, act: str) -> None:
        prepare, do = ACTS[act]
        case = prepare()
        by = {"accept": a_clerk, "propose": an_examiner, "decide": an_approver}.get(act, a_clerk)()
        if act == "propose":
            review.find(case.number, PASSES, by=by, at=MORNING)
        do(case.number, by)

        with pytest.raises(NotAllowedNow):
            do(case.number, by)

    def test_is_not_signed_by_a_second_person_either(self) -> None:
        case = an_examined_case()
        review.decide(case.number, "grant", by=an_approver(), at=MORNING)

        with pytest.raises(NotAllowedNow):
            review.decide(case.number, "grant", by=an_approver("APPROVER2"), at=MORNING)

        assert CaseAct.objects.filter(case=case, act="grant").count() == 1


@clause("3.2.3-a")
class TestSeparation:
    def test_where_three_are_asked_for_who_accepted_does_not_examine(self) -> None:
        an_item(separation=Separation.ACCEPT_EXAMINE_DECIDE)
        both = a_competent("BOTH", "clerk", "accept", "examine")
        case = judged(a_case())
        counter.accept(case.number, by=both, at=MORNING)
        review.find(case.number, PASSES, by=an_examiner(), at=MORNING)
        taking.put_back(case.number, by=an_examiner(), at=MORNING)

        with pytest.raises(SecondPersonNeeded):
            review.propose(case.number, "grant", by=both, at=MORNING)

    def test_where_three_are_asked_for_who_examined_does_not_decide(self) -> None:
        an_item(separation=Separation.ACCEPT_EXAMINE_DECIDE)
        case = an_accepted_case()
        both = an_approver("BOTH")
        review.find(case.number, PASSES, by=both, at=MORNING)
        review.propose(case.number, "grant", by=both, at=MORNING)

        with pytest.raises(SecondPersonNeeded):
            review.decide(case.number, "grant", by=both, at=MORNING)
        decided = review.decide(case.number, "grant", by=an_approver(), at=MORNING)

        assert decided.state == "granted"


@clause("3.2.1-c")
def test_who_lost_the_authority_this_morning_decides_nothing_this_afternoon() -> None:
    case = an_examined_case()
    approver = an_approver()
    revoke_competence(
        approver.pk,
        office_key=COUNTY,
        act="decide",
        reason="调离审批岗位",
        by=a_head().as_actor(),
        at=MORNING,
    )

    with pytest.raises(NotCompetent):
        review.decide(case.number, "grant", by=approver, at=MORNING + timedelta(hours=5))
