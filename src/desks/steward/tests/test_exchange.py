"""The workbook pages: out, handed in, looked at, confirmed."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bureau.catalogue.exchange.tests.factories import exported, read
from bureau.catalogue.models import Edition, Item
from bureau.catalogue.operations import import_items
from bureau.catalogue.tests.factories import HOUSE, NOON, a_row, keeper
from bureau.offices.tests.factories import CITY, a_posted
from bureau.people.models import Account

pytestmark = pytest.mark.django_db

HOME = "/exchange/"


def a_keeper(office: str = CITY) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=keeper(office=office).id))
    return client


def a_sheet(stream: io.BytesIO, name: str = "清单.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, stream.getvalue())


def handed_in(client: Client, stream: io.BytesIO) -> str:
    answer = client.post(HOME, {"file": a_sheet(stream)})
    assert answer.status_code == 302
    return str(answer["Location"])


def confirm(client: Client, address: str) -> Any:
    seen = client.get(f"{address}?read").context["seen"]
    return client.post(address, {"looked_at": seen.fingerprint})


class TestOut:
    def test_gives_a_workbook_that_reads_back(self) -> None:
        import_items([a_row()], by=HOUSE, at=NOON)

        answer = a_keeper().get(f"{HOME}export/?all")

        book = read(io.BytesIO(answer.content))
        assert "attachment" in answer["Content-Disposition"]
        assert [(one.item, one.content) for one in book.rows] == [("tea-house", a_row().content)]


class TestIn:
    def test_shows_what_would_change_and_writes_nothing(self) -> None:
        import_items([a_row()], by=HOUSE, at=NOON)
        client = a_keeper()

        address = handed_in(client, exported([a_row(name="茶楼许可"), a_row(item="inn")]))
        shown = client.get(f"{address}?read").content.decode()

        assert "茶馆许可</del>" in shown
        assert "茶楼许可</ins>" in shown
        assert "新事项" in shown
        assert list(Item.objects.values_list("key", flat=True)) == ["tea-house"]

    def test_takes_it_in_when_confirmed(self) -> None:
        client = a_keeper()
        address = handed_in(client, exported([a_row()]))

        answer = confirm(client, address)

        assert answer["Location"] == HOME
        assert Edition.objects.get().name == "茶馆许可"
        assert "没有要导入的" in client.get(f"{address}?read").content.decode()

    def test_lists_errors_with_their_places_and_takes_nothing(self) -> None:
        client = a_keeper()

        address = handed_in(client, exported([a_row(handling=""), a_row(item="Tea")]))
        shown = client.get(f"{address}?read").content.decode()

        assert "〔事项〕第3行" in shown
        assert "确认导入" not in shown
        assert not Item.objects.exists()

    def test_what_changed_since_it_was_looked_at_is_looked_at_again(self) -> None:
        client = a_keeper()
        address = handed_in(client, exported([a_row(name="茶楼许可")]))
        seen = client.get(f"{address}?read").context["seen"]
        import_items([a_row()], by=HOUSE, at=NOON)

        answer = client.post(address, {"looked_at": seen.fingerprint})

        assert answer.status_code == 422
        assert "又有了变化" in answer.content.decode()
        assert Edition.objects.get().name == "茶馆许可"

    def test_cannot_be_confirmed_unseen(self) -> None:
        client = a_keeper()

        answer = client.post(handed_in(client, exported([a_row()])))

        assert answer.status_code == 422
        assert not Item.objects.exists()

    def test_a_file_that_can_do_harm_is_not_even_kept(self) -> None:
        answer = a_keeper().post(HOME, {"file": a_sheet(io.BytesIO(b"MZ" + b"0" * 200))})

        assert answer.status_code == 422
        assert "程序" in answer.content.decode()

    def test_without_a_file_it_says_so(self) -> None:
        assert "还没有选文件" in a_keeper().post(HOME).content.decode()

    def test_waits_for_the_reading_with_a_bar(self) -> None:
        client = a_keeper()
        address = handed_in(client, exported([a_row()]))

        assert "<progress" in client.get(address).content.decode()
        assert "<progress" in client.get(f"{address}reading/").content.decode()


class TestWhose:
    def test_a_workbook_belongs_to_who_handed_it_in(self) -> None:
        address = handed_in(a_keeper(), exported([a_row()]))

        assert a_keeper("county").get(address).status_code == 404

    def test_who_only_watches_hands_nothing_in(self) -> None:
        watching = Client()
        watching.force_login(a_posted("S-1", "supervisor"))

        assert watching.get(HOME).status_code == 200
        assert watching.post(HOME, {"file": a_sheet(exported([a_row()]))}).status_code == 404

    def test_a_county_s_keeper_cannot_change_what_is_common(self) -> None:
        client = a_keeper("county")
        address = handed_in(client, exported([a_row()]))

        answer = confirm(client, address)

        assert answer.status_code == 422
        assert "授权" in answer.content.decode()
        assert not Item.objects.exists()
