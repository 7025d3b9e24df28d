"""The flow of an item as boxes and arrows, drawn from its steps and its procedure. Pure."""

from collections.abc import Sequence

from bureau.catalogue.elements import Procedure
from bureau.guides.parts import Edge, Flow, Need, Node, StepLine

START = {
    Procedure.NOTIFICATION: "您书面告知",
    Procedure.ADJUDICATION: "您提出裁决请求",
    Procedure.PUBLIC_SERVICE: "您提出办理",
}
INCOMPLETE = {
    Procedure.LICENCE: ("correct", "一次告知要补什么", "补齐后再交"),
    Procedure.CONFIRMATION: ("correct", "一次告知要补什么", "补齐后再交"),
    Procedure.OTHER_POWER: ("correct", "一次告知要补什么", "补齐后再交"),
    Procedure.REGISTRATION: ("correct", "退回并一次告知", "补齐后重新提交"),
    Procedure.FILING: ("correct", "当场告知，退回", "补齐后再交"),
}
NEGATIVE = {
    Procedure.LICENCE: "不予许可，书面说明理由",
    Procedure.REGISTRATION: "不予登记，书面说明理由",
    Procedure.CONFIRMATION: "不予登记，书面说明理由",
    Procedure.OTHER_POWER: "不予办理，书面说明理由",
}


def flow(procedure: Procedure, steps: Sequence[StepLine]) -> Flow:
    """The straight way down the steps, and beside it what happens when something lacks.

    A filing has no way to a refusal on the merits, and a licence none back from a
    decision: the drawing shows only what the procedure knows.
    """
    shown = [one for one in steps if one.need is not Need.NO]
    if not shown:
        return Flow((), ())
    nodes = [Node("start", "start", START.get(procedure, "您提交申请"))]
    edges: list[Edge] = []
    previous = "start"
    for row, step in enumerate(shown, start=1):
        kind = "yours" if step.yours else "choice" if step.kind == "decide" else "ours"
        note = "；".join(one for one in (step.limit, _only_when(step)) if one)
        nodes.append(Node(step.key, kind, step.name, note=note, row=row))
        edges.append(Edge(previous, step.key))
        previous = step.key
    nodes.append(Node("end", "end", "办结", row=len(shown) + 1))
    edges.append(Edge(previous, "end"))
    _branch_incomplete(procedure, shown, nodes, edges)
    _branch_negative(procedure, shown, nodes, edges)
    return Flow(tuple(nodes), tuple(edges))


def _only_when(step: StepLine) -> str:
    return "特定情形才有" if step.need is Need.DEPENDS else ""


def _branch_incomplete(
    procedure: Procedure, steps: Sequence[StepLine], nodes: list[Node], edges: list[Edge]
) -> None:
    looked = next((one for one in steps if one.key == "accept"), None) or next(
        (one for one in steps if one.kind in ("receive", "examine")), None
    )
    if looked is None:
        return
    row = steps.index(looked) + 1
    if procedure in INCOMPLETE:
        key, label, back = INCOMPLETE[procedure]
        nodes.append(Node(key, "yours", label, row=row, lane=1))
        edges.append(Edge(looked.key, key, "材料不齐"))
        edges.append(Edge(key, steps[0].key, back))


def _branch_negative(
    procedure: Procedure, steps: Sequence[StepLine], nodes: list[Node], edges: list[Edge]
) -> None:
    decides = next((one for one in steps if one.kind == "decide"), None)
    if decides is None or procedure not in NEGATIVE:
        return
    nodes.append(Node("negative", "end", NEGATIVE[procedure], row=steps.index(decides) + 1, lane=1))
    edges.append(Edge(decides.key, "negative", "不符合条件"))
