"""What a positive decision gives: the licence or entry in the register, and its letter."""

from dataclasses import dataclass
from datetime import datetime

from bureau.audit.actors import Actor
from bureau.cases import letters
from bureau.cases.models import Case
from bureau.cases.operations.face import Face
from bureau.cases.operations.on_entries import Did, act_on_entry
from bureau.catalogue.elements import EditionContent, Result
from bureau.offices import queries as offices
from bureau.people import operations as people_operations
from bureau.people import queries as people
from bureau.people.models import Mandate, Party, PartyKind
from bureau.people.names import fold
from bureau.registry import operations as registry
from bureau.registry.models import Licence
from bureau.workdays.clock import day_of


@dataclass(frozen=True, slots=True)
class GivenResult:
    letter_uid: str
    licence_number: str


def give_result(case: Case, content: EditionContent, *, by: Actor, at: datetime) -> GivenResult:
    """Enter the result in the register and draft the decision letter.

    A new business comes into being with its licence and holds it; who stands for it gets
    the mandate. Otherwise the applicant holds what is given, or the entry that is ended,
    changed, renewed, given out anew or noted upon.
    """
    number, did = "", Did()
    if (result := content.result) is not None:
        face = Face(case, content, result.face)
        if result.acts_on():
            did = act_on_entry(case, content, result, face, by=by, at=at)
            number = did.given
        if not number and result.number_rule not in ("", "none"):
            number = _issued(case, result, face, by=by, at=at).number
    letter_uid = letters.grant(
        case, content, licence_number=number, register=did.rows, by=by, at=at
    )
    return GivenResult(letter_uid=letter_uid, licence_number=number)


def _issued(case: Case, result: Result, face: Face, *, by: Actor, at: datetime) -> Licence:
    holder_id, name = case.application.party_id, face.text("holder") or case.party_name
    if result.founds:
        holder_id = _founded(name, face, case.application.party, by=by, at=at).pk
    return registry.issue_licence(
        holder_id=holder_id,
        holder_name=name,
        kind=result.name,
        number_rule=result.number_rule,
        item_key=case.item_key,
        case_number=case.number,
        authority_code=case.authority_code,
        area=case.area,
        division=case.number[:6],
        short_name=_short_name(case.authority_code),
        scope=face.text("scope"),
        place=face.text("place"),
        business=face.key("business") or "catering",
        valid_from=day_of(at),
        validity_value=result.validity_value,
        validity_unit=result.validity_unit,
        by=by,
        at=at,
    )


def _founded(name: str, face: Face, applicant: Party, *, by: Actor, at: datetime) -> Party:
    """The new business and the mandate of who stands for it.

    Its credit code comes from the province; until then it has none here, and the trial's
    number stands on the licence only.
    """
    business = people_operations.register_organisation(name=name, by=by, at=at)
    agent = _representative(face.person("representative"), applicant)
    if agent is not None:
        people_operations.give_mandate(
            principal=business,
            agent=agent,
            items=None,
            how=Mandate.How.LEGAL_REPRESENTATIVE,
            evidence="设立登记时申报的法定代表人（经营者）",
            valid_from=day_of(at),
            confirmed=True,
            by=by,
            at=at,
        )
    return business


def _representative(named: Party | None, applicant: Party) -> Party | None:
    """Who stands for the business: the person the form names. Where it gives no number, the
    applicant of that name is meant."""
    if named is None or named.pk == applicant.pk:
        return applicant if applicant.kind == PartyKind.PERSON else None
    if applicant.kind == PartyKind.PERSON and fold(named.name) == fold(applicant.name):
        has_number = any(view.number for view in people.party_views([named]))
        return named if has_number else applicant
    return named


def _short_name(authority_code: str) -> str:
    authority = offices.authority(authority_code)
    return authority.short_name if authority else ""
