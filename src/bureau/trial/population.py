"""Who applies in the trial city: invented people with sealed invented numbers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bureau.audit.actors import Actor
from bureau.offices.queries import CaseFacts
from bureau.people import operations as people
from bureau.people.models import Account, AccountKind, Assurance, IdentifierKind, Mandate, Party
from bureau.people.operations import GivenNumber
from bureau.registry import operations as registry
from bureau.registry.rules import food_licence_number, trial_credit_code
from bureau.trial import names

TRIAL = Actor.system("演示城市")
FOOD = "food-business-new"
FIRST_KNOWN = 9_000_000
FIRST_KNOWN_FOOD = 900_000
"""Businesses from before the city began are numbered apart from those it founds."""


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies, and for whom: for themselves, or for the business they stand for."""

    party: Party
    account: Account
    person: Party
    number: str = ""
    """Of the licence that their application is about."""


class Population:
    """Applicants made on demand; about one in three comes back with another matter."""

    def __init__(self, random: Random, *, region: str, at: datetime) -> None:
        self._random = random
        self._region = region
        self._at = at
        self._known: list[Applicant] = []
        self._businesses = 0

    def somebody(self) -> Applicant:
        """A person with an account, new or known."""
        if self._known and self._random.random() < 0.35:
            return self._random.choice(self._known)
        number = names.id_number(self._random, self._region)
        name = names.person(self._random)
        party = people.register_person(
            name=name,
            number=GivenNumber(IdentifierKind.ID_CARD, number),
            assurance=Assurance.SEEN,
            by=TRIAL,
            at=self._at,
        )
        account = people.open_account(
            kind=AccountKind.APPLICANT,
            name=party.name,
            phone=f"1{self._random.choice('3578')}{self._random.randint(10**8, 10**9 - 1)}",
            party=party,
            party_assurance=Assurance.SEEN,
            is_trial=True,
            by=TRIAL,
            at=self._at,
        )
        applicant = Applicant(party=party, account=account, person=party)
        self._known.append(applicant)
        return applicant

    def holder_of(self, item: str, *, place: CaseFacts, at: datetime) -> Applicant:
        """Somebody whose business has been in the register since before this city began."""
        who = self.somebody()
        self._businesses += 1
        is_individual, is_food = item.startswith("individual"), item == FOOD
        trade = "catering" if is_food else "other" if is_individual else "company"
        name = names.shop(self._random, trade)
        business = people.register_organisation(name=name, by=TRIAL, at=at)
        people.give_mandate(
            principal=business,
            agent=who.person,
            items=None,
            how=Mandate.How.LEGAL_REPRESENTATIVE,
            evidence="演示城市原有的登记",
            valid_from=at.date(),
            confirmed=True,
            by=TRIAL,
            at=at,
        )
        licence = registry.enter_known_licence(
            number=self._number(place.region, is_food=is_food, is_individual=is_individual),
            holder_id=business.pk,
            holder_name=name,
            kind="食品经营许可证" if is_food else "营业执照",
            item_key=item,
            authority_code=place.authority_code,
            area=place.area,
            valid_from=at.date() - timedelta(days=self._random.randint(200, 1800)),
            valid_to=at.date() + timedelta(days=self._random.randint(25, 130)) if is_food else None,
            place=names.address(self._random, place.office_name[:4]),
            scope="热食类食品制售" if is_food else "",
            by=TRIAL,
            at=at,
        )
        return Applicant(
            party=business, account=who.account, person=who.person, number=licence.number
        )

    def _number(self, region: str, *, is_food: bool, is_individual: bool) -> str:
        if is_food:
            return food_licence_number(
                business="catering",
                division=region,
                sequence=FIRST_KNOWN_FOOD + self._businesses,
            )
        return trial_credit_code(
            division=region,
            sequence=FIRST_KNOWN + self._businesses,
            kind="2" if is_individual else "1",
        )
