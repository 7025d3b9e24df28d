"""People for tests: they reach their state as the bureau does."""

from datetime import UTC, date, datetime
from itertools import count

from bureau.audit.actors import Actor
from bureau.people import operations
from bureau.people.identifiers import id_card_check, organisation_check, uscc_check
from bureau.people.models import (
    Account,
    AccountKind,
    Assurance,
    IdentifierKind,
    Mandate,
    Party,
)
from bureau.people.operations import GivenNumber

NOON = datetime(2026, 9, 29, 4, 0, tzinfo=UTC)
TODAY = date(2026, 9, 29)
CLERK = Actor(id="17", name="易小满", post="窗口人员", office="桃花县市场监督管理局")

_numbers = count(1)


def an_id_number() -> str:
    """A well-formed identity number that nobody has."""
    body = f"43070219900101{next(_numbers) % 1000:03}"
    return body + id_card_check(body)


def a_credit_code() -> str:
    """A well-formed credit code that nobody has."""
    organisation = f"MA4L{next(_numbers) % 10000:04}"
    body = "91430700" + organisation + organisation_check(organisation)
    return body + uscc_check(body)


def a_mobile() -> str:
    return f"199{next(_numbers):08}"


def a_person(*, name: str = "张桂英", number: str = "", at: datetime = NOON) -> Party:
    given = GivenNumber(IdentifierKind.ID_CARD, number or an_id_number())
    return operations.register_person(name=name, number=given, by=CLERK, at=at)


def an_organisation(
    *, name: str = "桃源县春风餐饮店", number: str = "", at: datetime = NOON
) -> Party:
    given = GivenNumber(IdentifierKind.USCC, number or a_credit_code())
    return operations.register_organisation(name=name, number=given, by=CLERK, at=at)


def an_account(
    *,
    name: str = "张桂英",
    kind: AccountKind = AccountKind.APPLICANT,
    phone: str = "",
    staff_number: str = "",
    password: str = "",
    party: Party | None = None,
    party_assurance: Assurance = Assurance.SEEN,
    at: datetime = NOON,
) -> Account:
    return operations.open_account(
        kind=kind,
        name=name,
        phone=phone or ("" if staff_number else a_mobile()),
        staff_number=staff_number,
        password=password,
        party=party,
        party_assurance=party_assurance if party else Assurance.NONE,
        by=CLERK,
        at=at,
    )


def a_mandate(
    *,
    principal: Party | None = None,
    agent: Party | None = None,
    items: list[str] | None = None,
    valid_from: date = TODAY,
    valid_to: date | None = None,
    confirmed: bool = True,
    at: datetime = NOON,
) -> Mandate:
    return operations.give_mandate(
        principal=principal or an_organisation(),
        agent=agent or a_person(),
        items=items,
        how=Mandate.How.LETTER,
        evidence="2026年9月1日授权委托书",
        valid_from=valid_from,
        valid_to=valid_to,
        confirmed=confirmed,
        by=CLERK,
        at=at,
    )
