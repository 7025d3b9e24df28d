"""The operators' command: names, forms and exit codes are a promise to other programs."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from bureau.workdays.management.commands.compute_term import Command

FIVE_DAYS = ("--start", "2026-09-29T10:00", "--value", "5", "--unit", "working_day")
FULL_WIDTH_FIVE = "\uff15"

Ask = Callable[..., tuple[int, list[dict[str, Any]]]]


def compute(*arguments: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("compute_term", *arguments, stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def refused(*arguments: str) -> str:
    with pytest.raises(CommandError) as refusal:
        call_command("compute_term", *arguments, stdout=io.StringIO())
    assert refusal.value.returncode == 2
    return str(refusal.value)


def run(*arguments: str, text: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """As a machine does it, in an environment that names no database at all."""
    return subprocess.run(
        [sys.executable, str(settings.CLONE / "manage.py"), "compute_term", *arguments],
        input=text,
        capture_output=True,
        check=False,
        env={**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"},
    )


class TestOneQuestion:
    def test_is_answered_with_the_last_moment_and_every_day(self) -> None:
        answer = compute(*FIVE_DAYS)

        assert list(answer) == ["due", "provisional", "days"]
        assert answer["due"] == "2026-10-12T17:00:00+08:00"
        assert answer["provisional"] is False
        assert answer["days"][0] == {
            "date": "2026-09-29",
            "counts": False,
            "why": "起算当日不计入",
        }
        assert answer["days"][-1] == {"date": "2026-10-12", "counts": True, "why": "工作日"}

    def test_is_one_line_with_json(self) -> None:
        out = io.StringIO()

        call_command("compute_term", *FIVE_DAYS, "--json", stdout=out)

        assert out.getvalue().count("\n") == 1
        assert json.loads(out.getvalue()) == compute(*FIVE_DAYS)

    @pytest.mark.parametrize(
        ("arguments", "due"),
        [
            ((*FIVE_DAYS, "--online"), "2026-10-12T23:59:59+08:00"),
            ((*FIVE_DAYS, "--extend", "2"), "2026-10-14T17:00:00+08:00"),
            ((*FIVE_DAYS, "--before"), "2026-09-21T17:00:00+08:00"),
            ((*FIVE_DAYS, "--hours", "08:30-12:00,14:00-17:30"), "2026-10-12T17:30:00+08:00"),
            (
                (
                    *FIVE_DAYS,
                    "--pause",
                    "2026-09-30/2026-09-30",
                    "--pause",
                    "2026-10-12/2026-10-13",
                ),
                "2026-10-15T17:00:00+08:00",
            ),
            (
                ("--start", "2024-09-27", "--value", "10", "--unit", "natural_day"),
                "2024-10-08T23:59:59+08:00",
            ),
            (
                ("--start", "2024-09-27", "--value", "10", "--unit", "natural_day", "--no-roll"),
                "2024-10-07T23:59:59+08:00",
            ),
            (
                ("--start", "2023-04-28T15:30", "--value", "1", "--unit", "session"),
                "2023-05-04T12:00:00+08:00",
            ),
            (
                ("--start", "2023-04-28T08:30:00Z", "--value", "4", "--unit", "working_hour"),
                "2023-05-04T13:30:00+08:00",
            ),
            (
                ("--start", "2026-03-12", "--value", "0", "--unit", "on_the_spot"),
                "2026-03-12T17:00:00+08:00",
            ),
        ],
    )
    def test_takes_every_option(self, arguments: tuple[str, ...], due: str) -> None:
        assert compute(*arguments)["due"] == due

    def test_is_provisional_in_a_year_without_a_notice(self) -> None:
        answer = compute("--start", "2026-12-21", "--value", "20", "--unit", "working_day")

        assert answer["provisional"] is True


class TestBadInput:
    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            ((), "请写明起点"),
            (("--start", "2026-09-29"), "期限单位"),
            (("--start", "2026-09-29", "--unit", "working_day"), "应为整数"),
            (("--start", "2026-09-29", "--unit", "session", "--value", "1"), "时刻"),
            (("--start", "2026-09-29", "--unit", "working_hour", "--value", "1"), "时刻"),
            (("--start", "2026-02-30", "--unit", "working_day", "--value", "1"), "不是存在的日期"),
            (("--start", "2026-02-03T25:00", "--unit", "month", "--value", "1"), "不是存在的时刻"),
            (("--start", "20260203", "--unit", "month", "--value", "1"), "看不懂"),
            (("--start", f"202{FULL_WIDTH_FIVE}-02-03", "--unit", "month", "--value", "1"), "全角"),
            (("--start", "2026-02-03", "--unit", "month", "--value", FULL_WIDTH_FIVE), "半角"),
            (("--start", "2026-02-03", "--unit", "month", "--value=-1"), "至少为 1"),
            ((*FIVE_DAYS, "--extend", "many"), "延长的数值应为整数"),
            ((*FIVE_DAYS, "--extend=-1"), "不能小于 0"),
            ((*FIVE_DAYS, "--pause", "2026-09-30"), "暂停区间“2026-09-30”看不懂"),
            ((*FIVE_DAYS, "--pause", "2026-09-30/"), "看不懂"),
            ((*FIVE_DAYS, "--pause", "2026-09-30/2026-09-01"), "早于开始日"),
            ((*FIVE_DAYS, "--pause", "0001-01-01/9999-12-31"), "过长"),
            ((*FIVE_DAYS, "--hours", "9-17"), "办公时间请用半角"),
            ((*FIVE_DAYS, "--hours", "13:00-17:00,09:00-12:00"), "次序颠倒"),
            ((*FIVE_DAYS, "--hours", "12:00-09:00"), "结束应晚于开始"),
            (("--start", "9999-12-30", "--unit", "month", "--value", "1"), "超出"),
            (("--start", "0001-01-01T00:00+14:00", "--unit", "month", "--value", "1"), "超出"),
            ((*FIVE_DAYS, "--lines"), "不要同时写成选项"),
        ],
    )
    def test_is_told_in_a_sentence(self, arguments: tuple[str, ...], sentence: str) -> None:
        assert sentence in refused(*arguments)

    def test_is_also_an_object_with_json(self) -> None:
        out = io.StringIO()

        with pytest.raises(CommandError):
            call_command("compute_term", "--start", "soon", "--json", stdout=out)

        assert list(json.loads(out.getvalue())) == ["error"]


class TestManyQuestions:
    @pytest.fixture
    def ask(self, monkeypatch: pytest.MonkeyPatch) -> Ask:
        def ask(*lines: object) -> tuple[int, list[dict[str, Any]]]:
            text = "\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines)
            source = io.BytesIO(text.encode("utf-8", "surrogatepass"))
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(source))
            out, code = io.StringIO(), 0
            try:
                call_command("compute_term", "--lines", stdout=out)
            except CommandError as refusal:
                code = refusal.returncode
            return code, [json.loads(line) for line in out.getvalue().splitlines()]

        return ask

    def test_are_answered_line_by_line_with_the_same_names(self, ask: Ask) -> None:
        code, answers = ask(
            {"start": "2026-09-29T10:00", "value": 5, "unit": "working_day"},
            {
                "id": "4",
                "start": "2024-03-04T09:00",
                "value": 20,
                "unit": "working_day",
                "pauses": ["2024-03-12/2024-03-25"],
                "extend": 10,
            },
            "",
            {
                "start": "2026-03-31",
                "value": 30,
                "unit": "natural_day",
                "before": True,
                "online": False,
                "roll": True,
                "extend": 0,
                "pauses": [],
            },
            {"start": "2024-09-27", "value": 10, "unit": "natural_day", "roll": False},
            {"start": "2026-09-29", "value": 1, "unit": "working_day", "online": True},
        )

        assert code == 0
        assert [answer["due"] for answer in answers] == [
            "2026-10-12T17:00:00+08:00",
            "2024-04-29T17:00:00+08:00",
            "2026-03-01T23:59:59+08:00",
            "2024-10-07T23:59:59+08:00",
            "2026-09-30T23:59:59+08:00",
        ]
        assert all({"due", "provisional", "days"} == set(answer) for answer in answers)

    def test_that_make_no_sense_spoil_only_their_own_line(self, ask: Ask) -> None:
        good = {"start": "2026-09-29", "value": 5, "unit": "working_day"}

        code, answers = ask(
            good,
            "{",
            "[1]",
            "[" * 100_000,
            "\ud800",
            {**good, "value": None},
            {**good, "value": float("inf")},
            {**good, "pauses": 3},
            {**good, "before": "perhaps"},
            {**good, "extent": 3},
            {**good, "start": "\ud800" * 60},
            good,
        )

        assert code == 2
        assert [answer.get("line") for answer in answers] == [None, *range(2, 12), None]
        assert answers[0] == answers[-1]
        assert all(answer["error"] for answer in answers[1:-1])


class TestAsAProgram:
    def test_needs_no_database(self) -> None:
        assert Command.needs_database is False
        question = {"start": "2026-09-29T10:00", "value": 5, "unit": "working_day"}

        done = run("--lines", text=json.dumps(question).encode())

        assert done.returncode == 0
        assert json.loads(done.stdout)["due"] == "2026-10-12T17:00:00+08:00"

    def test_ends_with_two_and_no_traceback_for_bad_usage(self) -> None:
        done = run("--start", "\udcff")

        assert done.returncode == 2
        assert b"Traceback" not in done.stderr
        assert done.stdout == b""
