"""Taking a workbook in: looked at first, then all of it or nothing."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import BinaryIO

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.catalogue.elements import EditionContent
from bureau.catalogue.exchange.book import Book, ListingRow
from bureau.catalogue.exchange.differences import Difference, differences
from bureau.catalogue.exchange.queries import held_contents, law_names, laws, listing_rows
from bureau.catalogue.exchange.reading import Held
from bureau.catalogue.exchange.whole import read_book
from bureau.catalogue.exchange.workbook import (
    BadWorkbook,
    Tell,
    nobody,
    read_workbook,
)
from bureau.catalogue.files import EditionRow, RowError, dump
from bureau.catalogue.files.yaml_files import Law
from bureau.catalogue.operations.imports import Imported, import_items, plan_import
from bureau.catalogue.operations.laws import load_laws
from bureau.catalogue.operations.listings import Claim, claim_listings
from bureau.catalogue.queries.editions import in_force
from bureau.catalogue.rules import listing_problems
from bureau.files import operations as files
from bureau.files import store
from bureau.files.models import BlobState
from bureau.files.queries import UploadFacts, find_upload
from bureau.offices import queries as offices
from bureau.refusal import Refusal
from bureau.workdays.clock import day_of

MOST_ERRORS = 500
CHANGED_SINCE = "您看过以后，清单又有了变化，这次没有导入。下面是现在的改动，请再看一遍。"
PURPOSE = "catalogue-import"


@dataclass(frozen=True, slots=True)
class ChangedEdition:
    """One edition that is added or changed, with everything that becomes different."""

    name: str
    item: str
    number: str
    valid_from: date
    is_new_item: bool
    differences: tuple[Difference, ...]


@dataclass(slots=True)
class Preview:
    """What a workbook would do, or did."""

    errors: list[RowError] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    editions: list[ChangedEdition] = field(default_factory=list)
    laws: list[Law] = field(default_factory=list, repr=False)
    law_lines: list[str] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list, repr=False)
    listing_lines: list[str] = field(default_factory=list)
    rows: list[EditionRow] = field(default_factory=list, repr=False)

    @property
    def fingerprint(self) -> str:
        """Of everything it says, so that what is confirmed is what was looked at."""
        said = (self.errors, self.remarks, self.added, self.changed, self.editions)
        words = repr((*said, self.law_lines, self.listing_lines)).encode()
        return hashlib.new("sm3", words).hexdigest()

    @property
    def changes_something(self) -> bool:
        return bool(self.added or self.changed or self.laws or self.claims)


def preview(stream: BinaryIO, name: str, *, at: datetime, tell: Tell = nobody) -> Preview:
    """What taking this workbook in would do; nothing is written."""
    try:
        workbook = read_workbook(stream, name, tell=tell)
    except BadWorkbook as bad:
        return Preview(errors=[RowError(name, "", str(bad))])
    held = held_contents()
    book = read_book(workbook, held=held, tell=tell)
    if book.errors:
        return Preview(errors=_first(book.errors), remarks=book.remarks)
    tell("与现有内容比较", 0, 1)
    plan = plan_import(book.rows, at=at)
    seen = Preview(
        errors=_first([book.located(one) for one in plan.errors]),
        remarks=book.remarks,
        added=plan.added,
        changed=plan.changed,
        unchanged=plan.unchanged,
        rows=book.rows,
    )
    seen.errors.extend(_unknown_laws(book, held))
    _compare_laws(book, seen)
    _compare_listings(book, plan, seen, at=at)
    if not seen.errors:
        seen.editions = list(_changed(plan, held))
    tell("与现有内容比较", 1, 1)
    return seen


def _first(errors: list[RowError]) -> list[RowError]:
    if len(errors) <= MOST_ERRORS:
        return errors
    rest = len(errors) - MOST_ERRORS
    return [*errors[:MOST_ERRORS], RowError("", "", f"另有{rest}处错误，先改好上面的再导入。")]


def _unknown_laws(book: Book, held: Held) -> Iterator[RowError]:
    """A basis names a document of our table, of this workbook, or one that stood there before."""
    known = law_names() | {law.short_name for law in book.laws}
    for row in book.rows:
        strange = [one for one in documents(row.content) if one[1] not in known]
        before = held(row.item, row.number) if strange else {}
        stood = (
            {name for _, name in documents(EditionContent.model_validate(before))}
            if before
            else set()
        )
        for path, document in strange:
            if document not in stood:
                yield book.located(
                    RowError(
                        row.row,
                        f"{path}.document",
                        f"没有“{document}”这部法律。请核对名称，或者先在“法律”表加上它。",
                    )
                )


def documents(content: EditionContent) -> Iterator[tuple[str, str]]:
    """Every document an edition rests on, with its place."""
    for number, basis in enumerate(content.bases):
        yield f"bases.{number}", basis.document
    for name in ("conditions", "materials", "points", "fees"):
        for number, one in enumerate(getattr(content, name)):
            if one.basis is not None:
                yield f"{name}.{number}.basis", one.basis.document


def _changed(plan: Imported, held: Held) -> Iterator[ChangedEdition]:
    for row in (*plan.to_create, *(row for _, row in plan.to_update)):
        before = held(row.item, row.number)
        yield ChangedEdition(
            name=row.content.name,
            item=row.item,
            number=row.number,
            valid_from=row.valid_from,
            is_new_item=not before,
            differences=tuple(differences(before, dump(row.content))) if before else (),
        )


def _compare_laws(book: Book, seen: Preview) -> None:
    held = {law.short_name: law for law in laws()}
    for law in book.laws:
        before = held.get(law.short_name)
        new = _texts(law)
        old = _texts(before) if before else {}
        changed = [key for key, words in new.items() if old.get(key) != words]
        if before and not changed and _document(before) == _document(law):
            continue
        seen.laws.append(law)
        articles = "、".join(article for article, _ in changed[:10])
        what = "新增" if before is None else "改动"
        seen.law_lines.append(
            f"{what}《{law.title}》" + (f"：第{articles}条等{len(changed)}条" if changed else "")
        )


def _document(law: Law) -> tuple[object, ...]:
    return law.title, law.number, law.kind, law.valid_from, law.valid_to


def _texts(law: Law) -> dict[tuple[str, date | None], tuple[object, ...]]:
    """The words of every article, as the table would hold them."""
    return {
        (one.article, one.valid_from or law.valid_from): (
            one.text.strip(),
            one.valid_to or law.valid_to,
            one.source if one.text.strip() else "",
            one.mark if one.text.strip() else "",
        )
        for one in law.articles
    }


def _compare_listings(book: Book, plan: Imported, seen: Preview, *, at: datetime) -> None:
    if not book.listings:
        return
    day = day_of(at)
    held = {(one.item, one.office_key): one for one in listing_rows(on=day)}
    contents = {one.item: one.content for one in in_force(day)}
    tree = {one.key: one for one in offices.offices(day=day)}
    drafts = {row.item for row in plan.to_create}
    waiting = 0
    for row in book.listings:
        if row.item not in contents:
            if row.item in drafts:
                waiting += 1
            else:
                seen.errors.append(
                    RowError(row.row, "“事项键”列", f"没有在用的事项“{row.item}”。请核对事项键。")
                )
            continue
        office = tree.get(row.office_key)
        if office is None or office.authority_code != row.authority_code:
            wrong = "单位键" if office is None else "实施主体编码"
            seen.errors.append(
                RowError(row.row, f"“{wrong}”列", f"单位“{row.office_key}”的{wrong}不对，请核对。")
            )
            continue
        before = held.get((row.item, row.office_key))
        if before is not None and _says(before) == _says(row):
            continue
        claim = _claim(row)
        wrongs = listing_problems(
            contents[row.item],
            promise_value=claim.promise_value,
            promise_unit=claim.promise_unit,
            waived=claim.waived,
            step_handlers=claim.step_handlers,
        )
        seen.errors.extend(RowError(row.row, one.field, one.message) for one in wrongs)
        seen.claims.append(claim)
        verb = "改动" if before else "认领"
        seen.listing_lines.append(f"{office.name}{verb}“{contents[row.item].name}”")
    if waiting:
        seen.remarks.append(
            f"{waiting}条实施清单的事项还是草稿，这次不认领。事项启用以后，把这个文件再导入一次。"
        )


def _claim(row: ListingRow) -> Claim:
    return Claim(
        item=row.item,
        authority_code=row.authority_code,
        office_key=row.office_key,
        valid_from=row.valid_from,
        halls=row.halls,
        phones=row.phones,
        step_handlers=row.step_handlers,
        promise_value=row.promise_value,
        promise_unit=row.promise_unit,
        waived=row.waived,
    )


def _says(row: ListingRow) -> tuple[object, ...]:
    claim = _claim(row)
    return (
        *(claim.authority_code, claim.halls, dict(claim.phones)),
        *(dict(claim.step_handlers), claim.promise_value, claim.promise_unit, claim.waived),
    )


def import_workbook(
    stream: BinaryIO,
    name: str,
    *,
    by: Actor,
    at: datetime,
    looked_at: str = "",
    tell: Tell = nobody,
) -> Preview:
    """Take a workbook in: its laws, its editions as drafts, its listings. With any error
    nothing at all is written; importing the same workbook again changes nothing.

    ``looked_at`` is the fingerprint of the preview somebody confirms: where the catalogue
    has changed since, they look again.
    """
    seen = preview(stream, name, at=at, tell=tell)
    if looked_at and looked_at != seen.fingerprint:
        raise Refusal(CHANGED_SINCE)
    if not seen.errors and seen.changes_something:
        tell("写入", 0, 1)
        _take_in(seen, by=by, at=at)
        tell("写入", 1, 1)
    return seen


@operation
def _take_in(seen: Preview, *, by: Actor, at: datetime) -> None:
    if seen.laws:
        load_laws(seen.laws, by=by, at=at)
    done = import_items(seen.rows, by=by, at=at)
    if done.errors:
        raise Refusal(CHANGED_SINCE)
    if seen.claims:
        claim_listings(seen.claims, by=by, at=at)


def keep_workbook(stream: store.Readable, name: str, *, size: int, by: Actor, at: datetime) -> str:
    """Keep a workbook as it was handed in, to be looked at and confirmed; its reference."""
    upload = files.keep(
        stream,
        name,
        owner=by.id,
        purpose=PURPOSE,
        declared_size=size,
        by=by,
        at=at,
    )
    return str(upload.uid)


def kept_workbook(uid: str, *, owner: str) -> UploadFacts | None:
    """A workbook this person handed in."""
    found = find_upload(uid)
    return found if found and found.owner == owner and found.purpose == PURPOSE else None


def preview_kept(upload: UploadFacts, *, at: datetime, tell: Tell = nobody) -> Preview:
    """What taking a kept workbook in would do."""
    with _opened(upload) as stream:
        return preview(stream, upload.name, at=at, tell=tell)


def import_kept(
    upload: UploadFacts, *, by: Actor, at: datetime, looked_at: str, tell: Tell = nobody
) -> Preview:
    """Take a kept workbook in, exactly as it was looked at."""
    with _opened(upload) as stream:
        return import_workbook(stream, upload.name, by=by, at=at, looked_at=looked_at, tell=tell)


def _opened(upload: UploadFacts) -> BinaryIO:
    if upload.state in {BlobState.QUARANTINE, BlobState.REFUSED}:
        raise Refusal("这个文件还没有通过查毒，请过一分钟再打开这一页。")
    return store.open_content(upload.sha256)
