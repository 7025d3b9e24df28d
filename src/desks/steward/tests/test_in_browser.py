"""The keepers' pages in a real browser: access and widths."""

import pytest
from django.test import Client

from bureau.cases.tests.factories import LICENCE_ITEM, an_item
from bureau.offices.tests.factories import CITY, a_posted
from desks.design.tests.browser import COUNTER, DESKTOP, NARROW, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [DESKTOP, COUNTER, PHONE, NARROW])
def test_axe_finds_nothing(visitor: Visitor, size: tuple[int, int]) -> None:
    an_item()
    client = Client()
    client.force_login(a_posted("KEEPER9", "item_keeper", office=CITY))
    cookie = client.cookies["sessionid"]
    visitor.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": visitor.home}])
    visitor.resize(size)

    for path in ("/items/", f"/items/{LICENCE_ITEM}/"):
        visitor.open(path)
        assert visitor.complaints() == []
        assert not visitor.scrolls_sideways()
