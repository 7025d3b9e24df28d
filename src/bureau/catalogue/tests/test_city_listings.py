"""Which offices carry which items is data of the city."""

import json
import shutil
from datetime import datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from bureau.audit.actors import Actor
from bureau.catalogue import queries
from bureau.catalogue.city_listings import load_listings
from bureau.catalogue.models import Listing
from bureau.catalogue.reference import load_items
from bureau.offices.city import CityTrouble, load_city
from bureau.people.models import Account

pytestmark = pytest.mark.django_db

SECOND_CITY = settings.CLONE / "tests" / "second_city"
NOON = datetime(2026, 11, 18, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
HOUSE = Actor.system("测试")


@pytest.fixture
def second_city() -> Path:
    """The made-up city, with the items of the law but without its listings."""
    load_items(settings.REFERENCE_FOLDER, trial=True, by=HOUSE, at=NOON)
    load_city(SECOND_CITY, by="yx-admin", trial=True, at=NOON)
    return SECOND_CITY


class TestListingsOfACity:
    def test_every_office_carries_the_items_of_its_level(self, second_city: Path) -> None:
        load_listings(second_city, by=HOUSE, at=NOON)

        county = set(
            Listing.objects.filter(office_key="990102").values_list("item__key", flat=True)
        )
        city = set(Listing.objects.filter(office_key="990100").values_list("item__key", flat=True))
        on = NOON.date()
        for edition in queries.in_force(on):
            assert ("县" in edition.content.levels) == (edition.item in county)
            assert ("市" in edition.content.levels) == (edition.item in city)

    def test_a_listing_says_where_and_whom_to_call(self, second_city: Path) -> None:
        load_listings(second_city, by=HOUSE, at=NOON)

        listing = Listing.objects.get(office_key="990102", item__key="food-business-new")
        assert listing.halls == ["h990102"]
        assert listing.phones == {"complain": "12315"}

    def test_loading_twice_changes_nothing(self, second_city: Path) -> None:
        added, _, _ = load_listings(second_city, by=HOUSE, at=NOON)

        assert load_listings(second_city, by=HOUSE, at=NOON) == (0, 0, added)

    @pytest.mark.parametrize(
        ("old", "new", "word"),
        [
            ("levels: [县]", "levels: [县], items: [fly-to-the-moon]", "fly-to-the-moon"),
            ("levels: [县]", "levels: [县], offices: [nowhere]", "nowhere"),
            ("levels: [县]", "level: [县]", "不认识"),
        ],
    )
    def test_a_wrong_rule_is_a_sentence(
        self, second_city: Path, tmp_path: Path, old: str, new: str, word: str
    ) -> None:
        spoilt = Path(shutil.copytree(second_city, tmp_path / "city"))
        text = (spoilt / "listings.yaml").read_text(encoding="utf-8")
        (spoilt / "listings.yaml").write_text(text.replace(old, new), encoding="utf-8")

        with pytest.raises(CityTrouble, match=word):
            load_listings(spoilt, by=HOUSE, at=NOON)

        assert not Listing.objects.exists()


class TestTheCommand:
    def test_loads_everything_and_says_so(self) -> None:
        load_items(settings.REFERENCE_FOLDER, trial=True, by=HOUSE, at=NOON)
        told = StringIO()

        call_command("load_city", str(SECOND_CITY), by="yx-admin", json=True, stdout=told)

        lines = [json.loads(line) for line in told.getvalue().splitlines()]
        assert [line["file"] for line in lines] == [
            "authorities.yaml",
            "offices.yaml",
            "halls.yaml",
            "people.yaml",
            "competences.yaml",
            "listings.yaml",
        ]
        assert all(line["added"] for line in lines)
        assert Account.objects.get(name="乙二").check_password(settings.TRIAL_PASSWORD)

    def test_says_no_to_a_folder_that_is_not_there(self) -> None:
        with pytest.raises(CommandError) as no:
            call_command("load_city", "/nowhere", by="yx-admin")

        assert no.value.returncode == 2

    def test_tells_every_mistake_and_ends_with_one(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=r"halls\.yaml:没有这个文件") as no:
            call_command("load_city", str(tmp_path), by="yx-admin")

        assert no.value.returncode == 1
