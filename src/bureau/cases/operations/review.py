"""What reviewers and approvers do: find point by point, propose, decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bureau.audit.operations import operation, record
from bureau.cases import letters
from bureau.cases.findings import failed_points, latest_findings, points_of
from bureau.cases.models import Case, Finding
from bureau.cases.operations.frame import (
    Change,
    chain_of,
    competent,
    content_of,
    handler_of,
    kept_words,
    locked,
)
from bureau.cases.operations.granting import give_result
from bureau.cases.operations.taking import ensure_free_for
from bureau.cases.separation import ensure_may_decide, ensure_may_examine
from bureau.cases.states import NotAllowedNow, State
from bureau.guides.lines import basis_words
from bureau.people.models import Account
from bureau.refusal import Refusal


class PointsOpen(Refusal):
    """Review points that apply have no finding yet; the message names them."""


@dataclass(frozen=True, slots=True)
class PointFinding:
    """What was found for one review point: pass, fail or na (does not apply)."""

    point_key: str
    verdict: str
    note: str = ""


@operation
def find(number: str, findings: Sequence[PointFinding], *, by: Account, at: datetime) -> Case:
    """Write down what was found of review points; a fail says why.

    Points that the edition does not have are refused: nobody adds a criterion. Whoever
    begins to examine a case that nobody has, has it from then on. The case
    has a new version afterwards, so that nobody decides on what was found differently
    meanwhile.
    """
    case = locked(number)
    actor = competent(by, "examine", case, at=at)
    if State(case.state) not in (State.ACCEPTED, State.EXAMINED):
        raise NotAllowedNow(f"办件现在是“{State(case.state).label}”，不能记录审核结果。")
    ensure_free_for(case, by)
    points = {point.key: point for point in points_of(case, content_of(case))}
    notes = {one.point_key: kept_words(one.note, field=one.point_key) for one in findings}
    for finding in findings:
        if finding.point_key not in points:
            raise Refusal(
                "这条审核要点不在本事项的要点清单里，不能据此判定。",
                basis="优化营商环境条例第三十五条",
            )
        if finding.verdict == "fail" and not notes[finding.point_key]:
            raise Refusal(
                f"判为不符合时，请写清“{points[finding.point_key].text}”哪里不符合。",
                field=finding.point_key,
            )
    Finding.objects.bulk_create(
        Finding(
            case=case,
            point_key=finding.point_key,
            verdict=finding.verdict,
            note=notes[finding.point_key],
            account=by,
            person_name=actor.name,
            at=at,
        )
        for finding in findings
    )
    case.version += 1
    if case.holder_account_id is None and State(case.state) == State.ACCEPTED:
        case.holder_account = by
    case.save(update_fields=["version", "holder_account"])
    record(
        "case.point_found",
        "case",
        case.number,
        by=actor,
        at=at,
        chain=chain_of(case),
        facts={f.point_key: f.verdict for f in findings},
    )
    return case


@operation
def propose(
    number: str,
    proposal: str,
    *,
    text: str = "",
    by: Account,
    at: datetime,
    version: int | None = None,
) -> Case:
    """完成审查并提出意见: every point that applies has a finding, and the proposal agrees
    with them; who examines signs for it personally."""
    if proposal not in ("grant", "refuse"):
        raise Refusal("请选择“建议准予”或“建议不予”。", field="proposal")
    words = kept_words(text, field="text")
    case = locked(number, version=version)
    actor = competent(by, "examine", case, at=at)
    ensure_free_for(case, by)
    content = content_of(case)
    ensure_may_examine(case, content, by)
    points, latest = points_of(case, content), latest_findings(case)
    if unseen := [point for point in points if point.key not in latest]:
        names = "；".join(point.text for point in unseen)
        raise PointsOpen(f"还有 {len(unseen)} 条审核要点没有记录结果：{names}")
    failed = [point for point in points if latest[point.key].verdict == "fail"]
    if failed and proposal == "grant":
        raise PointsOpen(
            f"有 {len(failed)} 条要点不符合，不能建议准予。请改判有误的要点，或建议不予。"
        )
    if not failed and proposal == "refuse":
        raise PointsOpen(
            "没有一条要点不符合，不能建议不予。不予必须指明不符合的要点和依据。",
            basis="行政许可法第三十八条",
        )
    change = Change(case, "examine", "case.examined", by, actor, at, text=words)
    change.facts = {"proposal": proposal, "failed": [point.key for point in failed]}
    return change.move(
        examined_at=at,
        proposal=proposal,
        proposal_text=words,
        proposed_by=by,
        holder_office=handler_of(case, "decide", at=at),
        holder_account=None,
    )


@operation
def decide(
    number: str,
    decision: str,
    *,
    text: str = "",
    by: Account,
    at: datetime,
    version: int | None = None,
) -> Case:
    """决定: grant, or refuse naming points, basis and remedies (行政许可法第三十八条).

    Who accepted (and, where the edition asks, who examined) does not decide.
    """
    if decision not in ("grant", "refuse"):
        raise Refusal("请选择“准予”或“不予”。", field="decision")
    words = kept_words(text, field="text")
    case = locked(number, version=version)
    actor = competent(by, "decide", case, at=at)
    ensure_free_for(case, by)
    content = content_of(case)
    ensure_may_decide(case, content, by)
    failed = failed_points(case, content)
    if decision == "grant":
        if failed:
            raise PointsOpen("还有不符合的要点，不能准予。请退回重新审查。")
        change = Change(case, "grant", "case.granted", by, actor, at, text=words)
        result = give_result(case, content, by=actor, at=at)
        change.letter_uid = result.letter_uid
        return change.move(
            decided_at=at,
            licence_number=result.licence_number,
            holder_office=case.office_key,
            holder_account=None,
        )
    if not failed:
        raise PointsOpen("没有一条要点不符合，不能作出不予决定。", basis="行政许可法第三十八条")
    bases = "；".join(dict.fromkeys(basis_words(p.basis) for p in failed if p.basis is not None))
    if not bases:
        raise PointsOpen("不符合的要点没有写明依据，不能作出不予决定。请联系事项管理员补上依据。")
    change = Change(case, "refuse", "case.refused", by, actor, at, text=words, basis=bases)
    change.facts = {"failed": [point.key for point in failed]}
    notes = {key: finding.note for key, finding in latest_findings(case).items()}
    change.letter_uid = letters.refusal(
        case,
        content,
        [(point, notes[point.key]) for point in failed],
        text=words,
        by=actor,
        at=at,
    )
    return change.move(decided_at=at, holder_office=case.office_key, holder_account=None)


@operation
def return_proposal(
    number: str, *, reason: str, by: Account, at: datetime, version: int | None = None
) -> Case:
    """退回重新审查: the approver sends the case back to examination, with the reason."""
    why = kept_words(reason, field="reason")
    if not why:
        raise Refusal("请写明要重新审查什么。", field="reason")
    case = locked(number, version=version)
    actor = competent(by, "decide", case, at=at)
    examiner = case.proposed_by
    change = Change(case, "return_proposal", "case.proposal_returned", by, actor, at, text=why)
    return change.move(
        examined_at=None,
        proposal="",
        proposed_by=None,
        holder_office=handler_of(case, "examine", at=at),
        holder_account=examiner,
    )
