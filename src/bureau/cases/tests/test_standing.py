"""What the law says of a case at a moment, whether or not anybody has looked."""

from datetime import datetime, timedelta

import pytest

from bureau.audit.actors import Actor
from bureau.audit.queries import timeline
from bureau.cases.clock import Ruler, Standing, standing
from bureau.cases.models import Case, CaseAct
from bureau.cases.operations import applicant, counter
from bureau.cases.operations.silence import record_silence
from bureau.cases.queries.pages import case_page
from bureau.cases.states import NotAllowedNow, State
from bureau.cases.tests.factories import (
    CHINA,
    MORNING,
    REGISTRATION_ITEM,
    a_case,
    a_clerk,
    a_file,
    a_registration_item,
    an_accepted_case,
    an_applicant,
    judged,
)
from bureau.notices.queries import letters_about
from bureau.workdays.rules.colours import Colour

pytestmark = pytest.mark.django_db

PROGRAM = Actor.system("测试")
LAST_DAY = datetime(2026, 3, 25, 17, 0, tzinfo=CHINA)
"""The fifth working day after Wednesday, 18 March 2026."""
SIXTH_DAY = datetime(2026, 3, 26, 9, 0, tzinfo=CHINA)


def now(case: Case, at: datetime) -> Standing:
    case.refresh_from_db()
    return standing(case, at=at, ruler=Ruler())


class TestSilence:
    def test_accepts_nothing_until_the_fifth_working_day_is_over(self) -> None:
        case = a_case()

        then = now(case, LAST_DAY)

        assert case.notice_due_at == LAST_DAY
        assert then.state == State.RECEIVED
        assert not then.deemed_accepted
        assert then.due_at == LAST_DAY

    def test_has_accepted_from_the_receipt_on_the_sixth(self) -> None:
        case = a_case()

        then = now(case, SIXTH_DAY)

        assert then.state == State.ACCEPTED
        assert then.deemed_accepted
        assert then.accepted_at == case.received_at
        assert then.colour == Colour.RED

    def test_gives_the_limits_that_run_from_the_receipt(self) -> None:
        silent, answered = a_case(), an_accepted_case()

        then = now(silent, SIXTH_DAY)

        assert then.due_at == answered.promise_due_at
        assert then.statutory_due_at == answered.statutory_due_at

    def test_is_no_answer_to_a_registration(self) -> None:
        a_registration_item()
        case = a_case(item_key=REGISTRATION_ITEM)

        then = now(case, SIXTH_DAY + timedelta(days=60))

        assert then.state == State.RECEIVED
        assert not then.deemed_accepted

    def test_a_notice_on_the_last_day_is_in_time(self) -> None:
        case = judged(a_case(), plan="missing")

        counter.ask_correction(case.number, by=a_clerk(), at=LAST_DAY)

        assert now(case, SIXTH_DAY).state == State.AWAITING_CORRECTION

    def test_a_notice_after_it_is_refused(self) -> None:
        case = judged(a_case(), plan="missing")

        with pytest.raises(NotAllowedNow, match="五个工作日"):
            counter.ask_correction(case.number, by=a_clerk(), at=SIXTH_DAY)

    def test_what_it_has_accepted_is_not_turned_away(self) -> None:
        case = a_case()
        clerk = a_clerk()

        with pytest.raises(NotAllowedNow, match="五个工作日"):
            counter.tell_not_needed(case.number, reason="不用办", by=clerk, at=SIXTH_DAY)
        with pytest.raises(NotAllowedNow, match="五个工作日"):
            counter.tell_not_ours(
                case.number, reason="不归我们", who_is="邻县", by=clerk, at=SIXTH_DAY
            )

    def test_the_page_offers_no_answer_that_comes_too_late(self) -> None:
        case = a_case()

        in_time = case_page(case, at=LAST_DAY).offered
        too_late = case_page(case, at=SIXTH_DAY).offered

        assert {"ask_correction", "not_needed", "not_ours", "accept"} <= set(in_time)
        assert {"ask_correction", "not_needed", "not_ours"}.isdisjoint(too_late)
        assert "accept" in too_late

    def test_who_accepts_late_accepts_from_the_receipt(self) -> None:
        case = judged(a_case())

        late = counter.accept(case.number, by=a_clerk(), at=SIXTH_DAY)

        assert late.accepted_at == case.received_at
        assert late.accepted_by_silence
        assert late.promise_due_at == an_accepted_case().promise_due_at
        (letter,) = [one for one in letters_about("case", case.number) if one.kind == "acceptance"]
        assert letter.data["accepted_on"] == "2026年3月18日"


class TestRecordSilence:
    def test_writes_it_down_dated_with_the_lawful_day(self) -> None:
        case = a_case()
        much_later = SIXTH_DAY + timedelta(days=3)

        count = record_silence(by=PROGRAM, at=much_later)

        case.refresh_from_db()
        assert count == 1
        assert case.state == State.ACCEPTED
        assert case.accepted_by_silence
        assert case.accepted_at == case.received_at
        acceptance = next(
            one for one in letters_about("case", case.number) if one.kind == "acceptance"
        )
        assert acceptance.data["accepted_on"] == "2026年3月18日"
        line = CaseAct.objects.get(case=case, act="accept_by_silence")
        assert line.at == much_later
        assert "第三十二条" in line.basis

    def test_writes_it_once(self) -> None:
        case = a_case()
        record_silence(by=PROGRAM, at=SIXTH_DAY)

        again = record_silence(by=PROGRAM, at=SIXTH_DAY + timedelta(days=1))

        acts = [line.act for line in timeline("case", case.number)]
        assert again == 0
        assert acts.count("case.accepted_by_silence") == 1
        assert CaseAct.objects.filter(case=case, act="accept_by_silence").count() == 1

    def test_changes_nothing_of_what_was_already_so(self) -> None:
        case = a_case()
        before = now(case, SIXTH_DAY)

        record_silence(by=PROGRAM, at=SIXTH_DAY)

        after = now(case, SIXTH_DAY)
        assert (after.state, after.accepted_at) == (before.state, before.accepted_at)
        assert (after.due_at, after.statutory_due_at) == (before.due_at, before.statutory_due_at)

    def test_leaves_alone_what_is_answered_or_still_in_time(self) -> None:
        an_accepted_case()
        a_case(at=SIXTH_DAY)

        assert record_silence(by=PROGRAM, at=SIXTH_DAY) == 0


class TestSupplement:
    def test_that_completes_the_list_starts_the_five_days_anew(self) -> None:
        person = an_applicant()
        case = judged(a_case(by=person), plan="missing")
        counter.ask_correction(case.number, by=a_clerk(), at=MORNING)
        later = datetime(2026, 4, 1, 15, 0, tzinfo=CHINA)

        applicant.supplement(
            case.number, {"plan": a_file()}, by=person, actor=person.as_actor(), at=later
        )

        # Two working days, three days of 清明 (4 to 6 April), then three more.
        due = datetime(2026, 4, 9, 17, 0, tzinfo=CHINA)
        case.refresh_from_db()
        assert case.notice_due_at == due
        assert now(case, due).state == State.RECEIVED
        silent = now(case, due + timedelta(hours=1))
        assert silent.deemed_accepted
        assert silent.accepted_at == later

    def test_is_accepted_from_the_day_it_came_in(self) -> None:
        person = an_applicant()
        case = judged(a_case(by=person), plan="missing")
        counter.ask_correction(case.number, by=a_clerk(), at=MORNING)
        came = datetime(2026, 3, 20, 15, 0, tzinfo=CHINA)
        applicant.supplement(
            case.number, {"plan": a_file()}, by=person, actor=person.as_actor(), at=came
        )
        judged(case, at=came)

        accepted = counter.accept(case.number, by=a_clerk(), at=came + timedelta(days=3))

        assert accepted.accepted_at == came
        assert not accepted.accepted_by_silence


class TestColours:
    def test_follow_both_limits_of_an_accepted_case(self) -> None:
        case = an_accepted_case()
        promised, statutory = case.promise_due_at, case.statutory_due_at
        assert promised is not None
        assert statutory is not None

        minute = timedelta(minutes=1)
        seen = [
            now(case, at).colour
            for at in (MORNING, promised - minute, promised + minute, statutory + minute)
        ]

        assert seen == [Colour.GREEN, Colour.YELLOW, Colour.ORANGE, Colour.RED]

    def test_a_decided_case_has_none(self) -> None:
        a_registration_item()
        case = judged(a_case(item_key=REGISTRATION_ITEM))
        counter.grant_at_once(case.number, by=a_clerk(), at=MORNING)

        assert now(case, MORNING + timedelta(days=90)).colour is None
