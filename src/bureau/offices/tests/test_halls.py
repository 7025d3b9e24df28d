"""Halls: their hours by season, their windows."""

from datetime import date

import pytest

from bureau.offices import operations, queries
from bureau.offices.facts import HallFacts, HoursFacts, WindowFacts
from bureau.offices.operations import Put
from bureau.offices.tests.factories import (
    AREAS,
    BEGINNING,
    CITY,
    COUNTY,
    NOON,
    SUMMER,
    WINTER,
    keeper,
    some_offices,
)
from bureau.refusal import Refusal

pytestmark = pytest.mark.django_db


def hours(**told: object) -> HoursFacts:
    usual: dict[str, object] = {
        "season": "全年",
        "sessions": (("09:00", "12:00"),),
        "valid_from": BEGINNING,
    }
    return HoursFacts(**(usual | told))  # type: ignore[arg-type]


class TestHours:
    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            (date(2026, 4, 30), "09:00-12:00,13:00-17:00"),
            (date(2026, 5, 1), "09:00-12:00,13:30-17:30"),
            (date(2026, 9, 30), "09:00-12:00,13:30-17:30"),
            (date(2026, 12, 31), "09:00-12:00,13:00-17:00"),
        ],
    )
    def test_follow_the_season_also_over_new_year(self, day: date, expected: str) -> None:
        some_offices()

        assert str(queries.hours_of("h-county", day)) == expected

    def test_of_a_hall_of_which_nothing_is_known_are_the_standard_ones(self) -> None:
        assert str(queries.hours_of("nowhere", date(2026, 3, 18))) == "09:00-12:00,13:00-17:00"

    def test_of_a_weekday_go_before_those_of_every_day(self) -> None:
        some_offices()
        saturday = hours(season="周六", weekdays=(6,))
        operations.set_hours("h-county", [WINTER, saturday], by=keeper(), at=NOON)

        assert str(queries.hours_of("h-county", date(2026, 3, 21))) == "09:00-12:00"
        assert str(queries.hours_of("h-county", date(2026, 3, 20))) == "09:00-12:00,13:00-17:00"

    def test_set_the_same_again_change_nothing(self) -> None:
        some_offices()

        put = operations.set_hours("h-county", [SUMMER, WINTER], by=keeper(), at=NOON)

        assert put == Put.UNCHANGED

    @pytest.mark.parametrize(
        ("told", "word"),
        [
            ({"sessions": (("9点", "12:00"),)}, "09:00"),
            ({"sessions": (("12:00", "09:00"),)}, "晚于"),
            ({"sessions": (("09:00", "12:00"), ("11:00", "13:00"))}, "重叠"),
            ({"sessions": ()}, "至少"),
            ({"from_month_day": "13-01"}, "月-日"),
            ({"weekdays": (8,)}, "星期"),
        ],
    )
    def test_that_make_no_sense_are_refused(self, told: dict[str, object], word: str) -> None:
        some_offices()

        with pytest.raises(Refusal, match=word):
            operations.set_hours("h-county", [hours(**told)], by=keeper(), at=NOON)


class TestWindows:
    def test_stand_in_order_and_may_be_shut(self) -> None:
        some_offices()

        operations.use_window("h-county", "02", in_use=False, by=keeper(), at=NOON)

        assert [one.number for one in queries.windows_of("h-county")] == ["01", "02", "03"]
        still_open = queries.windows_of("h-county", only_open=True)
        assert [one.number for one in still_open] == ["01", "03"]

    def test_belong_to_an_office_that_staffs_the_hall(self) -> None:
        some_offices()
        window = WindowFacts(number="09", name="综合", kind="comprehensive", office=CITY)

        with pytest.raises(Refusal, match="没有进驻"):
            operations.put_window("h-county", window, by=keeper(), at=NOON)

    def test_a_hall_may_be_staffed_by_several_offices(self) -> None:
        some_offices()
        shared = HallFacts(
            key="h-county", name="共用大厅", level="县", area=AREAS[COUNTY], offices=(COUNTY, CITY)
        )

        operations.put_hall(shared, by=keeper(), at=NOON)

        found = queries.hall("h-county")
        assert found is not None
        assert set(found.office_keys) == {COUNTY, CITY}
        assert found.host_key == COUNTY
        assert {hall.key for hall in queries.halls_for(CITY)} == {"h-city", "h-county"}
