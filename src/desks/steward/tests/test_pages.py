"""Items, editions and listings as they stand, for who keeps and who watches."""

import pytest
from django.test import Client

from bureau.cases.tests.factories import LICENCE_ITEM, an_item
from bureau.offices.tests.factories import CITY, TOWN, a_posted, some_offices
from bureau.people.models import Account

pytestmark = pytest.mark.django_db

HOME = "/items/"


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def a_keeper() -> Client:
    return signed_in(a_posted("KEEPER9", "item_keeper", office=CITY))


class TestWhoMayOpenIt:
    @pytest.mark.parametrize("role", ["item_keeper", "publisher", "head", "supervisor"])
    def test_those_who_keep_and_those_who_watch(self, role: str) -> None:
        an_item()
        client = signed_in(a_posted(f"S-{role}", role))

        assert client.get(HOME).status_code == 200
        assert client.get(f"{HOME}{LICENCE_ITEM}/").status_code == 200

    @pytest.mark.parametrize("role", ["clerk", "examiner", "hall_manager", "statistics"])
    def test_nobody_else(self, role: str) -> None:
        an_item()
        client = signed_in(a_posted(f"S-{role}", role))

        assert client.get(HOME).status_code == 404
        assert client.get(f"{HOME}{LICENCE_ITEM}/").status_code == 404


class TestTheList:
    def test_counts_what_is_not_written_out_and_what_is_wrong(self) -> None:
        an_item()

        shown = a_keeper().get(HOME).content.decode()

        assert "茶馆许可" in shown
        assert "待梳理" in shown
        assert "处错误" in shown

    def test_names_units_without_a_keeper(self) -> None:
        an_item()
        a_posted("KEEPER8", "item_keeper", office=TOWN)

        shown = a_keeper().get(HOME).context["units"]

        keepers = {unit.name: unit.keepers for unit in shown}
        assert "KEEPER9 某" in keepers["city 单位"]
        assert keepers["county 单位"] == ("keeper-county 某", "KEEPER8 某")

    def test_says_which_unit_has_none(self) -> None:
        some_offices()
        client = signed_in(a_posted("S-HEAD", "head"))

        assert client.get(HOME).context["unkept"] == ["city 单位", "county 单位"]

    def test_can_be_narrowed(self) -> None:
        an_item()
        keeper = a_keeper()

        assert keeper.get(HOME, {"show": "written"}).context["rows"] == []
        assert len(keeper.get(HOME, {"show": "unwritten"}).context["rows"]) == 1
        assert keeper.get(HOME, {"q": "没有这个"}).context["rows"] == []
        assert len(keeper.get(HOME, {"q": "茶馆", "stage": "operation"}).context["rows"]) == 1


class TestAnEdition:
    def test_shows_every_element_with_its_key_and_basis(self) -> None:
        an_item()

        shown = a_keeper().get(f"{HOME}{LICENCE_ITEM}/").content.decode()

        for words in ("平面图", "plan-shows-kitchen", "《茶馆管理办法》第三条", "county 局"):
            assert words in shown

    def test_an_edition_is_shown_under_its_own_item_only(self) -> None:
        edition = an_item()
        keeper = a_keeper()

        assert keeper.get(f"{HOME}{LICENCE_ITEM}/{edition.pk}/").status_code == 200
        assert keeper.get(f"{HOME}another/{edition.pk}/").status_code == 404

    def test_an_unknown_item_is_not_there(self) -> None:
        assert a_keeper().get(f"{HOME}no-such-item/").status_code == 404
