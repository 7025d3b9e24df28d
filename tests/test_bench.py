"""What is measured is what the house does: a bulk-loaded case equals one of the operations."""

from datetime import timedelta
from typing import Any

import pytest
from bench.clients import Measured
from bench.copies import Copy, copy_cases
from bench.table import CASE_PAGE, Line
from django.db import models

from bureau.cases.models import (
    Application,
    Case,
    CaseAct,
    Draft,
    Finding,
    Pause,
    SubmittedMaterial,
)
from bureau.cases.operations import counter
from bureau.cases.queries import lists, pages
from bureau.cases.queries.access import find_case
from bureau.cases.states import State
from bureau.cases.tests.factories import (
    MORNING,
    a_case,
    a_clerk,
    a_granted_case,
    an_accepted_case,
    an_applicant,
    an_application,
    an_examiner,
    judged,
)
from bureau.feedback.models import Invitation
from bureau.notices.models import Letter
from bureau.offices.queries import duties
from bureau.registry.models import Licence

pytestmark = pytest.mark.django_db

A_WEEK = timedelta(days=7)

COPIED: dict[type[models.Model], set[str]] = {
    Application: {"id", "number", "uid", "idempotency_key", "party_id", "account_id"},
    Case: {"id", "number", "application_id", "licence_number"},
    CaseAct: {"id", "case_id", "letter_uid"},
    Finding: {"id", "case_id"},
    Pause: {"id", "case_id", "letter_uid"},
    SubmittedMaterial: {"id", "application_id"},
    Letter: {"uid", "number", "object_id", "data"},
    Licence: {"id", "number", "token", "holder_id", "given_by_case", "letter_uid"},
}
"""The tables of a case, and in each the columns that say which case it is."""

NOT_OF_A_CASE = {
    Application: "an application that repeats it",
    Draft: "what it was before it was one",
    Invitation: "a service that may be rated, asked about afterwards by a task",
}


def a_copy(case: Case, *, days: int = -7) -> Case:
    copy_cases([Copy(case.application_id, days=days)])
    return Case.objects.exclude(pk=case.pk).latest("id")


def rows(model: type[models.Model], case: Case) -> list[dict[str, Any]]:
    """All rows of a case in a table, in the order they were written."""
    whose: dict[type[models.Model], dict[str, Any]] = {
        Application: {"pk": case.application_id},
        Case: {"pk": case.pk},
        SubmittedMaterial: {"application": case.application_id},
        Letter: {"object_kind": "case", "object_id": case.number},
        Licence: {"given_by_case": case.number},
    }
    found = model._default_manager.filter(**whose.get(model, {"case": case}))
    order = "created_at" if model is Letter else "pk"
    return list(found.order_by(order, *(["kind"] if model is Letter else [])).values())


def moved(row: dict[str, Any], model: type[models.Model]) -> dict[str, Any]:
    """The row a week earlier."""
    days = {
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateField)
    }
    return {
        name: value - A_WEEK if name in days and value is not None else value
        for name, value in row.items()
    }


class TestABulkLoadedCase:
    @pytest.mark.parametrize("model", COPIED, ids=lambda model: model.__name__)
    def test_has_the_columns_the_operations_wrote(self, model: type[models.Model]) -> None:
        case = a_granted_case()

        copy = a_copy(case)

        own = COPIED[model]
        made, loaded = rows(model, case), rows(model, copy)
        assert len(made) == len(loaded)
        assert [
            {name: value for name, value in row.items() if name not in own} for row in loaded
        ] == [
            {name: value for name, value in moved(row, model).items() if name not in own}
            for row in made
        ]

    def test_has_rows_in_every_table_of_a_case(self) -> None:
        related = {
            relation.related_model
            for model in (Application, Case)
            for relation in model._meta.related_objects
        }

        assert related - set(NOT_OF_A_CASE) - {Case} <= set(COPIED)

    def test_is_shown_as_any_other(self) -> None:
        case = a_granted_case()
        examiner = an_examiner()
        known = duties(examiner.pk, MORNING)

        copy = a_copy(case)

        found = find_case(copy.number, viewer=examiner, duties=known, at=MORNING)
        assert found is not None
        page, made = pages.case_page(found, at=MORNING), pages.case_page(case, at=MORNING)
        assert page.state == made.state
        assert page.materials == made.materials
        assert [point.verdict for point in page.points] == [p.verdict for p in made.points]
        assert [act.act for act in page.acts] == [act.act for act in made.acts]
        assert [one.kind for one in page.letters] == [one.kind for one in made.letters]
        assert {act.letter_uid for act in page.acts if act.letter_uid} == {
            one.uid for one in page.letters
        }
        assert [one.kind for one in page.licences] == [one.kind for one in made.licences]
        assert all(one.data["case_number"] == copy.number for one in page.letters)

    def test_stands_in_the_same_lists(self) -> None:
        case = an_accepted_case()
        examiner = an_examiner()
        known = duties(examiner.pk, MORNING)

        copy = a_copy(case)

        listed = lists.to_review(examiner, duties=known, at=MORNING).rows
        assert {row.number for row in listed} == {case.number, copy.number}

    def test_belongs_to_another_applicant_who_finds_it(self) -> None:
        person = an_applicant()
        case = a_case(by=person)

        copy = a_copy(case)

        owner = copy.application.account
        assert owner is not None
        assert owner.pk != person.pk
        assert [row.number for row in lists.own_applications(owner, at=MORNING)] == [copy.number]
        assert [row.number for row in lists.own_applications(person, at=MORNING)] == [case.number]

    def test_goes_on_through_the_operations(self) -> None:
        copy = a_copy(judged(a_case()), days=0)

        accepted = counter.accept(copy.number, by=a_clerk(), at=MORNING)

        assert accepted.state == State.ACCEPTED

    def test_takes_no_number_that_is_still_to_be_given(self) -> None:
        case = a_case()
        copies = [a_copy(case, days=0) for _ in range(3)]

        following = an_application()

        assert following.number not in {case.number, *(copy.number for copy in copies)}


class TestTheGate:
    @pytest.mark.parametrize(
        ("per_second", "failed", "holds"), [(110, 0, True), (109, 0, False), (500, 1, False)]
    )
    def test_is_twice_the_peer_without_an_error(
        self, per_second: float, failed: int, holds: bool
    ) -> None:
        measured = Measured(per_second=per_second, p50=0.01, p95=0.02, failed=failed)

        assert Line("办件页", CASE_PAGE, measured).holds == holds
