"""The keepers' pages about guides in a real browser: access and widths."""

import pytest

from bureau.cases.tests.factories import LICENCE_ITEM
from bureau.catalogue.tests.factories import HOUSE, a_law_with_articles
from bureau.guides.amending import mark_amended
from bureau.guides.reports import SOMEBODY, report_error
from bureau.workdays import clock
from desks.design.tests.browser import COUNTER, DESKTOP, NARROW, PHONE, Visitor
from desks.steward.tests.test_in_browser import goes_in
from desks.steward.tests.test_writing import a_keeper, a_sound_item

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [DESKTOP, COUNTER, PHONE, NARROW])
def test_axe_finds_nothing(visitor: Visitor, size: tuple[int, int]) -> None:
    a_sound_item()
    now = clock.now()
    law = a_law_with_articles("茶馆管理条例", {"三": "开茶馆要有许可。" * 12})
    change = mark_amended(
        law,
        "三",
        text="开茶馆要备案。",
        source="公报",
        published_on=now.date(),
        valid_from=now.date(),
        by=HOUSE,
        at=now,
    )
    report = report_error(LICENCE_ITEM, "电话打不通，是空号。", by=SOMEBODY, at=now)
    goes_in(visitor, a_keeper())
    visitor.resize(size)

    for path in (
        "/consistency/",
        f"/consistency/{LICENCE_ITEM}/",
        "/findings/",
        "/laws/",
        f"/laws/{law}/三/",
        f"/laws/changes/{change.pk}/",
        "/guide-reports/",
        f"/guides/{LICENCE_ITEM}/report/",
        f"/guides/reports/?number={report.number}",
        f"/handbooks/{LICENCE_ITEM}/",
        f"/guides/{LICENCE_ITEM}/paper/short/",
        f"/guides/{LICENCE_ITEM}/paper/full/",
        f"/guides/{LICENCE_ITEM}/",
    ):
        visitor.open(path)
        assert visitor.complaints() == [], path
        assert not visitor.scrolls_sideways(), path
