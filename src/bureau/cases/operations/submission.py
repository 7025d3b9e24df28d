"""提交: one submission by one party, once however often it is sent."""

import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, models
from django.db.models import Exists, OuterRef, Q

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.cases import letters
from bureau.cases.clock import Ruler, notice_due_at
from bureau.cases.facts import Channel, MaterialState, Verdict, is_online
from bureau.cases.models import Application, Case, CaseAct, Draft, SubmittedMaterial
from bureau.cases.numbers import application_number, case_number
from bureau.cases.states import State
from bureau.cases.submission import Standing, Submission, material_standings
from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import EditionContent
from bureau.catalogue.queries import EditionFacts, ListingFacts
from bureau.offices import queries as offices
from bureau.people import queries as people
from bureau.people.models import Account, Party
from bureau.refusal import Refusal
from bureau.workdays.clock import day_of

RESUBMITTED_WITHIN_DAYS = 30


class NoChain(Refusal):
    """No case is opened for this item; the message says how and where it is done."""


class NotYours(Refusal):
    """The person may not act for this party."""


def submit(submission: Submission, *, by: Account, actor: Actor, at: datetime) -> Application:
    """Receive one application: number, case, materials frozen by hash, receipt letter.

    Sending the same submission again (same idempotency key) returns the first one, also
    when both come at the same moment. The facts of the submission are recorded here and
    never change. An incomplete application is received all the same: what is missing is
    told once, by a person (行政许可法第三十二条).
    """
    return once(submission, lambda: _submit(submission, by=by, actor=actor, at=at))


def once(submission: Submission, receive: Callable[[], Application]) -> Application:
    """What ``receive`` makes of it; where another came first at the same moment, theirs."""
    try:
        return receive()
    except IntegrityError:
        if connection.in_atomic_block:
            raise  # Whoever began the transaction asks again when it is undone.
        first = Application.objects.filter(idempotency_key=submission.idempotency_key).first()
        if first is None:
            raise
        return first


@operation
def _submit(submission: Submission, *, by: Account, actor: Actor, at: datetime) -> Application:
    earlier = _earlier(submission, at=at)
    if earlier is not None and earlier.idempotency_key == submission.idempotency_key:
        return earlier
    on = day_of(at)
    edition = catalogue.edition_in_force(submission.item_key, on=on)
    if edition is None:
        raise NoChain("这个事项现在没有在用的版本，不能申请。请在办事指南里查看替代的事项。")
    content = edition.content
    if not content.takes_cases():
        raise NoChain(content.how_and_where or "这个事项不在这里申请。请看办事指南里的办理方式。")
    listing = catalogue.listing_for(submission.item_key, submission.office_key, on=on)
    if listing is None:
        raise NoChain("这个单位不办理这个事项。请在办事指南里选择能办理的单位。")
    party = Party.objects.get(pk=submission.party_id)
    _ensure_may_act(submission, party, by=by, at=at)
    standings = material_standings(
        content,
        given={**submission.answers, **submission.situation},
        handed_in=submission.materials,
        waived=listing.waived,
    )
    place = offices.case_facts(submission.office_key, on)
    number = application_number(
        area=place.region, day=on, sequence=_next_sequence(place.region, on)
    )
    application = _application(submission, edition, listing, party, number, by=by, at=at)
    application.earlier = earlier
    application.area = place.area
    application.hall_key = submission.hall_key or place.hall_key
    application.save(force_insert=True)
    _keep_materials(application, standings, at=at)
    case = _open_case(application, edition, listing, at=at)
    case.save(force_insert=True)
    letter_uid = letters.receipt(application, case, standings, by=actor, at=at)
    CaseAct.objects.create(
        case=case,
        act="submit",
        to_state=str(State.RECEIVED),
        at=at,
        account=by,
        person_name=actor.name,
        post=actor.post,
        office_key=case.office_key,
        office_name=place.office_name,
        letter_uid=letter_uid,
        facts={"channel": submission.channel, "typed_by": submission.typed_by},
    )
    if submission.draft_uid:
        Draft.objects.filter(uid=submission.draft_uid, account=by).update(
            submitted_as=application, content="", saved_at=at
        )
    record(
        "application.submitted",
        "application",
        number,
        by=actor,
        at=at,
        chain=f"{application.authority_code}:{application.pk}",
        facts={
            "item": submission.item_key,
            "channel": str(submission.channel),
            "typed_by": str(submission.typed_by),
            "materials": sum(len(s.handed_in.files) for s in standings),
        },
    )
    return application


def _ensure_may_act(submission: Submission, party: Party, *, by: Account, at: datetime) -> None:
    if submission.channel in (Channel.WINDOW, Channel.PHONE, Channel.POST, Channel.PARTNER):
        return
    if by.is_active and by.party_id == party.pk:
        return
    if people.acting_for(by, party.uid, item=submission.item_key, at=at) is None:
        raise NotYours("您不能替这个主体提交申请。请先取得授权委托，或者换一个主体再提交。")


def _next_sequence(division: str, on: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into cases_dailynumber (area, day, last) values (%s, %s, 1)"
            " on conflict (area, day) do update set last = cases_dailynumber.last + 1"
            " returning last",
            [division, on],
        )
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])


def _application(
    submission: Submission,
    edition: EditionFacts,
    listing: ListingFacts,
    party: Party,
    number: str,
    *,
    by: Account,
    at: datetime,
) -> Application:
    by_staff = submission.channel in (Channel.WINDOW, Channel.PHONE, Channel.POST)
    return Application(
        number=number,
        uid=secrets.token_urlsafe(16),
        idempotency_key=submission.idempotency_key,
        party=party,
        party_name=party.name,
        agent_id=submission.agent_id,
        account=None if by_staff else by,
        contact_id=submission.contact_id,
        channel=submission.channel,
        typed_by=submission.typed_by,
        device=submission.device,
        by_appointment=submission.by_appointment,
        online=is_online(submission.channel, submission.typed_by),
        visit_uid=submission.visit_uid,
        received_by=by if by_staff else None,
        confirmation=submission.confirmation,
        delivery_wish=submission.delivery_wish,
        submitted_at=at,
        received_under_id=edition.id,
        answers=dict(submission.answers),
        situation=dict(submission.situation),
        care_need=submission.care_need,
        authority_code=listing.authority_code,
        office_key=submission.office_key,
    )


def _earlier(submission: Submission, *, at: datetime) -> Application | None:
    """This very submission if it was sent before, else the one it repeats: same party,
    place and item within 30 days."""
    sent_before = Q(idempotency_key=submission.idempotency_key)
    repeated = Q(
        Exists(Case.objects.filter(application=OuterRef("pk"), item_key=submission.item_key)),
        party_id=submission.party_id,
        office_key=submission.office_key,
        submitted_at__gte=at - timedelta(days=RESUBMITTED_WITHIN_DAYS),
    )
    return (
        Application.objects.filter(sent_before | repeated)
        .order_by(models.Case(models.When(sent_before, then=0), default=1), "-submitted_at")
        .first()
    )


def _keep_materials(application: Application, standings: list[Standing], *, at: datetime) -> None:
    SubmittedMaterial.objects.bulk_create(
        SubmittedMaterial(
            application=application,
            key=standing.material.key,
            name=standing.material.name,
            position=position,
            necessary=standing.is_called_for,
            state=standing.state,
            files=[file.as_json() for file in standing.handed_in.files],
            copies=standing.handed_in.copies,
            provider=standing.material.provider,
            verdict=Verdict.UNJUDGED if standing.needs_judging else Verdict.GOOD,
            handed_in_at=at if standing.state != MaterialState.ABSENT else None,
        )
        for position, standing in enumerate(standings, start=1)
    )


def _open_case(
    application: Application, edition: EditionFacts, listing: ListingFacts, *, at: datetime
) -> Case:
    content = edition.content
    return Case(
        number=case_number(application.number, 1),
        application=application,
        item_key=edition.item,
        item_name=content.name,
        party_name=application.party_name,
        procedure=content.procedure,
        received_under_id=edition.id,
        authority_code=application.authority_code,
        office_key=application.office_key,
        hall_key=application.hall_key,
        area=application.area,
        office_keys=[application.office_key],
        holder_office=application.office_key,
        state=State.RECEIVED,
        received_at=at,
        notice_due_at=notice_due_at(
            content.procedure, received_at=at, hall_key=application.hall_key, ruler=Ruler()
        ),
        **limits_of_a_case(content, listing),
    )


def limits_of_a_case(content: EditionContent, listing: ListingFacts | None) -> dict[str, Any]:
    """Both limits as a new case keeps them, so that no later change makes them longer."""
    limits = catalogue.limits_for(content, listing)
    statutory, promise = limits.statutory, limits.promised
    return {
        "statutory_value": statutory.value if statutory else None,
        "statutory_unit": statutory.unit if statutory else "",
        "statutory_basis": statutory.basis if statutory else "",
        "promise_value": promise.value if promise else None,
        "promise_unit": promise.unit if promise else "",
    }
