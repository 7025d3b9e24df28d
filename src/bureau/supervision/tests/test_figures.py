"""Every figure is what its words say, and opens into exactly the rows it counts."""

from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.clauses import clause

from bureau.audit.actors import Actor
from bureau.cases.operations import silence
from bureau.cases.tests.factories import a_case, an_accepted_case, an_item, judged
from bureau.catalogue.elements import Limit, Mark
from bureau.feedback import operations as feedback
from bureau.supervision.definitions import INDICATORS
from bureau.supervision.queries import (
    Board,
    Figure,
    Place,
    Row,
    cases_behind,
    figures,
    place_named,
    places,
)
from bureau.supervision.rules import Comparison, NoData, PeriodKind, period_of
from bureau.supervision.tests.factories import (
    CITY_UNIT,
    COUNTY_UNIT,
    HOUSE,
    LATER,
    MARCH,
    a_busy_month,
    a_decided_case,
    a_founding,
    a_noticed_case,
    a_rated_case,
    a_target,
    at_the_city,
    day,
    some_groups,
)

pytestmark = pytest.mark.django_db


def the(key: str, area: str = "") -> Figure:
    return figures(MARCH, at=LATER, keys=[key]).figure(key, area)


def rows_of(key: str, part: str = "denominator", place: Place | None = None) -> list[Row]:
    """All pages of rows behind a number."""
    rows: list[Row] = []
    after = ""
    while True:
        page = cases_behind(key, part, MARCH, at=LATER, place=place, after=after)
        rows += page.rows
        after = page.next_after
        if not after:
            return rows


def differences(board: Board) -> list[tuple[str, str, str, int, int]]:
    """Numbers that do not open into as many rows."""
    found = []
    for place in (None, *places()):
        area = place.area if place else ""
        for key, indicator in INDICATORS.items():
            for part in indicator.parts:
                said = board.figure(key, area).rows_behind(part)
                seen = len(rows_of(key, part, place))
                if said != seen:
                    found.append((area, key, part, said, seen))
    return found


class TestABusyMonth:
    @clause("3.3.1-e", "3.3.1-f", "3.3.1-g", "3.3.3-f", "2.3-i")
    def test_every_number_opens_into_exactly_its_rows(self) -> None:
        a_busy_month()

        assert differences(figures(MARCH, at=LATER)) == []

    def test_nobody_s_name_stands_in_the_rows(self) -> None:
        a_busy_month()

        parties = {row.party for row in rows_of("correction")}

        assert parties == {"李**"}

    def test_is_read_in_few_statements(self) -> None:
        a_busy_month()

        with CaptureQueriesContext(connection) as asked:
            figures(MARCH, at=LATER)

        assert len(asked) <= 24

    def test_is_the_same_before_and_after_silence_is_written_down(self) -> None:
        a_busy_month()
        before = figures(MARCH, at=LATER)

        silence.record_silence(by=HOUSE, at=LATER)

        after = figures(MARCH, at=LATER)
        changed = [key for key in INDICATORS if before.figure(key).tally != after.figure(key).tally]
        # The letter of a deemed acceptance is one more service event, and nothing else.
        assert changed == []


class TestPages:
    def test_together_hold_every_row_once(self) -> None:
        for number in range(3, 58):
            a_case(at=day(3 + number % 20, hour=9))

        rows = rows_of("correction")

        assert len(rows) == 55
        assert len({row.ref for row in rows}) == 55


class TestTheCity:
    def test_is_the_ratio_of_sums_over_its_units(self) -> None:
        some_groups()
        a_founding()
        a_founding()
        with at_the_city():
            a_founding(online=False)

        board = figures(MARCH, at=LATER, keys=["k5"])

        assert board.figure("k5", COUNTY_UNIT).value == 1
        assert board.figure("k5", CITY_UNIT).value == 0
        assert board.figure("k5").value == Fraction(2, 3)

    def test_of_one_unit_only_that_unit_is_read(self) -> None:
        some_groups()
        a_founding()
        with at_the_city():
            a_founding(online=False)
        place = place_named(CITY_UNIT, on=MARCH.last)

        board = figures(MARCH, at=LATER, place=place, keys=["k5"])

        assert board.figure("k5").value == 0
        assert len(rows_of("k5", place=place)) == 1

    def test_of_one_office_only_its_cases_are_read(self) -> None:
        an_accepted_case()
        town = place_named("town", on=MARCH.last)
        county = place_named("county", on=MARCH.last)

        assert figures(MARCH, at=LATER, place=county).figure("correction").tally.measured == 1
        assert figures(MARCH, at=LATER, place=town).figure("correction").tally.measured == 0


@clause("3.3.1-f")
class TestOnline:
    def test_is_what_the_applicant_typed_on_the_web(self) -> None:
        some_groups()
        a_founding()
        a_founding(online=False)

        assert the("k5").value == Fraction(1, 2)
        assert [row.hit for row in rows_of("k5", "rest")] == [False]

    def test_counts_only_the_items_of_the_group(self) -> None:
        some_groups()
        an_accepted_case()

        assert isinstance(the("k5").value, NoData)

    @clause("3.3.3-f")
    def test_an_individual_business_does_not_change_the_enterprises_figure(self) -> None:
        some_groups(individual=["workshop-closing"])
        a_founding(item="workshop-closing")

        assert isinstance(the("k8").value, NoData)
        assert the("k8-individual").value == 1


class TestTargets:
    @clause("0-c")
    def test_a_period_before_the_plan_is_a_baseline(self) -> None:
        a_target("k5")
        before = period_of(PeriodKind.MONTH, MARCH.first.replace(year=2023))

        figure = figures(before, at=LATER, keys=["k5"]).figure("k5")

        assert figure.is_baseline
        assert figure.goal is None
        assert figure.met is None

    def test_a_value_is_held_against_the_target_of_its_time(self) -> None:
        some_groups()
        a_target("k5")
        a_founding()
        a_founding(online=False)

        figure = the("k5")

        assert figure.met is False
        assert figure.gap == Fraction(48, 100)

    def test_without_data_nothing_is_met_or_missed(self) -> None:
        a_target("k1", Fraction(1, 2), comparison=Comparison.AT_MOST)

        figure = the("k1")

        assert isinstance(figure.value, NoData)
        assert figure.met is None


@clause("3.3.1-e")
class TestSpeedUp:
    def test_by_items_does_not_know_the_cases(self) -> None:
        an_item()
        before = the("k4")

        an_accepted_case()

        assert before.value == Fraction(1, 2)  # ten working days, promised five
        assert the("k4").tally == before.tally

    def test_by_items_leaves_out_what_has_no_limit_in_law(self) -> None:
        an_item()
        an_item("stall", name="摊位许可", statutory_limit=None)

        assert [row.ref for row in rows_of("k4")] == ["tea-house"]
        assert [row.ref for row in rows_of("k4", "left-out")] == ["stall"]

    def test_by_cases_is_weighted_by_what_was_accepted(self) -> None:
        an_item(
            "kiosk",
            name="书报亭许可",
            statutory_limit=Limit(value=20, unit="working_day", mark=Mark.CONFIRMED),
            promised_limit=Limit(value=20, unit="working_day", mark=Mark.CONFIRMED),
        )
        an_accepted_case()
        an_accepted_case(item_key="kiosk")

        assert the("k4-cases").value == Fraction(5, 30)
        assert the("k4").value == Fraction(5, 30)

    def test_really_is_the_time_used_against_the_law(self) -> None:
        a_decided_case(accepted=day(2), decided=day(4))

        assert the("k4-actual").value == Fraction(8, 10)
        assert [row.amount for row in rows_of("k4-actual")] == [Fraction(8)]


@clause("3.3.1-g")
class TestOnlineItems:
    def test_are_counted_as_items_not_as_cases(self) -> None:
        an_item(online_depth="IV")
        an_item("stall", name="摊位许可")
        before = the("k6")

        an_accepted_case()
        an_accepted_case()

        assert before.value == Fraction(1, 2)
        assert the("k6") == before

    def test_an_unknown_depth_is_not_online(self) -> None:
        an_item()

        assert the("k6").value == 0
        assert [row.note for row in rows_of("k6", "rest")] == ["网上办理深度没有填写"]

    def test_wholly_online_needs_no_visit(self) -> None:
        an_item(online_depth="IV", visits=1)

        assert the("k6").value == 1
        assert the("k6-full").value == 0


class TestInTime:
    def test_both_limits_are_kept_apart(self) -> None:
        a_decided_case(accepted=day(2), decided=day(4))
        a_decided_case(accepted=day(2), decided=day(12))

        assert the("on-time-promise").value == Fraction(1, 2)
        assert the("on-time-law").value == 1

    def test_the_last_second_of_a_limit_is_in_time(self) -> None:
        case = a_decided_case(accepted=day(2), decided=day(3))
        case.decided_at = case.promise_due_at
        case.save(update_fields=["decided_at"])

        assert the("on-time-promise").value == 1

    def test_the_length_is_office_time_from_acceptance_to_decision(self) -> None:
        a_decided_case(accepted=day(6), decided=day(9))  # a Friday to the Monday after it
        a_decided_case(accepted=day(2), decided=day(4))

        assert the("duration").value == Fraction(3, 2)
        assert the("duration-median").value == Fraction(3, 2)


class TestOverdue:
    def test_is_what_is_open_past_its_limit_now(self) -> None:
        an_accepted_case(at=day(2))

        now = figures(MARCH, at=day(10), keys=["overdue-promise", "overdue-law"])

        assert now.figure("overdue-promise").value == 1
        assert now.figure("overdue-law").value == 0

    def test_at_the_end_of_a_past_period_is_what_was_open_then(self) -> None:
        a_decided_case(accepted=day(2), decided=day(27))

        assert the("overdue-promise").value == 0 or isinstance(the("overdue-promise").value, NoData)
        on_the_20th = period_of(PeriodKind.DAYS, day(20).date())
        board = figures(on_the_20th, at=LATER, keys=["overdue-promise"])
        assert board.figure("overdue-promise").value == 1

    def test_counts_what_silence_accepted(self) -> None:
        a_case(at=day(2))

        board = figures(MARCH, at=LATER, keys=["late-notice", "overdue-law"])

        assert board.figure("late-notice").value == 1
        assert board.figure("overdue-law").value == 1


class TestNotices:
    def test_a_case_is_asked_once(self) -> None:
        a_noticed_case(at=day(10))
        a_noticed_case(at=day(11), times=2)
        judged(a_case(at=day(12)))

        assert the("correction").value == Fraction(2, 3)
        assert the("one-notice").value == Fraction(1, 2)

    def test_belong_to_the_day_of_the_first_submission(self) -> None:
        a_noticed_case(at=day(31), times=2)

        assert the("correction").tally.measured == 1


@clause("1-a")
class TestRatings:
    def test_stand_beside_the_efficiency_figures(self) -> None:
        a_rated_case("very_satisfied")
        a_rated_case("dissatisfied")

        assert the("rated").value == 1
        assert the("good").value == Fraction(1, 2)
        assert the("bad").value == Fraction(1, 2)

    def test_few_ratings_are_kept_from_who_is_rated(self) -> None:
        a_rated_case("dissatisfied")

        figure = figures(MARCH, at=LATER, keys=["bad"], least_ratings=5).figure("bad")

        assert isinstance(figure.value, NoData)
        assert figure.rows_behind("numerator") == 0

    @clause("2.3-f")
    def test_count_what_was_said_first_a_follow_up_stands_beside_it(self) -> None:
        rated = a_rated_case("satisfied")
        feedback.rate(
            rated.token, "very_dissatisfied", channel="web", by=Actor.nobody(), at=day(24)
        )

        assert the("good").value == 1
        assert the("bad").value == 0
        assert the("good").tally.measured == 1

    @clause("2.3-i")
    def test_a_bad_one_not_put_right_by_its_day_lowers_the_rate(self) -> None:
        a_rated_case("dissatisfied", at=day(10))

        assert the("rectified").value == 0


class TestNothing:
    def test_in_an_empty_house_every_figure_says_why_there_is_none(self) -> None:
        board = figures(MARCH, at=LATER)

        assert all(isinstance(one.value, NoData) for one in board.by_area[""].values())
        assert all(one.value.reason for one in board.by_area[""].values())  # type: ignore[union-attr]

    def test_an_unknown_part_has_no_rows(self) -> None:
        assert cases_behind("k5", "nonsense", MARCH, at=LATER).rows == ()
        assert cases_behind("k1", "numerator", MARCH, at=LATER).rows == ()
