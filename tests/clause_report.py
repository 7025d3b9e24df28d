"""Which clause of the plan which test keeps; ``python -m tests.clause_report [--write]``.

Prints every clause with its state and number of tests. With ``--write`` it renews
``reference/clause_tests.csv`` and ``docs/plan.md`` from the sources.
"""

import ast
import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from bureau.guides.plan import Clause, State, counts, read_clauses

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "reference"
MAP = REFERENCE / "clause_tests.csv"
PLAN = ROOT / "docs" / "plan.md"

HEADINGS = {
    "附": "发文与公开",
    "一": "一、总体目标",
    "二": "二、基本原则",
    "三(一)": "三(一) 标准化",
    "三(二)": "三(二) 规范化",
    "三(三)": "三(三) 便利化",
    "四": "四、工作要求",
}


def named_tests() -> list[tuple[str, str]]:
    """(clause, test) for every decorated test of the sources, in order."""
    files = [*(ROOT / "src").glob("**/tests/test_*.py"), *(ROOT / "tests").glob("**/test_*.py")]
    found = [pair for file in files for pair in _in_file(file)]
    return sorted(set(found), key=lambda pair: (_order(pair[0]), pair[1]))


def _in_file(file: Path) -> Iterator[tuple[str, str]]:
    path = file.relative_to(ROOT).as_posix()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            for one in _ids(node):
                yield one, f"{path}::{node.name}"
        if isinstance(node, ast.ClassDef):
            methods = [one for one in node.body if isinstance(one, ast.FunctionDef)]
            for method in (one for one in methods if one.name.startswith("test_")):
                for one in (*_ids(node), *_ids(method)):
                    yield one, f"{path}::{node.name}::{method.name}"


def _ids(node: ast.FunctionDef | ast.ClassDef) -> Iterator[str]:
    for one in node.decorator_list:
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "clause":
            for argument in one.args:
                if isinstance(argument, ast.Constant):
                    yield str(argument.value)


def _order(clause: str) -> tuple[list[int], str]:
    numbers, letter = clause.split("-")
    return [int(part) for part in numbers.split(".")], letter


def map_text() -> str:
    """The committed map as it should read."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["clause", "test"])
    writer.writerows(named_tests())
    return out.getvalue()


def plan_text(clauses: tuple[Clause, ...]) -> str:
    """``docs/plan.md`` as it should read."""
    number = counts(clauses)
    told = "，".join(f"{state}{count}条" for state, count in number.items())
    lines = [
        "# 实施方案逐条落实",
        "",
        "2023年4月4日印发的实施方案拆成100条，每条用我们自己的话写明要做到什么、怎样才算做到。",
        "“已由测试保证”是说：列出的测试合起来做到了“怎样才算做到”那一栏；",
        "“已由指标衡量”是说：有指标每期在算；“部分落实”是说：做到了一部分；其余是“未落实”。",
        "",
        f"现在：{told}。",
        "",
        "本页由 `python -m tests.clause_report --write` 从 `reference/plan_clauses.csv` 和测试里的",
        "`@clause` 生成，不要手改。",
    ]
    for prefix, heading in HEADINGS.items():
        lines += ["", f"## {heading}", ""]
        lines += ["| 条 | 要做到什么 | 怎样才算做到 | 现状 | 测试 |", "|---|---|---|---|---|"]
        lines += [_line(one) for one in clauses if _under(one.part) == prefix]
    return "\n".join(lines) + "\n"


def _under(part: str) -> str:
    return max((one for one in HEADINGS if part.startswith(one)), key=len)


def _line(clause: Clause) -> str:
    state = f"{clause.state}（{clause.indicator}）" if clause.indicator else str(clause.state)
    tests = "<br>".join(f"`{_short(one)}`" for one in clause.tests)
    return f"| {clause.id} | {clause.summary} | {clause.verification} | {state} | {tests} |"


def _short(test: str) -> str:
    path, _, name = test.partition("::")
    return f"{Path(path).stem}::{name}"


def main() -> None:
    if "--write" in sys.argv[1:]:
        MAP.write_text(map_text(), encoding="utf-8")
        PLAN.write_text(plan_text(read_clauses(REFERENCE)), encoding="utf-8")
    clauses = read_clauses(REFERENCE)
    for one in clauses:
        sys.stdout.write(f"{one.id}\t{one.state}\t{len(one.tests)}个测试\t{one.summary}\n")
    number = counts(clauses)
    sys.stdout.write("，".join(f"{state}{number[state]}条" for state in State) + "。\n")


if __name__ == "__main__":
    main()
