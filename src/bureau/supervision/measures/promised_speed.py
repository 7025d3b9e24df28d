"""K4 weighted by cases: what was promised against the law, case by case as it was accepted."""

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

from django.db.models import Count, QuerySet

from bureau.cases.models import Case
from bureau.catalogue.elements import Procedure
from bureau.supervision.definitions import LEFT_OUT
from bureau.supervision.measures import case_rows, events
from bureau.supervision.measures.measure import RowPage, Tallies
from bureau.supervision.rules import NOTHING, Limits, Tally, saved
from bureau.supervision.scope import Scope

KEY = "k4-cases"


class PromisedSpeed:
    """One statement: cases with the same limits are counted together."""

    keys = (KEY,)

    def tallies(self, scope: Scope, keys: Collection[str]) -> Tallies:
        found: dict[str, Tally] = {}
        groups = (
            _cases(scope)
            .values_list(
                "area", "statutory_value", "statutory_unit", "promise_value", "promise_unit"
            )
            .order_by()
            .annotate(number=Count("pk"))
        )
        for area, *limits, number in groups:
            own = Limits(*limits)
            before = found.get(area, NOTHING)
            if own.statutory is None:
                found[area] = replace(before, left_out=before.left_out + number)
                continue
            found[area] = Tally(
                numerator=before.numerator + number * saved(own),
                denominator=before.denominator + number * own.statutory,
                measured=before.measured + number,
                left_out=before.left_out,
            )
        return {KEY: found}

    def rows(self, key: str, part: str, scope: Scope, *, after: str) -> RowPage:
        return case_rows.case_page(
            _cases(scope).filter(statutory_value__isnull=part == LEFT_OUT),
            column="event_at",
            moment_of=lambda case: case.accepted_at or case.received_at,
            after=after,
            note_of=case_rows.terms_note,
            amounts=_amounts,
        )


def _cases(scope: Scope) -> QuerySet[Case]:
    return events.accepted(scope).filter(procedure=Procedure.LICENCE)


def _amounts(case: Case) -> tuple[Fraction | None, Fraction | None]:
    own = Limits(case.statutory_value, case.statutory_unit, case.promise_value, case.promise_unit)
    return saved(own), own.statutory


PROMISED = PromisedSpeed()
