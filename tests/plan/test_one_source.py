"""One edition stands behind every guide: on the web, on a phone, at a hall, on paper."""

import re

import pytest
from django.test import Client

from bureau.guides.queries import find_guide
from bureau.workdays import clock
from tests.clauses import clause
from tests.inhabitants import Inhabitants

WITHOUT_PLACE = ("conditions", "steps", "points", "bases", "fees", "faq", "rights", "forms")
TAGS = re.compile(r"<[^>]+>|\s+")


def words(page: str) -> str:
    return TAGS.sub("", page)


@clause("3.1.2-b")
class TestOneGuide:
    def test_has_one_hash_for_everybody_for_an_office_and_for_a_hall(
        self, house: Inhabitants
    ) -> None:
        item, now = house.things["item"], clock.now()

        guides = [
            found.guide
            for found in (
                find_guide(item, at=now),
                find_guide(item, at=now, office="county"),
                find_guide(item, at=now, hall=house.things["hall"]),
            )
            if found is not None
        ]

        assert len(guides) == 3
        assert len({one.content_hash for one in guides}) == 1
        for part in WITHOUT_PLACE:
            told = [getattr(one, part) for one in guides]
            assert told[0] == told[1] == told[2], part

    def test_on_the_screen_and_on_paper_says_the_same(self, house: Inhabitants) -> None:
        item = house.things["item"]
        found = find_guide(item, at=clock.now())
        assert found is not None
        browser = house.browser("nobody")

        screen = words(browser.get(f"/guides/{item}/").content.decode())
        paper = words(browser.get(f"/guides/{item}/print/").content.decode())

        said = [
            *(one.text for one in found.guide.conditions),
            *(one.name for one in found.guide.materials),
            *(one.name for one in found.guide.steps),
            *(one.value for one in found.guide.facts[:2]),
        ]
        assert len(said) > 5
        assert [one for one in said if words(one) not in screen] == []
        assert [one for one in said if words(one) not in paper] == []

    def test_on_paper_names_its_edition_and_the_day_of_printing(self, house: Inhabitants) -> None:
        item = house.things["item"]
        found = find_guide(item, at=clock.now())
        assert found is not None

        paper = house.browser("nobody").get(f"/guides/{item}/print/").content.decode()

        assert found.guide.edition_line in paper
        assert re.search(r"\d+ ?月 ?\d+ ?日[^<]*打印", paper)

    @pytest.mark.parametrize("agent", ["Mozilla/5.0 (Linux; Android 10) Mobile", "Mozilla/5.0"])
    def test_on_a_phone_is_the_same_page(self, house: Inhabitants, agent: str) -> None:
        item = house.things["item"]
        reference = Client().get(f"/guides/{item}/").content.decode()

        page = Client(headers={"user-agent": agent}).get(f"/guides/{item}/").content.decode()

        assert words(page) == words(reference)
