"""Case numbers and query codes: read over the phone, copied by hand, typed on phones."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.cases.numbers import (
    SIGNS,
    application_number,
    case_number,
    check_digit,
    grouped,
    normalise_code,
    normalise_number,
    query_code,
)

DAY = date(2026, 3, 18)
NUMBER = application_number(area="990102", day=DAY, sequence=7)
KEY = b"a key of this test"


class TestApplicationNumber:
    def test_says_place_day_and_sequence_and_ends_with_a_check_digit(self) -> None:
        digits = NUMBER.replace("-", "")

        assert NUMBER.startswith("990102-260318-00007-")
        assert len(digits) == 18
        assert check_digit(digits[:-1]) == digits[-1]

    def test_of_more_than_99_999_a_day_is_longer_and_still_a_number(self) -> None:
        number = application_number(area="990102", day=DAY, sequence=123_456)

        assert "-123456-" in number
        assert normalise_number(number) == number

    def test_the_second_case_of_an_application_adds_its_position(self) -> None:
        assert case_number(NUMBER, 1) == NUMBER
        assert case_number(NUMBER, 2) == f"{NUMBER}/2"

    @given(st.integers(min_value=1, max_value=99_999), st.data())
    def test_one_wrong_digit_is_always_noticed(self, sequence: int, data: st.DataObject) -> None:
        digits = application_number(area="990102", day=DAY, sequence=sequence).replace("-", "")
        place = data.draw(st.integers(0, 17))
        other = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[place]]))

        assert normalise_number(digits[:place] + other + digits[place + 1 :]) == ""

    @pytest.mark.parametrize(
        "typed",
        [
            NUMBER,
            NUMBER.replace("-", ""),
            f"  {NUMBER.replace('-', ' ')} ",
            "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in NUMBER),
            NUMBER.replace("-", "－"),
            f"编号：{NUMBER}",
        ],
    )
    def test_is_read_however_it_is_typed(self, typed: str) -> None:
        assert normalise_number(typed) == NUMBER

    def test_a_position_is_kept(self) -> None:
        assert normalise_number(f"{NUMBER}/2") == f"{NUMBER}/2"

    @pytest.mark.parametrize("typed", ["", "abc", "123", NUMBER[:-1], "²" * 18, "'; drop table"])
    def test_what_cannot_be_one_is_nothing(self, typed: str) -> None:
        assert normalise_number(typed) == ""


class TestQueryCode:
    def test_is_eight_signs_nobody_confuses(self) -> None:
        code = query_code("an-application", key=KEY)

        assert len(code) == 8
        assert set(code) <= set(SIGNS)
        assert set("IOSVZ").isdisjoint(SIGNS)

    def test_is_another_for_every_application_and_every_key(self) -> None:
        codes = {
            query_code("one", key=KEY),
            query_code("two", key=KEY),
            query_code("one", key=b"another key"),
        }

        assert len(codes) == 3

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("ab12-cd34", "AB12CD34"),
            ("ＡＢ１２ ＣＤ３４", "AB12CD34"),
            ("OIS2-VZ00", "0152U200"),
            ("  a b 1 2 c d 3 4 ", "AB12CD34"),
        ],
    )
    def test_forgives_width_case_blanks_and_look_alikes(self, typed: str, meant: str) -> None:
        assert normalise_code(typed) == meant

    def test_is_printed_in_two_groups_of_four(self) -> None:
        code = query_code("an-application", key=KEY)

        assert grouped(code) == f"{code[:4]}-{code[4:]}"
        assert normalise_code(grouped(code)) == code
