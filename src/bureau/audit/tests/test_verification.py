"""Whoever changes, cuts off or leaves out a line is found, even the owner of the database."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from bureau.audit.models import DailyRoot
from bureau.audit.operations import close_day
from bureau.audit.tests.factories import CLERK, NOON, do
from bureau.audit.verification import AnchorsUnreadable, Verdict, read_anchors, verify, write_anchor

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 29)


@contextmanager
def somebody_with_every_right() -> Iterator[None]:
    """Triggers switched off, as only the superuser can."""
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        yield
        cursor.execute("set local session_replication_role = origin")


def tamper(statement: str, *values: str) -> None:
    with somebody_with_every_right(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount > 0


def some_lines() -> None:
    do("A1", "A2", "A3", chain="one", what="食品", count=1)
    do("B1", "B2", chain="two", held=True, gone=None)


def why(verdict: Verdict) -> str:
    assert not verdict.ok
    assert verdict.first_bad is not None
    return verdict.first_bad.why


class TestAnHonestRecord:
    def test_is_whole(self) -> None:
        some_lines()

        assert verify() == Verdict(lines=5, chains=2, ok=True, first_bad=None)

    def test_is_whole_when_empty(self) -> None:
        assert verify() == Verdict(lines=0, chains=0, ok=True, first_bad=None)

    def test_is_whole_with_the_anchors_of_several_days(self, tmp_path: Path) -> None:
        for later in range(3):
            some_lines()
            day = DAY + timedelta(days=later)
            close_day(day, by=CLERK, at=NOON)
            file = write_anchor(day, tmp_path)

        anchors = read_anchors(file)

        assert [anchor.day for anchor in anchors] == ["2026-09-29", "2026-09-30", "2026-10-01"]
        assert verify(anchors).ok


class TestATamperedRecord:
    @pytest.mark.parametrize(
        "change",
        [
            "act = 'test.looked'",
            "actor_name = '别人'",
            "happened_at = happened_at + interval '1 second'",
            "facts = facts || '{\"count\": 2}'",
            "object_id = 'A9'",
            "source = 'paper'",
        ],
    )
    def test_shows_a_changed_line(self, change: str) -> None:
        some_lines()

        tamper(f"update audit_auditline set {change} where object_id = 'A2'")

        assert why(verify()) == "内容被改动"

    def test_shows_a_missing_line(self) -> None:
        some_lines()

        tamper("delete from audit_auditline where object_id = 'A2'")

        assert why(verify()) == "缺少记录，或序号重复"

    def test_shows_a_tail_cut_off(self) -> None:
        some_lines()

        tamper("delete from audit_auditline where object_id = 'A3'")

        assert why(verify()) == "封存过或链头指向的记录不见了"

    def test_shows_a_missing_chain(self) -> None:
        some_lines()

        tamper("delete from audit_auditline where object_id like 'B%%'")

        assert not verify().ok

    def test_shows_a_tail_cut_off_with_its_head_put_back_after_the_day_was_closed(self) -> None:
        some_lines()
        close_day(DAY, by=CLERK, at=NOON)

        self.cut_the_tail_and_put_back_the_head()

        assert why(verify()) == "封存过或链头指向的记录不见了"

    def test_shows_it_by_the_anchors_when_the_days_are_gone_as_well(self, tmp_path: Path) -> None:
        some_lines()
        close_day(DAY, by=CLERK, at=NOON)
        anchors = read_anchors(write_anchor(DAY, tmp_path))
        self.cut_the_tail_and_put_back_the_head()
        tamper("delete from audit_dailyroot")

        assert verify().ok
        assert why(verify(anchors)) == "封存过或链头指向的记录不见了"

    def test_shows_a_day_that_was_rewritten(self, tmp_path: Path) -> None:
        some_lines()
        close_day(DAY, by=CLERK, at=NOON)
        anchors = read_anchors(write_anchor(DAY, tmp_path))

        tamper("update audit_dailyroot set lines = lines - 1")

        assert why(verify()) == "2026-09-29 的日根被改动"
        assert not verify(anchors).ok

    def test_shows_a_day_that_was_made_anew(self, tmp_path: Path) -> None:
        some_lines()
        close_day(DAY, by=CLERK, at=NOON)
        anchors = read_anchors(write_anchor(DAY, tmp_path))
        tamper("delete from audit_dailyroot")

        close_day(DAY, by=CLERK, at=NOON)

        assert verify().ok
        assert why(verify(anchors)) == "2026-09-29 的日根与库外保存的不一致"

    def test_shows_a_chain_rewritten_from_the_middle_on(self) -> None:
        some_lines()
        do("A4", chain="one")

        tamper(
            "update audit_auditline set previous = repeat('a', 64)"
            " where object_id = 'A3' and seq = 3"
        )

        assert why(verify()) == "与上一条记录不相连"

    def cut_the_tail_and_put_back_the_head(self) -> None:
        tamper("delete from audit_auditline where object_id = 'A3'")
        tamper(
            "update audit_chainhead h set seq = l.seq, hash = l.hash from audit_auditline l"
            " where l.object_id = 'A2' and h.chain = l.chain"
        )


class TestADay:
    def test_is_chained_to_the_day_before(self) -> None:
        first = close_day(DAY, by=CLERK, at=NOON)
        some_lines()
        second = close_day(DAY + timedelta(days=1), by=CLERK, at=NOON)

        assert second.previous == first.hash
        assert second.lines == 6  # five, and the line that closed the first day

    def test_is_closed_once(self) -> None:
        first = close_day(DAY, by=CLERK, at=NOON)
        some_lines()

        assert close_day(DAY, by=CLERK, at=NOON).hash == first.hash
        assert DailyRoot.objects.count() == 1

    def test_is_written_outside_once(self, tmp_path: Path) -> None:
        close_day(DAY, by=CLERK, at=NOON)

        write_anchor(DAY, tmp_path / "anchors")
        file = write_anchor(DAY, tmp_path / "anchors")

        assert len(file.read_text("utf-8").splitlines()) == 1
        assert [kept.name for kept in file.parent.iterdir()] == ["anchors.jsonl"]


class TestTheCommand:
    def test_says_that_all_is_well(self) -> None:
        some_lines()
        out = io.StringIO()

        call_command("verify_audit", json=True, stdout=out)

        assert json.loads(out.getvalue()) == {
            "lines": 5,
            "chains": 2,
            "ok": True,
            "first_bad": None,
        }

    def test_ends_with_1_and_names_the_place_when_it_is_not(self) -> None:
        some_lines()
        tamper("update audit_auditline set act = 'x' where object_id = 'A2'")
        out = io.StringIO()

        with pytest.raises(SystemExit) as end:
            call_command("verify_audit", json=True, stdout=out)

        found = json.loads(out.getvalue())
        assert end.value.code == 1
        assert found["first_bad"]["seq"] == 2
        assert found["ok"] is False

    @pytest.mark.parametrize("text", ["no json", "{}", '{"day": "x"}', "[]", "\x00"])
    def test_ends_with_2_for_a_file_without_anchors(self, text: str, tmp_path: Path) -> None:
        file = tmp_path / "anchors.jsonl"
        file.write_text(text, "utf-8")

        with pytest.raises(CommandError) as trouble:
            call_command("verify_audit", anchors=file)

        assert trouble.value.returncode == 2

    def test_ends_with_2_for_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError) as trouble:
            call_command("verify_audit", anchors=tmp_path / "nowhere")

        assert trouble.value.returncode == 2

    def test_the_evening_closes_the_day_and_leaves_an_anchor(
        self, tmp_path: Path, settings: Settings
    ) -> None:
        settings.ANCHOR_FOLDER = tmp_path
        some_lines()

        call_command("close_audit_day", day=DAY, stdout=io.StringIO())
        call_command("close_audit_day", day=DAY, stdout=io.StringIO())

        assert verify(read_anchors(tmp_path / "anchors.jsonl")).ok

    def test_a_broken_anchor_file_is_not_overwritten(self, tmp_path: Path) -> None:
        (tmp_path / "anchors.jsonl").write_text("broken", "utf-8")
        close_day(DAY, by=CLERK, at=NOON)

        with pytest.raises(AnchorsUnreadable):
            write_anchor(DAY, tmp_path)

        assert (tmp_path / "anchors.jsonl").read_text("utf-8") == "broken"
