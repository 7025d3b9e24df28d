"""The board of the prover, and where one item disagrees."""

from collections.abc import Iterator

import pytest

from bureau.cases.tests.factories import LICENCE_ITEM, an_item
from bureau.guides import known_screens
from bureau.guides.board import _proved
from bureau.guides.proving import Shown
from bureau.guides.screens import Setting
from bureau.offices.tests.factories import CITY, a_posted
from desks.steward.tests.test_pages import a_keeper, signed_in

pytestmark = pytest.mark.django_db


def says_ninety_days(setting: Setting) -> Shown:
    return Shown({"limits.promised": "90个工作日"})


@pytest.fixture
def a_liar() -> Iterator[str]:
    """A screen that promises something else than the catalogue, for one test."""
    known_screens.register("触摸屏", f"{__name__}.says_ninety_days")
    _proved.clear()
    yield "触摸屏"
    del known_screens._known["触摸屏"]
    _proved.clear()


class TestTheBoard:
    def test_is_green_while_everybody_says_the_same(self) -> None:
        an_item()
        shown = a_keeper().get("/consistency/")

        assert shown.context["red"] == 0
        assert "全部一致" in shown.content.decode()

    def test_is_red_when_a_screen_says_something_else_and_names_the_place(
        self, a_liar: str
    ) -> None:
        an_item()
        keeper = a_keeper()

        board = keeper.get("/consistency/")
        one = keeper.get(f"/consistency/{LICENCE_ITEM}/").content.decode()

        assert board.context["red"] == 1
        assert "有不一致" in board.content.decode()
        assert "limits.promised" in one
        assert "90个工作日" in one
        assert a_liar in one

    def test_without_items_says_what_to_do(self) -> None:
        page = signed_in(a_posted("S9", "head", office=CITY)).get("/consistency/")

        assert "还没有在用的事项" in page.content.decode()

    def test_knows_no_item_that_is_not_there(self) -> None:
        assert a_keeper().get("/consistency/nothing/").status_code == 404
