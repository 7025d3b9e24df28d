"""What is public can be taken away and holds nothing of a person; the rest stays inside."""

import csv
import io
from dataclasses import fields

import pytest
from django.test import Client

from bureau.cases.tests.factories import MORNING, an_item
from bureau.catalogue.queries import OpenItem, shares_by_depth
from bureau.people.models import Party
from desks.public.views.open_data import HEADINGS, STARTS_A_FORMULA
from tests.clauses import clause
from tests.inhabitants import Inhabitants
from tests.who_may import OPENS, WHO_MAY, outcome_of

NOBODY_S = {"item", "form", "key"}
INVENTED = {"public:guide_example"}
"""The filled example names people of its own, who do not exist."""
OPEN_WITHOUT_A_NUMBER = sorted(
    name
    for name, row in WHO_MAY.items()
    if name.startswith("public:") and "nobody" in row.to and set(row.using) <= NOBODY_S
)
"""Pages for all the world that need no secret of anybody in their address."""


def the_list(client: Client) -> list[dict[str, str]]:
    answer = client.get("/guides/list.csv")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@clause("0-b")
@pytest.mark.django_db
class TestTheListOfItems:
    def test_is_there_for_who_never_signed_in(self, client: Client) -> None:
        an_item(online_depth="III")

        (row,) = the_list(client)

        assert row["事项"] == "茶馆许可"
        assert (row["法定时限"], row["承诺时限"]) == ("10个工作日", "5个工作日")
        assert row["网上办理深度"] == "III级（网上受理）"
        assert row["办事指南"].endswith("/guides/tea-house/")

    def test_has_no_field_for_a_person(self) -> None:
        assert {field.name for field in fields(OpenItem)} == {
            *("key", "name", "stage", "item_type", "procedure", "catalogue_code", "levels"),
            *("objects", "statutory", "promised", "fees", "depth", "visits", "edition"),
            *("valid_from", "is_example"),
        }
        assert not [one for one in HEADINGS if any(sign in one for sign in ("姓名", "人", "电话"))]

    @pytest.mark.parametrize("sign", STARTS_A_FORMULA)
    def test_runs_no_formula_in_anybodys_office_program(self, client: Client, sign: str) -> None:
        an_item(name=f"{sign}HYPERLINK(1)")

        (row,) = the_list(client)

        assert row["事项"].startswith("'")


@clause("0-b")
class TestPagesForEverybody:
    @pytest.mark.parametrize("name", sorted(set(OPEN_WITHOUT_A_NUMBER) - INVENTED))
    def test_show_nothing_of_anybody(self, house: Inhabitants, name: str) -> None:
        page = house.browser("nobody").get(WHO_MAY[name].address(name, house.things))

        assert outcome_of(page) == OPENS
        text = page.content.decode()
        assert [one for one in names_of_people() if one in text] == []

    def test_and_there_are_people_who_could_be_shown(self, house: Inhabitants) -> None:
        assert len(names_of_people()) >= 2


def names_of_people() -> set[str]:
    return set(Party.objects.values_list("name", flat=True))


@clause("3.2.1-d")
@pytest.mark.django_db
class TestHowFarOnline:
    def test_every_item_is_counted_once_also_without_a_depth(self) -> None:
        an_item("whole", name="甲", online_depth="IV")
        an_item("old-sign", name="乙", online_depth="Ⅳ")
        an_item("accepted", name="丙", online_depth="III")
        an_item("unknown", name="丁")

        shares = {one.depth: (one.items, one.out_of) for one in shares_by_depth(on=MORNING.date())}

        assert shares == {"I": (0, 4), "II": (0, 4), "III": (1, 4), "IV": (2, 4), "": (1, 4)}

    def test_anybody_reads_it_beside_the_items(self, client: Client) -> None:
        an_item("whole", name="甲", online_depth="IV")
        an_item("unknown", name="丁")

        page = client.get("/guides/").content.decode()

        assert "全部 2 件事项" in page
        assert "IV级（全程网办） 1 件，没有填写 1 件" in page
