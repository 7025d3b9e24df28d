"""The page 方案落实 says no more than the tests do."""

from bureau.guides.plan import Clause, State, read_clauses
from tests.clause_report import MAP, PLAN, REFERENCE, map_text, plan_text

CLAUSES = read_clauses(REFERENCE)


def ids(clauses: list[Clause]) -> list[str]:
    return [one.id for one in clauses]


class TestTheClauses:
    def test_are_all_there(self) -> None:
        assert len(CLAUSES) == 100
        assert len({one.id for one in CLAUSES}) == 100

    def test_say_what_they_ask_for_and_how_it_is_seen(self) -> None:
        empty = [one for one in CLAUSES if not (one.part and one.summary and one.verification)]

        assert ids(empty) == []


class TestTheMap:
    def test_is_what_the_tests_say(self) -> None:
        assert MAP.read_text(encoding="utf-8") == map_text(), (
            "run: python -m tests.clause_report --write"
        )

    def test_names_only_clauses_of_the_plan(self) -> None:
        known = {one.id for one in CLAUSES}
        named = {line.split(",")[0] for line in map_text().splitlines()[1:]}

        assert named - known == set()

    def test_and_the_document_agree(self) -> None:
        assert PLAN.read_text(encoding="utf-8") == plan_text(CLAUSES), (
            "run: python -m tests.clause_report --write"
        )


class TestTheState:
    def test_is_not_kept_without_a_test(self) -> None:
        claimed = [one for one in CLAUSES if one.state is State.KEPT and not one.tests]

        assert ids(claimed) == []

    def test_is_not_measured_without_an_indicator(self) -> None:
        claimed = [one for one in CLAUSES if one.state is State.MEASURED and not one.indicator]

        assert ids(claimed) == []

    def test_is_not_partly_without_anything(self) -> None:
        claimed = [
            one for one in CLAUSES if one.state is State.PARTLY and not (one.tests or one.indicator)
        ]

        assert ids(claimed) == []

    def test_is_not_nothing_where_tests_are_named(self) -> None:
        hidden = [one for one in CLAUSES if one.state is State.NOT_YET and one.tests]

        assert ids(hidden) == []
