"""The prover sees what the pages really show: the same words stand on the rendered pages."""

import datetime as dt
import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from bureau.cases.operations import counter
from bureau.cases.tests.factories import a_clerk
from bureau.catalogue.queries import edition_in_force
from bureau.guides.known_screens import screens
from bureau.guides.proving import Shown, catalogue_says
from bureau.guides.screens import Setting
from tests.clauses import clause
from tests.plan.test_a_shorter_promise import (
    ITEM,
    SITUATION,
    Pages,
    a_coming_wednesday,
    in_the_city,
    received,
)

pytestmark = pytest.mark.django_db
TAGS = re.compile(r"<[^>]+>|\s+")


def plain(page: str) -> str:
    return TAGS.sub("", html.unescape(TAGS.sub("", page)))


def missing(shown: Shown, page: str, *heads: str) -> list[str]:
    """Places of these lists whose words the page does not have."""
    told = plain(page)
    return [
        place
        for place, words in shown.words.items()
        if place.split(".")[0] in heads and place.count(".") == 1 and plain(words) not in told
    ]


@clause("3.1.2-b", "3.1.2-g")
class TestTheScreensOfOneItem:
    def test_stand_on_the_pages_just_as_the_prover_says(self) -> None:
        now: dt.datetime = in_the_city(a_coming_wednesday())
        case = received(now)
        pages = Pages()
        at_the_window = pages.at_the_window(case)
        accepted = counter.accept(case.number, by=a_clerk(), at=now)
        edition = edition_in_force(ITEM, on=now.date())
        assert edition is not None
        setting = Setting(edition, SITUATION)
        shown = {name: screen(setting) for name, screen in screens().items()}
        guide_page = Client().get(
            f"/guides/{ITEM}/", {f"q-{key}": value for key, value in SITUATION.items()}
        )
        blank = Client().get(
            reverse("public:guide_form", args=[ITEM, edition.content.forms[0].key])
        )

        guide = guide_page.content.decode()
        assert missing(shown["办事指南"], guide, "materials", "limits") == []
        assert missing(shown["空白表"], blank.content.decode(), "fields") == []
        assert missing(shown["窗口核对"], at_the_window, "materials") == []
        assert missing(shown["审查要点"], pages.under_review(accepted), "points") == []
        says = catalogue_says(edition.content, SITUATION, setting.limits)
        assert says["limits.promised"] == f"{accepted.promise_value}个工作日"
