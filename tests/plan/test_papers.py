"""The guide to take along, as applicants and staff get it."""

import pytest

from bureau.guides.queries import find_guide
from bureau.workdays import clock
from tests.clauses import clause
from tests.inhabitants import Inhabitants


@clause("3.1.2-b")
class TestThePapers:
    @pytest.mark.parametrize("kind", ["full", "short"])
    def test_of_a_guide_are_for_everybody_with_edition_and_day(
        self, house: Inhabitants, kind: str
    ) -> None:
        item, now = house.things["item"], clock.now()
        browser = house.browser("nobody")
        found = find_guide(item, at=now)
        assert found is not None

        page = browser.get(f"/guides/{item}/paper/{kind}/").content.decode()
        pdf = browser.get(f"/guides/{item}/paper/{kind}/pdf/")
        word = browser.get(f"/guides/{item}/paper/{kind}/docx/")

        assert found.guide.edition_line in page
        assert f"{now.date().isoformat()}打印" in page
        assert pdf.content.startswith(b"%PDF")
        assert word.content.startswith(b"PK")
        assert "attachment" in word["Content-Disposition"]

    @pytest.mark.parametrize("path", ["paper/handbook/", "paper/short/xls/", "paper/other/"])
    def test_that_do_not_exist_are_not_found(self, house: Inhabitants, path: str) -> None:
        item = house.things["item"]

        assert house.browser("nobody").get(f"/guides/{item}/{path}").status_code == 404

    @clause("3.1.2-d")
    def test_of_the_house_carry_the_mark_of_the_public_one(self, house: Inhabitants) -> None:
        item = house.things["item"]
        found = find_guide(item, at=clock.now())
        assert found is not None

        handbook = house.browser("clerk").get(f"/handbooks/{item}/").content.decode()
        guide = house.browser("nobody").get(f"/guides/{item}/paper/full/").content.decode()

        assert found.guide.content_hash[:12] in handbook
        assert found.guide.content_hash[:12] in guide
        assert "审核要点" in handbook
        assert "审核要点" not in guide
