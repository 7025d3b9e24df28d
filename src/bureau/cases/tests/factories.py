"""Applications and cases brought to a state the way the bureau brings them there."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bureau.cases.facts import Channel, Confirmation, DeliveryWish, Device, TypedBy, Verdict
from bureau.cases.models import Application, Case
from bureau.cases.operations import counter, review, submission
from bureau.cases.submission import HandedIn, StoredFile, Submission
from bureau.catalogue import operations as catalogue
from bureau.catalogue import queries as catalogue_queries
from bureau.catalogue.elements import (
    Basis,
    EditionContent,
    Limit,
    Mark,
    Point,
    Procedure,
    Result,
    Separation,
)
from bureau.catalogue.files import read_path
from bureau.catalogue.models import Edition
from bureau.catalogue.operations import Claim
from bureau.catalogue.reference import templates
from bureau.catalogue.tests.factories import HOUSE, a_row, keeper, publisher
from bureau.offices.tests.factories import CODES, COUNTY, a_competent, some_offices
from bureau.people.models import Account, AccountKind, Party
from bureau.people.operations import open_account, register_person

CHINA = ZoneInfo("Asia/Shanghai")
REFERENCE = Path(__file__).resolve().parents[4] / "reference"
MORNING = datetime(2026, 3, 18, 10, 0, tzinfo=CHINA)
"""A Wednesday in hall hours."""

LICENCE_ITEM = "tea-house"
REGISTRATION_ITEM = "shop-registration"
POINTS = (
    Point(
        key="plan-shows-kitchen",
        kind="material",
        material="plan",
        text="平面图标出灶台、洗碗处和厕所",
        defect="平面图没有标出灶台",
        mend="在图上标出灶台的位置",
        basis=Basis(document="茶馆管理办法", article="3", mark=Mark.CONFIRMED),
        mark=Mark.CONFIRMED,
    ),
    Point(
        key="address-agrees",
        kind="substantive",
        text="许可地址与营业执照一致",
        defect="地址不一致",
        mend="改成营业执照上的地址",
        basis=Basis(document="茶馆管理办法", article="4", mark=Mark.CONFIRMED),
        mark=Mark.CONFIRMED,
    ),
)


def an_item(key: str = LICENCE_ITEM, **changes: Any) -> Edition:
    """An item in force that the county office carries out."""
    some_offices()
    known = Edition.objects.filter(item__key=key, status="in_force").first()
    if known:
        return known
    values: dict[str, Any] = {
        "points": POINTS,
        "bases": (Basis(document="茶馆管理办法", article="2", mark=Mark.CONFIRMED),),
        "result": Result(
            key="licence",
            name="茶馆许可证",
            validity="5年",
            validity_value=5,
            validity_unit="year",
            number_rule="generic",
        ),
        "separation": Separation.ACCEPT_DECIDE,
    }
    row = a_row(item=key, **(values | changes))
    catalogue.import_items([row], by=keeper(), at=MORNING)
    edition = Edition.objects.get(item__key=key)
    catalogue.put_in_force(edition.pk, by=keeper(), second=publisher(), at=MORNING)
    catalogue.claim_listing(
        Claim(
            item=key,
            office_key=COUNTY,
            authority_code=CODES[COUNTY],
            valid_from=row.valid_from,
            halls=("h-county",),
        ),
        by=keeper(office=COUNTY),
        at=MORNING,
    )
    return edition


def an_item_of_the_law(key: str, *, at: datetime = MORNING) -> EditionContent:
    """An item as the reference data write it out, in force at the county office."""
    some_offices()
    known = catalogue_queries.edition_in_force(key, on=at.date())
    if known is not None:
        return known.content
    read = read_path(REFERENCE / "items" / f"{key}.yaml", templates=templates(REFERENCE))
    assert read.errors == []
    catalogue.import_items(read.rows, by=HOUSE, at=at)
    drafts = Edition.objects.filter(item__key=key)
    catalogue.open_for_trial(drafts.values_list("pk", flat=True), by=HOUSE, at=at)
    catalogue.claim_listing(
        Claim(
            item=key,
            office_key=COUNTY,
            authority_code=CODES[COUNTY],
            valid_from=at.date(),
            halls=("h-county",),
        ),
        by=HOUSE,
        at=at,
    )
    return read.rows[0].content


def a_registration_item() -> Edition:
    """Decided on the spot by one person; incomplete goes back."""
    return an_item(
        REGISTRATION_ITEM,
        name="店铺登记",
        procedure=Procedure.REGISTRATION,
        separation=Separation.NONE,
        on_the_spot=True,
        statutory_limit=Limit(value=3, unit="working_day", mark=Mark.CONFIRMED),
        promised_limit=Limit(value=1, unit="session", mark=Mark.CONFIRMED),
    )


def a_clerk(number: str = "CLERK1") -> Account:
    return _staff(number, "clerk", "accept", "decide", "deliver")


def an_examiner(number: str = "EXAMINER1") -> Account:
    return _staff(number, "examiner", "examine")


def an_approver(number: str = "APPROVER1") -> Account:
    return _staff(number, "approver", "decide", "examine")


def _staff(number: str, role: str, *acts: str) -> Account:
    known = Account.objects.filter(staff_number=number).first()
    return known or a_competent(number, role, *acts)


def a_person(name: str = "李示例") -> Party:
    return register_person(name=name, by=HOUSE, at=MORNING)


def an_applicant(name: str = "李示例") -> Account:
    return open_account(
        kind=AccountKind.APPLICANT,
        name=name,
        phone=f"139{uuid.uuid4().int % 10**8:08d}",
        party=a_person(name),
        is_trial=True,
        by=HOUSE,
        at=MORNING,
    )


def a_file(name: str = "平面图.pdf") -> HandedIn:
    return HandedIn(files=(StoredFile(upload="u1", name=name, sha256="a" * 64, size=1000),))


def a_submission(**changes: Any) -> Submission:
    """A complete online submission of the tea-house licence."""
    values: dict[str, Any] = {
        "idempotency_key": uuid.uuid4().hex,
        "item_key": LICENCE_ITEM,
        "office_key": COUNTY,
        "channel": Channel.WEB,
        "typed_by": TypedBy.APPLICANT,
        "device": Device.OWN,
        "confirmation": Confirmation.ONLINE,
        "delivery_wish": DeliveryWish.PICK_UP,
        "materials": {"plan": a_file()},
    }
    return Submission(**(values | changes))


def an_application(
    *, at: datetime = MORNING, by: Account | None = None, **changes: Any
) -> Application:
    item = changes.get("item_key", LICENCE_ITEM)
    if item == LICENCE_ITEM:
        an_item()
    applicant = by or an_applicant()
    party_id = changes.pop("party_id", applicant.party_id)
    return submission.submit(
        a_submission(party_id=party_id, **changes),
        by=applicant,
        actor=applicant.as_actor(),
        at=at,
    )


def a_case(*, at: datetime = MORNING, **changes: Any) -> Case:
    return an_application(at=at, **changes).cases.get()


def judged(case: Case, *, at: datetime = MORNING, **verdicts: str) -> Case:
    """Every material of the case judged: good unless named otherwise."""
    judgements = [
        counter.Judgement(
            key=material.key,
            verdict=Verdict(verdicts.get(material.key.replace("-", "_"), Verdict.GOOD)),
            defect="写错了" if verdicts.get(material.key.replace("-", "_")) == "defective" else "",
        )
        for material in counter.materials_of(case)
    ]
    return counter.judge_materials(case.number, judgements, by=a_clerk(), at=at)


def an_accepted_case(*, at: datetime = MORNING, **changes: Any) -> Case:
    case = judged(a_case(at=at, **changes), at=at)
    return counter.accept(case.number, by=a_clerk(), at=at)


def an_examined_case(*, at: datetime = MORNING, proposal: str = "grant", **changes: Any) -> Case:
    case = an_accepted_case(at=at, **changes)
    verdict = "pass" if proposal == "grant" else "fail"
    findings = [review.PointFinding(point.key, verdict, "与要求不符") for point in POINTS]
    review.find(case.number, findings, by=an_examiner(), at=at)
    return review.propose(case.number, proposal, by=an_examiner(), at=at)


def a_granted_case_of(
    key: str,
    *,
    answers: Mapping[str, Any],
    situation: Mapping[str, str],
    by: Account,
    party_id: int | None = None,
    at: datetime = MORNING,
) -> Case:
    """A case of an item of the law, from the submission to its grant by whoever may."""
    content = an_item_of_the_law(key, at=at)
    given = {**answers, **situation}
    wanted = content.materials_for(given)
    application = an_application(
        at=at,
        by=by,
        party_id=party_id or by.party_id,
        item_key=key,
        answers=answers,
        situation=situation,
        materials={one.key: a_file() for one in wanted if not (one.generated or one.shareable)},
    )
    case = judged(application.cases.get(), at=at)
    if content.on_the_spot and content.separation == Separation.NONE:
        return counter.grant_at_once(case.number, by=a_clerk(), at=at)
    counter.accept(case.number, by=a_clerk(), at=at)
    found = [review.PointFinding(point.key, "pass") for point in content.points_for(given)]
    review.find(case.number, found, by=an_examiner(), at=at)
    review.propose(case.number, "grant", by=an_examiner(), at=at)
    return review.decide(case.number, "grant", by=an_approver(), at=at)


def a_granted_case(*, at: datetime = MORNING, **changes: Any) -> Case:
    case = an_examined_case(at=at, **changes)
    return review.decide(case.number, "grant", by=an_approver(), at=at)
