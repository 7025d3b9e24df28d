"""What the copies are of: the trial city's first weeks, and cases made ready for one act."""

from datetime import datetime, timedelta
from io import StringIO
from random import Random

from django.core.management import call_command
from django.db import connection

from bench.copies import Copy, copy_cases
from bureau.cases.facts import Channel, Verdict
from bureau.cases.models import Case
from bureau.cases.operations import counter
from bureau.cases.states import FINAL, State
from bureau.catalogue import queries as catalogue
from bureau.trial.plan import Story
from bureau.trial.play import Play
from bureau.trial.staff import Staff
from bureau.workdays import queries as workdays
from config import roles

CITY = 300
ITEM = "food-business-new"
READY = 0.08
"""The part of all cases that only waits to be accepted, as many as a measurement uses up."""
OPEN = 0.05
"""The part of all others that is still open."""


def prepare_city() -> None:
    """Tables, reference data and a city of a few hundred cases, all by operations."""
    roles.use_owner()
    call_command("migrate", verbosity=0, interactive=False)
    roles.use_program()
    call_command("load_calendar", stdout=StringIO())
    call_command("load_reference", stdout=StringIO())
    call_command("city", if_empty=True, total=CITY, stdout=StringIO())


def ready_to_accept(now: datetime) -> list[int]:
    """Applications of every office that takes the item, judged and complete."""
    listings = catalogue.listings_of_item(ITEM, on=now.date())
    offices = [one.office_key for one in listings if one.halls]
    calendar = workdays.current_calendar()
    play = Play(seed=1, now=now, calendar=calendar, region=offices[0][:6])
    told = [_story(number, office, now) for number, office in enumerate(offices, start=1)]
    play.stories(told, lambda done: None)
    staff = Staff(now)
    ready = []
    for case in Case.objects.filter(received_at=told[0].submitted_at, state=State.RECEIVED):
        clerk = staff.who("accept", case.office_key, case.item_key)
        if clerk is None:
            continue
        materials = counter.materials_of(case)
        good = [counter.Judgement(material.key, Verdict.GOOD) for material in materials]
        counter.judge_materials(case.number, good, by=clerk, at=now)
        ready.append(case.application_id)
    return ready


def _story(number: int, office: str, now: datetime) -> Story:
    return Story(
        number=1_000_000 + number,
        item=ITEM,
        office=office,
        submitted_at=now - timedelta(minutes=1),
        channel=Channel.WEB,
        fate="good",
        pace=1.0,
        mood=0.0,
        rates=False,
        elderly=False,
    )


def fill(cases: int, now: datetime) -> None:
    """Copies of all of it: closed cases over two years, open ones over the last weeks."""
    ready = ready_to_accept(now)
    states = dict(Case.objects.values_list("application_id", "state"))
    over = [key for key, state in states.items() if State(state) in FINAL | {State.GRANTED}]
    open_ = [key for key in states if key not in over and key not in ready]
    random = Random(1)
    many = round(cases * READY)
    copies = [Copy(ready[n % len(ready)], days=0) for n in range(many)]
    for _ in range(cases - many):
        if random.random() < OPEN:
            copies.append(Copy(random.choice(open_), days=-7 * random.randint(0, 2)))
        else:
            copies.append(Copy(random.choice(over), days=-7 * random.randint(1, 104)))
    copy_cases(sorted(copies, key=lambda one: one.days))
    settle()


def settle() -> None:
    """What the database does by itself in a quiet hour."""
    roles.use_owner()
    with connection.cursor() as cursor:
        cursor.execute("vacuum (analyze)")
        cursor.execute("checkpoint")
    roles.use_program()
