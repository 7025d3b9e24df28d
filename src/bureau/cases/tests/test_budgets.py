"""How many statements an act or a page may cost: each is a way to the database and back.

Counted are an operation's own, for ten materials, in a process that has done it before.
Sessions and the frame of the transaction are not.
"""

from collections.abc import Callable
from typing import TypeVar

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bureau.cases.facts import Verdict
from bureau.cases.models import Case
from bureau.cases.operations import applicant, counter, delivery, review, taking
from bureau.cases.operations.submission import submit
from bureau.cases.queries import access, lists, pages
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
    an_approver,
    an_examined_case,
    an_examiner,
    an_item,
    judged,
)
from bureau.catalogue.elements import Mark, Material
from bureau.catalogue.tests.factories import HOUSE
from bureau.kept import forget
from bureau.offices.queries import duties
from bureau.people.models import Account
from bureau.workdays.operations import load_calendar
from bureau.workdays.tests.calendars import ARRANGEMENTS

pytestmark = pytest.mark.django_db

TEN = tuple(
    Material(key=key, name=f"材料 {key}", mark=Mark.CONFIRMED)
    for key in ("plan", *(f"m{number}" for number in range(2, 11)))
)
HANDED_IN = {material.key: a_file(f"{material.key}.pdf") for material in TEN}
PASSED = [review.PointFinding(point.key, "pass") for point in POINTS]
T = TypeVar("T", Case, Account)
FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@pytest.fixture(autouse=True)
def a_house_with_calendar_and_item() -> None:
    load_calendar(ARRANGEMENTS, by=HOUSE, at=MORNING)
    an_item(materials=TEN)


def cost(act: Callable[[], object]) -> list[str]:
    """The statements of an act."""
    with CaptureQueriesContext(connection) as captured:
        act()
    found = [" ".join(query["sql"].split()) for query in captured.captured_queries]
    return [statement for statement in found if not statement.startswith(FRAME)]


def assert_cost(budget: int, act: Callable[[T], object], first: T, second: T) -> None:
    """Done to the first case to get the process going, then counted on the second."""
    forget(keep_nothing_for=0)
    act(first)
    statements = cost(lambda: act(second))
    listed = "\n".join(f"{n:3}  {sql[:150]}" for n, sql in enumerate(statements, start=1))
    assert len(statements) <= budget, f"{len(statements)} statements, {budget} allowed:\n{listed}"


def a_full_case(by: Account | None = None) -> Case:
    return a_case(by=by, materials=HANDED_IN)


def an_accepted() -> Case:
    return an_accepted_case(materials=HANDED_IN)


class TestActs:
    def test_submitting_ten_materials_takes_ten(self) -> None:
        def apply(by: Account) -> None:
            sent = a_submission(party_id=by.party_id, materials=HANDED_IN)
            submit(sent, by=by, actor=by.as_actor(), at=MORNING)

        assert_cost(10, apply, an_applicant(), an_applicant())

    def test_judging_ten_materials_takes_six(self) -> None:
        clerk = a_clerk()
        judgements = [counter.Judgement(material.key, Verdict.GOOD) for material in TEN]

        assert_cost(
            6,
            lambda case: counter.judge_materials(case.number, judgements, by=clerk, at=MORNING),
            a_full_case(),
            a_full_case(),
        )

    def test_accepting_takes_eight(self) -> None:
        clerk = a_clerk()

        assert_cost(
            8,
            lambda case: counter.accept(case.number, by=clerk, at=MORNING),
            judged(a_full_case()),
            judged(a_full_case()),
        )

    def test_a_one_time_notice_takes_eight(self) -> None:
        clerk = a_clerk()

        assert_cost(
            8,
            lambda case: counter.ask_correction(case.number, by=clerk, at=MORNING),
            judged(a_full_case(), plan="missing"),
            judged(a_full_case(), plan="missing"),
        )

    def test_a_supplement_takes_eight(self) -> None:
        person, clerk = an_applicant(), a_clerk()
        cases = [judged(a_full_case(person), plan="missing") for _ in range(2)]
        for case in cases:
            counter.ask_correction(case.number, by=clerk, at=MORNING)
        handed_in = {"plan": a_file()}

        assert_cost(
            8,
            lambda case: applicant.supplement(
                case.number, handed_in, by=person, actor=person.as_actor(), at=MORNING
            ),
            *cases,
        )

    def test_registering_on_the_spot_takes_ten(self) -> None:
        a_registration_item()
        clerk = a_clerk()

        assert_cost(
            10,
            lambda case: counter.grant_at_once(case.number, by=clerk, at=MORNING),
            judged(a_case(item_key=REGISTRATION_ITEM)),
            judged(a_case(item_key=REGISTRATION_ITEM)),
        )

    def test_taking_a_case_takes_six(self) -> None:
        examiner = an_examiner()

        assert_cost(
            6,
            lambda case: taking.take(case.number, by=examiner, at=MORNING),
            an_accepted(),
            an_accepted(),
        )

    def test_findings_of_all_points_take_six(self) -> None:
        examiner = an_examiner()

        assert_cost(
            6,
            lambda case: review.find(case.number, PASSED, by=examiner, at=MORNING),
            an_accepted(),
            an_accepted(),
        )

    def test_proposing_takes_seven(self) -> None:
        examiner = an_examiner()
        cases = [an_accepted(), an_accepted()]
        for case in cases:
            review.find(case.number, PASSED, by=examiner, at=MORNING)

        assert_cost(
            7,
            lambda case: review.propose(case.number, "grant", by=examiner, at=MORNING),
            *cases,
        )

    def test_granting_takes_eleven_with_the_licence_it_gives(self) -> None:
        approver = an_approver()

        assert_cost(
            11,
            lambda case: review.decide(case.number, "grant", by=approver, at=MORNING),
            an_examined_case(materials=HANDED_IN),
            an_examined_case(materials=HANDED_IN),
        )

    def test_refusing_takes_ten(self) -> None:
        approver = an_approver()

        assert_cost(
            10,
            lambda case: review.decide(case.number, "refuse", by=approver, at=MORNING),
            an_examined_case(materials=HANDED_IN, proposal="refuse"),
            an_examined_case(materials=HANDED_IN, proposal="refuse"),
        )

    def test_delivering_takes_seven(self) -> None:
        clerk = a_clerk()

        assert_cost(
            7,
            lambda case: delivery.deliver(case.number, proof="本人签收", by=clerk, at=MORNING),
            a_granted_case(materials=HANDED_IN),
            a_granted_case(materials=HANDED_IN),
        )


class TestPages:
    """Asked for by somebody who may see only some of the cases."""

    def test_a_case_page_takes_seven(self) -> None:
        approver = an_approver()
        known = duties(approver.pk, MORNING)

        def page(case: Case) -> None:
            found = access.find_case(case.number, viewer=approver, duties=known, at=MORNING)
            assert found is not None
            pages.case_page(found, at=MORNING)

        assert_cost(7, page, a_granted_case(), a_granted_case(materials=HANDED_IN))

    def test_a_case_page_of_an_applicant_takes_nine(self) -> None:
        person = an_applicant()
        nobody = duties(person.pk, MORNING)

        def page(case: Case) -> None:
            found = access.find_case(case.number, viewer=person, duties=nobody, at=MORNING)
            assert found is not None
            pages.case_page(found, at=MORNING)

        assert_cost(9, page, a_full_case(person), a_full_case(person))

    def test_duties_take_three(self) -> None:
        approver = an_approver()

        assert len(cost(lambda: duties(approver.pk, MORNING))) == 3

    @pytest.mark.parametrize("length", [1, 6])
    def test_work_lists_take_one_each_however_long(self, length: int) -> None:
        approver = an_approver()
        known = duties(approver.pk, MORNING)
        for _ in range(length):
            a_full_case()
            an_accepted()

        def all_lists(viewer: Account) -> None:
            for ask in (lists.to_receive, lists.to_review, lists.to_deliver):
                ask(viewer, duties=known, at=MORNING)

        assert_cost(3, all_lists, approver, approver)

    @pytest.mark.parametrize("length", [1, 6])
    def test_own_applications_take_three_however_many(self, length: int) -> None:
        person = an_applicant()
        for _ in range(length):
            a_full_case(person)

        assert_cost(3, lambda by: lists.own_applications(by, at=MORNING), person, person)
