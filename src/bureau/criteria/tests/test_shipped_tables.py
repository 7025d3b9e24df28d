"""The tables of ``reference/tables``: each proven, each row with its ground, no slip unseen."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from bureau.criteria.dmn.reading import read_dmn
from bureau.criteria.dmn.writing import write_dmn
from bureau.criteria.rules.deciding import evaluate_table
from bureau.criteria.rules.proof import check_table
from bureau.criteria.rules.tables import Table
from bureau.criteria.tests.mutants import mutants

FOLDER = Path(settings.REFERENCE_FOLDER) / "tables"
FILES = sorted(FOLDER.glob("*.dmn"))
MARKS = {"confirmed", "secondary", "general", "示例"}


def shipped(key: str) -> Table:
    (table,) = read_dmn((FOLDER / f"{key}.dmn").read_bytes()).tables
    return table


@pytest.mark.parametrize("key", [file.stem for file in FILES])
class TestEveryShippedTable:
    def test_is_complete_and_free_of_conflict(self, key: str) -> None:
        proof = check_table(shipped(key))

        assert proof.sound
        assert proof.complete
        assert not proof.conflicts

    def test_has_no_slip_that_the_proof_overlooks(self, key: str) -> None:
        spoilt = list(mutants(shipped(key)))

        assert len(spoilt) >= 3 * len(shipped(key).rows)
        assert [name for name, table in spoilt if check_table(table).sound] == []

    def test_has_a_gap_named_by_a_witness_that_the_deleted_row_decided(self, key: str) -> None:
        table = shipped(key)
        for number in range(len(table.rows)):
            without = table.with_rows(table.rows[:number] + table.rows[number + 1 :])
            gap = check_table(without).gaps[0]
            assert evaluate_table(table, gap.witness).fired == (number + 1,)
            assert evaluate_table(without, gap.witness).fired == ()

    def test_gives_the_ground_and_the_mark_of_every_row(self, key: str) -> None:
        table = shipped(key)

        assert table.note_names == ("依据", "标记", "说明")
        for row in table.rows:
            ground, mark, _ = row.notes
            assert ground
            assert mark in MARKS
            assert "未录入" not in ground or mark != "confirmed"

    def test_is_the_same_when_written_and_read_again(self, key: str) -> None:
        table = shipped(key)

        assert read_dmn(write_dmn([table])).tables == (table,)


class TestWhatTheySay:
    @pytest.mark.parametrize(
        ("key", "facts", "output"),
        [
            ("food-business-kind", {"经营方式": "仅销售预包装食品", "经营面积": 500}, "备案"),
            ("food-business-kind", {"经营方式": "餐饮服务", "经营面积": 50.01}, "食品经营许可"),
            ("cold-dishes", {"在哪里做": "中小学、幼儿园食堂", "做什么": "冷食"}, "不可以做"),
            (
                "device-trading-kind",
                {"管理类别": "第三类", "在免于经营备案的产品之内": False},
                "许可",
            ),
            (
                "simple-dereg-window",
                {"公示期内有异议": False, "届满后第几日": 20},
                "可以申请注销登记",
            ),
            (
                "licence-receipt",
                {
                    "依法需要许可": True,
                    "属于本机关职权": True,
                    "错误可以当场更正": False,
                    "材料齐全且符合法定形式": False,
                },
                {"处理": "一次性告知补正", "最多几个工作日": 5},
            ),
        ],
    )
    def test_is_what_the_article_says(
        self, key: str, facts: dict[str, Any], output: object
    ) -> None:
        assert evaluate_table(shipped(key), facts).output == output

    def test_names_every_fact_that_stands_in_the_way_of_simple_deregistration(self) -> None:
        table = shipped("simple-dereg-blocking")
        clear = {column.name: False for column in table.inputs}

        assert len(clear) == 12
        assert evaluate_table(table, clear).output == "可以申请简易注销"
        blocked = evaluate_table(table, {**clear, "有动产抵押": True, "正在仲裁中": True})
        assert blocked.output == "不适用简易注销"
        assert [table.rows[row - 1].notes[0][-3:] for row in blocked.fired] == ["第二项", "第三项"]
