"""``check_codes`` answers line by line and tells by its exit code."""

import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bureau.people.management.commands.check_codes import Command


def answers(file: Path) -> tuple[int, list[dict[str, object]]]:
    """Exit code and answers."""
    out, code = io.StringIO(), 0
    try:
        call_command("check_codes", str(file), json=True, stdout=out)
    except SystemExit as end:
        code = int(str(end.code))
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


class TestCheckCodes:
    def test_ends_with_0_when_all_are_valid(self, tmp_path: Path) -> None:
        file = tmp_path / "codes"
        file.write_text("91430700MA4L12346C\r\n\n11010519491231002X\nJY14307020000015", "utf-8")

        code, found = answers(file)

        assert code == 0
        assert [line["kind"] for line in found] == ["uscc", "id_card", "food_licence"]
        assert found[0] == {
            "input": "91430700MA4L12346C",
            "kind": "uscc",
            "valid": True,
            "reason": "",
        }

    def test_ends_with_1_when_one_is_not(self, tmp_path: Path) -> None:
        file = tmp_path / "codes"
        file.write_text("91430700MA4L12346C\n11010519491231002x\n", "utf-8")

        code, found = answers(file)

        assert code == 1
        assert [line["valid"] for line in found] == [True, False]
        assert found[1]["reason"]

    def test_reads_from_the_keyboard_and_speaks_chinese(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out = io.StringIO()
        typed = io.TextIOWrapper(io.BytesIO("\ufeffJY14307020000015\n".encode()))
        monkeypatch.setattr(sys, "stdin", typed)

        call_command("check_codes", stdout=out)

        assert out.getvalue() == "JY14307020000015\t食品经营许可证编号\t有效\n"

    def test_ends_with_2_for_a_file_that_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "picture").write_bytes(b"\xff\xd8\xff")

        for file in (tmp_path / "nowhere", tmp_path / "picture", tmp_path):
            with pytest.raises(CommandError) as trouble:
                call_command("check_codes", str(file))
            assert trouble.value.returncode == 2

    def test_needs_no_database(self) -> None:
        assert Command.needs_database is False
