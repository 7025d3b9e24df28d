"""Decision tables as files, and their proofs and results as other programs read them."""

from pathlib import Path
from typing import Any

from bureau.criteria.dmn.document import Document
from bureau.criteria.dmn.elements import LARGEST_FILE
from bureau.criteria.dmn.reading import read_dmn
from bureau.criteria.rules.deciding import Result
from bureau.criteria.rules.proof import Proof
from bureau.refusal import Refusal


def read_file(path: Path) -> Document:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError:
        raise Refusal(f"打不开文件 {path}。请核对路径。") from None
    return read_dmn(data)


def proof_fields(proof: Proof) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "decision": proof.table.name,
        "hit_policy": proof.table.policy.value,
        "complete": proof.complete,
        "gaps": [gap.witness for gap in proof.gaps],
        "overlaps": [
            {"rules": list(o.rows), "witness": o.witness, "conflict": o.conflict}
            for o in proof.overlaps
        ],
        "unreachable": [{"rule": f.row, "message": f.message} for f in proof.unreachable],
        "repeated": [{"rule": f.row, "message": f.message} for f in proof.repeated],
        "mergeable": [{"rules": [a, b], "input": name} for a, b, name in proof.mergeable],
        "outside": [
            {"rule": f.row, "column": f.column, "message": f.message} for f in proof.outside
        ],
    }
    if proof.more_gaps:
        fields["more_gaps"] = True
    if proof.more_overlaps:
        fields["more_overlaps"] = proof.more_overlaps
    if proof.too_wide:
        fields["too_wide"] = proof.too_wide
    return fields


def result_fields(result: Result) -> dict[str, Any]:
    if result.error:
        return {"error": result.error, "fired": list(result.fired)}
    return {"output": result.output, "fired": list(result.fired)}


def in_sentences(proof: Proof) -> list[str]:
    """A proof as a person reads it: each flaw in a line, or that there is none."""
    table = proof.table
    said = [f"表“{table.name}”（{table.policy.value} {table.policy.label}，{len(table.rows)} 行）"]
    if proof.too_wide:
        said.append(f"  {proof.too_wide}")
    for gap in proof.gaps:
        region = "，".join(f"{name}：{cell}" for name, cell in gap.region.items() if cell != "-")
        said.append(f"  空缺：{region or '所有情形'}。例如 {_facts(gap.witness)}")
    if proof.more_gaps:
        said.append("  还有别的空缺，没有全部列出。")
    for overlap in proof.conflicts:
        one, other = overlap.rows
        said.append(f"  冲突：第{one}行和第{other}行同时符合。例如 {_facts(overlap.witness)}")
    for flaw in proof.unreachable:
        said.append(f"  用不到：第{flaw.row}行。{flaw.message}")
    for flaw in proof.repeated:
        said.append(f"  重复：第{flaw.row}行。{flaw.message}")
    for flaw in proof.outside:
        said.append(f"  值域之外：第{flaw.row}行“{flaw.column}”一格{flaw.message}")
    for one, other, name in proof.mergeable:
        said.append(f"  可以合并：第{one}行和第{other}行只有“{name}”不同，结果一样。")
    if proof.sound:
        said.append("  没有空缺，没有冲突。")
    return said


def _facts(witness: dict[str, Any]) -> str:
    return "，".join(f"{name}={_value(value)}" for name, value in witness.items())


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)
