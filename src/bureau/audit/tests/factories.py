"""Acts and actors for tests of the record."""

from datetime import UTC, datetime

from bureau.audit import acts
from bureau.audit.actors import Actor
from bureau.audit.canonical import Fact
from bureau.audit.operations import operation, record

NOON = datetime(2026, 9, 29, 4, 0, tzinfo=UTC)
CLERK = Actor(id="17", name="易小满", post="窗口人员", office="桃花县市场监督管理局")

ACTS = {
    "test.done": "办理了 {what}",
    "test.looked": "查看了 {object_id}",
}
acts.register(ACTS)


@operation
def do(
    *things: str,
    chain: str = "case",
    act: str = "test.done",
    by: Actor = CLERK,
    at: datetime = NOON,
    source: str = "",
    **facts: Fact,
) -> None:
    """One operation that records one line for each thing."""
    for thing in things:
        record(act, "thing", thing, by=by, at=at, chain=chain, facts=facts, source=source)
