"""What operators see of the figures, with the exit codes they may rely on."""

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from bureau.supervision.definitions import INDICATORS
from bureau.supervision.tests.factories import COUNTY_UNIT, MARCH, a_founding, a_target, some_groups

pytestmark = pytest.mark.django_db

DAYS = ("--from", str(MARCH.first), "--to", str(MARCH.last))


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, Any]]:
    call_command("show_indicators", *DAYS, "--json", *arguments)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {line["indicator"]: line for line in lines}


class TestShowIndicators:
    def test_prints_every_indicator_in_an_empty_house(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        found = shown(capsys)

        assert list(found) == list(INDICATORS)
        assert {line["value"] for line in found.values()} == {None}
        assert all(line["no_data"] for line in found.values())

    def test_prints_both_sides_of_a_figure_exactly(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        some_groups()
        a_target("k5")
        for online in (True, True, False):
            a_founding(online=online)

        line = shown(capsys)["k5"]

        assert (line["numerator"], line["denominator"], line["value"]) == (2, 3, "2/3")
        assert (line["shown"], line["unit"]) == ("66.67", "%")
        assert (line["target"], line["met"]) == ("49/50", False)

    @pytest.mark.parametrize("code", [COUNTY_UNIT, "county"])
    def test_of_one_unit_or_office(self, capsys: pytest.CaptureFixture[str], code: str) -> None:
        some_groups()
        a_founding()

        assert shown(capsys, "--office", code)["k5"]["value"] == "1"

    def test_says_the_same_in_words(self, capsys: pytest.CaptureFixture[str]) -> None:
        some_groups()
        a_target("k5")
        a_founding()
        a_founding(online=False)

        call_command("show_indicators", *DAYS)

        words = capsys.readouterr().out
        assert "k5\t企业开办网办率\t50.00%\t1/2\t目标 ≥ 98%\t未达标，差 48.00 个百分点" in words
        assert "k1\t企业开办时间\t尚无数据" in words

    @pytest.mark.parametrize(
        "arguments",
        [
            ("--from", "2026-03-31", "--to", "2026-03-01"),
            ("--from", "三月一日", "--to", "2026-03-01"),
            ("--from", "1026-03-01", "--to", "1026-03-31"),
            ("--from", "2026-03-01", "--to", "2026-03-31", "--office", "nowhere"),
        ],
    )
    def test_bad_usage_ends_with_two(self, arguments: tuple[str, ...]) -> None:
        with pytest.raises(CommandError) as refused:
            call_command("show_indicators", *arguments)

        assert refused.value.returncode == 2


class TestLoadIndicators:
    def test_may_be_repeated(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("load_indicators")
        call_command("load_indicators")

        assert "没有变化" in capsys.readouterr().out

    def test_of_a_folder_without_the_files_ends_with_two(self, tmp_path: object) -> None:
        with pytest.raises(CommandError) as refused:
            call_command("load_indicators", "--folder", str(tmp_path))

        assert refused.value.returncode == 2
