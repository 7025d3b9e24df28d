"""Taking an item list into the catalogue: all of it or nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.catalogue.authority import ensure_common
from bureau.catalogue.files import EditionRow, RowError, dump
from bureau.catalogue.models import Edition, Item
from bureau.catalogue.rules import KEY, problems
from bureau.offices.words import Act
from bureau.workdays import clock


@dataclass(slots=True)
class Imported:
    """What an import did, or would do: editions as ``item/number``, errors by row."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    to_create: list[EditionRow] = field(default_factory=list, repr=False)
    to_update: list[tuple[Edition, EditionRow]] = field(default_factory=list, repr=False)


def plan_import(
    rows: Sequence[EditionRow], *, at: datetime, as_new_edition: bool = False
) -> Imported:
    """What importing these rows would do; nothing is written.

    An edition that is or was in force never changes: a row that says otherwise is an
    error. With ``as_new_edition`` (our own reference data) it becomes the item's next
    edition, from the day of ``at`` on.
    """
    plan = Imported(errors=list(_same_codes(rows)))
    held: dict[str, list[Edition]] = {}
    wanted = {row.item for row in rows}
    for edition in Edition.objects.filter(item__key__in=wanted).select_related("item"):
        held.setdefault(edition.item.key, []).append(edition)
    for row in rows:
        wrong = [RowError(row.row, one.field, one.message) for one in problems(row.content)]
        if not KEY.fullmatch(row.item) or "_" in row.item:
            wrong.append(RowError(row.row, "key", "事项的键只能用小写字母、数字和连字符。"))
        if wrong:
            plan.errors.extend(wrong)
            continue
        _plan_row(
            row, held.get(row.item, []), plan, as_new_edition=as_new_edition, day=clock.day_of(at)
        )
    return plan


def _same_codes(rows: Sequence[EditionRow]) -> Iterator[RowError]:
    """No two items share both 基本编码 and 业务办理项 where both are known; many share one of
    them, or have none yet."""
    codes = "content__catalogue_code", "content__handling_item_code"
    others = Edition.objects.exclude(item__key__in={row.item for row in rows})
    held = {
        (code, handling): item
        for item, code, handling in others.values_list("item__key", *codes)
        if code and handling
    }
    for row in rows:
        code, handling = row.content.catalogue_code, row.content.handling_item_code
        if not (code and handling):
            continue
        if held.setdefault((code, handling), row.item) != row.item:
            first = held[code, handling]
            yield RowError(
                row.row, "handling_item_code", f"基本编码和业务办理项都与 {first} 相同，请核对。"
            )


def _plan_row(
    row: EditionRow, held: Iterable[Edition], plan: Imported, *, as_new_edition: bool, day: date
) -> None:
    editions = sorted(held, key=lambda one: (one.valid_from, one.pk))
    same_number = next((one for one in editions if one.number == row.number), None)
    name = f"{row.item}/{row.number}"
    if same_number is None:
        plan.added.append(name)
        plan.to_create.append(row)
    elif _says_the_same(same_number, row):
        plan.unchanged.append(name)
    elif same_number.status == Edition.Status.DRAFT and same_number.proposed_at is not None:
        plan.errors.append(
            RowError(
                row.row,
                "number",
                f"第{row.number}版正等第二个人复核，不能改。请先收回来，或者写新的版次。",
            )
        )
    elif same_number.status == Edition.Status.DRAFT:
        plan.changed.append(name)
        plan.to_update.append((same_number, row))
    elif not as_new_edition:
        plan.errors.append(
            RowError(row.row, "number", f"第{row.number}版已经启用，不能再改；请用新的版次。")
        )
    elif editions[-1].content_hash == row.content_hash:
        plan.unchanged.append(f"{row.item}/{editions[-1].number}")
    else:
        next_row = EditionRow(
            row=row.row,
            item=row.item,
            number=next_number([one.number for one in editions]),
            valid_from=max(day, editions[-1].valid_from),
            content=row.content,
        )
        plan.changed.append(f"{next_row.item}/{next_row.number}")
        plan.to_create.append(next_row)


def _says_the_same(edition: Edition, row: EditionRow) -> bool:
    return edition.content_hash == row.content_hash and edition.valid_from == row.valid_from


def next_number(numbers: Sequence[str]) -> str:
    """The number of one more edition."""
    return str(max([int(one) for one in numbers if one.isdecimal()], default=len(numbers)) + 1)


@operation
def import_items(
    rows: Sequence[EditionRow], *, by: Actor, at: datetime, as_new_edition: bool = False
) -> Imported:
    """Take these editions in as drafts. With any error nothing is written at all.

    Importing the same rows again changes nothing.
    """
    ensure_common(by, act=Act.KEEP, items={row.item for row in rows}, at=at)
    # Nobody proposes or writes in a draft between the look at it and its change.
    drafts = Edition.objects.filter(
        item__key__in={row.item for row in rows}, status=Edition.Status.DRAFT
    )
    list(drafts.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    plan = plan_import(rows, at=at, as_new_edition=as_new_edition)
    if plan.errors or not (plan.to_create or plan.to_update):
        return plan
    items = _items({row.item for row in plan.to_create}, at=at)
    # One row a statement: a batch goes out as arrays, and quoting whole contents inside an
    # array takes longer than everything else together.
    Edition.objects.bulk_create(
        [_filled(Edition(item=items[row.item]), row) for row in plan.to_create], batch_size=1
    )
    for edition, row in plan.to_update:
        edition.version += 1
        _filled(edition, row).save()
        # What was undone piece by piece stood in a text that is no more.
        edition.changes.all().delete()
    record(
        "catalogue.items_imported",
        "catalogue",
        "items",
        by=by,
        at=at,
        chain="catalogue",
        facts={
            "added": len(plan.added),
            "changed": len(plan.changed),
            "unchanged": len(plan.unchanged),
        },
    )
    return plan


def _items(keys: set[str], *, at: datetime) -> dict[str, Item]:
    Item.objects.bulk_create(
        [Item(key=key, created_at=at) for key in sorted(keys)], ignore_conflicts=True
    )
    return {item.key: item for item in Item.objects.filter(key__in=keys)}


def _filled(edition: Edition, row: EditionRow) -> Edition:
    edition.number = row.number
    edition.valid_from = row.valid_from
    edition.procedure = row.content.procedure.value
    edition.stage = row.content.stage.value
    edition.name = row.content.name
    edition.content = dump(row.content)
    edition.content_hash = row.content_hash
    return edition
