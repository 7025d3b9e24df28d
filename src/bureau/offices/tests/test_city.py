"""A city is data: a folder of files, loaded by the operations, told what is wrong with it."""

import shutil
from pathlib import Path

import pytest

from bureau.audit.models import AuditLine
from bureau.offices import operations, queries
from bureau.offices.city import CityTrouble, load_city
from bureau.offices.models import Authority, Competence, Office, Posting
from bureau.offices.operations import Put
from bureau.offices.refusals import NotCompetent
from bureau.offices.tests.factories import DAY, NOON
from bureau.people.models import Account

pytestmark = pytest.mark.django_db

SECOND_CITY = Path(__file__).parents[4] / "tests" / "second_city"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A copy of the made-up city that a test may spoil."""
    return Path(shutil.copytree(SECOND_CITY, tmp_path / "city"))


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def faults_of(folder: Path, by: str = "yx-admin", *, trial: bool = True) -> str:
    with pytest.raises(CityTrouble) as trouble:
        load_city(folder, by=by, trial=trial, at=NOON)
    return "\n".join(str(fault) for fault in trouble.value.faults)


class TestLoadingACity:
    def test_a_made_up_city_of_two_offices_is_loaded_whole(self) -> None:
        done = load_city(SECOND_CITY, by="yx-admin", trial=True, password="trial-pass-1", at=NOON)

        assert done.total(Put.ADDED) > 0
        assert [unit.area for unit in queries.units()] == ["990100", "990102"]
        assert queries.case_facts("990102", DAY).hall_key == "h990102"
        approver = Account.objects.get(name="乙四")
        operations.ensure_competent(
            approver.pk, act="decide", office_key="990102", item_key="any", at=NOON
        )
        with pytest.raises(NotCompetent):
            operations.ensure_competent(
                approver.pk, act="accept", office_key="990102", item_key="any", at=NOON
            )

    def test_its_people_sign_in_with_the_trial_password_and_are_marked(self) -> None:
        load_city(SECOND_CITY, by="yx-admin", trial=True, password="trial-pass-1", at=NOON)

        clerk = Account.objects.get(name="乙二")
        assert clerk.check_password("trial-pass-1")
        assert clerk.is_trial

    def test_without_a_password_nobody_can_sign_in_by_one(self) -> None:
        load_city(SECOND_CITY, by="yx-admin", trial=True, at=NOON)

        assert not Account.objects.get(name="乙二").has_usable_password()

    def test_loading_it_twice_changes_nothing(self) -> None:
        load_city(SECOND_CITY, by="yx-admin", trial=True, at=NOON)
        lines = AuditLine.objects.count()

        again = load_city(SECOND_CITY, by="yx-admin", trial=True, at=NOON)

        assert again.total(Put.ADDED) == again.total(Put.CHANGED) == 0
        assert AuditLine.objects.count() == lines

    def test_nobody_was_appointed_or_entitled_by_themselves(self) -> None:
        load_city(SECOND_CITY, by="yx-admin", trial=True, at=NOON)

        assert not [p for p in Posting.objects.all() if p.appointed_by == str(p.account_id)]
        assert not [c for c in Competence.objects.all() if c.granted_by == str(c.account_id)]

    def test_a_loader_without_a_post_is_refused(self) -> None:
        load_city(SECOND_CITY, by="yx-admin", trial=True, at=NOON)

        assert "系统管理员" in faults_of(SECOND_CITY, by="qs-clerk")
        assert "nobody" in faults_of(SECOND_CITY, by="nobody")

    def test_a_real_house_refuses_made_up_people(self) -> None:
        assert "示例人员" in faults_of(SECOND_CITY, trial=False)

        assert not Office.objects.exists()


class TestMistakesInAFile:
    def test_name_file_entry_and_field_all_at_once(self, city: Path) -> None:
        spoil(city, "halls.yaml", "name: 青石县政务大厅, ", "")
        spoil(city, "offices.yaml", "kind: county_bureau", "kind: ministry")
        spoil(city, "people.yaml", "name: 乙二", "nane: 乙二")

        told = faults_of(city)

        assert "halls.yaml:halls · h990102 · name:缺少这一项。" in told
        assert "offices.yaml:offices · 990102 · kind:只能是" in told
        assert "people.yaml:people · qs-clerk · nane:不认识这一项" in told
        assert Office.objects.count() == 0

    @pytest.mark.parametrize(
        ("file", "old", "new", "word"),
        [
            ("offices.yaml", 'parent: "990100"', 'parent: "990199"', "990199"),
            ("offices.yaml", 'unit: "990102"', 'unit: "990199"', "units"),
            ("halls.yaml", 'offices: ["990102"]', 'offices: ["990199"]', "990199"),
            (
                "halls.yaml",
                "hours: all_year, windows: few}",
                "hours: never, windows: few}",
                "never",
            ),
            ("halls.yaml", '"08:30", "12:00"', '"8点半", "12:00"', "09:00"),
            ("people.yaml", "role: administrator", "role: supervisor", "系统管理员"),
            ("people.yaml", "qs-head", "yx-head", "写了 2 次"),
            ("authorities.yaml", "name: 青石", "name: [", "YAML"),
            ("authorities.yaml", "level: 县", "level: 县\n    level: 市", "写了两次"),
            ("competences.yaml", "document: 云溪市授权书第 1 号", "document: ''", "不能空着"),
        ],
    )
    def test_are_a_sentence(self, city: Path, file: str, old: str, new: str, word: str) -> None:
        spoil(city, file, old, new)

        assert word in faults_of(city)

    def test_a_missing_file_is_named(self, city: Path) -> None:
        (city / "people.yaml").unlink()

        assert "people.yaml:没有这个文件。" in faults_of(city)

    def test_nothing_of_a_wrong_file_is_kept(self, city: Path) -> None:
        spoil(city, "authorities.yaml", "11990102XXXX00027T", "11990102XXXX00028T")
        spoil(city, "offices.yaml", "11990102XXXX00027T", "11990102XXXX00028T")

        assert "authorities.yaml:11990102XXXX00028T:" in faults_of(city)

        assert not Authority.objects.exists()
        assert not AuditLine.objects.exists()
