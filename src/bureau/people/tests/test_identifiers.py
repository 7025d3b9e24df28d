"""Numbers are known by their check digits, and a wrong one gets a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.people import identifiers
from bureau.people.identifiers import check_identifier, normalise_identifier, normalise_phone

GOOD = {
    "uscc": [
        "911101083303521997",
        "92141127MA0KD1Y64A",
        "12440600MB2C07549J",
        "11430200MB1615904K",
        "11431026MB0R05447F",
        "11431000MB1938148M",
        "11430281MB0W25573M",
        "91430700MA4L12346C",
        "92430702MA4L00003H",
        "93430725MA4L00003Q",
    ],
    "id_card": ["11010519491231002X", "440524188001010014", "430702199001011230"],
    "food_licence": [
        "JY11108071215650",
        "JY11105050876919",
        "JY13301080111719",
        "JY13101060025900",
        "JY14307020000015",
        "JY24307020000018",
        "JY34307250000126",
    ],
    "food_production_licence": [
        "SC11351090100010",
        "SC10741018302531",
        "SC12434017430075",
        "SC10744030704994",
    ],
}
ALL_GOOD = [(kind, number) for kind, numbers in GOOD.items() for number in numbers]


class TestPublishedNumbers:
    @pytest.mark.parametrize(("kind", "number"), ALL_GOOD)
    def test_are_valid(self, kind: str, number: str) -> None:
        check = check_identifier(number)

        assert (check.kind, check.valid, check.reason) == (kind, True, "")

    @pytest.mark.parametrize(("kind", "number"), ALL_GOOD)
    def test_are_not_valid_with_another_last_sign(self, kind: str, number: str) -> None:
        other = "1" if number[-1] == "0" else "0"

        check = check_identifier(number[:-1] + other)

        assert not check.valid
        assert check.reason

    @pytest.mark.parametrize(("kind", "number"), ALL_GOOD)
    def test_are_not_valid_with_one_digit_miscopied(self, kind: str, number: str) -> None:
        for place in range(8, len(number) - 1):
            if number[place].isdigit():
                other = str((int(number[place]) + 1) % 10)
                wrong = number[:place] + other + number[place + 1 :]

                assert not check_identifier(wrong).valid, wrong


class TestACreditCode:
    def test_whose_sum_leaves_nothing_ends_with_0(self) -> None:
        # The sum of these 17 signs is divisible by 31.
        first = next(
            body
            for number in range(10_000)
            if (organisation := f"MA4L{number:04}")
            and (body := f"91430700{organisation}{identifiers.organisation_check(organisation)}")
            and identifiers.uscc_check(body) == "0"
        )

        assert check_identifier(first + "0").valid

    @pytest.mark.parametrize(
        ("number", "words"),
        [
            ("9143O7O0MA4L12346C", "“O”可能是“0”"),
            ("9I430700MA4L12346C", "“I”可能是“1”"),
            ("91430700MA4L1Z346C", "“Z”可能是“2”"),
            ("91430700MA4LS2346C", "“S”可能是“5”"),
            ("91430700MA4LV2346C", "“V”可能是“U 或 Y”"),
            ("91430700MA4L12346", "应为 18 位，现在是 17 位"),
            ("91430700ma4l12346c", "字母应为大写"),
            ("B1430700MA4L12346C", "不是登记管理部门代码"),
            ("95430700MA4L12346C", "机构类别"),
            ("91430A00MA4L12346C", "行政区划码"),
            ("91430700MA4L12345C", "主体标识码校验不符"),
            ("91430700MA4L12346D", "最后一位校验码不符"),
        ],
    )
    def test_that_is_wrong_gets_the_reason(self, number: str, words: str) -> None:
        check = check_identifier(number)

        assert check.kind == "uscc"
        assert words in check.reason

    def test_of_a_region_that_was_abolished_stays_valid(self) -> None:
        body = "91999900MA4L12346"

        assert check_identifier(body + identifiers.uscc_check(body)).valid


class TestAnIdentityNumber:
    @pytest.mark.parametrize(
        ("number", "words"),
        [
            ("11010519491231002x", "X 应为大写"),
            ("430702199013011230", "不是出生日期"),
            ("430702199002301230", "不是出生日期"),
            ("990702199001011230", "不是省级行政区划码"),
            ("43070219900101123", "应为 18 位，现在是 17 位"),
            ("430702199001011231", "校验码不符"),
        ],
    )
    def test_that_is_wrong_gets_the_reason(self, number: str, words: str) -> None:
        check = check_identifier(number)

        assert check.kind == "id_card"
        assert words in check.reason

    def test_that_passes_as_a_credit_code_by_chance_is_still_a_persons(self) -> None:
        assert check_identifier("430702199001011230").kind == "id_card"


class TestOtherNumbers:
    @pytest.mark.parametrize("number", ["", "   ", "你好", "123", "💥", "A" * 5000])
    def test_that_are_none_say_so(self, number: str) -> None:
        check = check_identifier(number)

        assert (check.kind, check.valid) == ("unknown", False)
        assert check.reason

    @pytest.mark.parametrize(
        "number",
        ["91430700MA4L 12346C", "９１４３０７００ＭＡ４Ｌ１２３４６Ｃ", "91430700MA4L12346C\u200b"],
    )
    def test_with_blanks_or_full_width_signs_are_named_but_not_valid(self, number: str) -> None:
        check = check_identifier(number)

        assert (check.kind, check.valid) == ("uscc", False)
        assert "全角" in check.reason

    def test_of_before_2015_have_15_digits_and_a_check(self) -> None:
        body = "43070000001234"
        good = body + identifiers.mod_11_10(body)
        bad = body + str((int(good[-1]) + 1) % 10)

        assert check_identifier(good).valid
        assert not check_identifier(bad).valid

    @pytest.mark.parametrize("phone", ["13812345678", "0736-7785390", "07367785390"])
    def test_phones_are_phones(self, phone: str) -> None:
        assert check_identifier(phone).valid

    @pytest.mark.parametrize(
        ("kind", "good", "bad"),
        [
            ("permanent_residence", "CHN110000000012", "CHN11000000001"),
            ("hk_macao", "H12345678", "H1234567"),
            ("taiwan", "12345678", "1234567"),
            ("passport", "E12345678", "E-1"),
            ("mobile", "13812345678", "12812345678"),
        ],
    )
    def test_of_other_papers_have_a_form(self, kind: str, good: str, bad: str) -> None:
        assert identifiers.why_not(kind, good) == ""
        assert identifiers.why_not(kind, bad)


class TestWhatPeopleType:
    @pytest.mark.parametrize(
        ("typed", "number"),
        [
            (" 11010519491231002x ", "11010519491231002X"),
            ("１１０１０５ １９４９１２３１ ００２Ｘ", "11010519491231002X"),
            ("91430700-ma4l-12346c", "91430700MA4L12346C"),
            ("\ufeff430702199001011230\t", "430702199001011230"),
        ],
    )
    def test_is_read_as_it_was_meant(self, typed: str, number: str) -> None:
        assert normalise_identifier(typed) == number

    @pytest.mark.parametrize(
        "typed",
        ["138 1234 5678", "+86 138-1234-5678", "0086 13812345678", "１３８１２３４５６７８"],
    )
    def test_is_a_phone_with_or_without_the_country(self, typed: str) -> None:
        assert normalise_phone(typed) == "13812345678"

    @given(st.text(max_size=300))
    def test_whatever_it_is_is_checked_without_an_error(self, typed: str) -> None:
        check = check_identifier(typed)

        assert check.valid == (check.reason == "")

    @given(st.text("0123456789０１xXＸ IO-\u200b", max_size=40))
    def test_is_the_same_after_the_first_time(self, typed: str) -> None:
        once = normalise_identifier(typed)

        assert normalise_identifier(once) == once
