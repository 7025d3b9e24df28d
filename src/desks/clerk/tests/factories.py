"""Clerks at their windows and people in front of them, brought there by the pages' own verbs."""

import uuid
from datetime import datetime
from typing import Any, TypeAlias

from django.test import Client

from bureau.audit.actors import Actor
from bureau.cases.facts import Channel, Confirmation, Device, TypedBy, Verdict
from bureau.cases.models import Case
from bureau.cases.operations import counter, drafts, window
from bureau.cases.submission import HandedIn
from bureau.cases.tests.factories import LICENCE_ITEM, a_submission, an_item
from bureau.catalogue.elements import (
    Form,
    FormField,
    Mark,
    Material,
    Option,
    Question,
    Section,
    When,
)
from bureau.catalogue.models import Edition
from bureau.offices import queries as offices
from bureau.offices.tests.factories import COUNTY, a_competent, some_offices
from bureau.people.models import Account, Party
from bureau.people.operations import register_person
from bureau.visits import operations as visits
from bureau.visits.models import Visit
from bureau.workdays import clock

Answer: TypeAlias = Any
"""What the test client gives; its stubs know no name for it."""

HALL = "h-county"
KIOSK = Actor.device("kiosk-1", "取号机", "county 局")


def a_clerk(number: str = "CLERK1", *, role: str = "clerk", office: str = COUNTY) -> Account:
    some_offices()
    known = Account.objects.filter(staff_number=number).first()
    return known or a_competent(number, role, "accept", "decide", "deliver", office=office)


def a_browser(clerk: Account) -> Client:
    """The browser of a clerk who signed in."""
    client = Client()
    client.force_login(clerk)
    return client


def now() -> datetime:
    return clock.now()


def seated(clerk: Account, number: str = "01", *, hall: str = HALL) -> Account:
    """The clerk sits at a window of their hall."""
    visits.sit_down(hall, number, by=actor(clerk), at=now())
    return clerk


def actor(clerk: Account) -> Actor:
    return offices.actor_for(clerk, now())


def a_ticket(*, need: str = "", hall: str = HALL) -> Visit:
    return visits.take_ticket(hall, need=need, by=KIOSK, at=now())


def a_called_visit(clerk: Account, *, hall: str = HALL) -> Visit:
    a_ticket(hall=hall)
    return visits.call_next(by=actor(clerk), at=now())


def a_party(name: str = "李示例") -> Party:
    return register_person(name=name, by=KIOSK, at=now())


def a_served_visit(clerk: Account, party: Party | None = None, *, hall: str = HALL) -> Visit:
    visit = a_called_visit(clerk, hall=hall)
    known = party or a_party()
    return visits.note_party(visit.uid, str(known.uid), by=actor(clerk), at=now())


def a_received_case(
    clerk: Account, *, judged: bool = False, visit_uid: str = "", item_key: str = LICENCE_ITEM
) -> Case:
    """Received at the window on paper; with ``judged`` everything was found good."""
    if item_key == LICENCE_ITEM:
        an_item()
    submission = a_submission(
        idempotency_key=uuid.uuid4().hex,
        item_key=item_key,
        party_id=a_party().pk,
        channel=Channel.WINDOW,
        typed_by=TypedBy.STAFF,
        device=Device.HALL,
        confirmation=Confirmation.READ_ALOUD,
        materials={"plan": HandedIn(copies=1)},
        visit_uid=visit_uid,
    )
    judgements = [counter.Judgement("plan", Verdict.GOOD)] if judged else []
    application = window.receive_at_window(
        submission, judgements, by=clerk, actor=actor(clerk), at=now()
    )
    return application.cases.get()


def an_accepted_case(clerk: Account) -> Case:
    case = a_received_case(clerk, judged=True)
    return counter.accept(case.number, by=clerk, at=now())


def an_item_with_a_form() -> Edition:
    """The licence with a form (a name, a person, ticks) and a situational question."""
    return an_item(
        forms=(
            Form(
                key="application",
                name="申请书",
                sections=(
                    Section(
                        key="who",
                        title="经营者",
                        fields=(
                            FormField(key="shop", label="店名", prefill="party.name"),
                            FormField(key="boss", label="负责人", kind="person"),
                            FormField(
                                key="teas",
                                label="卖什么茶",
                                kind="choices",
                                required=False,
                                options=(
                                    Option(key="green", label="绿茶"),
                                    Option(key="black", label="红茶"),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        questions=(
            Question(
                key="music",
                text="放不放音乐？",
                options=(Option(key="yes", label="放"), Option(key="no", label="不放")),
            ),
        ),
        materials=(
            Material(key="plan", name="平面图", mark=Mark.CONFIRMED),
            Material(key="noise", name="噪声说明", when=When(answers={"music": ("yes",)})),
            Material(key="business-licence", name="营业执照", shareable=True, provider="登记机关"),
        ),
    )


def a_begun_draft(clerk: Account, visit: Visit, *, party: Party | None = None) -> str:
    """Begun for somebody at the window; its uid."""
    if party is None:
        party = Party.objects.get(uid=visit.party_uid)
    return drafts.start_draft(
        item_key=LICENCE_ITEM,
        office_key=COUNTY,
        party_id=party.pk,
        by=clerk,
        at=now(),
        visit_uid=visit.uid,
    ).uid


def said(answer: Answer) -> str:
    """The words of a page."""
    return str(answer.content.decode())
