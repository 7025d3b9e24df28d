"""Several people act on cases at the same moment: one wins, the others read why."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bureau.cases.facts import Verdict
from bureau.cases.models import Application, Case, CaseAct, DailyNumber
from bureau.cases.operations import applicant, counter, delivery, review
from bureau.cases.operations.answers import keep_answers
from bureau.cases.operations.submission import submit
from bureau.cases.operations.taking import take
from bureau.cases.states import NotAllowedNow, State
from bureau.cases.tests.factories import (
    MORNING,
    POINTS,
    a_case,
    a_clerk,
    a_file,
    a_granted_case,
    a_submission,
    an_accepted_case,
    an_applicant,
    an_approver,
    an_examined_case,
    an_examiner,
    an_item,
    judged,
)
from bureau.catalogue.elements import Form, FormField, Section
from bureau.catalogue.tests.factories import HOUSE, a_content
from bureau.notices.models import Letter
from bureau.people.models import Party
from bureau.people.tests.factories import an_id_number
from bureau.refusal import Refusal
from bureau.visits.tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

As = dict[str, Any]


def the_only_refusal(results: Sequence[object]) -> Refusal:
    (refusal,) = [one for one in results if isinstance(one, Refusal)]
    return refusal


class TestAtTheSameMoment:
    def test_of_two_clerks_one_accepts_and_the_other_reads_why_not(self) -> None:
        case = judged(a_case())
        clerks = [a_clerk(), a_clerk("CLERK2")]

        results = at_once(
            *(
                partial(counter.accept, case.number, by=by, at=MORNING, version=case.version)
                for by in clerks
            )
        )

        assert isinstance(the_only_refusal(results), NotAllowedNow)
        assert "已受理" in str(the_only_refusal(results))
        assert CaseAct.objects.filter(case=case, act="accept").count() == 1
        assert Letter.objects.filter(kind="acceptance").count() == 1

    def test_one_submission_sent_four_times_is_one_application(self) -> None:
        an_item()
        person = an_applicant()
        same = a_submission(party_id=person.party_id)

        results = at_once(
            *[partial(submit, same, by=person, actor=person.as_actor(), at=MORNING)] * 4
        )

        assert len({one.number for one in results if isinstance(one, Application)}) == 1
        assert len([one for one in results if isinstance(one, Application)]) == 4
        assert Case.objects.count() == 1
        assert DailyNumber.objects.get().last == 1

    def test_a_case_is_taken_by_one_of_two(self) -> None:
        case = an_accepted_case()
        examiners = [an_examiner(), an_examiner("EXAMINER2")]

        results = at_once(*(partial(take, case.number, by=by, at=MORNING) for by in examiners))

        (taken,) = [one for one in results if isinstance(one, Case)]
        assert "已经由" in str(the_only_refusal(results))
        assert Case.objects.get().holder_account_id == taken.holder_account_id

    def test_what_is_supplemented_is_not_sent_back_and_the_other_way_round(self) -> None:
        person = an_applicant()
        clerk = a_clerk()
        case = judged(a_case(by=person), plan="missing")
        case = counter.ask_correction(case.number, by=clerk, at=MORNING)
        assert case.supplement_due_at is not None
        last, over = case.supplement_due_at, case.supplement_due_at + timedelta(seconds=1)

        results = at_once(
            partial(
                applicant.supplement,
                case.number,
                {"plan": a_file()},
                by=person,
                actor=person.as_actor(),
                at=last,
            ),
            partial(counter.send_back, case.number, by=clerk, at=over),
        )

        (done,) = [one for one in results if isinstance(one, Case)]
        assert isinstance(the_only_refusal(results), NotAllowedNow)
        assert Case.objects.get().state == done.state
        assert done.state in (State.RECEIVED, State.RETURNED)

    def test_two_forms_naming_the_same_new_people_never_wait_for_each_other(self) -> None:
        staff = FormField(key="staff", label="从业人员", kind="people")
        section = Section(key="people", title="人员", fields=(staff,))
        content = a_content(forms=(Form(key="form", name="申请表", sections=(section,)),))
        people = [{"name": f"示例{sign}", "id_number": an_id_number()} for sign in "甲乙丙丁"]

        results = at_once(
            *(
                partial(keep_answers, content, {"staff": order}, by=HOUSE, at=MORNING)
                for order in (people, people[::-1]) * 4
            )
        )

        assert [len(kept["staff"]) for kept in results if isinstance(kept, dict)] == [4] * 8
        assert Party.objects.filter(name__startswith="示例").count() == len(people)


@pytest.mark.slow
class TestSixteenAtOnce:
    """Locks are taken in one order: the case, counters of letters by key, chains by number."""

    def test_mixed_acts_never_wait_for_each_other_in_a_circle(self) -> None:
        for _ in range(3):
            acts = sixteen_acts()

            results = at_once(*acts)

            assert [one for one in results if isinstance(one, Refusal)] == []


def sixteen_acts() -> list[Callable[[], object]]:
    """Every kind of act, all in one office, so that they meet at its counters and chains."""
    an_item()
    clerk, examiner, approver, person = a_clerk(), an_examiner(), an_approver(), an_applicant()
    for_self: As = {"by": person, "actor": person.as_actor(), "at": MORNING}
    as_clerk: As = {"by": clerk, "at": MORNING}
    as_examiner: As = {"by": examiner, "at": MORNING}
    as_approver: As = {"by": approver, "at": MORNING}
    passed = [review.PointFinding(point.key, "pass") for point in POINTS]
    unjudged = a_case()
    good = [counter.Judgement(m.key, Verdict.GOOD) for m in counter.materials_of(unjudged)]
    asked = counter.ask_correction(judged(a_case(by=person), plan="missing").number, **as_clerk)
    found = an_accepted_case()
    review.find(found.number, passed, **as_examiner)
    return [
        *(partial(submit, a_submission(party_id=person.party_id), **for_self) for _ in range(4)),
        *(partial(counter.accept, judged(a_case()).number, **as_clerk) for _ in range(2)),
        partial(counter.judge_materials, unjudged.number, good, **as_clerk),
        partial(counter.ask_correction, judged(a_case(), plan="missing").number, **as_clerk),
        partial(applicant.supplement, asked.number, {"plan": a_file()}, **for_self),
        partial(applicant.withdraw, a_case(by=person).number, **for_self),
        partial(take, an_accepted_case().number, **as_examiner),
        partial(review.find, an_accepted_case().number, passed, **as_examiner),
        partial(review.propose, found.number, "grant", **as_examiner),
        *(partial(review.decide, an_examined_case().number, "grant", **as_approver) for _ in "ab"),
        partial(delivery.deliver, a_granted_case().number, proof="本人签收", **as_clerk),
    ]
