"""A bad rating is looked into and put right by somebody other than who was rated."""

import uuid
from datetime import timedelta

import pytest
from tests.clauses import clause

from bureau.audit.actors import Actor
from bureau.audit.queries import timeline
from bureau.cases.operations import counter
from bureau.cases.tests.factories import MORNING, a_case, a_clerk, judged
from bureau.feedback import operations as feedback
from bureau.feedback.models import Invitation, Rating
from bureau.feedback.rectification import operations
from bureau.feedback.rectification.operations import NotVerified, NotYours, SaysTooLittle
from bureau.feedback.rectification.queries import rectification, rectifications
from bureau.offices.queries import duties
from bureau.offices.tests.factories import CITY, COUNTY, a_posted
from bureau.people.models import Account
from bureau.people.names import NotPlainText
from bureau.tasks.models import Task

pytestmark = pytest.mark.django_db

LATER = MORNING + timedelta(days=1)
HOUSE = Actor.system("测试")


def a_bad_rating(*, options: tuple[str, ...] = ("209",), words: str = "说好三天") -> str:
    """A case rated badly; the reference of its rectification."""
    case = judged(a_case())
    counter.accept(case.number, by=a_clerk(), at=MORNING)
    feedback.invite_raters(by=HOUSE, at=MORNING)
    token = Invitation.objects.get(case=case).token
    feedback.rate(
        token,
        "dissatisfied",
        options=options,
        words=words,
        channel="web",
        by=Actor.nobody(),
        at=MORNING,
    )
    return str(Task.objects.get(kind="bad_rating").uid)


def an_officer(number: str = "REVIEW1", *, office: str = COUNTY) -> Account:
    return a_posted(number, "review_officer", office=office)


def verified(uid: str, by: Account, *, founded: bool = True) -> None:
    operations.verify(uid, founded=founded, words="问了窗口，看了办件", by=by, at=LATER)


def finish(uid: str, by: Account, *, outcome: str = "rectified", told: str = "电话答复") -> None:
    operations.finish(uid, outcome=outcome, evidence="当天办结，道歉", told=told, by=by, at=LATER)


class TestVerify:
    def test_keeps_what_was_found(self) -> None:
        officer = an_officer()
        uid = a_bad_rating()

        verified(uid, officer)

        page = rectification(uid, officer, duties=duties(officer.pk, LATER), at=LATER)
        assert page is not None
        (finding,) = page.findings
        assert finding.founded
        assert finding.words == "问了窗口，看了办件"
        rating = Rating.objects.get()
        assert [line.act for line in timeline("rating", str(rating.pk))][-1] == "rating.verified"

    def test_sent_twice_is_one_finding(self) -> None:
        officer = an_officer()
        uid = a_bad_rating()

        verified(uid, officer)
        verified(uid, officer)

        assert Rating.objects.get().verifications.count() == 1

    @pytest.mark.parametrize(("founded", "words"), [(None, "问了窗口"), (True, "  好 ")])
    def test_needs_an_answer_and_words(self, founded: bool | None, words: str) -> None:
        officer = an_officer()
        uid = a_bad_rating()

        with pytest.raises(SaysTooLittle):
            operations.verify(uid, founded=founded, words=words, by=officer, at=LATER)

    def test_keeps_no_number_of_a_person(self) -> None:
        officer = an_officer()
        uid = a_bad_rating()

        with pytest.raises(NotPlainText, match="不要填写证件号码或电话号码"):
            operations.verify(uid, founded=True, words="问了13912345678", by=officer, at=LATER)


class TestFinish:
    def test_says_what_was_done_and_how_the_person_learnt_of_it(self) -> None:
        officer = an_officer()
        uid = a_bad_rating()
        verified(uid, officer)

        finish(uid, officer)

        task = Task.objects.get(uid=uid)
        assert task.done_at == LATER
        assert task.evidence == "当天办结，道歉\n反馈：电话答复"

    def test_is_refused_before_anybody_looked_into_it(self) -> None:
        officer = an_officer()
        uid = a_bad_rating()

        with pytest.raises(NotVerified):
            finish(uid, officer)

    @clause("2.3-g")
    def test_is_refused_without_feedback(self) -> None:
        officer = an_officer()
        uid = a_bad_rating()
        verified(uid, officer)

        with pytest.raises(SaysTooLittle, match="告诉评价人"):
            finish(uid, officer, told="")

    def test_what_is_so_is_not_explained_away(self) -> None:
        officer = an_officer()
        uid = a_bad_rating()
        verified(uid, officer)

        with pytest.raises(SaysTooLittle, match="要整改"):
            finish(uid, officer, outcome="explained")

    def test_what_has_no_ground_is_explained(self) -> None:
        officer = an_officer()
        uid = a_bad_rating()
        verified(uid, officer, founded=False)

        finish(uid, officer, outcome="explained")

        assert Task.objects.get(uid=uid).outcome == "explained"

    def test_twice_is_refused(self) -> None:
        officer = an_officer()
        uid = a_bad_rating()
        verified(uid, officer)
        finish(uid, officer)

        with pytest.raises(NotYours, match="已经办结"):
            finish(uid, officer)


class TestWho:
    @clause("2.3-g")
    def test_who_was_rated_neither_sees_nor_does_it(self) -> None:
        clerk = a_clerk()
        uid = a_bad_rating()

        assert rectifications(clerk, duties=duties(clerk.pk, LATER), at=LATER) == ()
        assert rectification(uid, clerk, duties=duties(clerk.pk, LATER), at=LATER) is None
        with pytest.raises(NotYours):
            verified(uid, clerk)

    def test_an_officer_of_another_authority_finds_none(self) -> None:
        an_officer()
        stranger = an_officer("REVIEW2", office=CITY)
        uid = a_bad_rating()

        assert rectification(uid, stranger, duties=duties(stranger.pk, LATER), at=LATER) is None
        with pytest.raises(NotYours):
            verified(uid, stranger)

    def test_a_supervisor_of_the_city_sees_it_and_leaves_it_to_the_unit(self) -> None:
        an_officer()
        supervisor = a_posted("SUPERVISOR1", "supervisor", office=CITY)
        uid = a_bad_rating()

        (line,) = rectifications(supervisor, duties=duties(supervisor.pk, LATER), at=LATER)

        assert line.uid == uid
        assert not line.is_mine
        with pytest.raises(NotYours):
            verified(uid, supervisor)

    def test_without_a_review_officer_the_head_does_it(self) -> None:
        head = a_posted("HEAD9", "head", office=COUNTY)
        uid = a_bad_rating()

        verified(uid, head)
        finish(uid, head)

        assert Task.objects.get(uid=uid).done_at is not None

    def test_an_unknown_reference_is_nobody_s(self) -> None:
        with pytest.raises(NotYours):
            verified(str(uuid.uuid4()), an_officer())


class TestPage:
    def test_puts_the_claim_beside_the_facts(self) -> None:
        officer = an_officer()
        uid = a_bad_rating(options=("209",))

        page = rectification(uid, officer, duties=duties(officer.pk, LATER), at=LATER)

        assert page is not None
        assert page.options == ("未在承诺时间内办结",)
        facts = dict(page.facts)
        assert "还没有决定" in facts["承诺时限"]
        assert facts["告知补正"] == "没有"

    def test_the_done_ones_stand_apart(self) -> None:
        officer = an_officer()
        uid = a_bad_rating()
        verified(uid, officer)
        finish(uid, officer)
        own = duties(officer.pk, LATER)

        assert rectifications(officer, duties=own, at=LATER) == ()
        (line,) = rectifications(officer, duties=own, at=LATER, done=True)
        assert line.outcome == "已整改，并告诉了评价人"
