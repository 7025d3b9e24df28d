"""Every form of every desk, sent back with what nobody should type.

The forms are read off the pages themselves, so a new page is attacked from its first day.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import ClassVar

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.attacks.browsing import FoundForm, forms_on
from tests.inhabitants import Inhabitants
from tests.who_may import OPENS, WHO_MAY

PROGRAMS = (
    "<script>alert(1)</script>{{7*7}}{% now 'Y' %}#eval(\"1+1\")'); DROP TABLE people_party; --"
)
TYPED = {
    "nothing": "",
    "very long": "长" * 20_000,
    "turned round": "\u202e倒过来\u2066\u200b\ufeff",
    "pictures": "😀👨\u200d👩\u200d👧",
    "programs": PROGRAMS,
    "a formula": "=HYPERLINK(\"//x.example\")|' /C calc'!A0",
    "full-width": "９１４３０７００ＭＡ４Ｌ０００１２Ｘ",
    "a huge number": "9" * 40,
    "more than numbers": "1e999",
    "a day that never was": "2026-02-30",
    "two lines": "甲\r\nSet-Cookie: a=b",
}
FORGED = {"nothing": "", "programs": PROGRAMS, "a huge number": "9" * 40}
BROKEN = ("系统出错了", "Traceback", "<script>alert(1)")
STATES = ("received", "awaiting", "accepted", "examined", "granted")
AT_DESKS = ("nobody", "owner", "clerk", "examiner", "approver", "supervisor")


def pages_of(house: Inhabitants, who: str) -> list[str]:
    """The pages somebody may open, and those of cases that stand elsewhere."""
    rows = {name: row for name, row in WHO_MAY.items() if who in row.to}
    found = [row.address(name, house.things) for name, row in rows.items() if row.reads == OPENS]
    for name in sorted(rows.keys() & {"public:case", "clerk:case", "reviewer:case"}):
        found += [reverse(name, args=[house.things[state]]) for state in STATES]
    return found


def all_forms(house: Inhabitants, who: str) -> list[FoundForm]:
    """Each different form on the pages somebody may open, once."""
    found: dict[object, FoundForm] = {}
    for address in pages_of(house, who):
        answer = house.browser(who).get(address)
        if answer.streaming or "html" not in answer["Content-Type"]:
            continue
        for form in forms_on(answer.content.decode(), address):
            found.setdefault(form.key, form)
    return [form for form in found.values() if not form.action.startswith("/accounts/logout")]


def trouble(client: Client, form: FoundForm, sent: dict[str, str]) -> str:
    """What went wrong when this was sent; nothing when it got its answer or its sentence."""
    answer = client.post(form.action, sent)
    if answer.status_code in (301, 302, 303):
        answer = client.get(answer["Location"])
    if answer.status_code not in (200, 400, 404, 405, 409, 422):
        return f"{answer.status_code}"
    page = "" if answer.streaming else answer.content.decode()
    return next((sign for sign in BROKEN if sign in page), "")


@contextmanager
def undone(client: Client) -> Iterator[Client]:
    """The browser and the house as they were, whatever was sent."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        yield client
        transaction.set_rollback(True)
    client.cookies = cookies


class TestEveryForm:
    """Each form is attacked by the first who finds it."""

    known: ClassVar[set[object]] = set()

    @pytest.mark.parametrize("who", AT_DESKS)
    def test_says_a_sentence_to_what_nobody_should_type(self, house: Inhabitants, who: str) -> None:
        forms = [form for form in all_forms(house, who) if form.key not in self.known]
        self.known.update(form.key for form in forms)
        found = {}
        for form in forms:
            for way, words in ((form.typed, TYPED), (form.forged, FORGED)):
                for kind, text in words.items():
                    with undone(house.browser(who)) as client:
                        if fault := trouble(client, form, way(text)):
                            found[form.action, way.__name__, kind] = fault

        assert found == {}
        assert forms

    @pytest.mark.parametrize("who", AT_DESKS)
    def test_calls_a_sign_that_is_no_text_unreadable(self, house: Inhabitants, who: str) -> None:
        met = {}
        for form in all_forms(house, who):
            if any(one.is_free for one in form.fields.values()):
                with undone(house.browser(who)) as client:
                    met[form.action] = client.post(form.action, form.typed("a\x00b")).status_code

        assert {action: status for action, status in met.items() if status != 400} == {}
