"""Applicants of the trial city whom anybody may be: their accounts stand in the README."""

from datetime import datetime
from pathlib import Path

import yaml

from bureau.people import operations as people
from bureau.people.identifiers import id_card_check
from bureau.people.models import AccountKind, Assurance, IdentifierKind, Mandate
from bureau.people.operations import GivenNumber
from bureau.people.queries import account_with_phone
from bureau.trial.population import TRIAL


def load_applicants(folder: Path, *, password: str, at: datetime) -> int:
    """Open the accounts of ``applicants.yaml``; doing it again changes nothing."""
    file = folder / "applicants.yaml"
    if not file.exists():
        return 0
    told = yaml.safe_load(file.read_text("utf-8"))["applicants"]
    return sum(_open(one, password=password, at=at) for one in told)


def _open(told: dict[str, object], *, password: str, at: datetime) -> bool:
    phone = str(told["phone"])
    if account_with_phone(phone) is not None:
        return False
    first_17 = str(told["id_number"])[:17]
    person = people.register_person(
        name=str(told["name"]),
        number=GivenNumber(IdentifierKind.ID_CARD, first_17 + id_card_check(first_17)),
        assurance=Assurance.SEEN,
        by=TRIAL,
        at=at,
    )
    account = people.open_account(
        kind=AccountKind.APPLICANT,
        name=person.name,
        phone=phone,
        password=password,
        party=person,
        party_assurance=Assurance.SEEN,
        is_trial=True,
        by=TRIAL,
        at=at,
    )
    people.set_phone(account, phone, verified=True, by=TRIAL, at=at)
    organisations = told.get("organisations", [])
    assert isinstance(organisations, list)
    for organisation in organisations:
        party = people.register_organisation(
            name=organisation["name"],
            number=GivenNumber(IdentifierKind.USCC, organisation["uscc"]),
            assurance=Assurance.SEEN,
            by=TRIAL,
            at=at,
        )
        people.give_mandate(
            principal=party,
            agent=person,
            items=None,
            how=Mandate.How.LETTER,
            evidence="授权委托书（示例）",
            valid_from=at.date(),
            confirmed=True,
            by=TRIAL,
            at=at,
        )
    return True
