"""Acting for another: given, confirmed, revoked."""

from collections.abc import Sequence
from datetime import date, datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.people import names
from bureau.people.models import Mandate, Party, PartyKind
from bureau.people.refusals import NoMandate


@operation
def give_mandate(
    *,
    principal: Party,
    agent: Party,
    items: Sequence[str] | None,
    how: Mandate.How,
    evidence: str,
    valid_from: date,
    valid_to: date | None = None,
    confirmed: bool,
    by: Actor,
    at: datetime,
) -> Mandate:
    """``agent`` may act for ``principal`` in these items (``None``: in everything).

    A legal representative needs one as well. ``confirmed`` says that the one who acts has
    seen the proof; otherwise it is a claim, to be confirmed at the first window.
    """
    if principal.pk == agent.pk:
        raise NoMandate("不能委托自己。办理自己的事项不需要委托。", field="agent")
    if agent.kind != PartyKind.PERSON:
        raise NoMandate("受托人应为自然人。", field="agent")
    if items is not None and not items:
        raise NoMandate("请选择委托办理的事项。", field="items")
    proof = names.without_numbers(evidence, field="evidence", longest=400)
    if not proof:
        raise NoMandate("请写明委托的依据（如授权委托书的日期）。", field="evidence")
    if valid_to is not None and valid_to < valid_from:
        raise NoMandate("委托的截止日期早于开始日期，请核对。", field="valid_to")
    mandate = Mandate.objects.create(
        principal=principal,
        agent=agent,
        everything=items is None,
        items=sorted(set(items or ())),
        how=how,
        evidence=proof,
        state=Mandate.State.CONFIRMED if confirmed else Mandate.State.CLAIMED,
        valid_from=valid_from,
        valid_to=valid_to,
        given_at=at,
    )
    _mandate_line("mandate.given", mandate, by=by, at=at)
    return mandate


@operation
def confirm_mandate(mandate: Mandate, *, by: Actor, at: datetime) -> Mandate:
    """The proof of a claimed mandate was seen."""
    mandate = _living(mandate)
    if mandate.state == Mandate.State.CLAIMED:
        mandate.state = Mandate.State.CONFIRMED
        mandate.save(update_fields=["state"])
        _mandate_line("mandate.confirmed", mandate, by=by, at=at)
    return mandate


@operation
def revoke_mandate(mandate: Mandate, *, by: Actor, at: datetime) -> Mandate:
    """From now on nobody acts under this mandate; what was done stays done."""
    mandate = _living(mandate)
    mandate.state, mandate.revoked_at = Mandate.State.REVOKED, at
    mandate.save(update_fields=["state", "revoked_at"])
    _mandate_line("mandate.revoked", mandate, by=by, at=at)
    return mandate


def _living(mandate: Mandate) -> Mandate:
    found = Mandate.objects.select_for_update(no_key=True).get(pk=mandate.pk)
    if found.state == Mandate.State.REVOKED:
        raise NoMandate("这份委托已经撤销。")
    return found


def _mandate_line(act: str, mandate: Mandate, *, by: Actor, at: datetime) -> None:
    facts = {
        "how": Mandate.How(mandate.how).label,
        "principal": str(mandate.principal.uid),
        "agent": str(mandate.agent.uid),
    }
    chain = f"party:{mandate.principal.uid}"
    record(act, "mandate", str(mandate.uid), by=by, at=at, chain=chain, facts=facts)
