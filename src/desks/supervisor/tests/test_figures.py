"""The cockpit and what its numbers open into."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client

from bureau.cases.tests.factories import MORNING, an_accepted_case, an_item
from bureau.supervision.definitions import INDICATORS
from bureau.supervision.tests.factories import (
    CITY_UNIT,
    COUNTY_UNIT,
    a_busy_month,
    a_founding,
    a_rated_case,
    a_target,
    some_groups,
)
from desks.supervisor.tests.people import MARCH, as_

pytestmark = pytest.mark.django_db

HOME = f"/supervision/?{MARCH}"


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def links_in(page: str) -> list[str]:
    """Addresses of rows on a page."""
    found = re.findall(r'href="(/supervision/[a-z0-9-]+/cases/[^"]+)"', page)
    return sorted({unquote(one.replace("&amp;", "&")) for one in found})


class TestHome:
    def test_shows_each_figure_with_its_target_and_gap(self) -> None:
        some_groups()
        a_target("k5")
        a_founding()
        a_founding(online=False)

        page = text_of(as_("supervisor"), HOME)

        assert "企业开办网办率" in page
        assert "50.00" in page
        assert "差 48.00 个百分点" in page
        assert "数据到" in page

    def test_in_an_empty_house_says_why_there_is_nothing(self) -> None:
        page = text_of(as_("supervisor"), HOME)

        assert page.count("尚无数据") >= len(INDICATORS)
        assert INDICATORS["k1"].why_empty in page

    def test_every_number_opens_into_a_page_with_as_many_rows(self) -> None:
        a_busy_month()
        client = as_("supervisor")

        addresses = links_in(text_of(client, HOME))

        assert len(addresses) > 40
        for address in addresses:
            page = text_of(client, address)
            said = re.search(r"共 (\d+) 条", page)
            assert said is not None
            assert page.count('<tr><th scope="row"') == int(said[1]) > 0, address

    def test_names_open_work_that_is_late(self) -> None:
        an_accepted_case(at=MORNING)

        page = text_of(as_("supervisor"), "/supervision/")

        assert "超承诺在办" in page
        assert "茶馆许可" in page

    def test_a_head_sees_the_own_unit_only(self) -> None:
        some_groups()
        a_founding()

        page = text_of(as_("county_head"), HOME)

        assert "county 单位" in page
        assert "city 单位" not in page

    def test_the_head_of_the_bureau_sees_all_units(self) -> None:
        page = text_of(as_("bureau_head"), HOME)

        assert "county 单位" in page
        assert "city 单位" in page

    @pytest.mark.parametrize(
        ("who", "where"),
        [("review_officer", "/supervision/tasks/"), ("discipline", "/supervision/audit/")],
    )
    def test_leads_others_to_their_own_first_page(self, who: str, where: str) -> None:
        answer = as_(who).get("/supervision/")

        assert answer.status_code == 302
        assert answer["Location"] == where

    @pytest.mark.parametrize(
        "period", ["", "2026-13", "9999", "%EF%BC%90", "2026-03-31..2026-03-01"]
    )
    def test_nonsense_for_a_period_shows_this_month(self, period: str) -> None:
        assert text_of(as_("supervisor"), f"/supervision/?period={period}")

    @pytest.mark.parametrize("period", ["2026-Q1", "2026", "2026-03-01..2026-03-18"])
    def test_takes_a_quarter_a_year_or_any_days(self, period: str) -> None:
        assert text_of(as_("supervisor"), f"/supervision/?period={period}")


class TestIndicator:
    @pytest.mark.parametrize("key", INDICATORS)
    def test_says_how_it_is_counted(self, key: str) -> None:
        page = text_of(as_("supervisor"), f"/supervision/{key}/?{MARCH}")

        assert INDICATORS[key].formula in page

    def test_compares_the_units(self) -> None:
        some_groups()
        a_founding()

        page = text_of(as_("statistics"), f"/supervision/k5/?{MARCH}")

        assert "county 单位" in page
        assert f"unit={COUNTY_UNIT}" in page

    def test_before_the_plan_it_is_a_baseline(self) -> None:
        a_target("k5")

        page = text_of(as_("supervisor"), "/supervision/k5/?period=2022-05")

        assert "只作基线" in page

    def test_leads_to_what_is_not_counted(self) -> None:
        an_item()
        an_item("stall", name="摊位许可", statutory_limit=None)

        page = text_of(as_("supervisor"), f"/supervision/k4/?{MARCH}")

        assert "没有法定时限、不计入的 1 项" in page

    def test_an_unknown_one_does_not_exist(self) -> None:
        assert as_("supervisor").get("/supervision/k99/").status_code == 404


class TestRows:
    def test_mask_the_applicant(self) -> None:
        an_accepted_case()

        page = text_of(as_("supervisor"), f"/supervision/correction/cases/denominator/?{MARCH}")

        assert "李**" in page
        assert "李示例" not in page

    def test_of_another_unit_do_not_exist_for_a_head(self) -> None:
        address = f"/supervision/correction/cases/denominator/?{MARCH}&unit={CITY_UNIT}"

        assert as_("county_head").get(address).status_code == 404

    def test_of_ratings_open_to_who_supervises_only(self) -> None:
        for _ in range(6):
            a_rated_case("dissatisfied")
        address = f"/supervision/bad/cases/numerator/?{MARCH}"

        assert as_("supervisor").get(address).status_code == 200
        assert as_("county_head").get(address).status_code == 404
        assert as_("statistics").get(address).status_code == 404

    def test_a_head_sees_ratings_only_from_five_on(self) -> None:
        for _ in range(4):
            a_rated_case("satisfied")
        client = as_("county_head")

        assert "不足 5 条" in text_of(client, f"/supervision/good/?{MARCH}")
        a_rated_case("satisfied")
        assert "100.00" in text_of(client, f"/supervision/good/?{MARCH}")

    @pytest.mark.parametrize(
        "tail", ["k5/cases/nonsense/", "k1/cases/numerator/", "k99/cases/numerator/"]
    )
    def test_of_nothing_do_not_exist(self, tail: str) -> None:
        assert as_("supervisor").get(f"/supervision/{tail}?{MARCH}").status_code == 404

    def test_of_an_unknown_unit_do_not_exist(self) -> None:
        address = f"/supervision/k5/cases/denominator/?{MARCH}&unit=nowhere"

        assert as_("supervisor").get(address).status_code == 404

    @pytest.mark.parametrize("after", ["x", "~", "2026-03-01~1", "2026-03-01T00:00:00+08:00~x"])
    def test_nonsense_for_a_place_shows_the_first_page(self, after: str) -> None:
        an_accepted_case()
        address = f"/supervision/correction/cases/denominator/?{MARCH}&after={after}"

        assert "李**" in text_of(as_("supervisor"), address)


class TestOverdue:
    def test_shows_both_limits_and_the_units(self) -> None:
        an_accepted_case()
        client = as_("supervisor")

        page = text_of(client, "/supervision/overdue/")

        assert '超过承诺 <span class="num">1</span>' in page
        assert "county 单位（1）" in page
        assert "李**" in page
        assert "茶馆许可" in text_of(client, "/supervision/overdue/?limit=law")

    def test_of_one_unit(self) -> None:
        an_accepted_case()

        page = text_of(as_("supervisor"), f"/supervision/overdue/?unit={CITY_UNIT}")

        assert "没有超期的办件" in page

    @pytest.mark.parametrize("tail", ["?limit=never", "?unit=nowhere"])
    def test_of_nothing_does_not_exist(self, tail: str) -> None:
        assert as_("supervisor").get(f"/supervision/overdue/{tail}").status_code == 404
