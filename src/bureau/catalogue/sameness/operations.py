"""Taking a list kept elsewhere, saying which item a row is, choosing N, asking for mending."""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import BinaryIO

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.catalogue.authority import EVERY_ITEM, HOUSE, ensure_common
from bureau.catalogue.exchange.workbook import BadWorkbook, read_workbook
from bureau.catalogue.queries.editions import in_force
from bureau.catalogue.sameness.models import ForeignList, ForeignRow, Formula, Measured
from bureau.catalogue.sameness.queries import elements_compared, outcome_of
from bureau.catalogue.sameness.reading import ForeignItem, as_plain, match, read_list
from bureau.catalogue.sameness.rules import Element, departures, formula, said_by
from bureau.files import operations as files
from bureau.files import store
from bureau.files.queries import UploadFacts, find_upload
from bureau.offices import queries as offices
from bureau.offices.words import Act
from bureau.refusal import Refusal
from bureau.tasks.operations import Owner, open_task
from bureau.workdays.clock import day_of
from bureau.workdays.rules import CHINA

PURPOSE = "foreign-list"
CORRECTION = "catalogue_correction"
"""The kind of the task: 更正单."""
MOST_TOLD = 8
LONGEST_NAME = 60
LATEST = timedelta(days=366)


def keep_list(stream: store.Readable, name: str, *, size: int, by: Actor, at: datetime) -> str:
    """Keep the file as it was handed in; its reference."""
    kept = files.keep(stream, name, owner=by.id, purpose=PURPOSE, declared_size=size, by=by, at=at)
    return str(kept.uid)


def import_kept(uid: str, *, unit: str, by: Actor, at: datetime) -> ForeignList:
    """Take a kept file as the list of this unit."""
    upload = find_upload(uid)
    if upload is None or upload.owner != by.id or upload.purpose != PURPOSE:
        raise Refusal("没有找到您上传的文件，请再传一次。", field="file")
    with store.open_content(upload.sha256) as stream:
        return import_list(stream, upload, unit=unit, by=by, at=at)


def import_list(
    stream: BinaryIO, upload: UploadFacts, *, unit: str, by: Actor, at: datetime
) -> ForeignList:
    """Take a list as it stands, match its rows with our items, and measure it."""
    try:
        items, book = read_list(read_workbook(stream, upload.name))
    except BadWorkbook as bad:
        raise Refusal(str(bad), field="file") from bad
    if book.errors:
        told = "；".join(
            f"{one.row} {one.field} {one.message}".strip() for one in book.errors[:MOST_TOLD]
        )
        raise Refusal(f"这份清单没有收下：{told}", field="file")
    if not items:
        raise Refusal(
            "没有认出清单。请让第一行（或前两行）是列名，至少有“事项名称”和另外两列，如“基本编码”“承诺时限”。",
            field="file",
        )
    return take_list(items, unit=unit, upload=upload.uid, file_name=upload.name, by=by, at=at)


@operation
def take_list(
    items: Collection[ForeignItem],
    *,
    unit: str,
    upload: str,
    file_name: str,
    by: Actor,
    at: datetime,
) -> ForeignList:
    """The rows of a list become one import, compared at once and measured for the trend."""
    day = day_of(at)
    unit = unit.strip()
    office = offices.office(unit)
    if not unit or len(unit) > LONGEST_NAME:
        raise Refusal(f"请选单位，或者用 {LONGEST_NAME} 个字以内写明是谁的清单。", field="unit")
    _ensure(by, unit if office else "", at=at)
    if ForeignList.objects.filter(upload=upload).exists():
        raise Refusal("这份文件已经收下过了。改过以后再传，才会另记一次。", field="file")
    rows = list(items)
    ours = {one.item: said_by(one.content) for one in in_force(day)}
    codes = {
        (one.content.catalogue_code, one.content.handling_item_code): one.item
        for one in in_force(day)
    }
    matches = match(rows, ours, codes)
    sure = Counter(one.item for one in matches if one.item and one.by != "name")
    twice = [item for item, count in sure.items() if count > 1]
    if twice:
        places = "、".join(
            row.row
            for row, found in zip(rows, matches, strict=True)
            if found.item == twice[0] and found.by != "name"
        )
        raise Refusal(f"{places}是同一个事项，没有收下。请只留一行。", field="file")
    source = ForeignList.objects.create(
        unit=unit,
        name=office.name if office else unit,
        of_office=office is not None,
        upload=upload,
        file_name=file_name,
        imported_by=by.name,
        imported_at=at,
    )
    ForeignRow.objects.bulk_create(
        [
            ForeignRow(
                source=source,
                place=row.row,
                name=row.name or row.key or row.code,
                item=found.item if found.by != "name" else "",
                proposed=found.item if found.by == "name" and found.item not in sure else "",
                digest=row.digest,
                said=as_plain(row.said),
            )
            for row, found in zip(rows, matches, strict=True)
        ],
        batch_size=500,
    )
    _measure(source, at=at)
    record(
        "catalogue.list_compared",
        "foreign_list",
        str(source.uid),
        by=by,
        at=at,
        chain="catalogue",
        facts={"unit": source.name, "rows": len(rows)},
    )
    return source


def _measure(source: ForeignList, *, at: datetime) -> Measured:
    found = outcome_of(source, on=day_of(at))
    outcome = found.outcome
    return Measured.objects.create(
        source=source,
        formula=formula(elements_compared()),
        compared=outcome.compared,
        same=outcome.same,
        differing=len(outcome.differing),
        missing=len(outcome.missing),
        orphans=len(outcome.orphans),
        measured_at=at,
    )


def _ensure(by: Actor, office: str, *, at: datetime) -> None:
    """The city's keeper takes any list, an office's keeper its own."""
    if by.id == HOUSE:
        return
    held = {one.office_key for one in offices.competences_of(by.id, at) if one.act == Act.KEEP}
    if office and office in held:
        return
    ensure_common(by, act=Act.KEEP, items=[EVERY_ITEM], at=at)


@operation
def confirm_rows(source: ForeignList, rows: Collection[str], *, by: Actor, at: datetime) -> int:
    """A person says: these rows, found by their names, are those items."""
    _ensure(by, source.unit if source.of_office else "", at=at)
    held = ForeignRow.objects.filter(source=source).exclude(item="")
    taken = set(held.values_list("item", flat=True))
    wanted = ForeignRow.objects.select_for_update().filter(
        source=source,
        item="",
        pk__in=[int(one) for one in rows if one.isdecimal() and len(one) < 16],
    )
    confirmed = []
    for row in wanted.exclude(proposed="").order_by("pk"):
        if row.proposed in taken:
            raise Refusal(f"“{row.name}”要对应的事项已有另一行。请每个事项只选一行。")
        taken.add(row.proposed)
        row.item = row.proposed
        row.save(update_fields=["item"])
        confirmed.append(row)
    if confirmed:
        _measure(source, at=at)
        record(
            "catalogue.rows_matched",
            "foreign_list",
            str(source.uid),
            by=by,
            at=at,
            chain="catalogue",
            facts={"unit": source.name, "rows": len(confirmed)},
        )
    return len(confirmed)


@operation
def choose_elements(elements: Collection[str], *, by: Actor, at: datetime) -> Formula:
    """What N means from now on. What was measured before keeps its own version."""
    ensure_common(by, act=Act.KEEP, items=[EVERY_ITEM], at=at)
    wanted = set(elements)
    chosen = [one for one in Element if one in wanted]
    if not chosen:
        raise Refusal("至少要选一项来比对。", field="elements")
    made = Formula.objects.create(
        version=formula(chosen),
        elements=[str(one) for one in chosen],
        chosen_by=by.name,
        chosen_at=at,
    )
    record(
        "catalogue.formula_chosen",
        "formula",
        made.version,
        by=by,
        at=at,
        chain="catalogue",
        facts={"count": len(chosen)},
    )
    return made


@operation
def ask_for_correction(
    source: ForeignList, item: str, *, due_on: date, by: Actor, at: datetime
) -> str:
    """更正单: the unit mends what differs in one item by a day; the reference of its task."""
    ensure_common(by, act=Act.KEEP, items=[item], at=at)
    if not source.of_office:
        raise Refusal("这份清单不是本局单位的，发不了更正单。请与管清单的单位联系。")
    if due_on < day_of(at):
        raise Refusal("更正的最后一天不能早于今天。", field="due_on")
    if due_on > day_of(at) + LATEST:
        raise Refusal("更正的最后一天最晚在一年以内。", field="due_on")
    cell = outcome_of(source, on=day_of(at)).outcome.cells.get(item)
    wrong = departures(cell or ())
    if not wrong:
        raise Refusal("这个事项现在没有不一致的地方，不用更正。")
    name = next((one.name for one in in_force(day_of(at)) if one.item == item), item)
    task = open_task(
        kind=CORRECTION,
        subject=f"更正单：“{name}”的{'、'.join(one.label for one in wrong)}与全市统一的不一致",
        object_kind="foreign_item",
        object_id=f"{source.unit}/{item}"[:80],
        owner=Owner(office=source.unit),
        due_at=datetime.combine(due_on, time(23, 59), tzinfo=CHINA),
        source="catalogue.sameness",
        by=by,
        at=at,
    )
    return str(task.uid)
