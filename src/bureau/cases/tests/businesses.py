"""Businesses that exist already, who stands for them, and what a grant left of their entries."""

from typing import Any

from bureau.cases.models import Case
from bureau.cases.tests.factories import MORNING
from bureau.catalogue.tests.factories import HOUSE
from bureau.notices.queries import letters_about
from bureau.people.models import Account, Mandate, Party
from bureau.people.operations import give_mandate, register_organisation
from bureau.registry.models import Licence
from bureau.registry.operations import enter_known_licence
from bureau.registry.queries import LicenceFacts, licences_of_case
from bureau.registry.tests.factories import a_licence


def party_of(account: Account) -> Party:
    assert account.party is not None
    return account.party


def the_licence(case: Case) -> LicenceFacts:
    (licence,) = licences_of_case(case.number)
    return licence


def told_by_letter(case: Case) -> list[list[str]]:
    (letter,) = [one for one in letters_about("case", case.number) if one.kind == "grant"]
    content: list[list[str]] = letter.data["content"]
    return content


def a_food_licence(company: Party, **changes: Any) -> Licence:
    face = {"place": "示例路1号101铺", "scope": "热食类食品制售"}
    return a_licence(holder=company, **(face | changes))


def a_business_of(
    head: Account, *, number: str = "91990102SL90000017", item: str = "company-establish"
) -> Party:
    """A company from before this register began, and who stands for it."""
    business = register_organisation(name="示例老字号有限公司", by=HOUSE, at=MORNING)
    give_mandate(
        principal=business,
        agent=party_of(head),
        items=None,
        how=Mandate.How.LEGAL_REPRESENTATIVE,
        evidence="登记档案",
        valid_from=MORNING.date(),
        confirmed=True,
        by=HOUSE,
        at=MORNING,
    )
    if number:
        enter_known_licence(
            number=number,
            holder_id=business.pk,
            holder_name=business.name,
            kind="营业执照",
            item_key=item,
            authority_code="11990102XXXX00027T",
            area="990102",
            valid_from=MORNING.date().replace(year=2019),
            by=HOUSE,
            at=MORNING,
        )
    return business
