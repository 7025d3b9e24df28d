"""Everything is counted in exactly one reporting unit; departments work but are not ranked."""

from datetime import timedelta

import pytest

from bureau.audit.actors import Actor
from bureau.cases.operations.submission import NoChain, submit
from bureau.cases.tests.factories import MORNING, a_submission, an_accepted_case, an_applicant
from bureau.catalogue.operations import Claim, claim_listing
from bureau.catalogue.tests.factories import HOUSE
from bureau.offices import queries as offices
from bureau.offices.refusals import UnknownOffice
from bureau.offices.tests.factories import (
    AREAS,
    CITY,
    CODES,
    COUNTY,
    NOON,
    TOWN,
    a_posted,
    an_office,
    some_offices,
)
from bureau.supervision.queries import figures
from bureau.supervision.rules import PeriodKind, period_of
from bureau.tasks.operations import Owner, finish_task, open_task
from bureau.tasks.queries import open_tasks
from tests.clauses import clause

pytestmark = pytest.mark.django_db

MARCH = period_of(PeriodKind.MONTH, MORNING.date())
LATER = MORNING + timedelta(days=30)
DEPARTMENT = "registration-department"


def a_department() -> None:
    some_offices()
    an_office(DEPARTMENT, kind="department", parent=CITY, authority=CITY)


@clause("0-a")
class TestEveryUnit:
    def test_stands_exactly_once_among_the_figures(self) -> None:
        a_department()
        an_accepted_case()

        board = figures(MARCH, at=LATER)

        assert [unit.area for unit in board.units] == [AREAS[CITY], AREAS[COUNTY]]
        assert sorted(board.by_area) == ["", *sorted(AREAS.values())]

    def test_has_every_case_of_its_township_offices_and_nobody_else_has(self) -> None:
        case = an_accepted_case()

        board = figures(MARCH, at=LATER, keys=["correction"])

        assert case.area == AREAS[COUNTY]
        counted = {
            unit.area: board.figure("correction", unit.area).tally.measured for unit in board.units
        }
        assert counted == {AREAS[CITY]: 0, AREAS[COUNTY]: 1}

    def test_a_case_for_an_unknown_unit_is_rejected(self) -> None:
        person = an_applicant()
        an_accepted_case()

        with pytest.raises(NoChain):
            submit(
                a_submission(party_id=person.party_id, office_key="nowhere"),
                by=person,
                actor=person.as_actor(),
                at=MORNING,
            )

    def test_also_where_an_item_was_listed_for_it_by_mistake(self) -> None:
        person = an_applicant()
        an_accepted_case()
        claim_listing(
            Claim(
                item="tea-house",
                office_key="nowhere",
                authority_code=CODES[COUNTY],
                valid_from=MORNING.date(),
            ),
            by=HOUSE,
            at=MORNING,
        )

        with pytest.raises(UnknownOffice):
            submit(
                a_submission(party_id=person.party_id, office_key="nowhere"),
                by=person,
                actor=person.as_actor(),
                at=MORNING,
            )

    def test_an_office_that_belongs_to_none_takes_no_case(self) -> None:
        some_offices()

        with pytest.raises(UnknownOffice):
            offices.case_facts("nowhere", MORNING.date())
        assert offices.case_facts(TOWN, MORNING.date()).area == AREAS[COUNTY]


@clause("0-a")
class TestADepartment:
    def test_has_members_and_is_given_tasks_which_they_finish(self) -> None:
        a_department()
        member = a_posted("DEPT1", "item_keeper", office=DEPARTMENT)
        task = open_task(
            kind="order",
            subject="补齐事项清单",
            object_kind="item",
            object_id="tea-house",
            owner=Owner(office=DEPARTMENT),
            due_at=NOON + timedelta(days=5),
            source="supervision",
            by=Actor.system("测试"),
            at=NOON,
        )

        own = offices.duties(member.pk, NOON)
        waiting = open_tasks(account=str(member.pk), offices=own.offices)
        finish_task(task, outcome="done", evidence="清单已补齐", by=member.as_actor(), at=NOON)

        assert [one.subject for one in waiting] == ["补齐事项清单"]
        assert open_tasks(account=str(member.pk), offices=own.offices) == []

    def test_is_not_ranked_among_the_areas(self) -> None:
        a_department()

        board = figures(MARCH, at=LATER)

        assert DEPARTMENT not in {unit.area for unit in board.units} | set(board.by_area)
        unit = offices.unit_of(DEPARTMENT, MORNING.date())
        assert unit is not None
        assert unit.area == AREAS[CITY], "what it does is counted with the city's own window"
