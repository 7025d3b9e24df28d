"""One case as its pages show it: everything on it, in plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bureau.cases.clock import CLOSED_BY_SILENCE, Dues, Ruler, Standing, decision_dues, standing
from bureau.cases.facts import Channel, MaterialState, Verdict
from bureau.cases.models import Application, Case, CaseAct, Finding, Pause, SubmittedMaterial
from bureau.cases.states import State, moves_of, offered
from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import EditionContent, FormField, Point, Procedure
from bureau.notices import queries as notices
from bureau.notices.queries import LetterFacts
from bureau.registry import queries as registry
from bureau.registry.queries import LicenceFacts

HIDDEN_FROM_APPLICANTS = frozenset({"take", "put_back", "take_over", "return_proposal", "examine"})


@dataclass(frozen=True, slots=True)
class FileLine:
    upload: str
    name: str
    size: int
    kind: str


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One material of the case: what the list says, how it stands, what was found."""

    key: str
    name: str
    necessary: bool
    state: MaterialState
    verdict: Verdict
    defect: str
    standard: str
    provider: str
    copies: int
    files: tuple[FileLine, ...]
    points: tuple[Point, ...]
    needs_judging: bool
    is_wanting: bool


@dataclass(frozen=True, slots=True)
class PointLine:
    """One review point with its latest finding, if any."""

    point: Point
    verdict: str
    note: str
    found_by: str
    found_at: datetime | None


@dataclass(frozen=True, slots=True)
class ActLine:
    """One line of the timeline."""

    act: str
    label: str
    at: datetime
    person: str
    post: str
    office: str
    text: str
    basis: str
    letter_uid: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answered field of the form, ready to be shown."""

    section: str
    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything a case page needs; ``offered`` is exactly what the verbs accept now."""

    number: str
    application_number: str
    application_uid: str
    version: int
    item_key: str
    item_name: str
    party_name: str
    agent_name: str
    office_key: str
    hall_key: str
    area: str
    procedure: Procedure
    content: EditionContent
    state: State
    now: Standing
    dues: Dues | None
    offered: tuple[str, ...]
    channel: Channel
    typed_by: str
    online: bool
    confirmation: str
    delivery_wish: str
    care_need: str
    visit_uid: str
    corrected_on_the_spot: bool
    earlier_number: str
    received_at: datetime
    accepted_at: datetime | None
    decided_at: datetime | None
    closed_at: datetime | None
    supplement_due_at: datetime | None
    proposal: str
    proposal_text: str
    holder_office: str
    holder_account_id: int | None
    answers: tuple[AnswerLine, ...]
    situation: tuple[tuple[str, str], ...]
    materials: tuple[MaterialLine, ...]
    points: tuple[PointLine, ...]
    acts: tuple[ActLine, ...]
    letters: tuple[LetterFacts, ...]
    licences: tuple[LicenceFacts, ...]
    pauses: tuple[Pause, ...]


def case_page(case: Case, *, at: datetime) -> CasePage:
    """The whole case. Whether the viewer may see it was settled when it was fetched."""
    application = case.application
    content = catalogue.edition_content(case.accepted_under_id or case.received_under_id)
    given = {**application.answers, **application.situation}
    pauses = tuple(case.pauses.all())
    ruler = Ruler()
    now = standing(case, at=at, ruler=ruler, pauses=pauses)
    dues = None
    if now.accepted_at is not None:
        dues = decision_dues(
            case, accepted_at=now.accepted_at, ruler=ruler, pauses=pauses, explain=True
        )
    return CasePage(
        number=case.number,
        application_number=application.number,
        application_uid=application.uid,
        version=case.version,
        item_key=case.item_key,
        item_name=case.item_name,
        party_name=case.party_name,
        agent_name=application.agent.name if application.agent else "",
        office_key=case.office_key,
        hall_key=case.hall_key,
        area=case.area,
        procedure=Procedure(case.procedure),
        content=content,
        state=State(case.state),
        now=now,
        dues=dues,
        offered=_offered(case, now),
        channel=Channel(application.channel),
        typed_by=application.typed_by,
        online=application.online,
        confirmation=application.confirmation,
        delivery_wish=application.delivery_wish,
        care_need=application.care_need,
        visit_uid=application.visit_uid,
        corrected_on_the_spot=application.corrected_on_the_spot,
        earlier_number=application.earlier.number if application.earlier else "",
        received_at=case.received_at,
        accepted_at=case.accepted_at,
        decided_at=case.decided_at,
        closed_at=case.closed_at,
        supplement_due_at=case.supplement_due_at,
        proposal=case.proposal,
        proposal_text=case.proposal_text,
        holder_office=case.holder_office,
        holder_account_id=case.holder_account_id,
        answers=answer_lines(content, application.answers),
        situation=_situation(content, application.situation),
        materials=_materials(application, content),
        points=_points(case, content.points_for(given)),
        acts=_acts(case),
        letters=tuple(notices.letters_about("case", case.number)),
        licences=tuple(registry.licences_of_case(case.number)),
        pauses=pauses,
    )


def _offered(case: Case, now: Standing) -> tuple[str, ...]:
    acts = offered(State(case.state), moves_of(Procedure(case.procedure)))
    too_late = CLOSED_BY_SILENCE if now.deemed_accepted else frozenset()
    return tuple(act for act in acts if act not in too_late)


def answer_lines(content: EditionContent, answers: Mapping[str, Any]) -> tuple[AnswerLine, ...]:
    """The answers in the order of the form; sealed values stay sealed."""
    form = content.application_form()
    if form is None:
        return ()
    return tuple(
        AnswerLine(section.title, field.key, field.label, shown(field, answers[field.key]))
        for section in form.sections
        for field in section.fields
        if field.key in answers
    )


def shown(field: FormField, value: Any) -> str:
    """One answer as text: option labels, names of persons, rows side by side."""
    if isinstance(value, Mapping):
        return str(value.get("name") or "已填写（保密）")
    if isinstance(value, (list, tuple)):
        if field.kind == "rows":
            return "；".join(
                "、".join(
                    shown(column, row[column.key])
                    for column in field.columns
                    if row.get(column.key) not in ("", None)
                )
                for row in value
            )
        return "、".join(shown(field, one) for one in value)
    if isinstance(value, bool) or field.kind == "yes_no":
        return "是" if value in (True, "yes", "true", "on") else "否"
    label = next((o.label for o in field.options if o.key == str(value)), "")
    text = label or str(value)
    return f"{text} {field.unit}" if field.unit else text


def _situation(
    content: EditionContent, situation: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    lines = []
    for question in content.questions:
        chosen = situation.get(question.key)
        label = next((o.label for o in question.options if o.key == chosen), "")
        if label:
            lines.append((question.text, label))
    return tuple(lines)


def _materials(application: Application, content: EditionContent) -> tuple[MaterialLine, ...]:
    submitted = SubmittedMaterial.objects.filter(application=application).order_by("position")
    lines = []
    for one in submitted:
        material = content.material(one.key)
        state = MaterialState(one.state)
        verdict = Verdict(one.verdict)
        lines.append(
            MaterialLine(
                key=one.key,
                name=one.name,
                necessary=one.necessary,
                state=state,
                verdict=verdict,
                defect=one.defect,
                standard=material.standard if material else "",
                provider=one.provider,
                copies=one.copies,
                files=tuple(
                    FileLine(f["upload"], f["name"], f["size"], f.get("kind", ""))
                    for f in one.files
                ),
                points=tuple(p for p in content.points if p.material == one.key),
                needs_judging=state
                not in (MaterialState.HELD, MaterialState.GENERATED, MaterialState.WAIVED),
                is_wanting=verdict in (Verdict.MISSING, Verdict.DEFECTIVE)
                or (one.necessary and state == MaterialState.ABSENT and verdict != Verdict.GOOD),
            )
        )
    return tuple(lines)


def _points(case: Case, points: Sequence[Point]) -> tuple[PointLine, ...]:
    latest: dict[str, Finding] = {f.point_key: f for f in case.findings.order_by("id")}
    lines = []
    for point in points:
        found = latest.get(point.key)
        lines.append(
            PointLine(
                point=point,
                verdict=found.verdict if found else "",
                note=found.note if found else "",
                found_by=found.person_name if found else "",
                found_at=found.at if found else None,
            )
        )
    return tuple(lines)


ACT_LABELS = {
    "submit": "收件",
    "supplement": "补交材料",
    "accept": "受理",
    "accept_by_silence": "视为受理",
    "ask_correction": "一次性告知补正",
    "send_back": "退回并一次性告知",
    "not_needed": "告知不需要办理",
    "no_longer_needed": "审批取消，告知不再需要办理",
    "not_ours": "告知不归本机关办理",
    "correct_on_the_spot": "当场更正",
    "take": "领取",
    "put_back": "放回",
    "take_over": "接手",
    "examine": "审查",
    "return_proposal": "退回重新审查",
    "grant": "准予",
    "grant_at_once": "当场办结",
    "refuse": "不予",
    "send": "寄出结果",
    "deliver": "送达",
    "withdraw": "撤回",
    "terminate": "终止",
}


def _acts(case: Case) -> tuple[ActLine, ...]:
    return tuple(
        ActLine(
            act=one.act,
            label=ACT_LABELS.get(one.act, one.act),
            at=one.at,
            person=one.person_name,
            post=one.post,
            office=one.office_name,
            text=one.text,
            basis=one.basis,
            letter_uid=one.letter_uid,
        )
        for one in CaseAct.objects.filter(case=case).order_by("id")
    )
