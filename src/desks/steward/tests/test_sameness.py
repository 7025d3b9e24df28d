"""The pages of N-same: the matrix, a list, a cell with both texts, the correction."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.clauses import clause

from bureau.catalogue.exchange.tests.factories import a_workbook
from bureau.catalogue.exchange.workbook import read_workbook
from bureau.catalogue.sameness.models import ForeignList
from bureau.catalogue.sameness.tests.test_lists import CODE, HEAD, a_county_row, an_item
from bureau.catalogue.tests.factories import keeper
from bureau.offices.tests.factories import COUNTY, a_posted
from bureau.people.models import Account
from bureau.tasks.queries import open_tasks
from bureau.workdays import clock

pytestmark = pytest.mark.django_db

HOME = "/sameness/"


@pytest.fixture
def client() -> Client:
    an_item()
    made = Client()
    made.force_login(Account.objects.get(pk=keeper().id))
    return made


def handed_in(client: Client, *rows: list[str], unit: str = COUNTY, outside: str = "") -> str:
    stream = a_workbook({"Sheet1": [HEAD, *rows]})
    file = SimpleUploadedFile("县.xlsx", stream.getvalue())
    answer = client.post(HOME, {"file": file, "office": unit, "unit": outside})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


class TestTheMatrix:
    def test_shows_the_rate_as_an_exact_fraction(self, client: Client) -> None:
        handed_in(client, a_county_row(承诺时限="8个工作日"))

        shown = client.get(HOME).content.decode()

        assert "8/9，88.89%" in shown
        assert "承诺时限" in shown

    def test_leaves_out_what_is_the_same_unless_asked(self, client: Client) -> None:
        handed_in(client, a_county_row())

        assert client.get(HOME).context["rows"] == []
        assert len(client.get(f"{HOME}?all").context["rows"]) == 1

    def test_takes_a_list_from_outside_too(self, client: Client) -> None:
        handed_in(client, a_county_row(), unit="", outside="省事项库")

        assert ForeignList.objects.get().name == "省事项库"

    @pytest.mark.parametrize(
        ("file", "office", "sentence"),
        [
            (b"", "", "请选是哪个单位"),
            (None, COUNTY, "还没有选文件"),
            (b"MZ" + b"0" * 100, COUNTY, "程序"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_nothing(
        self, client: Client, file: bytes | None, office: str, sentence: str
    ) -> None:
        sent = {} if file is None else {"file": SimpleUploadedFile("县.xlsx", file or b"x")}

        answer = client.post(HOME, {"office": office, **sent})

        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert not ForeignList.objects.exists()

    @clause("3.1.1-e")
    def test_n_can_be_chosen(self, client: Client) -> None:
        handed_in(client, a_county_row(承诺时限="8个工作日"))

        client.post(f"{HOME}elements/", {"element": ["code", "name"]})
        page = client.get(HOME)

        assert "2/2，100.00%" in page.content.decode()
        assert page.context["seen"].formula.startswith("2同")

    def test_goes_out_as_a_workbook(self, client: Client) -> None:
        handed_in(client, a_county_row(承诺时限="8个工作日"))

        answer = client.get(f"{HOME}export/")

        book = read_workbook(io.BytesIO(answer.content), "a.xlsx")
        cells = {s.name: {c.text for r in s.rows.values() for c in r.values()} for s in book.sheets}
        assert "8/9" in cells["汇总"]
        assert "承诺时限" in cells["矩阵"]
        assert {"5个工作日", "8个工作日"} <= cells["差异"]
        assert "8/9" in cells["历次"]


class TestAList:
    def test_waits_for_a_person_where_only_the_name_fits(self, client: Client) -> None:
        address = handed_in(client, a_county_row(基本编码=""))
        before = client.get(address)

        client.post(address, {"row": [before.context["proposed"][0][0]]})
        after = client.get(address).content.decode()

        assert "就是我们的“茶馆许可”" in before.content.decode()
        assert "8/8" in after  # of its code it says nothing

    def test_names_orphans(self, client: Client) -> None:
        address = handed_in(client, a_county_row(事项名称="别的许可", 基本编码=CODE[::-1]))

        assert "别的许可" in client.get(address).content.decode()


class TestACell:
    def test_opens_both_texts_with_the_difference_marked(self, client: Client) -> None:
        address = handed_in(client, a_county_row(申请材料="平面图\n营业执照\n健康证"))

        shown = client.get(f"{address}tea-house/").content.decode()

        assert "<ins>健康证</ins>" in shown
        assert "<ins>平面图</ins>" not in shown
        assert "多出：健康证" in shown

    def test_asks_the_unit_to_mend_it_by_a_day(self, client: Client) -> None:
        address = handed_in(client, a_county_row(承诺时限="8个工作日"))
        last = clock.today() + timedelta(days=5)

        client.post(f"{address}tea-house/", {"due_on": last.isoformat()})

        (task,) = open_tasks(offices=[COUNTY])
        assert "承诺时限" in task.subject
        assert "还没有更正" in client.get(f"{address}tea-house/").content.decode()

    @pytest.mark.parametrize("day", ["", "明天", "2020-01-01"])
    def test_a_day_that_is_none_or_over_is_refused(self, client: Client, day: str) -> None:
        address = handed_in(client, a_county_row(承诺时限="8个工作日"))

        assert client.post(f"{address}tea-house/", {"due_on": day}).status_code == 422
        assert open_tasks(offices=[COUNTY]) == []

    def test_an_item_the_list_has_not_is_not_there(self, client: Client) -> None:
        address = handed_in(client, a_county_row())

        assert client.get(f"{address}no-such-item/").status_code == 404

    def test_who_watches_reads_and_sends_nothing(self, client: Client) -> None:
        address = handed_in(client, a_county_row(承诺时限="8个工作日"))
        watching = Client()
        watching.force_login(a_posted("S-1", "supervisor"))

        assert watching.get(f"{address}tea-house/").status_code == 200
        last = clock.today().isoformat()
        assert watching.post(f"{address}tea-house/", {"due_on": last}).status_code == 404
