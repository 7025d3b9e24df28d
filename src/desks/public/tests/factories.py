"""What the public pages are tried with: a tea house licence with questions and a form."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bureau.cases.tests.factories import an_applicant, an_item
from bureau.catalogue.elements import (
    Basis,
    Condition,
    Faq,
    Form,
    FormField,
    Mark,
    Material,
    Option,
    Question,
    Section,
    When,
)
from bureau.files.tests.samples import a_pdf
from bureau.offices.tests.factories import COUNTY
from bureau.people.models import Account
from bureau.people.tests.factories import an_id_number

ITEM = "tea-house"
QUESTION = Question(
    key="snacks",
    text="卖不卖点心？",
    options=(Option(key="yes", label="卖点心"), Option(key="no", label="只卖茶")),
)
MATERIALS = (
    Material(key="application", name="茶馆许可申请书", generated=True, blank_form="application"),
    Material(key="business-licence", name="营业执照", source="政府部门核发", shareable=True),
    Material(
        key="plan",
        name="平面图",
        standard="标出灶台",
        filling="手画也行",
        mark=Mark.CONFIRMED,
    ),
    Material(
        key="snack-list",
        name="点心目录",
        situation="卖点心的才要",
        when=When(answers={"snacks": ("yes",)}),
        mark=Mark.PLAUSIBLE,
    ),
)
FORM = Form(
    key="application",
    name="茶馆许可申请书",
    sections=(
        Section(
            key="shop",
            title="店铺",
            fields=(
                FormField(key="name", label="店名", prefill="party.name", example="示例茶馆"),
                FormField(key="seats", label="座位数", kind="number", unit="个", example="20"),
                FormField(
                    key="menu",
                    label="点心",
                    kind="textarea",
                    required=False,
                    when=When(answers={"snacks": ("yes",)}),
                ),
                FormField(key="manager", label="店长", kind="person", example="李示例"),
            ),
        ),
    ),
    declaration="以上内容属实。",
)


def a_tea_house(**changes: Any) -> None:
    """The item, in force and carried out by the county office."""
    values: dict[str, Any] = {
        "questions": (QUESTION,),
        "materials": MATERIALS,
        "forms": (FORM,),
        "conditions": (
            Condition(key="premises", text="有固定的场所", mark=Mark.CONFIRMED),
            Condition(key="barred", text="三年内被吊销过许可的", forbids=True),
        ),
        "faq": (Faq(key="alone", question="一个人能开吗？", answer="能。"),),
        "bases": (Basis(document="茶馆管理办法", article="2", mark=Mark.CONFIRMED),),
        "rights": ("材料不齐的，一次告知。",),
        "written_out": True,
    }
    an_item(ITEM, **(values | changes))


def signed_in(account: Account | None = None) -> Client:
    """A browser of somebody who signed in."""
    client = Client()
    client.force_login(account or an_applicant())
    return client


def filled(**changes: str) -> dict[str, str]:
    """The form of the tea house, filled in."""
    values = {
        "name": "示例茶馆",
        "seats": "20",
        "manager__name": "李示例",
        "manager__id_kind": "id_card",
        "manager__id_number": an_id_number(),
    }
    return values | changes


CONTACT = {"contact_wish": "none", "delivery_wish": "electronic"}


def a_draft(client: Client, *, snacks: str = "no", **form: str) -> str:
    """A draft somebody began and filled in; with nothing to fill, only begun."""
    party = re.search(
        r'name="party" value="([0-9a-f-]{36})"',
        client.get(f"/apply/{ITEM}/").content.decode(),
    )
    assert party is not None
    answer = client.post(
        f"/apply/{ITEM}/", {"party": party[1], "office": COUNTY, "q-snacks": snacks}
    )
    uid = answer["Location"].split("/")[2]
    if form:
        assert client.post(f"/drafts/{uid}/", {**form, "go": "next"}).status_code == 302
        assert client.post(f"/drafts/{uid}/contact/", {**CONTACT, "go": "next"}).status_code == 302
    return str(uid)


def a_paper(name: str = "平面图.pdf", content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or a_pdf(), content_type="application/pdf")


def uploaded(client: Client, uid: str, material: str = "plan") -> None:
    answer = client.post(f"/drafts/{uid}/files/{material}/", {"file": a_paper()})
    assert answer.status_code == 302


def submitted(client: Client, uid: str) -> str:
    """The number of the application a draft became."""
    answer = client.post(f"/drafts/{uid}/check/", {"edition": edition_of(client, uid)})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    found = re.fullmatch(r"/mine/(.+)/receipt/", answer["Location"])
    assert found is not None
    return found[1]


def edition_of(client: Client, uid: str) -> str:
    found = re.search(
        r'name="edition" value="(\d+)"', client.get(f"/drafts/{uid}/check/").content.decode()
    )
    assert found is not None
    return found[1]


def an_application(client: Client) -> str:
    """The number of a complete application, by the pages alone."""
    a_tea_house()
    uid = a_draft(client, **filled())
    uploaded(client, uid)
    return submitted(client, uid)
