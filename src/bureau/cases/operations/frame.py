"""What every act on a case shares: load it locked, move it, write its line and letter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bureau.audit.actors import Actor
from bureau.audit.operations import record
from bureau.cases.models import Case, CaseAct
from bureau.cases.states import NotAllowedNow, State, after, moves_of
from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import EditionContent, Procedure
from bureau.offices.operations import competent_actor
from bureau.people.models import Account
from bureau.people.names import without_numbers
from bureau.refusal import Refusal
from bureau.workdays.clock import day_of

LONGEST_WORDS = 2000


class NoSuchCase(Refusal):
    """There is no such case, or not for this person; the two look the same."""


def locked(number: str, *, version: int | None = None) -> Case:
    """The case, locked for this act, with its application.

    ``version`` is what the page showed: when somebody else acted meanwhile, this act is
    refused and says so, instead of quietly winning.
    """
    case = (
        Case.objects.select_related("application")
        .select_for_update(of=("self",), no_key=True)
        .filter(number=number)
        .first()
    )
    if case is None:
        raise NoSuchCase("没有找到这个办件。请核对办件编号。")
    if version is not None and case.version != version:
        raise NotAllowedNow(
            f"您打开页面后，这个办件已经有人处理过，现在是“{State(case.state).label}”。"
            "请刷新页面看最新情况再办。"
        )
    return case


def competent(by: Account, act: str | tuple[str, ...], case: Case, *, at: datetime) -> Actor:
    """The actor in the post that entitles ``by`` to ``act`` (or to all of several) on this
    case now, or a refusal."""
    acts = (act,) if isinstance(act, str) else act
    return competent_actor(by, *acts, office_key=case.holder_office, item_key=case.item_key, at=at)


def kept_words(words: str, *, field: str) -> str:
    """Free words as they stay with a case for years: no personal number stands in them."""
    return without_numbers(words, field=field, longest=LONGEST_WORDS)


def content_of(case: Case) -> EditionContent:
    """What governs the case: the edition of its acceptance, until then that of its receipt."""
    return catalogue.edition_content(case.accepted_under_id or case.received_under_id)


def handler_of(case: Case, step: str, *, at: datetime) -> str:
    """The office that does a step for this case's office; the office itself by default."""
    listing = catalogue.listing_for(case.item_key, case.office_key, on=day_of(at))
    return listing.handler(step) if listing else case.office_key


@dataclass(slots=True)
class Change:
    """One act on a locked case: the new state, the columns it sets and what is recorded."""

    case: Case
    act: str
    code: str
    by: Account | None
    actor: Actor
    at: datetime
    text: str = ""
    basis: str = ""
    letter_uid: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    office_key: str = ""

    def move(self, **columns: Any) -> Case:
        """Move the case by its table, save it, write the act and the audit line."""
        case = self.case
        before = case.state
        target = after(self.act, State(before), moves_of(Procedure(case.procedure)))
        return self._save(before, target, columns)

    def stay(self, **columns: Any) -> Case:
        """Record an act that leaves the state as it is."""
        return self._save(self.case.state, State(self.case.state), columns)

    def _save(self, before: str, target: State, columns: dict[str, Any]) -> Case:
        case = self.case
        case.state = str(target)
        case.version += 1
        for name, value in columns.items():
            setattr(case, name, value)
        fields = {"state", "version", *columns}
        office = self.office_key or case.holder_office
        if office and office not in case.office_keys:
            case.office_keys = [*case.office_keys, office]
            fields.add("office_keys")
        case.save(update_fields=sorted(fields))
        CaseAct.objects.create(
            case=case,
            act=self.act,
            from_state=before,
            to_state=str(target),
            at=self.at,
            account=self.by,
            person_name=self.actor.name,
            post=self.actor.post,
            office_key=office,
            office_name=self.actor.office,
            text=self.text,
            basis=self.basis,
            facts=dict(self.facts),
            letter_uid=self.letter_uid,
        )
        record(
            self.code,
            "case",
            case.number,
            by=self.actor,
            at=self.at,
            chain=chain_of(case),
            facts={"from": before, "to": str(target), "item": case.item_key},
        )
        return case


def chain_of(case: Case) -> str:
    """The audit chain of a case: its authority and its number."""
    return f"{case.authority_code}:{case.application_id}"
