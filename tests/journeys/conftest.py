"""A made-up city of two offices with the real items, and a browser before it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import call_command

from bureau.audit.actors import Actor
from bureau.catalogue.city_listings import load_listings
from bureau.offices.city import load_city
from bureau.people.models import AccountKind, Assurance
from bureau.people.operations import open_account, register_person, set_phone
from bureau.workdays import clock

CITY = settings.CLONE / "tests" / "second_city"
HOUSE = Actor.system("测试")
PASSWORD = "three-noodles-42"
PHONE = "13900000077"
LONG_AGO = datetime(2024, 1, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def the_city(transactional_db: None) -> None:
    """Items, offices, people and one applicant who proved who he is."""
    call_command("load_reference", verbosity=0)
    load_city(CITY, by="yx-admin", trial=True, password=PASSWORD, at=LONG_AGO)
    load_listings(CITY, by=HOUSE, at=LONG_AGO)
    now = clock.now()
    person = register_person(name="李示例", by=HOUSE, at=now)
    account = open_account(
        kind=AccountKind.APPLICANT,
        name=person.name,
        phone=PHONE,
        password=PASSWORD,
        party=person,
        party_assurance=Assurance.SEEN,
        is_trial=True,
        by=HOUSE,
        at=now,
    )
    set_phone(account, PHONE, verified=True, by=HOUSE, at=now)
