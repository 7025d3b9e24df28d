"""Taking an item list in: all of it or nothing, and never over what is in force."""

from pathlib import Path

import pytest
import yaml
from tests.clauses import clause

from bureau.catalogue import operations
from bureau.catalogue.elements import Limit
from bureau.catalogue.files import Templates, read_path, write_path
from bureau.catalogue.files.yaml_files import Law
from bureau.catalogue.models import Edition, Item
from bureau.catalogue.queries import rows_in_force
from bureau.catalogue.tests.factories import (
    HOUSE,
    NOON,
    TODAY,
    a_content,
    a_draft,
    a_row,
    an_edition,
    keeper,
)

pytestmark = pytest.mark.django_db


class TestImport:
    def test_takes_new_editions_in_as_drafts(self) -> None:
        done = operations.import_items([a_row()], by=HOUSE, at=NOON)

        edition = Edition.objects.get()
        assert done.added == ["tea-house/1"]
        assert edition.status == Edition.Status.DRAFT
        assert edition.name == "茶馆许可"

    def test_changes_nothing_the_second_time(self) -> None:
        operations.import_items([a_row()], by=HOUSE, at=NOON)

        again = operations.import_items([a_row()], by=HOUSE, at=NOON)

        assert (again.added, again.changed, again.unchanged) == ([], [], ["tea-house/1"])

    def test_changes_a_draft(self) -> None:
        draft = a_draft()

        done = operations.import_items([a_row(name="茶楼许可")], by=HOUSE, at=NOON)

        draft.refresh_from_db()
        assert done.changed == ["tea-house/1"]
        assert draft.name == "茶楼许可"

    def test_who_still_has_the_earlier_draft_open_is_told_when_saving(self) -> None:
        draft = a_draft()

        operations.import_items([a_row(name="茶楼许可")], by=HOUSE, at=NOON)

        before, draft = draft.version, Edition.objects.get(pk=draft.pk)
        assert draft.version == before + 1
        assert not draft.changes.exists()

    def test_does_not_change_what_a_second_person_is_looking_at(self) -> None:
        draft = a_draft()
        operations.load_laws([Law(short_name="茶法", title="茶法")], by=HOUSE, at=NOON)
        operations.propose(
            draft.pk,
            valid_from=TODAY,
            reason="修订",
            document="茶法",
            by=keeper(),
            at=NOON,
        )

        done = operations.import_items([a_row(name="茶楼许可")], by=HOUSE, at=NOON)

        draft.refresh_from_db()
        assert "复核" in done.errors[0].message
        assert draft.name == "茶馆许可"

    @clause("2.1-b")
    def test_no_two_items_share_both_codes(self) -> None:
        first = a_row(catalogue_code="430731000000", handling_item_code="01")
        same = a_row(item="wine-house", catalogue_code="430731000000", handling_item_code="01")
        operations.import_items([first], by=HOUSE, at=NOON)

        beside = operations.import_items([same], by=HOUSE, at=NOON)
        together = operations.import_items(
            [
                a_row(item="inn", catalogue_code="1", handling_item_code="2"),
                a_row(item="pub", catalogue_code="1", handling_item_code="2"),
            ],
            by=HOUSE,
            at=NOON,
        )

        assert "都与 tea-house 相同" in beside.errors[0].message
        assert "都与 inn 相同" in together.errors[0].message
        assert list(Item.objects.values_list("key", flat=True)) == ["tea-house"]

    @clause("2.1-b")
    def test_several_may_share_one_code_or_have_none_yet(self) -> None:
        done = operations.import_items(
            [
                a_row(catalogue_code="430731000000", handling_item_code="01"),
                a_row(item="inn", catalogue_code="430731000000", handling_item_code="02"),
                a_row(item="pub", catalogue_code="430731000000"),
                a_row(item="bar"),
            ],
            by=HOUSE,
            at=NOON,
        )

        assert done.errors == []
        assert Item.objects.count() == 4

    @clause("2.1-b")
    def test_the_key_of_an_item_is_given_once(self) -> None:
        an_edition()

        done = operations.import_items([a_row(number="2", name="茶楼许可")], by=HOUSE, at=NOON)

        assert done.added == ["tea-house/2"]
        assert Item.objects.count() == 1

    def test_writes_nothing_when_one_row_is_wrong(self) -> None:
        too_long = Limit(value=20, unit="working_day")

        done = operations.import_items(
            [a_row(), a_row(item="wine-house", promised_limit=too_long)], by=HOUSE, at=NOON
        )

        assert [one.field for one in done.errors] == ["promised_limit"]
        assert "不能长于法定时限" in done.errors[0].message
        assert not Item.objects.exists()

    def test_does_not_change_an_edition_in_force(self) -> None:
        edition = an_edition()

        done = operations.import_items([a_row(name="茶楼许可")], by=HOUSE, at=NOON)

        edition.refresh_from_db()
        assert "已经启用" in done.errors[0].message
        assert edition.name == "茶馆许可"

    def test_our_own_reference_data_becomes_the_next_edition(self) -> None:
        an_edition()

        done = operations.import_items(
            [a_row(name="茶楼许可")], by=HOUSE, at=NOON, as_new_edition=True
        )

        newest = Edition.objects.get(number="2")
        assert done.changed == ["tea-house/2"]
        assert (newest.name, newest.valid_from) == ("茶楼许可", TODAY)

    def test_and_is_not_made_anew_each_time(self) -> None:
        an_edition()
        operations.import_items([a_row(name="茶楼许可")], by=HOUSE, at=NOON, as_new_edition=True)

        again = operations.import_items(
            [a_row(name="茶楼许可")], by=HOUSE, at=NOON, as_new_edition=True
        )

        assert again.unchanged == ["tea-house/2"]


class TestFiles:
    def test_what_is_exported_reads_back_without_a_difference(self, tmp_path: Path) -> None:
        an_edition()
        an_edition(item="wine-house", name="酒馆许可")

        write_path(rows_in_force(TODAY), tmp_path / "all.yaml")
        read = read_path(tmp_path / "all.yaml", templates=Templates())

        done = operations.plan_import(read.rows, at=NOON)
        assert read.errors == []
        assert done.unchanged == ["tea-house/1", "wine-house/1"]

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("a: &x [1]\nb: *x\n", "引用"),
            ("key: a\nkey: b\neditions: []\n", "写了两遍"),
            ("key: [", "格式不对"),
            ("- 1\n", "要写明事项的 key"),
            ("key: a\neditions: [{number: 1, valid_from: 2026-01-01, content: {}}]", "加引号"),
            ("key: a\neditions: [{number: '1', valid_from: 2026-01-01, content: {}}]", "缺少"),
            ("key: a\neditions: []\nextra: 1\n", "没有这一项"),
            ("\x00", "不是有效的YAML"),
            ("key: a\neditions: [{number: '1', valid_from: 2026-99-01, content: {}}]", "YAML"),
        ],
    )
    def test_a_bad_file_gets_a_sentence(self, tmp_path: Path, text: str, sentence: str) -> None:
        file = tmp_path / "bad.yaml"
        file.write_text(text)

        read = read_path(file, templates=Templates())

        assert read.rows == []
        assert sentence in "".join(one.message for one in read.errors)

    def test_a_file_that_is_not_text_gets_a_sentence(self, tmp_path: Path) -> None:
        file = tmp_path / "bad.yaml"
        file.write_bytes(b"\xff\xfe\x00\x01")

        read = read_path(file, templates=Templates())

        assert "UTF-8" in read.errors[0].message

    def test_the_same_edition_twice_is_an_error(self, tmp_path: Path) -> None:
        edition = {
            "number": "1",
            "valid_from": "2026-01-01",
            "content": a_content().model_dump(mode="json"),
        }
        for name in ("one.yaml", "two.yaml"):
            plain = {"key": "tea-house", "editions": [edition]}
            (tmp_path / name).write_text(yaml.safe_dump(plain, allow_unicode=True))

        read = read_path(tmp_path, templates=Templates())

        assert "相同" in read.errors[0].message
