"""Numbers of certificates and how long they run, as pure rules."""

from datetime import date

import pytest

from bureau.people.identifiers import check_identifier
from bureau.registry.rules import (
    food_licence_number,
    last_valid_day,
    mod_11_10,
    trial_credit_code,
)


class TestFoodLicenceNumbers:
    @pytest.mark.parametrize(
        "published",
        ["JY11108071215650", "JY11105050876919", "JY13301080111719", "JY13101060025900"],
    )
    def test_end_with_the_check_digit_of_published_ones(self, published: str) -> None:
        assert mod_11_10(published[2:15]) == published[15]

    @pytest.mark.parametrize(
        ("business", "division", "sequence", "number"),
        [
            ("sales", "430702", 1, "JY14307020000015"),
            ("catering", "430702", 1, "JY24307020000018"),
            ("canteen", "430725", 12, "JY34307250000126"),
        ],
    )
    def test_hold_business_division_and_sequence(
        self, business: str, division: str, sequence: int, number: str
    ) -> None:
        made = food_licence_number(business=business, division=division, sequence=sequence)

        assert made == number
        assert check_identifier(made).valid


class TestTrialCreditCodes:
    def test_have_the_length_of_real_ones_and_can_never_be_one(self) -> None:
        code = trial_credit_code(division="990102", sequence=1)

        assert len(code) == 18
        assert not check_identifier(code).valid

    def test_of_individual_businesses_say_so_in_their_second_place(self) -> None:
        company = trial_credit_code(division="990102", sequence=7)
        individual = trial_credit_code(division="990102", sequence=7, kind="2")

        assert (company[:2], individual[:2]) == ("91", "92")

    def test_stay_different_up_to_the_last_sequence(self) -> None:
        codes = {trial_credit_code(division="990102", sequence=n) for n in (1, 10, 9_999_999)}

        assert len(codes) == 3
        assert {len(code) for code in codes} == {18}


class TestLastValidDay:
    @pytest.mark.parametrize(
        ("begins", "value", "unit", "ends"),
        [
            (date(2026, 3, 2), 5, "year", date(2031, 3, 1)),
            (date(2026, 1, 1), 5, "year", date(2030, 12, 31)),
            (date(2024, 2, 29), 1, "year", date(2025, 2, 27)),
            (date(2024, 2, 29), 4, "year", date(2028, 2, 28)),
            (date(2026, 8, 31), 6, "month", date(2027, 2, 27)),
            (date(2026, 3, 18), 30, "natural_day", date(2026, 4, 16)),
        ],
    )
    def test_is_the_day_before_the_term_comes_round(
        self, begins: date, value: int, unit: str, ends: date
    ) -> None:
        assert last_valid_day(begins, value=value, unit=unit) == ends

    def test_there_is_none_where_no_term_is_set(self) -> None:
        assert last_valid_day(date(2026, 3, 2), value=0, unit="") is None
