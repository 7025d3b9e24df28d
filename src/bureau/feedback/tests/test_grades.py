"""Five grades and their options, as the national interface numbers them."""

import pytest

from bureau.feedback.grades import OPTIONS, Grade


class TestGrades:
    def test_there_are_five_and_the_last_two_are_bad(self) -> None:
        assert [grade.label for grade in Grade] == [
            "非常满意",
            "满意",
            "基本满意",
            "不满意",
            "非常不满意",
        ]
        assert [grade.is_bad for grade in Grade] == [False, False, False, True, True]

    def test_the_two_numberings_run_against_each_other(self) -> None:
        assert [(g.interface_code, g.standard_code) for g in Grade] == [
            (5, 1),
            (4, 2),
            (3, 3),
            (2, 4),
            (1, 5),
        ]


class TestOptions:
    @pytest.mark.parametrize("grade", list(Grade))
    def test_every_grade_has_eight_that_begin_with_its_own_number(self, grade: Grade) -> None:
        codes = list(OPTIONS[grade])

        assert len(codes) == 8
        assert {code[0] for code in codes} == {str(grade.interface_code)}

    def test_no_code_stands_twice_and_no_retired_one_is_offered(self) -> None:
        codes = [code for options in OPTIONS.values() for code in options]

        assert len(codes) == len(set(codes)) == 40
        assert min(int(code[1:]) for code in codes) == 6, "101 to 105 and the like are retired"
