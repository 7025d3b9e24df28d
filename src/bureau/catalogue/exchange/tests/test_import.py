"""A workbook taken into the catalogue: shown first, then all of it or nothing."""

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from bureau.audit.models import AuditLine
from bureau.catalogue import operations as catalogue
from bureau.catalogue import reference
from bureau.catalogue.elements import Basis, Limit, Mark, Material
from bureau.catalogue.exchange.operations import import_workbook, preview
from bureau.catalogue.exchange.queries import whole_book
from bureau.catalogue.exchange.tests.factories import exported
from bureau.catalogue.exchange.writing import write_book
from bureau.catalogue.files import EditionRow
from bureau.catalogue.files.yaml_files import Law, LawText
from bureau.catalogue.models import Edition, Item, LegalDocument, LegalText, Listing
from bureau.catalogue.operations import Claim, claim_listing
from bureau.catalogue.tests.factories import (
    HOUSE,
    NOON,
    TODAY,
    a_content,
    a_row,
    an_edition,
    keeper,
)
from bureau.kept import forget
from bureau.offices.tests.factories import CODES, COUNTY, some_offices
from bureau.refusal import Refusal

pytestmark = pytest.mark.django_db

A_LAW = Law(
    short_name="茶法",
    title="茶馆管理办法",
    articles=(LawText(article="三", text="开茶馆要办许可。", source="示例", mark="confirmed"),),
)


def everything() -> io.BytesIO:
    stream = io.BytesIO()
    write_book(whole_book(on=TODAY), stream)
    stream.seek(0)
    return stream


class _Gone(Exception):
    """Takes a first house back as if it had never been."""


@contextmanager
def a_first_house() -> Iterator[None]:
    """A house whose catalogue is gone afterwards, so that a second one begins empty."""
    with suppress(_Gone), transaction.atomic():
        yield
        raise _Gone
    forget()
    assert not Item.objects.exists()


def what_is_held() -> list[object]:
    return [
        list(Edition.objects.order_by("item__key", "number").values("item__key", "content")),
        list(LegalDocument.objects.order_by("short_name").values("short_name", "title")),
        list(
            LegalText.objects.order_by("document__short_name", "article", "valid_from").values(
                *("document__short_name", "article", "text", "valid_from"),
                *("valid_to", "source", "mark"),
            )
        ),
        list(
            Listing.objects.order_by("item__key", "office_key").values(
                *("item__key", "office_key", "authority_code", "valid_from", "halls"),
                *("phones", "step_handlers", "promise_value", "promise_unit", "waived"),
            )
        ),
    ]


def a_listing() -> None:
    some_offices()
    claim_listing(
        Claim(
            item="tea-house",
            authority_code=CODES[COUNTY],
            office_key=COUNTY,
            valid_from=TODAY,
            halls=("h-county",),
            phones={"consult": "0700-1234567"},
            promise_value=3,
            promise_unit="working_day",
            waived=("plan",),
        ),
        by=HOUSE,
        at=NOON,
    )


class TestEverythingGoesOutAndComesBack:
    def test_items_laws_and_listings_of_a_second_house_are_the_same(self) -> None:
        some_offices()
        with a_first_house():
            catalogue.load_laws([A_LAW], by=HOUSE, at=NOON)
            an_edition(bases=(Basis(document="茶法", article="三"),))
            a_listing()
            before = what_is_held()
            stream = everything()

        first = import_workbook(stream, "清单.xlsx", by=HOUSE, at=NOON)
        catalogue.open_for_trial([Edition.objects.get().pk], by=HOUSE, at=NOON)
        import_workbook(stream, "清单.xlsx", by=HOUSE, at=NOON)

        assert first.errors == []
        assert "1条实施清单的事项还是草稿" in first.remarks[0]
        assert what_is_held() == before

    def test_the_shipped_catalogue_too(self) -> None:
        folder = Path(settings.REFERENCE_FOLDER)
        with a_first_house():
            reference.load_laws(folder, by=HOUSE, at=NOON)
            reference.load_items(folder, trial=True, by=HOUSE, at=NOON)
            before = what_is_held()
            stream = everything()

        done = import_workbook(stream, "清单.xlsx", by=HOUSE, at=NOON)

        assert done.errors == []
        assert len(done.added) == Item.objects.count() > 60
        assert what_is_held() == before

    def test_importing_it_again_changes_nothing(self) -> None:
        an_edition()
        stream = everything()

        seen = preview(stream, "清单.xlsx", at=NOON)

        assert (seen.errors, seen.unchanged) == ([], ["tea-house/1"])
        assert not seen.changes_something


class TestThePreview:
    def test_names_every_element_that_changes_and_no_other(self) -> None:
        an_edition()
        content = a_content()
        changed = a_row(
            number="2",
            valid_from=TODAY,
            name="茶楼许可",
            promised_limit=Limit(value=3, unit="working_day", mark=Mark.CONFIRMED),
            materials=(
                content.materials[0].model_copy(update={"copies": 2}),
                Material(key="lease", name="租赁合同"),
            ),
            steps=(content.steps[0], content.steps[2]),
        )

        seen = preview(exported([changed]), "清单.xlsx", at=NOON)

        (edition,) = seen.editions
        assert [(one.table, one.element, one.column) for one in edition.differences] == [
            ("事项", "", "事项名称"),
            ("事项", "", "承诺时限（数值）"),
            ("材料", "平面图", "份数"),
            ("材料", "营业执照", "删去"),
            ("材料", "租赁合同", "新增"),
            ("环节", "决定", "删去"),
        ]
        assert (edition.differences[1].before, edition.differences[1].after) == ("5", "3")

    def test_writes_nothing(self) -> None:
        seen = preview(exported([a_row()]), "清单.xlsx", at=NOON)

        assert seen.added == ["tea-house/1"]
        assert not Item.objects.exists()


class TestAllOrNothing:
    def test_an_edition_in_force_needs_a_new_number(self) -> None:
        an_edition()

        done = import_workbook(exported([a_row(name="茶楼许可")]), "清单.xlsx", by=HOUSE, at=NOON)

        assert done.errors[0].row == "〔事项〕第2行"
        assert done.errors[0].field == "B列“版次”"
        assert "已经启用" in done.errors[0].message

    def test_a_law_nobody_knows_is_named_with_its_place(self) -> None:
        row = a_row(
            materials=(Material(key="a", name="甲", basis=Basis(document="没有这部法")),),
        )

        done = import_workbook(exported([row]), "清单.xlsx", by=HOUSE, at=NOON)

        assert done.errors[0].row == "〔材料〕第2行"
        assert "“依据文件”" in done.errors[0].field
        assert "没有“没有这部法”这部法律" in done.errors[0].message
        assert not Item.objects.exists()

    def test_what_contradicts_itself_is_named_in_its_row(self) -> None:
        too_long = Limit(value=20, unit="working_day")
        rows = [a_row(), a_row(item="wine-house", promised_limit=too_long)]

        done = import_workbook(exported(rows), "清单.xlsx", by=HOUSE, at=NOON)

        assert [one.row for one in done.errors] == ["〔事项〕第3行"]
        assert "不能长于法定时限" in done.errors[0].message
        assert not Item.objects.exists()

    def test_what_breaks_off_in_the_middle_leaves_nothing_behind(self) -> None:
        # The laws and the item are written first; then the listing of an office that this
        # keeper has no authority for refuses.
        catalogue.load_laws([A_LAW], by=HOUSE, at=NOON)
        an_edition()
        a_listing()
        by = keeper()
        book = whole_book(on=TODAY)
        book.laws = [A_LAW.model_copy(update={"title": "改了的名字"})]
        book.rows.append(replace(book.rows[0], item="wine-house"))
        book.listings = [replace(book.listings[0], phones={"consult": "0700-7654321"})]
        stream = io.BytesIO()
        write_book(book, stream)
        before, lines = what_is_held(), AuditLine.objects.count()

        with pytest.raises(Refusal):
            import_workbook(stream, "清单.xlsx", by=by, at=NOON)

        assert what_is_held() == before
        assert AuditLine.objects.count() == lines

    def test_who_may_not_keep_the_items_takes_nothing_in(self) -> None:
        with pytest.raises(Refusal, match="授权"):
            import_workbook(exported([a_row()]), "清单.xlsx", by=keeper(office=COUNTY), at=NOON)

        assert not Item.objects.exists()


class TestAtSize:
    def test_two_thousand_items_are_in_within_ten_seconds_and_tell_how_far_they_are(self) -> None:
        shipped = reference.read_items(Path(settings.REFERENCE_FOLDER)).rows
        reference.load_laws(Path(settings.REFERENCE_FOLDER), by=HOUSE, at=NOON)
        stream = exported(many(shipped, 2_000))
        told: list[str] = []

        # The processor's time, so that a busy machine does not decide.
        began = time.process_time()
        done = import_workbook(
            stream,
            "清单.xlsx",
            by=HOUSE,
            at=NOON,
            tell=lambda what, now, of: told.append(f"{what} {now}/{of}"),
        )
        took = timedelta(seconds=time.process_time() - began)

        assert done.errors == []
        assert len(done.added) == 2_000
        assert took < timedelta(seconds=10)
        assert "核对事项 1900/2000" in told


def many(rows: list[EditionRow], count: int) -> list[EditionRow]:
    """The shipped items again and again under other keys, until there are so many."""
    made = []
    for number in range(count):
        row = rows[number % len(rows)]
        codes = {"catalogue_code": "", "handling_item_code": ""}
        made.append(
            replace(
                row,
                item=f"{row.item}-{number}",
                content=row.content.model_copy(update=codes),
            )
        )
    return made
