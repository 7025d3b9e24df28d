"""A workbook handed in, looked at and confirmed in a real browser."""

from pathlib import Path

import pytest
from django.test import Client

from bureau.catalogue.exchange.tests.factories import exported
from bureau.catalogue.models import Edition
from bureau.catalogue.operations import import_items
from bureau.catalogue.tests.factories import HOUSE, NOON, a_row, keeper
from bureau.people.models import Account
from desks.design.tests.browser import COUNTER, DESKTOP, NARROW, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [DESKTOP, COUNTER, PHONE, NARROW])
def test_a_workbook_is_handed_in_looked_at_and_confirmed(
    visitor: Visitor, size: tuple[int, int], tmp_path: Path
) -> None:
    import_items([a_row()], by=HOUSE, at=NOON)
    file = tmp_path / "清单.xlsx"
    file.write_bytes(exported([a_row(name="茶楼许可"), a_row(item="inn")]).getvalue())
    client = Client()
    client.force_login(Account.objects.get(pk=keeper().id))
    cookie = client.cookies["sessionid"]
    visitor.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": visitor.home}])
    visitor.resize(size)

    visitor.open("/exchange/")
    assert visitor.complaints() == []
    assert not visitor.scrolls_sideways()
    visitor.page.get_by_label("清单文件").set_input_files(file)
    visitor.page.get_by_role("button", name="上传").click()
    visitor.page.get_by_role("button", name="确认导入").wait_for()
    assert visitor.page.get_by_text("茶楼许可").count() > 0
    assert visitor.complaints() == []
    assert not visitor.scrolls_sideways()
    visitor.page.get_by_role("button", name="确认导入").click()

    visitor.page.get_by_text("已导入").first.wait_for()
    assert Edition.objects.get(item__key="tea-house").name == "茶楼许可"
