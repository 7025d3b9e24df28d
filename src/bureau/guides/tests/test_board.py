"""Every screen against the catalogue: green as we ship it, red as soon as one goes its own way."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.management import call_command
from tests.clauses import clause

from bureau.catalogue.elements import Limit
from bureau.catalogue.queries import EditionFacts, ListingFacts, edition_in_force
from bureau.catalogue.tests.factories import TODAY
from bureau.catalogue.tests.factories import an_edition as an_edition_in_force
from bureau.guides.board import Proved, board, prove
from bureau.guides.known_screens import register, screens
from bureau.guides.proving import Shown
from bureau.guides.screens import Screen, Setting
from bureau.guides.tests.samples import a_full_content

pytestmark = pytest.mark.django_db

HOUSE = {"办事指南", "空白表", "网上申请", "窗口核对", "审查要点", "办件的期限"}


def a_tea_house() -> EditionFacts:
    content = a_full_content()
    an_edition_in_force(**{name: getattr(content, name) for name in type(content).model_fields})
    found = edition_in_force("tea-house", on=TODAY)
    assert found is not None
    return found


def broken(name: str, change: Callable[[dict[str, str]], object]) -> dict[str, Screen]:
    """The house as it is, but one screen says something else."""
    whole = screens()[name]

    def screen(setting: Setting) -> Shown:
        shown: Shown = whole(setting)
        words = dict(shown.words)
        change(words)
        return replace(shown, words=words)

    return {**screens(), name: screen}


def red(proved: Proved) -> dict[str, set[tuple[str, str]]]:
    return {
        one.screen: {(wrong.place, wrong.kind) for _situation, wrong in one.examples}
        for one in proved.proofs
        if not one.agrees
    }


@clause("3.1.2-b", "3.1.2-g")
class TestEveryItemWeShip:
    def test_says_the_same_on_every_screen_in_every_situation(self) -> None:
        call_command("load_reference", verbosity=0)

        found = board(on=TODAY)

        assert len(found) == 68
        assert [(one.item, red(one)) for one in found if not one.agrees] == []
        assert [one.item for one in found if one.too_many] == []
        assert all({proof.screen for proof in one.proofs} == HOUSE for one in found)
        assert sum(one.compared for one in found) > 100_000


class TestATeaHouse:
    def test_is_green_for_every_screen(self) -> None:
        proved = prove(a_tea_house())

        assert red(proved) == {}
        assert proved.situations == 3
        assert all(one.compared for one in proved.proofs)

    def test_is_green_where_an_office_gives_more(self) -> None:
        own = ListingFacts(
            id=1,
            item="tea-house",
            authority_code="",
            office_key="north",
            valid_from=TODAY,
            valid_to=None,
            halls=(),
            phones={},
            step_handlers={},
            promise_value=2,
            promise_unit="working_day",
            waived=("plan",),
            state="claimed",
        )

        proved = prove(a_tea_house(), listings=[own])

        assert red(proved) == {}
        assert proved.departures == 1

    @pytest.mark.parametrize(
        ("screen", "change", "place", "kind"),
        [
            ("办事指南", lambda w: w.pop("materials.plan"), "materials.plan", "缺少"),
            (
                "网上申请",
                lambda w: w.update({"materials.lease": "租赁合同"}),
                "materials.lease",
                "多出",
            ),
            (
                "窗口核对",
                lambda w: w.update({"materials.plan.standard": "好看。"}),
                "materials.plan.standard",
                "说的不一样",
            ),
            (
                "窗口核对",
                lambda w: w.update({"materials.business-licence.who": "要交"}),
                "materials.business-licence.who",
                "说的不一样",
            ),
            ("审查要点", lambda w: w.pop("points.stove-distance"), "points.stove-distance", "缺少"),
            (
                "办件的期限",
                lambda w: w.update({"limits.promised": "10个工作日"}),
                "limits.promised",
                "说的不一样",
            ),
            ("空白表", lambda w: w.pop("fields.name"), "fields.name", "缺少"),
            (
                "网上申请",
                lambda w: w.update({"fields.name.required": "选填"}),
                "fields.name.required",
                "说的不一样",
            ),
        ],
    )
    def test_turns_red_just_where_a_screen_goes_its_own_way(
        self, screen: str, change: Callable[[dict[str, str]], object], place: str, kind: str
    ) -> None:
        proved = prove(a_tea_house(), against=broken(screen, change))

        assert set(red(proved)) == {screen}
        assert (place, kind) in red(proved)[screen]

    def test_turns_red_when_a_screen_follows_another_edition(self) -> None:
        edition = a_tea_house()
        shorter = edition.content.model_copy(
            update={"promised_limit": Limit(value=3, unit="working_day")}
        )
        stale = screens()["办件的期限"]

        proved = prove(
            replace(edition, content=shorter),
            against={"办件的期限": lambda setting: stale(replace(setting, edition=edition))},
        )

        assert red(proved) == {"办件的期限": {("limits.promised", "说的不一样")}}


class TestTheScreens:
    def test_one_name_belongs_to_one_function(self) -> None:
        with pytest.raises(ValueError, match="办事指南"):
            register("办事指南", "bureau.guides.screens.blank_shows")
