"""A form filled in from end to end, as a browser would send it."""

from django.test import Client
from django.urls import reverse

from bureau.people.identifiers import id_card_check


def an_id_number(day: str, number: int) -> str:
    """A well-formed identity number of somebody born that day."""
    body = f"110101{day}{number:03}"
    return body + id_card_check(body)


FORM = {
    "shop": "清风茶馆",
    "scope": "卖茶\n讲故事",
    "seats": "42",
    "capital": "30000",
    "floor": "86.5",
    "from-day": "2026-12-01",
    "size": "small",
    "drinks": "small",
    "music": "no",
    "place": "示例市示例区示例路1号",
    "promise": "yes",
    "q-river": "small",
}
CONTACT = {
    "contact_wish": "none",
    "delivery_wish": "pick_up",
    "contact_name": "",
    "contact_phone": "",
    "contact_address": "",
}


def the_form(**other: str) -> dict[str, str]:
    """Every answer of the item with everything."""
    keeper = {
        "keeper__name": "郑示例",
        "keeper__id_kind": "id_card",
        "keeper__id_number": an_id_number("19900101", 7),
    }
    return {**FORM, **keeper, **CONTACT, **other}


def fill_draft(client: Client, uid: str, **other: str) -> None:
    """Every page of a draft, up to the one that submits."""
    typed = the_form(**other)
    for page in ("draft_situation", "draft", "draft_contact"):
        answer = client.post(reverse(f"public:{page}", args=[uid]), typed)
        assert answer.status_code == 302, (page, answer.content.decode()[:3000])


def edition_on(client: Client, uid: str) -> str:
    """What the check page knows of the edition, sent along with the submission."""
    page = client.get(reverse("public:draft_check", args=[uid])).content.decode()
    return page.split('name="edition" value="')[1].split('"')[0]


def submit(client: Client, uid: str) -> str:
    """Press the one button; the number of what came of it."""
    answer = client.post(
        reverse("public:draft_check", args=[uid]), {"edition": edition_on(client, uid)}
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return str(answer["Location"]).split("/")[2]
