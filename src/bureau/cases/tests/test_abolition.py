"""An approval is abolished: its open cases end by law, each with its letter."""

from datetime import date, datetime, timedelta

import pytest

from bureau.cases.models import Case, CaseAct
from bureau.cases.operations import abolition, counter
from bureau.cases.queries.pages import case_page
from bureau.cases.tests.factories import (
    LICENCE_ITEM,
    MORNING,
    a_case,
    a_clerk,
    a_granted_case,
    an_accepted_case,
    an_examined_case,
    an_item,
    judged,
)
from bureau.catalogue import operations as catalogue
from bureau.catalogue.tests.factories import HOUSE, a_law, keeper, publisher
from bureau.notices.queries import letters_about

pytestmark = pytest.mark.django_db

LAST_DAY = date(2026, 3, 20)
AFTER = MORNING + timedelta(days=3)


def abolished(*successors: str) -> None:
    catalogue.propose_closing(
        LICENCE_ITEM,
        last_day=LAST_DAY,
        reason="国务院决定取消这项审批",
        document=a_law("茶馆管理办法"),
        article="9",
        successors=successors,
        by=keeper(),
        at=MORNING,
    )
    catalogue.confirm_closing(LICENCE_ITEM, by=publisher(), at=MORNING)


def ended(case: Case, *, at: datetime = AFTER) -> Case:
    abolition.end_abolished(by=HOUSE, at=at)
    return Case.objects.get(pk=case.pk)


class TestAnAcceptedCase:
    @pytest.mark.parametrize("reach", [an_accepted_case, an_examined_case])
    def test_is_terminated_with_a_decision(self, reach: object) -> None:
        an_item()
        case = reach()  # type: ignore[operator]
        abolished()

        found = ended(case)

        assert (found.state, found.closed_at) == ("terminated", AFTER)
        kinds = {one.kind: one for one in letters_about("case", case.number)}
        letter = kinds["termination"]
        assert "国务院决定取消这项审批" in letter.data["reason"]
        assert letter.data["basis"] == ["《茶馆管理办法》第九条"]
        act = CaseAct.objects.get(case=case, act="terminate")
        assert act.letter_uid == letter.uid

    def test_goes_on_to_the_end_of_the_last_day(self) -> None:
        an_item()
        case = an_accepted_case()
        abolished()

        found = ended(case, at=datetime.combine(LAST_DAY, MORNING.timetz()))

        assert found.state == "accepted"

    def test_is_ended_once(self) -> None:
        an_item()
        case = an_accepted_case()
        abolished()
        ended(case)

        assert abolition.end_abolished(by=HOUSE, at=AFTER) == 0


class TestACaseNotAcceptedYet:
    def test_is_told_that_nothing_is_needed_any_more(self) -> None:
        an_item()
        case = a_case()
        waiting = judged(a_case(), plan="defective")
        counter.ask_correction(waiting.number, by=a_clerk(), at=MORNING)
        abolished()

        for one in (case, waiting):
            assert ended(one).state == "not_needed"
            assert "not_needed" in {line.kind for line in letters_about("case", one.number)}

    def test_that_silence_accepted_waits_for_that_line_first(self) -> None:
        an_item()
        case = a_case()
        abolished()

        found = ended(case, at=MORNING + timedelta(days=30))

        assert found.state == "received"


def test_a_decided_case_stays_decided() -> None:
    an_item()
    case = a_granted_case()
    abolished()

    assert ended(case).state == "granted"


def test_cases_of_an_item_that_goes_on_under_another_key_go_on() -> None:
    an_item()
    an_item("tea-shop", name="茶叶店许可")
    case = an_accepted_case()
    abolished("tea-shop")

    found = ended(case)

    assert found.state == "accepted"


def test_the_page_of_the_case_says_why() -> None:
    an_item()
    case = an_accepted_case()
    abolished()
    ended(case)

    lines = case_page(Case.objects.get(pk=case.pk), at=AFTER).acts

    assert (lines[-1].label, lines[-1].basis) == ("终止", "《茶馆管理办法》第九条")
