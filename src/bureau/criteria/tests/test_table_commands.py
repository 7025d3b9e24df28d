"""The operators' commands: names, forms and exit codes are a promise to other programs."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from bureau.criteria.management.commands import check_table, evaluate_table
from bureau.criteria.tests.tables import decision, dmn


@pytest.fixture
def whole(tmp_path: Path) -> str:
    path = tmp_path / "whole.dmn"
    path.write_bytes(dmn(decision(("< 50", '"小"'), (">= 50", '"大"'))))
    return str(path)


@pytest.fixture
def broken(tmp_path: Path) -> str:
    path = tmp_path / "broken.dmn"
    path.write_bytes(dmn(decision(("<= 50", '"小"'), ("[50..90]", '"大"'))))
    return str(path)


def run(*arguments: str) -> tuple[int, dict[str, Any]]:
    out = io.StringIO()
    code = 0
    try:
        call_command(*arguments, "--json", stdout=out)
    except CommandError as error:
        code = error.returncode
    return code, json.loads(out.getvalue())


class TestCheckTable:
    def test_needs_no_database(self) -> None:
        assert check_table.Command.needs_database is False
        assert evaluate_table.Command.needs_database is False

    def test_ends_with_0_for_a_sound_table(self, whole: str) -> None:
        code, answer = run("check_table", whole)

        assert code == 0
        assert answer["decision"] == "表一"
        assert answer["complete"] is True
        assert (answer["gaps"], answer["overlaps"]) == ([], [])

    def test_ends_with_1_and_the_witnesses_for_a_broken_one(self, broken: str) -> None:
        code, answer = run("check_table", broken)

        assert code == 1
        assert answer["gaps"] == [{"面积": 91}]
        assert answer["overlaps"] == [{"rules": [1, 2], "witness": {"面积": 50}, "conflict": True}]

    def test_says_the_same_in_sentences(self, broken: str) -> None:
        out = io.StringIO()
        with pytest.raises(CommandError, match="还不能发布：“表一”"):
            call_command("check_table", broken, stdout=out)

        assert "空缺：面积：> 90。例如 面积=91" in out.getvalue()
        assert "冲突：第1行和第2行" in out.getvalue()

    def test_ends_with_2_for_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        assert run("check_table", str(tmp_path / "none.dmn"))[0] == 2


class TestEvaluateTable:
    def test_gives_output_and_rows(self, whole: str) -> None:
        answer = run("evaluate_table", whole, "--decision", "表一", "--input", '{"面积": 60}')

        assert answer == (0, {"output": "大", "fired": [2]})

    def test_gives_the_error_of_the_hit_policy(self, broken: str) -> None:
        code, answer = run("evaluate_table", broken, "--input", '{"面积": 50}')

        assert code == 1
        assert "只能有一行符合" in answer["error"]

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ("{}", "“面积”没有给出"),
            ('{"面积": 1e400}', "太大"),
            ('{"面积": NaN}', "不是一个数"),
            ('{"面积": -Infinity}', "不是一个数"),
            ('{"面积": "五十"}', "要一个数"),
            ('{"面积": true}', "要一个数"),
            ("[1]", "JSON 对象"),
            ("{", "JSON 对象"),
            ('{"面积": 1e999999999999}', "太大"),
            ('{"面积": 1e99999999999999999999999}', "太大"),
            ('{"面积": 1' + "0" * 5000 + "}", "太大"),
            ("[" * 100_000, "JSON 对象"),
        ],
    )
    def test_ends_with_2_and_a_sentence_for_bad_facts(
        self, whole: str, given: str, said: str
    ) -> None:
        code, answer = run("evaluate_table", whole, "--input", given)

        assert code == 2
        assert said in answer["error"]

    def test_ends_with_2_for_a_table_that_is_not_there(self, whole: str) -> None:
        code, answer = run("evaluate_table", whole, "--decision", "表二", "--input", "{}")

        assert (code, "现有：“表一”" in answer["error"]) == (2, True)
