"""The pages of N-same in a real browser: access and widths."""

import pytest
from django.test import Client

from bureau.catalogue.sameness.models import ForeignList
from bureau.catalogue.sameness.tests.test_lists import a_county_row, an_item, taken
from bureau.catalogue.tests.factories import keeper
from bureau.people.models import Account
from desks.design.tests.browser import COUNTER, DESKTOP, NARROW, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [DESKTOP, COUNTER, PHONE, NARROW])
def test_axe_finds_nothing(visitor: Visitor, size: tuple[int, int]) -> None:
    an_item()
    taken(a_county_row(承诺时限="8个工作日", 申请材料="平面图\n健康证"), a_county_row(基本编码="9"))
    uid = ForeignList.objects.get().uid
    client = Client()
    client.force_login(Account.objects.get(pk=keeper().id))
    cookie = client.cookies["sessionid"]
    visitor.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": visitor.home}])
    visitor.resize(size)

    for path in ("/sameness/", f"/sameness/{uid}/", f"/sameness/{uid}/tea-house/"):
        visitor.open(path)
        assert visitor.complaints() == []
        assert not visitor.scrolls_sideways()
