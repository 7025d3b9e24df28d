"""Words beside an act stay readable for years, so no personal number may stand in them."""

from collections.abc import Callable

import pytest

from bureau.audit.actors import Actor
from bureau.cases.facts import Verdict
from bureau.cases.models import CaseAct, Finding, SubmittedMaterial
from bureau.cases.operations import applicant, counter, delivery, review, taking
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
)
from bureau.people.models import Account
from bureau.people.names import NotPlainText

pytestmark = pytest.mark.django_db

PHONE = "请打13912345678"
IDENTITY = "证号 110101 19900307 4514"
LOOKER = Actor(id="", name="看的人")
POINT = POINTS[0].key

Act = Callable[[str], object]


def judge(words: str) -> object:
    found = [counter.Judgement(key="plan", verdict=Verdict.DEFECTIVE, defect=words)]
    return counter.judge_materials(a_case().number, found, by=a_clerk(), at=MORNING)


def find(words: str) -> object:
    finding = review.PointFinding(POINT, "fail", words)
    return review.find(an_accepted_case().number, [finding], by=an_examiner(), at=MORNING)


def who_is(words: str) -> object:
    return counter.tell_not_ours(
        a_case().number, reason="不归我们", who_is=words, by=a_clerk(), at=MORNING
    )


def take_over(words: str) -> object:
    number = an_accepted_case().number
    taking.take(number, by=an_examiner(), at=MORNING)
    return taking.take_over(number, reason=words, by=an_examiner("EXAMINER2"), at=MORNING)


def look(words: str) -> object:
    return applicant.note_look(a_case().number, reason=words, actor=LOOKER, at=MORNING)


def of_a_case(verb: Callable[..., object], who: Callable[[], Account], field: str) -> Act:
    return lambda words: verb(a_case().number, **{field: words}, by=who(), at=MORNING)


ACTS: dict[str, Act] = {
    "a defect": judge,
    "a finding": find,
    "why it is not needed": of_a_case(counter.tell_not_needed, a_clerk, "reason"),
    "whose it is": who_is,
    "what was mended": of_a_case(counter.correct_on_the_spot, a_clerk, "what"),
    "why it was taken over": take_over,
    "why it was looked at": look,
    "the proposal": lambda words: review.propose(
        an_accepted_case().number, "grant", text=words, by=an_examiner(), at=MORNING
    ),
    "the decision": lambda words: review.decide(
        an_examined_case().number, "grant", text=words, by=an_approver(), at=MORNING
    ),
    "why it goes back": lambda words: review.return_proposal(
        an_examined_case().number, reason=words, by=an_approver(), at=MORNING
    ),
    "the number of the mail": lambda words: delivery.send(
        a_granted_case().number, mail_number=words, by=a_clerk(), at=MORNING
    ),
    "who signed for it": lambda words: delivery.deliver(
        a_granted_case().number, proof=words, by=a_clerk(), at=MORNING
    ),
}


@pytest.mark.parametrize("words", [PHONE, IDENTITY])
@pytest.mark.parametrize("act", ACTS)
class TestWordsBesideAnAct:
    def test_with_a_personal_number_are_refused_and_nothing_of_them_stays(
        self, act: str, words: str
    ) -> None:
        with pytest.raises(NotPlainText, match="不要填写证件号码或电话号码") as refused:
            ACTS[act](words)

        assert refused.value.field
        assert not CaseAct.objects.filter(text__contains=words).exists()
        assert not SubmittedMaterial.objects.filter(defect=words).exists()
        assert not Finding.objects.filter(note=words).exists()


class TestTheNumberOfAMail:
    @pytest.mark.parametrize("number", ["1012345678901", "EA123456789CN", "SF1391234567890"])
    def test_is_no_personal_number(self, number: str) -> None:
        case = delivery.send(a_granted_case().number, mail_number=number, by=a_clerk(), at=MORNING)

        assert CaseAct.objects.get(case=case, act="send").facts == {"mail_number": number}
