"""One thing of every kind that can stand in an address, made by the operations."""

from datetime import datetime
from io import BytesIO

from bureau.audit.actors import Actor
from bureau.cases.models import Case
from bureau.cases.operations import sheets
from bureau.cases.operations.counter import ask_correction
from bureau.cases.operations.drafts import save_draft, start_draft
from bureau.cases.submission import HandedIn
from bureau.cases.tests.factories import (
    LICENCE_ITEM,
    a_case,
    a_clerk,
    a_granted_case,
    an_accepted_case,
    an_examined_case,
    an_item,
    judged,
)
from bureau.catalogue.elements import Form, FormField, Option, Question, Section
from bureau.catalogue.models import Edition
from bureau.catalogue.operations import open_draft as open_edition
from bureau.catalogue.sameness.operations import take_list
from bureau.catalogue.sameness.reading import ForeignItem
from bureau.catalogue.sameness.rules import Said
from bureau.catalogue.tests.factories import a_law_with_articles
from bureau.catalogue.tests.factories import keeper as items_keeper
from bureau.feedback.models import Invitation
from bureau.feedback.operations import invite_raters, rate
from bureau.files.operations import keep
from bureau.files.tests.samples import a_pdf
from bureau.guides.amending import mark_amended
from bureau.notices.queries import letters_about
from bureau.offices import queries as offices
from bureau.offices.tests.factories import COUNTY
from bureau.people.models import Account, Mandate
from bureau.people.operations import give_mandate, register_person
from bureau.registry.queries import licences_of_case
from bureau.tasks.models import Task
from bureau.visits import operations as visits
from desks.design.drafts import purpose_of, stored

HALL = "h-county"
WINDOW = "01"
HOUSE = Actor.system("测试")
SIZES = (Option(key="small", label="小的"), Option(key="large", label="大的"))
EVERY_KIND = (
    FormField(key="shop", label="店名", kind="text", prefill="party.name"),
    FormField(key="scope", label="经营什么", kind="textarea"),
    FormField(key="seats", label="座位", kind="number", unit="个"),
    FormField(key="capital", label="本钱", kind="money"),
    FormField(key="floor", label="面积", kind="area"),
    FormField(key="from-day", label="哪天开张", kind="date"),
    FormField(key="size", label="大小", kind="choice", options=SIZES),
    FormField(key="drinks", label="卖哪些", kind="choices", options=SIZES),
    FormField(key="music", label="有没有唱曲", kind="yes_no"),
    FormField(key="place", label="地址", kind="address"),
    FormField(key="home", label="住址", kind="address", personal=True, required=False),
    FormField(key="telephone", label="店里电话", kind="phone", required=False),
    FormField(key="code", label="信用代码", kind="uscc", required=False),
    FormField(key="keeper", label="店主", kind="person"),
    FormField(key="cooks", label="茶师", kind="people", required=False),
    FormField(
        key="rooms",
        label="房间",
        kind="rows",
        required=False,
        columns=(FormField(key="use", label="做什么用", kind="text", required=False),),
    ),
    FormField(key="promise", label="承诺", kind="declaration"),
)


def an_item_with_everything() -> Edition:
    """The tea-house licence with a form that has every kind of field, and a question."""
    return an_item(
        forms=(
            Form(
                key="application",
                name="茶馆许可申请书",
                sections=(Section(key="all", title="申请书", fields=EVERY_KIND),),
            ),
        ),
        questions=(Question(key="river", text="在不在河边?", options=SIZES),),
    )


def belongings(owner: Account, clerk: Account, *, at: datetime) -> dict[str, str]:
    """What an applicant has, and what lies at the clerk's window."""
    return {
        "item": LICENCE_ITEM,
        "edition": str(an_item_with_everything().pk),
        "draft_edition": str(open_edition(LICENCE_ITEM, by=items_keeper(), at=at).pk),
        "place": "promised_limit",
        **_laws(at=at),
        "foreign_list": _foreign_list(at=at),
        "form": "application",
        "paper_kind": "short",
        "paper_form": "docx",
        "office": COUNTY,
        "hall": HALL,
        "material": "plan",
        "shell": "staff",
        "indicator": "k5",
        "part": "denominator",
        **_of_the_owner(owner, at=at),
        **_at_the_window(clerk, at=at),
    }


def _laws(*, at: datetime) -> dict[str, str]:
    """An article and a change of it."""
    document = a_law_with_articles("茶馆条例", {"三": "开茶馆要有许可。"})
    change = mark_amended(
        document,
        "三",
        text="开茶馆要备案。",
        source="公报",
        published_on=at.date(),
        valid_from=at.date(),
        by=HOUSE,
        at=at,
    )
    return {"law": document, "article": "三", "law_change": str(change.pk)}


def _foreign_list(*, at: datetime) -> str:
    """What a county keeps elsewhere about the item."""
    said = Said(name="茶楼许可")
    row = ForeignItem("第2行", LICENCE_ITEM, "", "", "茶楼许可", said)
    made = take_list([row], unit=COUNTY, upload="-", file_name="县.xlsx", by=HOUSE, at=at)
    return str(made.uid)


def _of_the_owner(owner: Account, *, at: datetime) -> dict[str, str]:
    draft, draft_upload = _draft(owner, at=at)
    upload = _upload(owner, "case:plan", at=at)
    received = a_case(by=owner, at=at, materials={"plan": HandedIn(files=stored([upload]))})
    awaiting = judged(a_case(by=owner, at=at), plan="defective", at=at)
    ask_correction(awaiting.number, by=a_clerk(), at=at)
    accepted = an_accepted_case(by=owner, at=at)
    examined = an_examined_case(by=owner, at=at)
    granted = a_granted_case(by=owner, at=at)
    invite_raters(by=HOUSE, at=at)
    _rate_badly(examined, by=owner, at=at)
    (licence,) = licences_of_case(granted.number)
    return {
        "draft": draft,
        "draft_upload": draft_upload,
        "upload": upload,
        "received": received.number,
        "awaiting": awaiting.number,
        "accepted": accepted.number,
        "examined": examined.number,
        "granted": granted.number,
        "letter": _letter(received),
        "other_letter": _letter(accepted),
        "rating": Invitation.objects.get(case=granted, kind="result").token,
        "licence": licence.token,
        "task": str(Task.objects.get().uid),
        "mandate": _mandate(owner, at=at),
    }


def _rate_badly(case: Case, *, by: Account, at: datetime) -> None:
    invited = Invitation.objects.get(case=case, kind="acceptance")
    rate(invited.token, "dissatisfied", channel="web", by=by.as_actor(), at=at)


def _mandate(owner: Account, *, at: datetime) -> str:
    """The owner lets somebody act for them."""
    by = owner.as_actor()
    assert owner.party is not None
    given = give_mandate(
        principal=owner.party,
        agent=register_person(name="吴示例", by=by, at=at),
        items=None,
        how=Mandate.How.LETTER,
        evidence="委托人登录本系统登记",
        valid_from=at.date(),
        confirmed=False,
        by=by,
        at=at,
    )
    return str(given.uid)


def _at_the_window(clerk: Account, *, at: datetime) -> dict[str, str]:
    """Somebody is at the clerk's window and an application is being taken in."""
    by = offices.actor_for(clerk, at)
    visits.sit_down(HALL, WINDOW, by=by, at=at)
    visits.take_ticket(HALL, by=by, at=at)
    visit = visits.call_next(by=by, at=at)
    person = register_person(name="周示例", by=by, at=at)
    visits.note_party(visit.uid, str(person.uid), by=by, at=at)
    draft, upload = _draft(clerk, party_id=person.pk, visit_uid=visit.uid, at=at)
    sheet = sheets.give_sheet(LICENCE_ITEM, hall_key=HALL, visit_uid=visit.uid, by=by, at=at)
    return {
        "visit": visit.uid,
        "sheet": sheet,
        "window_draft": draft,
        "window_upload": upload,
    }


def _draft(
    by: Account, *, party_id: int | None = None, visit_uid: str = "", at: datetime
) -> tuple[str, str]:
    draft = start_draft(
        item_key=LICENCE_ITEM,
        office_key=COUNTY,
        party_id=party_id or by.party_id,
        visit_uid=visit_uid,
        by=by,
        at=at,
    )
    upload = _upload(by, purpose_of(draft.uid, "plan"), at=at)
    save_draft(draft.uid, {"uploads": {"plan": [upload]}}, by=by, at=at)
    return draft.uid, upload


def _upload(by: Account, purpose: str, *, at: datetime) -> str:
    kept = keep(
        BytesIO(a_pdf()),
        "平面图.pdf",
        owner=str(by.pk),
        purpose=purpose,
        for_party=str(by.party_id or ""),
        by=by.as_actor(),
        at=at,
    )
    return str(kept.uid)


def _letter(case: Case) -> str:
    return letters_about("case", case.number)[0].uid
