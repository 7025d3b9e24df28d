"""Messages: left once, sent once, tried again, never holding a number."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.db import connection, transaction
from pytest_django import Settings

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.notices import queries
from bureau.notices.messages import TEXTS, fields_of, text_of
from bureau.notices.models import Channel, Message, MessageState
from bureau.notices.outbox import (
    MOST_TRIES,
    Delivered,
    deliver_waiting,
    leave_message,
    note_posted,
    tell,
)
from bureau.notices.tests.factories import CLERK, NOON
from bureau.people import operations as people
from bureau.people.models import Contact
from bureau.refusal import Refusal

pytestmark = pytest.mark.django_db
SWEEPER = Actor.system("三化窗口")
PHONE = "13812345678"
ABOUT = {"item": "食品经营许可（新办）", "number": "430102260311000127"}


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.OUTBOX_FOLDER = tmp_path
    settings.SMS_GATEWAY = ""
    settings.EMAIL_HOST = ""
    return tmp_path


def a_contact(wish: Contact.Wish = Contact.Wish.SMS, **given: str) -> UUID:
    given = given or {"phone": PHONE, "email": "li@example.com", "address": "人民路1号"}
    contact = people.note_contact(
        name="李小红",
        wish=wish,
        phone=given.get("phone", ""),
        email=given.get("email", ""),
        address=given.get("address", ""),
        by=CLERK,
        at=NOON,
    )
    return contact.uid


def a_message(key: str = "case-1:received", **changed: Any) -> None:
    asked = {
        "contact": changed.pop("contact", None) or a_contact(),
        "template": "received",
        "params": ABOUT,
        "by": CLERK,
        "at": NOON,
    }
    tell(key, **{**asked, **changed})


def lines(folder: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for file in sorted(folder.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]


class TestTell:
    @pytest.mark.parametrize(
        ("wish", "channel"),
        [
            (Contact.Wish.SMS, Channel.SMS),
            (Contact.Wish.EMAIL, Channel.EMAIL),
            (Contact.Wish.LETTER, Channel.LETTER),
            (Contact.Wish.NONE, Channel.SITE),
        ],
    )
    def test_goes_the_way_they_asked_for(self, wish: Contact.Wish, channel: Channel) -> None:
        a_message(contact=a_contact(wish))

        assert Message.objects.get().channel == channel

    def test_the_same_key_again_changes_nothing(self) -> None:
        a_message()
        a_message(template="accepted", params={**ABOUT, "due": "3月18日"})

        assert Message.objects.get().template == "received"

    def test_is_unsaid_with_the_act_that_caused_it(self) -> None:
        @operation
        def an_act_that_says_no() -> None:
            a_message()
            raise Refusal("现在不行。")

        with pytest.raises(Refusal), transaction.atomic():
            an_act_that_says_no()

        assert not Message.objects.exists()

    def test_a_message_with_an_empty_place_is_a_defect(self) -> None:
        with pytest.raises(ValueError, match="due"):
            a_message(template="accepted")

    def test_keeps_no_number_of_anybody(self) -> None:
        a_message(params={**ABOUT, "item": f"许可 {PHONE}"})

        kept = Message.objects.get()

        assert PHONE not in json.dumps(kept.params) + kept.to_ref + kept.key


class TestDeliverWaiting:
    def test_writes_a_line_with_the_reference_and_the_sentence(self, folder: Path) -> None:
        a_message()

        done = deliver_waiting(by=SWEEPER, at=NOON)

        assert done == Delivered(sent=1)
        [line] = lines(folder)
        assert line["key"] == "case-1:received"
        assert line["text"].startswith("【示例】您的“食品经营许可（新办）”申请已收到，编号 4301")
        assert PHONE not in json.dumps(line)

    def test_sends_nothing_twice(self, folder: Path) -> None:
        a_message()

        deliver_waiting(by=SWEEPER, at=NOON)
        deliver_waiting(by=SWEEPER, at=NOON + timedelta(days=1))

        assert len(lines(folder)) == 1

    def test_writes_no_second_line_when_the_first_was_never_noted(self, folder: Path) -> None:
        a_message()
        deliver_waiting(by=SWEEPER, at=NOON)
        Message.objects.update(state=MessageState.WAITING, sent_at=None, not_before=NOON)

        deliver_waiting(by=SWEEPER, at=NOON + timedelta(hours=7))

        assert len(lines(folder)) == 1
        assert Message.objects.get().state == MessageState.SENT

    def test_waits_until_its_time(self, folder: Path) -> None:
        leave_message(
            "later",
            channel=Channel.SMS,
            to_ref="ref",
            template="received",
            params=ABOUT,
            not_before=NOON + timedelta(days=1),
            by=CLERK,
            at=NOON,
        )

        assert deliver_waiting(by=SWEEPER, at=NOON) == Delivered()
        assert deliver_waiting(by=SWEEPER, at=NOON + timedelta(days=1)) == Delivered(sent=1)

    def test_drains_more_than_one_handful(self, folder: Path) -> None:
        contact = a_contact()
        for n in range(120):
            a_message(f"case-{n}", contact=contact)

        assert deliver_waiting(by=SWEEPER, at=NOON) == Delivered(sent=120)
        assert len({line["key"] for line in lines(folder)}) == 120

    def test_posts_to_the_gateway_with_the_number_and_the_key(self, settings: Settings) -> None:
        a_message()

        with a_gateway(200) as (settings.SMS_GATEWAY, received):
            deliver_waiting(by=SWEEPER, at=NOON)

        [(headers, body)] = received
        assert (body["to"], body["key"]) == (PHONE, "case-1:received")
        assert headers["Idempotency-Key"] == "case-1:received"

    def test_tries_again_later_and_gives_up_visibly(self, settings: Settings) -> None:
        a_message()
        at = NOON
        ended = []

        with a_gateway(503) as (settings.SMS_GATEWAY, received):
            for _ in range(MOST_TRIES):
                ended.append(deliver_waiting(by=SWEEPER, at=at))
                at += timedelta(hours=7)
            after_that = deliver_waiting(by=SWEEPER, at=at)

        assert ended == [Delivered(failed=1)] * (MOST_TRIES - 1) + [Delivered(given_up=1)]
        assert after_that == Delivered()
        assert len(received) == MOST_TRIES
        [stuck] = queries.overdue_messages(at)
        assert (stuck.state, stuck.fault) == (MessageState.GIVEN_UP, "短信网关回答 503")

    def test_sends_mail_where_a_server_is_named(self, settings: Settings) -> None:
        settings.EMAIL_HOST = "localhost"
        a_message(contact=a_contact(Contact.Wish.EMAIL))

        deliver_waiting(by=SWEEPER, at=NOON)

        assert mail.outbox[0].to == ["li@example.com"]

    def test_forgets_a_code_once_it_was_sent(self) -> None:
        a_message(template="code", params={"code": "482913", "minutes": "5"})

        deliver_waiting(by=SWEEPER, at=NOON)

        assert Message.objects.get().params["code"] == ""


def test_a_paper_notice_waits_until_somebody_posts_it(folder: Path) -> None:
    a_message(contact=a_contact(Contact.Wish.LETTER))

    assert deliver_waiting(by=SWEEPER, at=NOON) == Delivered()
    assert note_posted("case-1:received", by=CLERK, at=NOON) is True
    assert note_posted("case-1:received", by=CLERK, at=NOON) is False
    assert lines(folder) == []


def test_a_message_on_the_site_is_there_at_once() -> None:
    contact = a_contact(Contact.Wish.NONE)
    a_message(contact=contact)

    [found] = queries.messages_to(str(contact))

    assert found.state == MessageState.SENT


@pytest.mark.parametrize("template", sorted(TEXTS))
def test_every_sentence_fits_into_two_text_messages_and_says_nothing_odd(template: str) -> None:
    said = text_of(template, dict.fromkeys(fields_of(template), "某某某某某某"), trial=False)

    assert len(said) <= 134
    assert "{" not in said
    assert said.endswith("。") or template == "granted"


@pytest.mark.django_db(transaction=True)
def test_four_sweepers_at_once_send_each_message_once(folder: Path) -> None:
    contact = a_contact()
    for n in range(200):
        a_message(f"case-{n}", contact=contact)

    def sweep() -> None:
        try:
            deliver_waiting(by=SWEEPER, at=NOON)
        finally:
            connection.close()

    sweepers = [threading.Thread(target=sweep) for _ in range(4)]
    for one in sweepers:
        one.start()
    for one in sweepers:
        one.join()

    keys = [line["key"] for line in lines(folder)]
    assert len(keys) == len(set(keys)) == 200
    assert Message.objects.filter(state=MessageState.SENT).count() == 200


@contextmanager
def a_gateway(
    status: int,
) -> Iterator[tuple[str, list[tuple[dict[str, str], dict[str, Any]]]]]:
    """An SMS gateway on a port of its own that always answers the same."""
    received: list[tuple[dict[str, str], dict[str, Any]]] = []

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append((dict(self.headers), json.loads(body)))
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing during tests."""

    with HTTPServer(("127.0.0.1", 0), Gateway) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", received
        finally:
            server.shutdown()
