"""Every item written out is gone through in the trial, from the application to its delivery."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import call_command

from bureau.audit.actors import Actor
from bureau.cases.facts import Channel
from bureau.cases.models import Case
from bureau.catalogue import reference
from bureau.catalogue.city_listings import load_listings
from bureau.offices.city import load_city
from bureau.trial.plan import Story
from bureau.trial.play import Play
from bureau.workdays import queries as workdays

CITY = settings.CLONE / "tests" / "second_city"
CITY_BUREAU, COUNTY_BUREAU = "990100", "990102"
LONG_AGO = datetime(2024, 1, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
BEGIN = datetime(2026, 6, 1, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
NOW = datetime(2026, 8, 31, 16, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TIMES = 3  # the answers to the situational questions are drawn anew each time
ROWS = {
    row.item: row.content
    for row in reference.read_items(Path(settings.REFERENCE_FOLDER)).rows
    if row.content.written_out
}
ITEMS = sorted(ROWS)
LICENSING = {
    item
    for item, content in ROWS.items()
    if (result := content.result)
    and (result.number_rule or result.reissues or result.changes or result.renews)
}


def a_good_one(number: int, item: str) -> Story:
    return Story(
        number=number,
        item=item,
        office=COUNTY_BUREAU if "县" in ROWS[item].levels else CITY_BUREAU,
        submitted_at=BEGIN + timedelta(minutes=number),
        channel=Channel.WINDOW if number % 2 else Channel.WEB,
        fate="good",
        pace=0.3,
        mood=0.1,
        rates=False,
        elderly=False,
    )


@pytest.mark.django_db
def test_a_good_application_of_every_item_is_granted() -> None:
    call_command("load_reference", verbosity=0)
    load_city(CITY, by="yx-admin", trial=True, password="three-noodles-42", at=LONG_AGO)
    load_listings(CITY, by=Actor.system("测试"), at=BEGIN)
    told = [a_good_one(number, item) for number, item in enumerate(ITEMS * TIMES)]

    play = Play(seed=5, now=NOW, calendar=workdays.current_calendar(), region="430702")
    played = play.stories(told, lambda done: None)

    assert not played.refused
    done = Case.objects.filter(state="closed", decided_at__isnull=False)
    assert sorted(case.item_key for case in done) == sorted(ITEMS * TIMES)
    assert {case.item_key for case in done if case.licence_number} == LICENSING
