"""The operators' commands: what they print, how they end, never a traceback."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from bureau.catalogue.exchange.tests.factories import exported
from bureau.catalogue.files import EditionRow, write_path
from bureau.catalogue.models import Edition
from bureau.catalogue.tests.factories import TODAY, a_row, an_edition, keeper
from bureau.offices.tests.factories import CITY, COUNTY

pytestmark = pytest.mark.django_db
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "items.yaml"
    write_path([a_row(), a_row(item="wine-house", name="酒馆许可")], path)
    return path


def a_keeper(office: str = CITY) -> str:
    keeper(office=office)
    return f"keeper-{office}"


class TestImportItems:
    def test_says_what_it_would_do_and_does_nothing(self, file: Path, capsys: Captured) -> None:
        call_command("import_items", file, "--dry-run", "--json")

        assert json.loads(capsys.readouterr().out) == {
            "added": 2,
            "changed": 0,
            "unchanged": 0,
            "errors": [],
        }
        assert not Edition.objects.exists()

    def test_takes_items_in_for_who_may_keep_them(self, file: Path, capsys: Captured) -> None:
        by = a_keeper()

        call_command("import_items", file, "--by", by)

        assert "已新增2条" in capsys.readouterr().out
        assert Edition.objects.count() == 2

    def test_ends_with_1_and_takes_nothing_when_a_row_is_wrong(
        self, file: Path, capsys: Captured
    ) -> None:
        file.write_text(file.read_text().replace("value: 5", "value: 50", 1))

        with pytest.raises(SystemExit) as ended:
            call_command("import_items", file, "--by", a_keeper(), "--json")

        told = json.loads(capsys.readouterr().out)
        assert ended.value.code == 1
        assert (told["added"], told["errors"][0]["field"]) == (0, "promised_limit")
        assert not Edition.objects.exists()

    @pytest.mark.parametrize("by", ["", "nobody"])
    def test_needs_somebody_who_answers_for_it(self, file: Path, by: str) -> None:
        with pytest.raises(CommandError) as refused:
            call_command("import_items", file, "--by", by)

        assert refused.value.returncode == 2

    def test_refuses_who_may_not_keep_them(self, file: Path) -> None:
        with pytest.raises(CommandError, match="授权") as refused:
            call_command("import_items", file, "--by", a_keeper(COUNTY))

        assert refused.value.returncode == 2

    def test_refuses_a_file_that_is_not_there(self) -> None:
        with pytest.raises(CommandError) as refused:
            call_command("import_items", "nowhere.yaml", "--dry-run")

        assert refused.value.returncode == 2


class TestExportItems:
    def test_writes_what_reads_back_unchanged(self, tmp_path: Path, capsys: Captured) -> None:
        an_edition()
        out = tmp_path / "out.yaml"

        call_command("export_items", out, "--on", TODAY.isoformat())
        call_command("import_items", out, "--dry-run", "--json")

        assert json.loads(capsys.readouterr().out.splitlines()[-1])["unchanged"] == 1

    def test_refuses_a_place_where_it_cannot_write(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError) as refused:
            call_command("export_items", tmp_path / "no" / "out.yaml")

        assert refused.value.returncode == 2

    def test_refuses_a_day_that_is_none(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError) as refused:
            call_command("export_items", tmp_path / "out.yaml", "--on", "soon")

        assert refused.value.returncode == 2


class TestLoadReference:
    def test_what_changed_becomes_the_next_edition(self, tmp_path: Path, capsys: Captured) -> None:
        folder = a_reference(tmp_path, [a_row()])
        call_command("load_reference", "--folder", folder)
        a_reference(tmp_path, [a_row(name="茶楼许可")])

        call_command("load_reference", "--folder", folder, "--json")

        told = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert (told["added"], told["changed"]) == (0, 1)
        assert Edition.objects.get(status="in_force").name == "茶楼许可"

    def test_loads_nothing_when_something_is_wrong(self, tmp_path: Path) -> None:
        folder = a_reference(tmp_path, [a_row()])
        (folder / "items" / "bad.yaml").write_text("key: [")

        with pytest.raises(CommandError, match=r"bad\.yaml") as refused:
            call_command("load_reference", "--folder", folder)

        assert refused.value.returncode == 1
        assert not Edition.objects.exists()

    def test_refuses_a_folder_that_is_none(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError) as refused:
            call_command("load_reference", "--folder", tmp_path / "nowhere")

        assert refused.value.returncode == 2


def a_reference(folder: Path, rows: list[EditionRow]) -> Path:
    """A reference folder with our templates, no laws and these items."""
    (folder / "laws").mkdir(exist_ok=True)
    (folder / "items").mkdir(exist_ok=True)
    templates = folder / "templates"
    if not templates.exists():
        templates.symlink_to(Path(settings.REFERENCE_FOLDER) / "templates")
    write_path(rows, folder / "items" / "items.yaml")
    return folder


class TestWorkbooks:
    def test_goes_out_and_comes_back_unchanged(self, tmp_path: Path, capsys: Captured) -> None:
        an_edition()
        out = tmp_path / "清单.xlsx"

        call_command("export_items", out, "--on", TODAY.isoformat())
        call_command("import_items", out, "--dry-run", "--json")

        assert json.loads(capsys.readouterr().out.splitlines()[-1])["unchanged"] == 1
        assert [one.name for one in tmp_path.iterdir()] == ["清单.xlsx"]

    def test_a_folder_takes_one_file_for_each_item(self, tmp_path: Path, capsys: Captured) -> None:
        an_edition()
        an_edition(item="wine-house", name="酒馆许可")

        call_command("export_items", tmp_path, "--on", TODAY.isoformat())
        call_command("import_items", tmp_path, "--dry-run", "--json")

        assert sorted(one.name for one in tmp_path.iterdir()) == [
            "tea-house.yaml",
            "wine-house.yaml",
        ]
        assert json.loads(capsys.readouterr().out.splitlines()[-1])["unchanged"] == 2

    def test_says_what_would_change_and_how_far_it_is(
        self, tmp_path: Path, capsys: Captured
    ) -> None:
        an_edition()
        file = tmp_path / "清单.xlsx"
        file.write_bytes(exported([a_row(number="2", name="茶楼许可")]).getvalue())

        call_command("import_items", file, "--dry-run")

        told = capsys.readouterr()
        assert "tea-house 第2版 事项·事项名称：茶馆许可 → 茶楼许可" in told.out
        assert "核对事项 1/1" in told.err
        assert Edition.objects.count() == 1

    def test_takes_items_in_for_who_may_keep_them(self, tmp_path: Path) -> None:
        file = tmp_path / "清单.xlsx"
        file.write_bytes(exported([a_row()]).getvalue())

        call_command("import_items", file, "--by", a_keeper())

        assert Edition.objects.get().name == "茶馆许可"

    @pytest.mark.parametrize("name", ["清单.xlsx", "清单.xlsm", "清单.xls"])
    def test_what_is_no_workbook_ends_with_1_and_a_sentence(
        self, tmp_path: Path, name: str, capsys: Captured
    ) -> None:
        (tmp_path / name).write_bytes(b"no workbook")

        with pytest.raises(SystemExit) as ended:
            call_command("import_items", tmp_path / name, "--dry-run")

        assert ended.value.code == 1
        assert "什么都没有导入" in capsys.readouterr().out
