"""One rating per service event, voluntary, never overwritten, never by who was rated."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.clauses import clause

from bureau.audit.queries import timeline
from bureau.cases.tests.factories import MORNING, a_clerk
from bureau.feedback import operations
from bureau.feedback.models import Invitation, Rating
from bureau.feedback.operations import AlreadyRated, WrongOption
from bureau.feedback.tests.factories import ANYBODY, an_invitation, page, rate
from bureau.offices.tests.factories import CITY, COUNTY, a_posted
from bureau.refusal import Refusal
from bureau.tasks.models import Task
from bureau.workdays.rules import CHINA

pytestmark = pytest.mark.django_db

LATER = MORNING + timedelta(days=2)


@clause("2.3-b")
class TestOnce:
    def test_a_second_first_rating_cannot_be_made(self) -> None:
        token = an_invitation()
        rate(token, "satisfied")

        second = rate(token, "dissatisfied", at=LATER)

        assert second.turn == "follow_up"
        assert [one.turn for one in page(token).ratings] == ["first", "follow_up"]

    def test_nor_by_going_past_the_operation(self) -> None:
        first = rate(an_invitation())

        with pytest.raises(IntegrityError), transaction.atomic():
            Rating.objects.create(
                invitation=first.invitation,
                turn="first",
                grade="satisfied",
                channel="web",
                at=LATER,
            )

    def test_after_first_and_follow_up_it_is_enough(self) -> None:
        token = an_invitation()
        rate(token)
        rate(token, at=LATER)

        with pytest.raises(AlreadyRated):
            rate(token, at=LATER)
        assert not page(token).may_rate

    def test_the_same_press_sent_again_is_the_same_rating(self) -> None:
        token = an_invitation()
        first = rate(token, "dissatisfied", key="one press")

        again = rate(token, "dissatisfied", key="one press", at=LATER)

        assert again == first
        assert [one.turn for one in page(token).ratings] == ["first"]
        assert Task.objects.filter(kind="bad_rating").count() == 1
        assert len(timeline("rating", str(first.pk))) == 1

    def test_another_press_is_a_follow_up(self) -> None:
        token = an_invitation()
        rate(token, key="one press")

        assert rate(token, key="another press", at=LATER).turn == "follow_up"

    def test_nobody_rates_a_service_that_never_was(self) -> None:
        with pytest.raises(Refusal, match="没有找到"):
            rate("no-such-token")


@clause("2.3-b")
class TestOptions:
    def test_of_the_chosen_grade_are_kept(self) -> None:
        token = an_invitation()

        rate(token, "basically_satisfied", options=("310", "307", "307"))

        (given,) = page(token).ratings
        assert given.options == ("307", "310")

    @pytest.mark.parametrize("foreign", ["517", "108", "101", "999", ""])
    def test_of_another_grade_or_none_are_refused(self, foreign: str) -> None:
        token = an_invitation()

        with pytest.raises(WrongOption):
            rate(token, "dissatisfied", options=("207", foreign))
        assert page(token).ratings == ()

    def test_a_grade_is_the_one_thing_that_is_needed(self) -> None:
        token = an_invitation()

        with pytest.raises(Refusal, match="先选一个等级") as refused:
            rate(token, "")
        rate(token, "satisfied", words="", options=())

        assert refused.value.field == "grade"
        assert len(page(token).ratings) == 1

    def test_words_have_an_end(self) -> None:
        with pytest.raises(Refusal, match="500"):
            rate(an_invitation(), words="好" * 501)


@clause("2.3-b")
class TestVoluntary:
    def test_to_skip_is_kept_and_changes_nothing_else(self) -> None:
        token = an_invitation()

        operations.skip(token, by=ANYBODY, at=LATER)

        assert page(token).skipped
        assert page(token).ratings == ()
        assert not Task.objects.exists()

    def test_who_skipped_may_still_rate(self) -> None:
        token = an_invitation()
        operations.skip(token, by=ANYBODY, at=LATER)

        rate(token, at=LATER)

        assert page(token).may_rate
        assert len(page(token).ratings) == 1

    def test_the_record_does_not_say_who_rated(self) -> None:
        person = a_posted("SOMEBODY", "publisher", office=CITY)

        rating = rate(an_invitation(), by=person.as_actor())

        (line,) = timeline("rating", str(rating.pk))
        assert line.act == "rating.given"
        assert (line.actor_id, line.actor_name) == ("", "评价人")
        assert person.name not in str(line.facts)


class TestWhoServed:
    def test_never_rates_the_own_service(self) -> None:
        clerk = a_clerk()
        token = an_invitation()

        with pytest.raises(Refusal, match="不能评价自己"):
            rate(token, "very_satisfied", by=clerk.as_actor())
        assert page(token).ratings == ()


@clause("2.3-f")
class TestFollowUp:
    def test_stands_beside_the_first_each_with_its_time(self) -> None:
        token = an_invitation()
        rate(token, "satisfied", options=("413",), words="当时觉得不错")

        rate(token, "dissatisfied", options=("209",), words="结果拖了", at=LATER)

        first, second = page(token).ratings
        assert (first.turn, first.grade.label, first.words) == ("first", "满意", "当时觉得不错")
        assert (second.turn, second.grade.label) == ("follow_up", "不满意")
        assert (first.at, second.at) == (MORNING, LATER)

    def test_what_was_said_cannot_be_changed_or_taken_away(self) -> None:
        rating = rate(an_invitation())

        with pytest.raises(IntegrityError), transaction.atomic():
            Rating.objects.filter(pk=rating.pk).update(grade="very_satisfied")
        with pytest.raises(IntegrityError), transaction.atomic():
            Rating.objects.filter(pk=rating.pk).delete()

        assert Rating.objects.get().grade == "satisfied"

    def test_a_bad_follow_up_is_put_right_too(self) -> None:
        a_posted("REVIEW1", "review_officer", office=COUNTY)
        token = an_invitation()
        rate(token, "satisfied")

        second = rate(token, "very_dissatisfied", at=LATER)

        assert Task.objects.get(kind="bad_rating").object_id == str(second.pk)


@clause("2.3-i")
class TestABadOne:
    @pytest.mark.parametrize("grade", ["dissatisfied", "very_dissatisfied"])
    def test_opens_a_task_for_an_officer_of_the_unit_with_a_day(self, grade: str) -> None:
        officer = a_posted("REVIEW1", "review_officer", office=COUNTY)
        a_posted("REVIEW2", "review_officer", office=CITY)

        rating = rate(an_invitation(), grade)

        task = Task.objects.get(kind="bad_rating")
        assert task.object_id == str(rating.pk)
        assert task.owner_account == str(officer.pk)
        due = task.due_at.astimezone(CHINA)
        assert due.date().isoformat() == "2026-03-25", "five working days after 18 March"

    @pytest.mark.parametrize("grade", ["very_satisfied", "satisfied", "basically_satisfied"])
    def test_is_none_of_the_upper_three(self, grade: str) -> None:
        rate(an_invitation(), grade)

        assert not Task.objects.exists()

    def test_is_never_put_right_by_who_was_rated(self) -> None:
        token = an_invitation()
        served_by = Invitation.objects.get(token=token).served_by

        rate(token, "dissatisfied")

        task = Task.objects.get(kind="bad_rating")
        assert task.excluded_account == served_by
        assert task.owner_account != served_by

    def test_goes_to_the_city_where_the_unit_has_no_officer(self) -> None:
        officer = a_posted("REVIEW2", "review_officer", office=CITY)

        rate(an_invitation(), "dissatisfied")

        assert Task.objects.get(kind="bad_rating").owner_account == str(officer.pk)

    def test_stays_with_the_office_where_there_is_none_at_all(self) -> None:
        rate(an_invitation(), "dissatisfied")

        task = Task.objects.get(kind="bad_rating")
        assert (task.owner_account, task.owner_office) == ("", COUNTY)
