"""A result says one thing it does to the register, and everything that needs."""

from typing import Any

import pytest

from bureau.catalogue.elements import Result
from bureau.catalogue.rules import problems
from bureau.catalogue.tests.factories import a_content


def said(**result: Any) -> str:
    given = Result(key="result", name="证照", **result)
    return "".join(one.message for one in problems(a_content(result=given)))


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        ({"changes": ("a",), "renews": ("a",), "validity_value": 5}, "请只留一样"),
        ({"changes": ("a",), "number_rule": "jy"}, "都保留原来的编号"),
        ({"notes": ("a",)}, "要一起写"),
        ({"note": "dormant"}, "要一起写"),
        ({"notes": ("a",), "note": "asleep"}, "没有“asleep”这种状态"),
        ({"notes": ("a",), "note": "dormant"}, "起止日期"),
        ({"renews": ("a",)}, "有效期的数值和单位"),
        ({"face": {"colour": "x"}}, "结果上没有“colour”这一项"),
        ({"before": {"number": "x"}}, "结果上没有“number”这一项"),
        ({"before": {"holder": "nowhere"}}, "没有的问题或字段“nowhere”"),
    ],
)
def test_a_result_that_contradicts_itself_is_told_how_to_mend_it(
    result: dict[str, Any], sentence: str
) -> None:
    assert sentence in said(**result)


@pytest.mark.parametrize(
    "result",
    [
        {"changes": ("a",)},
        {"renews": ("a",), "validity_value": 5, "validity_unit": "year"},
        {"ends": ("a",)},
        {"number_rule": "jy"},
    ],
)
def test_one_that_does_one_thing_is_right(result: dict[str, Any]) -> None:
    assert said(**result) == ""
