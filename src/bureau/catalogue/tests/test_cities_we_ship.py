"""Every city in ``cities/`` loads whole, and counts what it says it counts.

Which city that is stands in its own files; nothing here names one.
"""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from django.conf import settings
from tests.clauses import clause

from bureau.audit.actors import Actor
from bureau.catalogue.city_listings import load_listings
from bureau.catalogue.models import Listing
from bureau.catalogue.reference import load_items
from bureau.offices import queries
from bureau.offices.city import load_city
from bureau.offices.models import Competence, Hall, Office, OfficeUnit, Posting
from bureau.offices.words import OfficeKind, Role

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = NOON.date()
HOUSE = Actor.system("测试")
CITIES = sorted(path.parent for path in (settings.CLONE / "cities").glob("*/offices.yaml"))


@pytest.mark.django_db
@pytest.mark.parametrize("folder", CITIES, ids=lambda folder: folder.name)
class TestACityWeShip:
    @clause("0-a")
    def test_loads_and_is_whole(self, folder: Path) -> None:
        load_items(settings.REFERENCE_FOLDER, trial=True, by=HOUSE, at=NOON)
        people = yaml.safe_load((folder / "people.yaml").read_text(encoding="utf-8"))["people"]
        administrator = next(
            person["staff_number"]
            for person in people
            if any(post["role"] == Role.ADMINISTRATOR for post in person["posts"])
        )

        load_city(folder, by=administrator, trial=True, at=NOON)
        load_listings(folder, by=HOUSE, at=NOON)

        expected = yaml.safe_load((folder / "counts.yaml").read_text(encoding="utf-8"))
        units = queries.units()
        assert len(units) == expected["units"]
        assert [unit.order for unit in units] == list(range(1, len(units) + 1))
        kinds = [office.kind for office in queries.offices(day=DAY)]
        assert kinds.count(OfficeKind.COUNTY_BUREAU) == expected["county_bureaus"]
        assert kinds.count(OfficeKind.TOWNSHIP_OFFICE) == expected["township_offices"]
        assert (
            len([hall for hall in queries.halls() if hall.level != "乡"])
            == (expected["city_and_county_halls"])
        )
        self.every_office_is_counted_once_and_can_take_a_case()
        self.every_hall_has_windows_hours_and_a_clerk()
        self.every_unit_can_accept_examine_decide_and_deliver()
        kept = set(
            Posting.objects.filter(role=Role.ITEM_KEEPER).values_list("office__area", flat=True)
        )
        assert [unit.area for unit in units if unit.area not in kept] == (
            expected["units_without_item_keeper"]
        )

    def every_office_is_counted_once_and_can_take_a_case(self) -> None:
        for office in queries.offices(day=DAY):
            facts = queries.case_facts(office.key, DAY)
            assert facts.hall_key
            assert facts.authority_code == office.authority_code
        assert OfficeUnit.objects.count() == Office.objects.count()

    def every_hall_has_windows_hours_and_a_clerk(self) -> None:
        for hall in Hall.objects.all():
            assert queries.windows_of(hall.key, only_open=True)
            assert hall.hours.exists()
            assert Posting.objects.filter(role=Role.CLERK, office__in=hall.offices.all()).exists()

    def every_unit_can_accept_examine_decide_and_deliver(self) -> None:
        carrying = Listing.objects.filter(item__key="food-business-new").values_list(
            "office_key", flat=True
        )
        assert set(carrying) == {
            office.key
            for office in queries.offices(day=DAY)
            if office.kind in (OfficeKind.BUREAU, OfficeKind.COUNTY_BUREAU)
        }
        for key in carrying:
            able = [
                {
                    one.account_id
                    for one in queries.people_who_may(
                        act=act, office_key=key, item_key="food-business-new", at=NOON
                    )
                }
                for act in ("accept", "examine", "decide", "deliver")
            ]
            assert all(able)
            assert len(set.union(*able)) >= 3
        assert not [
            one for one in Competence.objects.all() if one.granted_by == str(one.account_id)
        ]
