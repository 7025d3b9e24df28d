"""What a positive decision gives: the licence or entry in the register, and its letter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bureau.audit.actors import Actor
from bureau.cases import letters
from bureau.cases.models import Case
from bureau.cases.queries.pages import shown
from bureau.catalogue.elements import EditionContent, FormField, Result
from bureau.offices import queries as offices
from bureau.people import operations as people_operations
from bureau.people import queries as people
from bureau.people.models import Mandate, Party, PartyKind
from bureau.people.names import fold
from bureau.refusal import Refusal
from bureau.registry import operations as registry
from bureau.registry.models import Licence
from bureau.workdays.clock import day_of

LONGEST = {"holder": 200, "place": 300, "number": 60}


@dataclass(frozen=True, slots=True)
class GivenResult:
    letter_uid: str
    licence_number: str


def give_result(case: Case, content: EditionContent, *, by: Actor, at: datetime) -> GivenResult:
    """Enter the result in the register and draft the decision letter.

    A new business comes into being with its licence and holds it; who stands for it gets
    the mandate. Otherwise the applicant holds what is given, given out anew or ended.
    """
    number, ended = "", tuple[str, ...]()
    if content.result is not None:
        face = Face(case, content, content.result)
        if content.result.ends:
            ended = registry.end_licences(
                holder_id=case.application.party_id,
                item_keys=content.result.ends,
                case_number=case.number,
                on=day_of(at),
                number=face.text("number"),
                by=by,
                at=at,
            )
        if content.result.reissues:
            number = _given_out_anew(case, content.result, face, by=by, at=at).number
        elif content.result.number_rule not in ("", "none"):
            number = _issued(case, content.result, face, by=by, at=at).number
    letter_uid = letters.grant(case, content, licence_number=number, ended=ended, by=by, at=at)
    return GivenResult(letter_uid=letter_uid, licence_number=number)


@dataclass(frozen=True, slots=True)
class Face:
    """What stands on a result, read from the answers its edition names."""

    case: Case
    content: EditionContent
    result: Result

    def text(self, part: str) -> str:
        """The answer as words; empty when nothing named for this part was answered."""
        key, value = self._first(part)
        if not key:
            return ""
        field = _field(self.content, key)
        words = shown(field, value) if field else str(value)
        if len(words) > LONGEST.get(part, len(words)):
            raise Refusal(
                f"“{field.label if field else key}”太长，证照上写不下。请退回改短后再办。"
            )
        return words

    def key(self, part: str) -> str:
        """The chosen option itself, not its words."""
        value = self._first(part)[1]
        return value if isinstance(value, str) else ""

    def person(self, part: str) -> Party | None:
        """The person an answer refers to."""
        value = self._first(part)[1]
        return people.find_party(value["party"]) if isinstance(value, dict) else None

    def _first(self, part: str) -> tuple[str, Any]:
        given = {**self.case.application.situation, **self.case.application.answers}
        for key in self.result.face_of(part):
            field = _field(self.content, key)
            is_asked = field is None or field.when is None or field.when.holds(given)
            if is_asked and given.get(key) not in (None, "", [], {}):
                return key, given[key]
        return "", None


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


def _given_out_anew(case: Case, result: Result, face: Face, *, by: Actor, at: datetime) -> Licence:
    """The holder's licence once more; one that was given before this register began is
    entered first, under the number the applicant holds."""
    holder_id = case.application.party_id
    about: dict[str, Any] = {"case_number": case.number, "on": day_of(at), "by": by, "at": at}
    anew = registry.reissue_licence(holder_id=holder_id, item_keys=result.reissues, **about)
    if anew is not None:
        return anew
    number = face.text("number")
    if not number:
        raise Refusal("登记簿里没有找到申请人名下的有效证照，不能补领。请核对主体后再办。")
    registry.enter_known_licence(
        number=number,
        holder_id=holder_id,
        holder_name=face.text("holder") or case.party_name,
        kind=result.name,
        item_key=result.reissues[0],
        authority_code=case.authority_code,
        area=case.area,
        valid_from=day_of(at),
        by=by,
        at=at,
    )
    anew = registry.reissue_licence(holder_id=holder_id, item_keys=result.reissues, **about)
    assert anew is not None
    return anew


def _field(content: EditionContent, key: str) -> FormField | None:
    form = content.application_form()
    fields = (field for part in (form.sections if form else ()) for field in part.fields)
    return next((field for field in fields if field.key == key), None)


def _short_name(authority_code: str) -> str:
    authority = offices.authority(authority_code)
    return authority.short_name if authority else ""
