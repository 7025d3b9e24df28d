"""Which materials an application is asked for, and how each stands: a pure rule."""

import pytest

from bureau.cases.facts import MaterialState
from bureau.cases.submission import HandedIn, NotOnTheList, Standing, material_standings
from bureau.cases.tests.factories import a_file
from bureau.catalogue.elements import EditionContent, Material, When
from bureau.catalogue.tests.factories import a_content

LIST = (
    Material(key="form", name="申请书", generated=True),
    Material(key="plan", name="平面图"),
    Material(key="business-licence", name="营业执照", shareable=True),
    Material(
        key="well-report",
        name="水质检测报告",
        necessary=False,
        when=When(answers={"water": ("own-well",)}),
    ),
    Material(key="photo", name="门头照片", necessary=False),
)


def content() -> EditionContent:
    return a_content(materials=LIST)


def standings(
    *, given: dict[str, object] | None = None, waived: tuple[str, ...] = (), **handed_in: HandedIn
) -> dict[str, Standing]:
    found = material_standings(
        content(),
        given=given or {},
        handed_in={key.replace("_", "-"): own for key, own in handed_in.items()},
        waived=waived,
    )
    return {one.material.key: one for one in found}


class TestState:
    def test_what_is_made_shared_or_waived_is_not_asked_of_the_applicant(self) -> None:
        found = standings(waived=("photo",))

        assert found["form"].state == MaterialState.GENERATED
        assert found["business-licence"].state == MaterialState.HELD
        assert found["photo"].state == MaterialState.WAIVED
        assert not any(found[key].is_missing for key in ("form", "business-licence", "photo"))
        assert not any(found[key].needs_judging for key in ("form", "business-licence", "photo"))

    def test_files_are_uploaded_and_sheets_are_paper(self) -> None:
        found = standings(plan=a_file(), photo=HandedIn(copies=2))

        assert found["plan"].state == MaterialState.UPLOADED
        assert found["photo"].state == MaterialState.PAPER
        assert found["photo"].handed_in.copies == 2

    def test_what_was_handed_in_though_it_is_shared_counts_as_handed_in(self) -> None:
        found = standings(business_licence=a_file("营业执照.pdf"))

        assert found["business-licence"].state == MaterialState.UPLOADED

    def test_a_necessary_one_that_is_absent_is_missing_an_optional_one_is_not(self) -> None:
        found = standings()

        assert found["plan"].is_missing
        assert found["photo"].state == MaterialState.ABSENT
        assert not found["photo"].is_missing


class TestSituation:
    def test_a_conditional_one_is_asked_for_only_in_its_situation(self) -> None:
        with_mains = standings(given={"water": "mains"})
        with_well = standings(given={"water": "own-well"})

        assert "well-report" not in with_mains
        assert with_well["well-report"].is_missing

    def test_keeps_the_order_of_the_list(self) -> None:
        found = standings(given={"water": "own-well"})

        assert list(found) == ["form", "plan", "business-licence", "well-report", "photo"]


class TestOutsideTheList:
    def test_a_material_the_item_does_not_ask_for_is_refused_by_its_name(self) -> None:
        with pytest.raises(NotOnTheList, match="family-tree"):
            standings(family_tree=a_file())
