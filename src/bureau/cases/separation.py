"""Who may combine the steps of one case: data of the edition, asked by verbs and pages alike."""

from bureau.cases.models import Case, CaseAct
from bureau.catalogue.elements import EditionContent, Separation
from bureau.people.models import Account
from bureau.refusal import Refusal


class SecondPersonNeeded(Refusal):
    """The edition wants another person for this step."""


def ensure_may_examine(case: Case, content: EditionContent, by: Account) -> None:
    """Where three persons are wanted, who accepted does not examine."""
    if content.separation != Separation.ACCEPT_EXAMINE_DECIDE:
        return
    if not _done_by(case, by).isdisjoint(("accept", "grant_at_once")):
        raise _second_person("受理人不能审查同一个办件。请交给另一位审查人员。")


def ensure_may_decide(case: Case, content: EditionContent, by: Account) -> None:
    """Who accepted (and, where three are wanted, who examined) does not decide."""
    if content.separation == Separation.NONE:
        return
    done = _done_by(case, by)
    if "accept" in done:
        raise _second_person("受理人不能对同一个办件作决定。请交给另一位审批人员。")
    if content.separation == Separation.ACCEPT_EXAMINE_DECIDE and "examine" in done:
        raise _second_person("审查人不能对同一个办件作决定。请交给另一位审批人员。")


def _done_by(case: Case, by: Account) -> set[str]:
    """The acts this person has done on the case."""
    return set(CaseAct.objects.filter(case=case, account=by).values_list("act", flat=True))


def _second_person(sentence: str) -> SecondPersonNeeded:
    return SecondPersonNeeded(sentence, basis="受理、审查、决定分离")
